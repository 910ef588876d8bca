"""Once somebody is to attend an event with press expected, the office tells Communications (P24)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import Traveller

from civic.models import Person
from engagements import record_sentences
from engagements.models import Engagement, Invitation, Outcome
from engagements.queries import communications
from engagements.services import case_notes
from engagements.services.steps import deputys_answer
from tests import cases, council
from tests.engagements.forgery import forge_entry, refused
from tests.guarding import guards_down, refused_by
from tests.there import there

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person, deputy: Person) -> Client:
    client.force_login(officer)
    return client


def to_tell() -> list[str]:
    return [engagement.invitation.title for engagement in communications.to_tell(timezone.now())]


def tell(invitation: Invitation, *, by: Person) -> None:
    case_notes.tell_communications(invitation, spoken_to="Ben Press", told_at=timezone.now(), by=by)


def shown(page: Client, name: str, *args: object, **query: str) -> str:
    return " ".join(page.get(reverse(f"engagements:{name}", args=args), query).content.decode().split())


# --- When there is something to tell ------------------------------------------------------------------------


def test_it_arises_when_somebody_is_to_attend_and_not_before(officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer, press=True)
    assert to_tell() == []
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    assert to_tell() == ["Northgate summer fête"]


@pytest.mark.parametrize("press", [False, None])
def test_where_no_press_is_expected_there_is_nothing_to_tell(
    press: bool | None, officer: Person, mayor: Person
) -> None:
    cases.mayor_attends(officer=officer, mayor=mayor, press=press)
    assert to_tell() == []


def test_it_never_arises_for_a_confidential_case(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True, confidential=True)
    assert to_tell() == []
    assert "Tell Communications" not in shown(desk, "case", invitation.reference)
    assert "There is nothing to tell Communications." in shown(desk, "office_tasks")
    with pytest.raises(ValidationError, match="nothing to tell Communications"):
        tell(invitation, by=officer)


def test_it_is_listed_until_it_is_done(officer: Person, mayor: Person, office_day: Traveller) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    office_day.shift(timedelta(days=20))
    assert to_tell() == ["Northgate summer fête"]
    tell(invitation, by=officer)
    assert to_tell() == []


def test_when_the_deputy_goes_instead_they_are_told_anew(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    tell(invitation, by=officer)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    assert to_tell() == []
    deputys_answer.accept(invitation, deputy=deputy, by=deputy)
    assert [engagement.person for engagement in communications.to_tell(timezone.now())] == [deputy]


def test_what_is_over_is_told_to_nobody_any_more(
    officer: Person, mayor: Person, office_day: Traveller
) -> None:
    cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    office_day.move_to(council.london(2026, 7, 11, 17))
    assert to_tell() == []


# --- Marking it as done -------------------------------------------------------------------------------------


def test_an_officer_marks_it_as_done_with_whom_and_when(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    address = reverse("engagements:case_communications", args=[invitation.reference])
    answer = desk.post(
        address,
        {
            "spoken_to": "Ben Press",
            "told_on_day": "1", "told_on_month": "6", "told_on_year": "2026", "told_time": "9.30am",
        },
        follow=True,
    )  # fmt: skip
    assert "Recorded that Communications have been told." in answer.content.decode()
    entry = invitation.entries.get(kind="communications_told")
    told = record_sentences.of(entry, {"mayor_title": "the Mayor", "deputy_title": "the Deputy"})
    assert (entry.by, entry.clause) == (officer, "P24")
    assert told.says == "The civic office told Communications that the press is expected"
    assert sorted(told.particulars) == [("Told on", "Monday 1 June 2026, 9.30am"), ("With", "Ben Press")]
    assert to_tell() == []


def test_it_cannot_be_done_tomorrow(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    said: dict[str, Any] = {"spoken_to": "Ben", "told_at": timezone.now() + timedelta(minutes=1)}
    with pytest.raises(ValidationError, match="not in the future"):
        case_notes.tell_communications(invitation, **said, by=officer)
    assert to_tell() == ["Northgate summer fête"]


def test_whoever_comes_second_reads_that_it_was_done(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    tell(invitation, by=officer)
    with pytest.raises(ValidationError, match="Someone may have told them already"):
        tell(invitation, by=officer)
    assert invitation.entries.filter(kind="communications_told").count() == 1


# --- Where it is listed -------------------------------------------------------------------------------------


def test_the_case_the_tasks_and_the_work_list_all_have_it(
    desk: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    cases.mayor_attends(
        officer=officer, mayor=mayor, title="Quiet tea", event_on=date(2026, 8, 1), ends_on=date(2026, 8, 1)
    )
    assert "The press is expected, and Communications do not know yet (P24)." in shown(
        desk, "case", invitation.reference
    )
    tasks = shown(desk, "office_tasks")
    assert "Northgate summer fête" in tasks
    assert "Councillor Jane Smith will attend." in tasks
    listed = desk.get(reverse("engagements:work_list"), {"tab": "communications"})
    assert [row.invitation for row in listed.context["rows"]] == [invitation]
    counts = {tab.name: count for tab, count, _ in listed.context["tabs"]}
    assert (counts["communications"], counts["coming"]) == ("1", "2")


def test_the_page_says_what_communications_may_hear(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    page = shown(desk, "case_communications", invitation.reference)
    assert "Nothing is published before the organiser has agreed." in page


# --- The database -------------------------------------------------------------------------------------------


def test_the_database_has_communications_told_by_an_entry_of_the_case_and_once(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    other = cases.mayor_attends(
        officer=officer,
        mayor=mayor,
        title="Tea",
        event_on=date(2026, 8, 1),
        ends_on=date(2026, 8, 1),
        press=True,
    )
    tell(invitation, by=officer)
    told = Engagement.objects.get(invitation=invitation)
    untold = Engagement.objects.get(invitation=other)
    sql = "UPDATE engagements_engagement SET communications_told_id = %s WHERE id = %s"
    guard = "communications_are_told_with_an_entry"
    refused(guard, sql, None, told.pk)
    refused(guard, sql, there(other.entries.last()).pk, untold.pk)
    with guards_down():
        Engagement.objects.filter(pk=told.pk).update(communications_told=None)
    refused(guard, sql, invitation.entries.get(kind="communications_told").pk, untold.pk)


def test_an_engagement_comes_into_the_diary_untold(officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True)
    tell(invitation, by=officer)
    with guards_down():
        Engagement.objects.update(state=Engagement.State.ENDED)
    made = Engagement.objects.get()
    made.pk, made.state = None, Engagement.State.LIVE
    entry, made.communications_told = made.communications_told, None
    made.save()
    with guards_down():
        Engagement.objects.filter(pk=made.pk).update(state=Engagement.State.ENDED)
        Engagement.objects.update(communications_told=None)
    made.pk, made.communications_told = None, entry
    with refused_by("engagement_begins_untold"):
        made.save()


def test_the_record_says_of_nothing_confidential_that_communications_know(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, press=True, confidential=True)
    with refused_by("communications_hear_of_nothing_confidential"):
        forge_entry(invitation, kind="communications_told", by=officer, party="officer")
