"""A council and its people for the tests: Wexcombe Town Council (invented), on Monday 1 June 2026 at 10am.

Plain functions without surprises. The Mayor and the Deputy hold office from the annual meeting on Wednesday
13 May 2026 at 6.30pm to the one on Wednesday 12 May 2027 at 6.30pm.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from civic.models import (
    ActingPeriod,
    Council,
    CouncilMeeting,
    Nation,
    NeighbouringArea,
    Office,
    OfficeKind,
    Person,
    Role,
    Term,
)

LONDON = ZoneInfo("Europe/London")
OFFICE_DAY = datetime(2026, 6, 1, 10, 0, tzinfo=LONDON)
YEAR_BEGINS_AT = datetime(2026, 5, 13, 18, 30, tzinfo=LONDON)
YEAR_ENDS_AT = datetime(2027, 5, 12, 18, 30, tzinfo=LONDON)
DOMAIN = "wexcombe.example"
PASSWORD = "a long enough password"


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment by the clock on the town hall."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def make_council(*, with_deputy: bool = True, **particulars: Any) -> Council:
    """The one council, with its two offices; without a Deputy's office when told so."""
    wexcombe = {
        "name": "Wexcombe Town Council",
        "area": "Wexcombe",
        "nation": Nation.ENGLAND_WALES,
        "letterhead": "Wexcombe Town Council\nThe Mayor's Parlour",
        "office_name": "Civic Office",
        "office_address": "Town Hall\nMarket Place\nWexcombe\nWX1 1AA",
        "email": f"civic.office@{DOMAIN}",
        "telephone": "01632 960123",
        "mail_domains": [DOMAIN],
        "notice_asked": 28,
        "answer_promised": 10,
        "service_standard": "We answer every invitation within ten working days.",
        "protocol_introduction": "How Wexcombe answers invitations.",
    }
    council, _ = Council.objects.update_or_create(only=True, defaults=wexcombe | particulars)
    make_office(OfficeKind.MAYOR, "Mayor")
    make_office(OfficeKind.DEPUTY, "Deputy Mayor", exists=with_deputy)
    return council


def make_office(kind: str, title: str, **particulars: Any) -> Office:
    """One of the two offices, with forms of address made of its title."""
    forms = {
        "title": title,
        "title_in_sentence": f"the {title}",
        "spoken": title,
        "written": f"the {title}, {{name}}",
        "envelope": f"The {title}, {{name}}",
        "salutation": f"Dear {title}",
        "consort_title": f"{title}'s Consort",
        "exists": True,
    }
    return Office.objects.update_or_create(kind=kind, defaults=forms | particulars)[0]


def make_person(name: str = "Sam Taylor", *, email: str = "", **particulars: Any) -> Person:
    """Somebody with an account; the address is made of the name unless given."""
    return Person.objects.create_user(
        email or f"{name.lower().replace(' ', '.')}@{DOMAIN}", name, PASSWORD, **particulars
    )


def make_officer(name: str = "Olive Officer", **particulars: Any) -> Person:
    return make_person(name, **({"role": Role.CIVIC_OFFICER, "post": "Civic officer"} | particulars))


def make_manager(name: str = "Morgan Manager", **particulars: Any) -> Person:
    return make_person(name, **({"role": Role.CIVIC_MANAGER, "post": "Civic manager"} | particulars))


def make_monitoring_officer(name: str = "Ravi Rule", **particulars: Any) -> Person:
    return make_person(
        name, **({"role": Role.MONITORING_OFFICER, "post": "Monitoring Officer"} | particulars)
    )


def make_chief_executive(name: str = "Chris Chief", **particulars: Any) -> Person:
    return make_person(name, **({"role": Role.CHIEF_EXECUTIVE, "post": "Chief Executive"} | particulars))


def make_leader(name: str = "Councillor Lee Lead", **particulars: Any) -> Person:
    return make_person(name, **({"role": Role.LEADER, "post": "Leader of the council"} | particulars))


def make_attendant(name: str = "Alex Mace", **particulars: Any) -> Person:
    return make_person(name, **({"role": Role.ATTENDANT, "post": "Mayor's attendant"} | particulars))


def make_term(
    person: Person,
    kind: str = OfficeKind.MAYOR,
    *,
    begins_at: datetime = YEAR_BEGINS_AT,
    ends_at: datetime = YEAR_ENDS_AT,
    consort_name: str = "",
) -> Term:
    """This person's term in the office of this kind."""
    office = Office.objects.get(kind=kind)
    return Term.objects.create(
        office=office,
        person=person,
        begins_at=begins_at,
        ends_at=ends_at,
        consort_name=consort_name,
        recorded_at=begins_at,
        recorded_by=None,
    )


def make_mayor(name: str = "Councillor Jane Smith", **term: Any) -> Person:
    """A person who holds the Mayor's office, this civic year unless other moments are given."""
    person = make_person(name)
    make_term(person, OfficeKind.MAYOR, **term)
    return person


def make_deputy(name: str = "Councillor David Okoro", **term: Any) -> Person:
    """A person who holds the Deputy's office, this civic year unless other moments are given."""
    person = make_person(name)
    make_term(person, OfficeKind.DEPUTY, **term)
    return person


def make_acting(
    person: Person, *, begins_at: datetime = OFFICE_DAY, ends_at: datetime | None = None, **particulars: Any
) -> ActingPeriod:
    """A period in which the Deputy acts; because the Mayor is unable to, unless another reason is given."""
    by = Person.objects.filter(role=Role.MONITORING_OFFICER).first() or make_monitoring_officer()
    period = {"reason": ActingPeriod.Reason.INCAPACITY, "recorded_at": begins_at, "recorded_by": by}
    return ActingPeriod.objects.create(
        person=person, begins_at=begins_at, ends_at=ends_at, **(period | particulars)
    )


def make_meeting(at: datetime = YEAR_ENDS_AT, kind: str = CouncilMeeting.Kind.ANNUAL) -> CouncilMeeting:
    """A meeting of the council; the annual one of May 2027 unless told otherwise."""
    return CouncilMeeting.objects.create(kind=kind, at=at)


def make_area(*districts: str) -> None:
    """The council's own area by its postcode districts."""
    Council.objects.update(districts=list(districts or ("WX1", "WX2")))


def make_neighbour(name: str = "Marlhaven", **particulars: Any) -> NeighbouringArea:
    """A neighbouring area with a Mayor of its own, without a standing agreement unless told otherwise."""
    usual: dict[str, Any] = {"civic_head": f"the Mayor of {name}", "districts": ["MV1", "MV2"]}
    return NeighbouringArea.objects.create(name=name, **usual | particulars)


def make_civic_year() -> None:
    """The annual meetings at which this civic year begins and ends."""
    make_meeting(YEAR_BEGINS_AT)
    make_meeting(YEAR_ENDS_AT)
