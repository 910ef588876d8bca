"""Members say when they are away, and officers see it beside the cases that wait for them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.models import CivicChange, Person
from civic.services import accounts
from engagements.models import Invitation, Outcome
from tests import cases, council

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person, deputy: Person) -> Client:
    client.force_login(officer)
    return client


def beside(page: Client, invitation: Invitation) -> str:
    answer = page.get(reverse("engagements:case", args=[invitation.reference]))
    return " ".join(answer.content.decode().split())


def enter(page: Client, **days: date | None) -> str:
    sent: dict[str, str] = {}
    for name, on in days.items():
        parts = (on.day, on.month, on.year) if on else ("", "", "")
        sent |= {
            f"{name}_{part}": str(value) for part, value in zip(("day", "month", "year"), parts, strict=True)
        }
    answer = page.post(reverse("civic:own_absence"), sent, follow=True)
    return " ".join(answer.content.decode().split())


def test_officers_read_beside_the_case_until_when_the_mayor_is_away(
    desk: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    assert "is away" not in beside(desk, invitation)
    accounts.be_away(mayor, first=date(2026, 6, 1), last=date(2026, 6, 12))
    assert "The Mayor is away until Friday 12 June 2026" in beside(desk, invitation)


def test_what_lies_ahead_is_said_when_it_begins_before_the_answer_is_due(
    desk: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    accounts.be_away(mayor, first=invitation.promise_due_on, last=date(2026, 6, 30))
    assert "The Mayor is away from 15 to 30 June 2026" in beside(desk, invitation)
    accounts.be_away(mayor, first=invitation.promise_due_on + timedelta(days=1), last=date(2026, 6, 30))
    assert "is away" not in beside(desk, invitation)


def test_the_deputys_days_are_said_where_the_deputy_was_asked(
    desk: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    accounts.be_away(deputy, first=date(2026, 6, 1), last=date(2026, 6, 12))
    invitation = cases.with_mayor(officer=officer)
    assert "is away" not in beside(desk, invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    assert "The Deputy Mayor is away until Friday 12 June 2026" in beside(desk, invitation)


def test_of_who_acts_on_the_day_the_deputys_days_are_said(
    desk: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    council.make_acting(deputy)
    for person, last in ((mayor, date(2026, 6, 30)), (deputy, date(2026, 6, 12))):
        accounts.be_away(person, first=date(2026, 6, 1), last=last)
    page = beside(desk, cases.with_mayor(officer=officer))
    assert "The Deputy Mayor is away until Friday 12 June 2026" in page
    assert "The Mayor is away" not in page


def test_where_nothing_is_to_be_answered_nothing_is_said(
    desk: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    accounts.be_away(mayor, first=date(2026, 6, 1), last=date(2026, 6, 12))
    assert "is away" not in beside(desk, invitation)


def test_a_member_enters_the_days_on_the_page_about_the_account(client: Client, mayor: Person) -> None:
    client.force_login(mayor)
    page = enter(client, first=date(2026, 6, 3), last=date(2026, 6, 12))
    assert "Saved. The civic office can see when you are away." in page
    assert "From 3 to 12 June 2026" in page
    page = enter(client, first=None, last=None)
    assert "No dates entered" in page


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2026, 6, 3), None, "Enter both days, or neither"),
        (None, date(2026, 6, 3), "Enter both days, or neither"),
        (date(2026, 6, 3), date(2026, 6, 2), "The last day cannot be before the first"),
        (date(2026, 5, 1), date(2026, 5, 31), "The last day has already passed"),
    ],
)
def test_days_that_cannot_be_are_refused(
    first: date | None, last: date | None, says: str, client: Client, mayor: Person
) -> None:
    client.force_login(mayor)
    assert says in enter(client, first=first, last=last)
    mayor.refresh_from_db()
    assert mayor.away_until is None


def test_nobody_else_reads_it_and_nothing_of_it_stays(
    client: Client, officer: Person, mayor: Person, deputy: Person, office_day: Traveller
) -> None:
    """No reason is asked for; the days are among nobody's changes, and are forgotten when they are over."""
    changes = CivicChange.objects.count()
    accounts.be_away(mayor, first=date(2026, 6, 1), last=date(2026, 6, 12))
    assert CivicChange.objects.count() == changes
    client.force_login(deputy)
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    for address in ("/deputy/", f"/deputy/{invitation.reference}/"):
        assert "away until" not in client.get(address).content.decode()
    assert accounts.forget_absences() == 0
    office_day.move_to(council.london(2026, 6, 13, 1))
    assert accounts.forget_absences() == 1
    mayor.refresh_from_db()
    assert (mayor.away_from, mayor.away_until) == (None, None)


def test_officers_have_no_such_page(client: Client, officer: Person) -> None:
    client.force_login(officer)
    assert client.get(reverse("civic:own_absence")).status_code == 403
    assert "Away" not in client.get(reverse("civic:own_account")).content.decode()
