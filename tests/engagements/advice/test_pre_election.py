"""The Monitoring Officer's list of what a pre-election period touches, and periods of one ward (P11)."""

from datetime import date

import pytest
from django.urls import reverse

from civic.models import Person, PreElectionPeriod
from civic.queries import read_council
from engagements import situations
from engagements.services.steps import triage
from protocols.core.vocabulary import Advice
from tests import cases
from tests.web import Visitor

pytestmark = pytest.mark.django_db
Scope, Policy = PreElectionPeriod.Scope, PreElectionPeriod.Policy


def period(
    scope: str = Scope.WHOLE_COUNCIL, policy: str = Policy.HOLD, **particulars: object
) -> PreElectionPeriod:
    days = {"name": "By-election", "begins_on": date(2026, 7, 1), "ends_on": date(2026, 7, 16)}
    return PreElectionPeriod.objects.create(scope=scope, policy=policy, **(days | particulars))


@pytest.mark.parametrize(
    ("begins", "postcode", "covered"),
    [
        ("WX1", "WX1 2AB", True),
        ("WX1", "wx12ab", True),
        ("WX1", "WX11 2AB", False),
        ("WX1 2", "WX1 2AB", True),
        ("WX1 2", "WX1 3AB", False),
        ("WX1 2AB", "WX12AB", True),
        ("WX", "WX9 9ZZ", True),
        ("W", "WX9 9ZZ", False),
        ("WX1", "", False),
    ],
)
def test_a_ward_is_found_by_how_its_postcodes_begin(begins: str, postcode: str, covered: bool) -> None:
    assert (
        PreElectionPeriod(scope=Scope.WARD, ward="Market", postcodes=[begins]).covers_place(postcode)
        is covered
    )
    assert PreElectionPeriod(scope=Scope.WHOLE_COUNCIL).covers_place(postcode)


def test_an_election_in_one_ward_holds_only_what_happens_there(officer: Person) -> None:
    period(Scope.WARD, ward="Market", postcodes=["WX1"])
    inside, outside = (
        cases.make_invitation(),
        cases.make_invitation(title="Elsewhere", venue="Barn", postcode="WX2 2AB"),
    )
    assert situations.of(inside, read_council()).advice is Advice.NEEDED
    assert situations.of(outside, read_council()).advice is Advice.NOT_NEEDED


def test_the_manager_enters_a_ward_and_is_told_what_lacks(manager: Person) -> None:
    visitor = Visitor(manager).open(reverse("civic:pre_election_enter"))
    days = {
        f"{name}_{part}": value
        for name in ("begins_on", "ends_on")
        for part, value in (("day", "1"), ("month", "7"), ("year", "2026"))
    }
    filled = {"name": "By-election", "scope": "ward", "policy": "hold", **days}
    visitor.press("Save", **filled)
    assert visitor.sees("Enter the name of the ward", "Enter the first part of the ward’s postcodes")
    visitor.press("Save", **filled, ward="Market", postcodes="wx1, not a postcode")
    assert visitor.sees("is not the first part of a postcode")
    visitor.press("Save", **filled, ward="Market", postcodes="wx1, WX2  4, WX1")
    assert PreElectionPeriod.objects.get().postcodes == ["WX1", "WX2 4"]
    assert visitor.sees("Market ward: WX1, WX2 4")
    visitor.follow("Change By-election").press("Save", scope="whole_council")
    assert (PreElectionPeriod.objects.get().ward, PreElectionPeriod.objects.get().postcodes) == ("", [])


def test_the_list_says_how_advice_stands_and_what_to_do(officer: Person, monitoring_officer: Person) -> None:
    period()
    case = cases.make_invitation()
    page = Visitor(monitoring_officer).open(reverse("engagements:pre_election"))
    assert page.sees(
        "hold every invitation until it is over",
        case.reference,
        "Advice is needed, and has not been given yet.",
        "Ask the Monitoring Officer.",
    )
    triage.ask_monitoring_officer(case, question="May it go on?", by=officer)
    assert page.open(reverse("engagements:pre_election")).sees("Waiting for the Monitoring Officer’s advice.")
    triage.advise(case, answer="Better not.", against=True, by=monitoring_officer)
    assert page.open(reverse("engagements:pre_election")).sees(
        "Advised against.", "The office can refuse it under P11."
    )


def test_a_candidate_and_a_mere_note_are_listed_too(officer: Person, mayor: Person) -> None:
    period(Scope.CANDIDATE, Policy.NOTE, person=mayor, name="County election")
    case = cases.make_invitation()
    page = Visitor(officer).open(reverse("engagements:pre_election"))
    assert page.sees(
        "County election",
        "Candidate: Councillor Jane Smith",
        case.reference,
        "Nothing, but bear it in mind.",
    )


def test_what_has_no_postcode_is_named_for_somebody_to_look(officer: Person) -> None:
    period(Scope.WARD, ward="Market", postcodes=["WX1"])
    case = cases.make_invitation(postcode="")
    assert (
        Visitor(officer)
        .open(reverse("engagements:pre_election"))
        .sees("There are no invitations in this period.", "These have no postcode.", case.reference)
    )


def test_what_is_over_or_outside_is_not_listed(officer: Person) -> None:
    period(begins_on=date(2026, 5, 1), ends_on=date(2026, 5, 31))
    assert (
        Visitor(officer)
        .open(reverse("engagements:pre_election"))
        .sees("There are no current or coming pre-election periods.")
    )
    period(begins_on=date(2026, 8, 1), ends_on=date(2026, 8, 2))
    cases.make_invitation()
    assert (
        Visitor(officer)
        .open(reverse("engagements:pre_election"))
        .sees("There are no invitations in this period.")
    )
