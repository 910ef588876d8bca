"""A column that holds one of a list of words holds no other, whoever writes it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from civic.models import Council, DayKind, Person
from engagements.models import Invitation, Letter
from guards import Guard, Moment, registry, upkeep
from tests import cases
from tests.guarding import refused_by, run_sql


def columns() -> Iterator[tuple[type[Model], "Field[Any, Any]"]]:
    """Every column of ours with a list of words."""
    for app in ("civic", "protocols", "engagements"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.local_concrete_fields:
                if field.choices:
                    yield model, field


def test_every_column_with_a_list_of_words_is_guarded_when_it_is_added_and_changed() -> None:
    guarded = {
        (guard.table, guard.moment): guard.holds
        for name, guard in registry().items()
        if isinstance(guard, Guard) and "_words_are_known_" in name
    }
    listed = list(columns())
    assert len(listed) >= 55
    for model, field in listed:
        added, changed = (guarded[model._meta.db_table, moment] for moment in (Moment.INSERT, Moment.UPDATE))
        assert f'NEW."{field.column}" IN (' in added
        assert added == changed


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), list(columns()), ids=str)
def test_no_row_is_added_with_a_word_that_nobody_knows(
    model: type[Model], field: "Field[Any, Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no other guard in the way, and before the database asks for the columns that are missing."""
    name = f"{model._meta.model_name}_words_are_known_insert"
    monkeypatch.setattr(upkeep, "registry", lambda: {name: registry()[name]})
    upkeep.put_up(connection)
    lists = [other for known, other in columns() if known is model]
    words = {other.column: next(str(word) for word, _ in other.flatchoices) for other in lists}
    marks = ", ".join(["%s"] * len(words))
    names = ", ".join(f'"{column}"' for column in words)
    values = [*(words | {field.column: "?"}).values()]
    with refused_by(name):
        run_sql(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", *values)  # noqa: S608


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["often", "", "Calendar"])
def test_a_word_that_is_not_listed_is_refused(council: Council, word: str) -> None:
    with refused_by("council_words_are_known_update"):
        Council.objects.update(notice_asked_in=word)
    Council.objects.update(notice_asked_in=DayKind.WORKING)


@pytest.mark.django_db
def test_a_column_that_may_be_blank_takes_no_word_and_no_other(officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(role="")
    with refused_by("person_words_are_known_update"):
        Person.objects.filter(pk=officer.pk).update(role="king")


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["wish", "addressee", "explained", "purpose", "channel"])
def test_a_case_holds_only_words_of_the_protocol(officer: Person, column: str) -> None:
    case = cases.make_invitation()
    others = ("facts_change_with_an_entry", "invitation_stays_as_it_came")
    with refused_by("invitation_words_are_known_update", *others):
        Invitation.objects.filter(pk=case.pk).update(**{column: "rotten"})


@pytest.mark.django_db
def test_nor_is_a_row_added_with_a_word_that_nobody_knows(officer: Person) -> None:
    letter = Letter.objects.filter(invitation=cases.make_invitation()).latest("pk")
    letter.pk, letter.message_id, letter.state = None, "<another@council.example>", "lost"
    with refused_by("letter_words_are_known_insert", "letter_begins_before_it_leaves"):
        letter.save(force_insert=True)
