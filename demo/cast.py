"""Wexcombe City Council: its particulars, people and offices.

All invented; domains and telephone numbers are reserved ones.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from civic.models import (
    ActingPeriod,
    CouncilMeeting,
    NeighbouringArea,
    Office,
    OfficeKind,
    Person,
    PreElectionPeriod,
    Role,
    Term,
)
from civic.services import accounts, areas, council_settings, terms
from demo.days import Days, at_clock
from protocols import meetings
from protocols.meetings import Meeting

PASSWORD = "welcome to the parlour"  # noqa: S105 - printed for everybody who tries the demo
DOMAIN = "council.example"


@dataclass(frozen=True)
class Account:
    """Somebody a visitor can sign in as."""

    key: str
    name: str
    email: str
    part: str
    look_for: str
    role: str = ""
    post: str = ""


ACCOUNTS = (
    Account(
        "officer", "Daniel Marchbanks", f"officer@{DOMAIN}", "civic officer",
        "the work list, every case, the letters to release", Role.CIVIC_OFFICER, "Civic officer",
    ),
    Account(
        "second_officer", "Priya Ellacott", f"second.officer@{DOMAIN}", "civic officer",
        "a colleague, for two people at one case", Role.CIVIC_OFFICER, "Civic officer",
    ),
    Account(
        "manager", "Winifred Oakes", f"manager@{DOMAIN}", "civic manager",
        "what an officer sees, reopening, people, the handbook", Role.CIVIC_MANAGER, "Civic manager",
    ),
    Account(
        "mayor", "Councillor Edith Harrowell", f"mayor@{DOMAIN}", "Mayor",
        "invitations that wait for a decision",
    ),
    Account(
        "deputy", "Councillor Tobias Fennimore", f"deputy@{DOMAIN}", "Deputy Mayor",
        "only what the Mayor has asked",
    ),
    Account(
        "former_mayor", "Councillor Rosalind Quayle", f"former.mayor@{DOMAIN}", "former Mayor",
        "that access ended with the term",
    ),
    Account(
        "monitoring_officer", "Jonathan Thirkettle", f"monitoring.officer@{DOMAIN}", "Monitoring Officer",
        "advice asked for, the record", Role.MONITORING_OFFICER, "Monitoring Officer",
    ),
    Account(
        "chief_executive", "Beatrice Lowndes", f"chief.executive@{DOMAIN}", "Chief Executive",
        "the office from above", Role.CHIEF_EXECUTIVE, "Chief Executive",
    ),
    Account(
        "leader", "Councillor Isaac Brandreth", f"leader@{DOMAIN}", "Leader of the council",
        "the handbook, which the Leader signs off", Role.LEADER, "Leader of the council",
    ),
    Account(
        "attendant", "Samuel Goodrum", f"attendant@{DOMAIN}", "attendant",
        "the diary, to plan car and regalia", Role.ATTENDANT, "Attendant",
    ),
)  # fmt: skip

# Drawn for this demonstration: no council bears these arms.
CREST = Path(__file__).resolve().parent / "crest.png"
COUNCIL = {
    "name": "Wexcombe City Council",
    "area": "Wexcombe",
    "nation": "england_wales",
    "letterhead": "Wexcombe City Council\nThe Mayor’s Parlour",
    "office_name": "Civic Office",
    "office_address": "The Guildhall\nMarket Place\nWexcombe\nWX1 1AA",
    "email": f"civic.office@{DOMAIN}",
    "telephone": "01632 960100",
    "mail_domains": [DOMAIN],
    "logo": CREST.read_bytes(),
    "complaints": (
        "If you are not happy with our answer, please use the council’s complaints procedure: "
        "https://council.example/complaints"
    ),
    "protocol_introduction": (
        "An invitation to the Mayor of Wexcombe belongs to the office, not to a person.\n"
        "This page sets out how invitations are answered, who decides, and what an organiser may expect."
    ),
}

# No postcode of the country begins so.
DISTRICTS = [f"WX{number}" for number in range(1, 7)]
NEIGHBOURS: tuple[dict[str, object], ...] = (
    {
        "name": "Marlhaven",
        "civic_head": "the Mayor of Marlhaven",
        "districts": ["MV1", "MV2"],
        "standing_agreement": False,
    },
    {
        "name": "Saltmere",
        "civic_head": "the Chairman of Saltmere Council",
        "districts": ["MV8", "MV9"],
        "standing_agreement": True,
    },
)


@dataclass(frozen=True)
class Cast:
    """The people of the office."""

    officer: Person
    second_officer: Person
    manager: Person
    mayor: Person
    deputy: Person
    former_mayor: Person
    monitoring_officer: Person
    chief_executive: Person
    leader: Person
    attendant: Person


def engage() -> Cast:
    """Name the council and let its people in.

    Hashing takes long on purpose, so the one password is hashed once.
    """
    hashed = make_password(PASSWORD)
    people: dict[str, Person] = {}
    for account in sorted(ACCOUNTS, key=lambda account: account.key != "manager"):
        by = people.get("manager")
        values = {"name": account.name, "email": account.email, "role": account.role, "post": account.post}
        person = accounts.add_person(values=values, by=by, told=False)
        person.password, person.joined_at = hashed, timezone.now()
        person.save(update_fields=["password", "joined_at"])
        people[account.key] = person
    council_settings.change_council(values=COUNCIL, by=people["manager"])
    areas.keep_districts(districts=DISTRICTS, by=people["manager"])
    for neighbour in NEIGHBOURS:
        areas.keep_neighbour(NeighbouringArea(), values=neighbour, by=people["manager"])
    return Cast(**people)


def first_year(days: Days, cast: Cast) -> None:
    """The civic year before this one: last year's Deputy is this year's Mayor, as in many councils."""
    _year(days.year_before_began, cast)
    _term(
        OfficeKind.MAYOR,
        cast.former_mayor,
        days.year_before_began,
        days.began,
        cast,
        consort="Mr Leonard Quayle",
    )
    _term(OfficeKind.DEPUTY, cast.mayor, days.year_before_began, days.began, cast)


def this_year(days: Days, cast: Cast) -> None:
    """The annual meeting that elected the present Mayor, and what the calendar holds after it."""
    _year(days.began, cast)
    _year(days.ends, cast)
    _term(OfficeKind.MAYOR, cast.mayor, days.began, days.ends, cast, consort="Mrs Judith Harrowell")
    _term(OfficeKind.DEPUTY, cast.deputy, days.began, days.ends, cast)


def induction(days: Days, cast: Cast) -> None:
    """The meeting before office, and what was learned on taking it (P26)."""
    taken = list(Term.objects.filter(begins_at=days.began).select_related("person", "office"))
    held_on = timezone.localdate(days.began)
    meetings.record(
        kind=Meeting.Kind.BEFORE_OFFICE,
        held_on=held_on - timedelta(days=8),
        terms=taken,
        others="The Monitoring Officer",
        note="The protocol, clause by clause, and who does what.",
        by=cast.manager,
    )
    meetings.record(
        kind=Meeting.Kind.INDUCTION,
        held_on=held_on,
        terms=taken,
        others="The Chief Executive\nThe macebearer",
        note="The chain and the robes, the car, order of precedence, speeches.",
        by=cast.manager,
    )


def calendar(days: Days, cast: Cast) -> None:
    """Evenings of full council, a by-election soon, and the May elections (P11)."""
    first = days.working_day(days.ahead(17))
    for weeks in (-24, -16, -8, 0, 6, 12):
        on = first + timedelta(weeks=weeks)
        council_settings.enter_meeting(
            kind=CouncilMeeting.Kind.FULL, at=at_clock(on, "18:30"), by=cast.manager
        )
    by_election = {
        "name": "By-election in Castle ward",
        "begins_on": days.ahead(66),
        "ends_on": days.ahead(94),
    }
    polling_day = first_thursday_in_may(days.ends.year)
    may = {"name": "Local elections", "begins_on": polling_day - timedelta(weeks=6), "ends_on": polling_day}
    everybody = {"scope": PreElectionPeriod.Scope.WHOLE_COUNCIL, "policy": PreElectionPeriod.Policy.CAUTION}
    candidate = {
        "scope": PreElectionPeriod.Scope.CANDIDATE,
        "policy": PreElectionPeriod.Policy.NOTE,
        "person": cast.deputy,
    }
    for values in (by_election | everybody, may | everybody, may | candidate):
        council_settings.keep_pre_election_period(PreElectionPeriod(), values=values, by=cast.manager)


def an_operation(days: Days, cast: Cast) -> None:
    """The Mayor will be in hospital for a week: the Monitoring Officer has recorded
    that the Deputy acts (P9).
    """
    first, reason = days.ahead(98), ActingPeriod.Reason.INCAPACITY
    begins_at, ends_at = at_clock(first, "00:00"), at_clock(first + timedelta(days=7), "00:00")
    note = "A planned operation. Recorded at the Mayor’s wish."
    terms.record_acting(
        reason=reason, begins_at=begins_at, ends_at=ends_at, note=note, by=cast.monitoring_officer
    )


def first_thursday_in_may(year: int) -> date:
    """Polling day."""
    first = date(year, 5, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7)


def _year(begins_at: datetime, cast: Cast) -> None:
    if not CouncilMeeting.objects.filter(at=begins_at).exists():
        council_settings.enter_meeting(kind=CouncilMeeting.Kind.ANNUAL, at=begins_at, by=cast.manager)


def _term(
    kind: OfficeKind, person: Person, begins_at: datetime, ends_at: datetime, cast: Cast, consort: str = ""
) -> None:
    office = Office.objects.get(kind=kind)
    terms.record_term(
        office=office,
        person=person,
        begins_at=begins_at,
        ends_at=ends_at,
        consort_name=consort,
        by=cast.manager,
    )
