"""The council read once: what a process keeps of it is never stale,
whoever changes the council and however.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from civic.models import (
    ActingPeriod,
    ClosedDay,
    Council,
    CouncilMeeting,
    NeighbouringArea,
    Office,
    Person,
    PreElectionPeriod,
    Term,
)
from civic.queries import read_council
from guards import Renewal, registry, upkeep
from tests.council import YEAR_ENDS_AT, london, make_acting, make_meeting, make_office, make_person, make_term
from tests.guarding import run_sql

pytestmark = pytest.mark.django_db
ELECTION = {"name": "By-election", "begins_on": "2026-09-01", "ends_on": "2026-09-30"}

MARLHAVEN = {"name": "Marlhaven", "civic_head": "the Mayor of Marlhaven", "districts": ["MV1"]}


def later_term() -> Term:
    term: Term = make_term(
        Person.objects.get(email="spare@wexcombe.example"),
        "mayor",
        begins_at=YEAR_ENDS_AT,
        ends_at=london(2028, 5, 10, 18, 30),
    )
    return term


def later_acting() -> ActingPeriod:
    deputy = Person.objects.get(terms__office__kind="deputy")
    period: ActingPeriod = make_acting(deputy, begins_at=london(2027, 1, 1), ends_at=london(2027, 2, 1))
    return period


# What the database renews the revision for, by the names of its guards;
# updates and deletions past every form.
CHANGES: dict[str, Callable[[], Any]] = {
    "council_renews": partial(run_sql, "UPDATE civic_council SET telephone = '01632 960999'"),
    "office_renews_insert": partial(make_office, "third", "Third"),
    "office_renews_update": partial(run_sql, "UPDATE civic_office SET consort_title = 'Escort'"),
    "office_renews_delete": partial(run_sql, "DELETE FROM civic_office WHERE kind = 'spare'"),
    "term_renews_insert": later_term,
    "term_renews_update": partial(run_sql, "UPDATE civic_term SET consort_name = 'Sam'"),
    "acting_renews_insert": later_acting,
    "acting_renews_update": partial(run_sql, "UPDATE civic_actingperiod SET note = 'Longer.'"),
    "meeting_renews_insert": partial(make_meeting, london(2026, 9, 7, 19), "full"),
    "meeting_renews_update": partial(run_sql, "UPDATE civic_councilmeeting SET note = 'Moved.'"),
    "meeting_renews_delete": partial(run_sql, "DELETE FROM civic_councilmeeting"),
    "closed_day_renews_insert": partial(
        ClosedDay.objects.create, nation="england_wales", on="2026-12-24", name="Eve"
    ),
    "closed_day_renews_update": partial(run_sql, "UPDATE civic_closedday SET name = 'A day of rest'"),
    "closed_day_renews_delete": partial(run_sql, "DELETE FROM civic_closedday"),
    "pre_election_renews_insert": partial(PreElectionPeriod.objects.create, **ELECTION),
    "pre_election_renews_update": partial(run_sql, "UPDATE civic_preelectionperiod SET name = 'Others'"),
    "pre_election_renews_delete": partial(run_sql, "DELETE FROM civic_preelectionperiod"),
    "neighbour_renews_insert": partial(NeighbouringArea.objects.create, **MARLHAVEN | {"name": "Saltmere"}),
    "neighbour_renews_update": partial(run_sql, "UPDATE civic_neighbouringarea SET civic_head = 'nobody'"),
    "neighbour_renews_delete": partial(run_sql, "DELETE FROM civic_neighbouringarea"),
    "person_renews_insert": partial(make_person, "New Person"),
    "person_renews_update": partial(run_sql, "UPDATE civic_person SET honours = 'MBE'"),
}


@pytest.fixture
def everything(civic_year: None, mayor: Person, deputy: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of each thing that the council is made of, and an office that no council has."""
    rest = {name: guard for name, guard in registry().items() if not name.startswith("office_words_")}
    monkeypatch.setattr(upkeep, "registry", lambda: rest)
    upkeep.put_up(connection)
    make_acting(deputy, ends_at=london(2026, 6, 10))
    make_office("spare", "Spare")
    make_person("Spare", email="spare@wexcombe.example")
    NeighbouringArea.objects.create(**MARLHAVEN)
    PreElectionPeriod.objects.create(name="Elections", begins_on="2026-08-01", ends_on="2026-08-31")


def revision() -> str:
    return str(Council.objects.values_list("revision", flat=True).get())


def queries_of(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_every_renewal_is_tried_here() -> None:
    assert {guard.name for guard in registry().values() if isinstance(guard, Renewal)} == set(CHANGES)


@pytest.mark.parametrize("guard", CHANGES)
def test_whatever_changes_renews_the_revision(everything: None, guard: str) -> None:
    before = revision()
    CHANGES[guard]()
    assert revision() not in ("", before)


def test_it_is_one_query_until_something_changes(everything: None) -> None:
    read_council()
    assert queries_of(read_council) == 1
    Person.objects.update(honours="OBE")
    assert (queries_of(read_council), queries_of(read_council)) == (8, 1)
    assert {term.person.honours for term in read_council().tenure.terms} == {"OBE"}


def test_a_sign_in_changes_nothing(everything: None, mayor: Person) -> None:
    before = revision()
    mayor.last_login = london(2026, 6, 1, 9)
    mayor.set_password("another long password")
    mayor.save()
    assert revision() == before


def test_what_was_rolled_back_is_forgotten(everything: None) -> None:
    before = read_council().titles
    with transaction.atomic():
        Office.objects.filter(kind="mayor").update(title_in_sentence="the Provost")
        assert read_council().titles["mayor_title"] == "the Provost"
        transaction.set_rollback(True)
    assert read_council().titles == before


def test_an_old_copy_that_is_saved_does_not_bring_its_revision_back(everything: None) -> None:
    old = Council.objects.get()
    CouncilMeeting.objects.all().delete()
    renewed = revision()
    old.save()
    assert revision() not in (old.revision, renewed)


def test_nobody_changes_what_another_holds(everything: None) -> None:
    read_council().tenure.terms[0].person.name = "Somebody Else"
    read_council().offices["mayor"].title = "King"
    assert "Somebody Else" not in {term.person.name for term in read_council().tenure.terms}
    assert read_council().offices["mayor"].title == "Mayor"
