"""Whoever writes to the database, and with whatever program, is refused what the office's rules forbid."""

import io
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from pytest_django import DjangoDbBlocker

import guards
from tests.engagements.raw_sql import (
    chains,
    corners,
    decisions,
    deputy,
    invitations,
    letters,
    papers,
    record,
)
from tests.engagements.raw_sql.scene import Scene, the_office
from tests.engagements.raw_sql.still_open import STILL_OPEN
from tests.engagements.raw_sql.way import BOTH, Way
from tests.guarding import refused_by

# A way that each of these guards, and none before it, refuses.
REFUSED_BY = {
    "acknowledgement_is_the_holders": "somebody else acknowledged the protocol",
    "acting_is_the_deputys": "the Deputy acts for a moment and accepts",
    "answer_makes_the_next_version": "an acceptance without a word of the delegation of asked",
    "chain_begins_with_the_case": "an invitation's first entry is a note",
    "companion_stays_with_the_mayor": (
        "the one who accompanied taken away of the engagement that is live, together"
    ),
    "entry_follows_the_heads": "an entry is numbered before those the head covers",
    "entry_is_signed": "an entry signed by nobody",
    "entry_is_written_by_somebody": "an entry says the Mayor wrote what nobody wrote",
    "entry_is_written_in_ones_own_name": "an entry says that an officer is the Mayor",
    "entry_of_an_answer_is_its_own": "the Deputy declines without an answer",
    "entry_of_keeping_is_true": "an entry tells of an erasure that there was not",
    "entry_of_the_office_is_an_officers": "a councillor puts an invitation to the Mayor",
    "entry_says_it_when_it_is_written": "erased words come back",
    "entry_stands_under_a_protocol": "an entry under a protocol that is a draft",
    "entry_tells_of_a_row_of_the_protocol": "the declined is passed on in a step of no row",
    "head_follows_from_the_last": "a head that follows from none",
    "legal_advice_is_asked_first": "advice against comes from nowhere and refuses a case",
    "letter_comes_released": "a letter comes as queued",
    "letter_is_sent_anew_as_it_was": "a letter is sent once more in other words",
    "letter_is_switched_by_somebody": "all letters go by themselves",
    "letter_is_the_steps": "a decline comes for an acceptance",
    "letter_leaves_released": "a draft is on its way that nobody released",
    "letter_that_may_have_gone_stands": "a letter that may have gone is withdrawn",
    "letter_wording_comes_next": "a letter's wording comes before the first",
    "notification_is_never_deleted": "a notification on its way is removed",
    "notification_tells_the_same": "a notification goes to another address",
    "notification_that_went_stays": "a sent notification is on its way again",
    "organiser_is_corrected_with_an_entry": "an organiser is renamed without a word",
    "person_is_never_deleted": "whoever decided is somebody else of the same number",
    "rule_of_keeping_is_never_deleted": "a rule of keeping is removed",
    "signature_is_of_the_post": "one person signs in another's post",
    "stage_leaves_nobody_in_the_diary": "a withdrawal leaves the Deputy in the diary",
    "task_is_closed_in_its_history": "a close without history of open task",
    "term_holds_what_was_attended": "the Mayor's term ended before its decisions",
    "term_is_never_altered": "the Mayor's term is the Deputy's",
    "term_is_never_deleted": "the Mayor's term is removed",
}
WAYS = [
    way
    for room in (deputy, decisions, invitations, letters, record, papers, chains, corners)
    for way in room.WAYS
    if way.on in (BOTH, connection.vendor)
]
OPEN = {name for name, where in STILL_OPEN.items() if where in (BOTH, connection.vendor)}
# Strict: a way that is closed must leave the list.
LEFT_OPEN = pytest.mark.xfail(strict=True, reason="the database does not refuse this")
TRIED = [
    pytest.param(way, id=way.name.replace(" ", "-"), marks=[LEFT_OPEN] if way.name in OPEN else [])
    for way in WAYS
]
pytestmark = pytest.mark.django_db
TABLES = ("engagements_", "protocols_", "civic_")
# What the tables themselves refuse, in the words of either database.
BY_A_CONSTRAINT = re.compile(
    r"constraint failed|has an invalid foreign key|violates (foreign key|unique|check|not-null) constraint"
)
# What is no refusal: the statement was never understood.
NOT_UNDERSTOOD = ("syntax error", "no such", "has no column", "unrecognized", "incomplete input")


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """One office for all ways: each is taken back to where it began."""
    with django_db_blocker.unblock(), transaction.atomic():
        with the_office() as scene:
            connection.check_constraints()
            yield scene
        transaction.set_rollback(True)


@pytest.mark.parametrize("way", TRIED)
def test_the_database_refuses_whatever_the_office_never_allows(office: Scene, way: Way) -> None:
    before = held()
    with pytest.raises(DatabaseError) as refused, transaction.atomic():  # noqa: PT012
        for statement in way.statements:
            run(statement % office)
        connection.check_constraints()
        assert held() != before, "this way leads nowhere"
        transaction.set_rollback(True)
    assert was_understood(refused.value), refused.value
    assert guards.refusal(refused.value) or BY_A_CONSTRAINT.search(str(refused.value)), refused.value
    assert held() == before


@pytest.mark.parametrize(("guard", "name"), REFUSED_BY.items())
def test_the_guard_that_refuses_it_says_so(office: Scene, guard: str, name: str) -> None:
    way = next(way for way in WAYS if way.name == name)
    with refused_by(guard):
        for statement in way.statements:
            run(statement % office)


def test_no_way_is_listed_twice() -> None:
    names = [way.name for way in WAYS]
    assert len(set(names)) == len(names)
    assert set(names) >= OPEN


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        if statement.startswith("COPY"):
            command, _, rows = statement.partition("\n")
            with connection.wrap_database_errors:
                cursor.copy_expert(command, io.StringIO(rows))
        else:
            cursor.execute(statement)


def was_understood(error: DatabaseError) -> bool:
    """Whether it was what the statement would do that was refused, and not how it is written."""
    if isinstance(error, ProgrammingError):
        return False
    return not (isinstance(error, OperationalError) and any(word in str(error) for word in NOT_UNDERSTOOD))


def held() -> dict[str, list[tuple[object, ...]]]:
    """All that the office's tables hold."""
    tables = [
        table
        for model in apps.get_models(include_auto_created=True)
        if (table := model._meta.db_table).startswith(TABLES)
    ]
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            rows[table] = cursor.fetchall()
    return rows
