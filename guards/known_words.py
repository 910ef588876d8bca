"""Columns that hold one of a list of words hold no other.

Forms ask a field's choices; whoever writes past them is asked here. A word that no enumeration has would
otherwise be found by whoever reads the row next, on whichever page or in whichever sweep that is.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from guards.guard import Guard, Moment, one_of

WORDS = "This is not one of the words that may stand here."


def known_words(app_label: str) -> tuple[Guard, ...]:
    """For each table of the app with such columns: when a row is added, and when it is changed."""
    return tuple(
        Guard(
            f"{model._meta.model_name}_words_are_known_{moment.value.lower()}",
            model._meta.db_table,
            moment,
            " AND ".join(conditions),
            WORDS,
        )
        for model in apps.get_app_config(app_label).get_models()
        if (conditions := list(_conditions(model)))
        for moment in (Moment.INSERT, Moment.UPDATE)
    )


def _conditions(model: type[Model]) -> Iterator[str]:
    for field in model._meta.local_concrete_fields:
        if not field.choices:
            continue
        words = {str(word) for word, _ in field.flatchoices} | ({""} if field.blank else set())
        # Quoted: a column may be named as a word of SQL is.
        column = f'NEW."{field.column}"'
        known = one_of(column, words)
        yield f"({known} OR {column} IS NULL)" if field.null else known
