"""For every column that holds words somebody knows whose they are, how long, and what takes them away."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from engagements.services.records.kept import KEPT, Whose

WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def columns_of_words() -> Iterator[str]:
    """Those in which anything can be written; a choice of ours is nobody's word."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, WORDS) and not field.choices:
                yield f"{model._meta.label}.{field.name}"


def test_every_column_of_words_has_one_answer() -> None:
    answers = Counter(f"{table}.{name}" for table, kept in KEPT.items() for names in kept for name in names)
    assert answers == Counter(columns_of_words())


def test_what_is_of_organisers_is_taken_away_by_something_that_is_carried_out() -> None:
    for table, kept in KEPT.items():
        for names, answer in kept.items():
            assert answer.until, names
            if answer.whose is Whose.ORGANISER:
                assert callable(answer.taken_by), f"{table}: {names}"


@pytest.mark.parametrize("whose", Whose)
def test_each_kind_of_whose_is_somebodys(whose: Whose) -> None:
    assert any(answer.whose is whose for kept in KEPT.values() for answer in kept.values())
