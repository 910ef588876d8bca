"""A step whose record cannot be written was not taken: its rows, letters and stage are gone with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import Model

from civic.models import Person
from engagements.models import EntryParticulars, Invitation, Letter, Outcome, RecordEntry
from engagements.services.steps import deputys_answer, mayors_decision, organisers_answers, triage
from tests import cases

pytestmark = pytest.mark.django_db
People = dict[str, Person]
REFUSE = {
    "sqlite": ["CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no room'); END"],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$",
        "CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}


@pytest.fixture
def people(officer: Person, mayor: Person, deputy: Person) -> People:
    return {"officer": officer, "mayor": mayor, "deputy": deputy}


@contextmanager
def no_room_in(model: type[Model]) -> Iterator[None]:
    """The database takes no more rows of this table."""
    table = model._meta.db_table
    # PostgreSQL changes no table that has checks left to do.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in REFUSE[connection.vendor]:
            cursor.execute(statement.format(table=table))
        yield
        cursor.execute("DROP TRIGGER broken" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row that the office keeps."""
    models = apps.get_app_config("engagements").get_models()
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def before_the_mayor(people: People) -> Invitation:
    return cases.with_mayor(officer=people["officer"])


def before_the_deputy(people: People) -> Invitation:
    return cases.with_deputy(officer=people["officer"], mayor=people["mayor"])


def accepted(people: People) -> Invitation:
    return cases.mayor_attends(officer=people["officer"], mayor=people["mayor"])


def put_to_mayor(invitation: Invitation, people: People) -> None:
    triage.put_to_mayor(invitation, by=people["officer"])


def accept(invitation: Invitation, people: People) -> None:
    cases.decide(invitation, mayor=people["mayor"], outcome=Outcome.ACCEPT)


def delegate(invitation: Invitation, people: People) -> None:
    cases.decide(invitation, mayor=people["mayor"], outcome=Outcome.DELEGATE)


def deputy_accepts(invitation: Invitation, people: People) -> None:
    deputys_answer.accept(invitation, deputy=people["deputy"], by=people["deputy"])


def withdraw(invitation: Invitation, people: People) -> None:
    organisers_answers.withdraw(invitation, seen=invitation.version)


def correct(invitation: Invitation, people: People) -> None:
    """Takes back the decision and the letter that has not left."""
    mayor = people["mayor"]
    mayors_decision.record_decision(invitation, outcome=Outcome.CORRECT, made_by=mayor, by=mayor)


Step = tuple[Callable[[People], Invitation], Callable[[Invitation, People], None]]
STEPS: dict[str, Step] = {
    "send to the Mayor": (lambda people: cases.make_invitation(), put_to_mayor),
    "accept": (before_the_mayor, accept),
    "delegate": (before_the_mayor, delegate),
    "the Deputy accepts": (before_the_deputy, deputy_accepts),
    "withdraw": (accepted, withdraw),
    "correct": (accepted, correct),
}


WITH_A_LETTER = ("accept", "the Deputy accepts", "withdraw")
BROKEN: list[tuple[str, type[Model]]] = [
    (step, table) for step in STEPS for table in (RecordEntry, EntryParticulars)
]
BROKEN += [(step, Letter) for step in WITH_A_LETTER]


@pytest.mark.parametrize(("step", "table"), BROKEN)
def test_what_cannot_be_written_whole_was_not_done(people: People, step: str, table: type[Model]) -> None:
    begin, take = STEPS[step]
    invitation = begin(people)
    before = everything()
    with no_room_in(table), pytest.raises(DatabaseError, match="no room"):
        take(invitation, people)
    assert everything() == before
    invitation.refresh_from_db()
    take(invitation, people)
    assert RecordEntry.objects.count() == len(before["RecordEntry"]) + 1
