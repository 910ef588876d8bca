"""The case page: everything about one invitation, and what can be done with it now."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from civic.models import Person
from engagements.models import Invitation, Letter, Note, Outcome
from engagements.particulars import EventParticulars
from engagements.services import case_notes
from engagements.services.case_record import audit_trail
from engagements.services.steps import corrections, triage
from protocols.core.vocabulary import Step
from tests import cases, council

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person, deputy: Person) -> Client:
    """An officer at the desk, with a Mayor and a Deputy in office."""
    client.force_login(officer)
    return client


def shown(client: Client, invitation: Invitation) -> str:
    answer = client.get(reverse("engagements:case", args=[invitation.reference]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plain_invitation_is_put_to_the_mayor_by_one_button_of_its_page(desk: Client) -> None:
    invitation = cases.make_invitation()
    page = shown(desk, invitation)
    assert f'action="/office/invitations/{invitation.reference}/steps/put_to_mayor/"' in page
    answer = desk.post(
        f"/office/invitations/{invitation.reference}/steps/put_to_mayor/", {"seen": invitation.version}
    )
    invitation.refresh_from_db()
    assert (answer.status_code, invitation.stage) == (302, "with_mayor")
    assert "Record what the Mayor decided" in shown(desk, invitation)


def test_a_declined_case_shows_why_the_steps_are_closed(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    page = shown(desk, invitation)
    assert "Not available now" in page
    assert "The letter has been sent, or the organiser was told by telephone." in page


@pytest.mark.parametrize("outcome", [Outcome.ACCEPT, Outcome.DELEGATE, Outcome.DECLINE])
def test_the_record_is_told_in_sentences(
    desk: Client, officer: Person, mayor: Person, outcome: Outcome
) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=outcome)
    page = shown(desk, invitation)
    assert "The civic office sent the invitation to the Mayor for a decision" in page
    assert "by Councillor Jane Smith" in page


HOSTILE = "<script>alert(1)</script>{{ 7*7 }}{% now 'Y' %}' OR 1=1 --"


def test_hostile_words_are_shown_as_words_everywhere(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation(
        organised_by=cases.organiser(name=HOSTILE, organisation=HOSTILE, aims=HOSTILE, role=HOSTILE,
                                     postal_address=HOSTILE),
        title=HOSTILE, what_happens=HOSTILE, venue=HOSTILE, address=HOSTILE, asked_words=HOSTILE,
        dignitaries=HOSTILE, provenance_words=HOSTILE, dealings=HOSTILE,
    )  # fmt: skip
    case_notes.write_note(invitation, text=HOSTILE, audience=Note.Audience.OFFICE, by=officer)
    case_notes.log_call(invitation, spoken_to=HOSTILE, said=HOSTILE, called_at=timezone.now(), by=officer)
    case_notes.advise_mayor(invitation, advice=HOSTILE, by=officer)
    case_notes.declare_interest(invitation, person=mayor, nature=HOSTILE, by=officer)
    event = replace(EventParticulars.of(invitation), dealings=HOSTILE + "!")
    corrections.correct(invitation, event=event, why=HOSTILE, by=officer)
    triage.ask_information(invitation, question=HOSTILE, by=officer)
    addresses = [
        reverse("engagements:case", args=[invitation.reference]),
        reverse("engagements:case_step", args=[invitation.reference, "answer_question"]),
        reverse("engagements:case_step", args=[invitation.reference, "link_duplicate"]),
        reverse("engagements:case_step", args=[invitation.reference, "accept"]),
        reverse("engagements:case_preview", args=[invitation.reference, "decline"]),
        reverse("engagements:case_correct", args=[invitation.reference, "organiser"]),
        reverse("engagements:letters_desk"),
        *(reverse("engagements:letter", args=[pk]) for pk in invitation.letters.values_list("pk", flat=True)),
    ]
    for address in addresses:
        page = desk.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "{{ 7*7 }}" in page or "&lt;script" not in page, address


def test_the_page_takes_as_many_queries_for_a_long_record_as_for_a_short_one(
    desk: Client, officer: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    invitation = cases.make_invitation()
    case_notes.write_note(invitation, text="One.", audience=Note.Audience.OFFICE, by=officer)
    with django_assert_num_queries(CASE_QUERIES):
        shown(desk, invitation)
    for number in range(30):
        case_notes.write_note(invitation, text=f"Note {number}", audience=Note.Audience.OFFICE, by=officer)
        triage.ask_information(invitation, question="When?", by=officer)
        triage.take(invitation, step=Step.STOP_WAITING, by=officer)
    with django_assert_num_queries(CASE_QUERIES):
        shown(desk, invitation)


CASE_QUERIES = 18


def test_a_confidential_case_says_so(desk: Client) -> None:
    assert "Confidential. Only discuss this case with people who need to know" in shown(
        desk, cases.make_invitation(confidential=True)
    )


def test_the_monitoring_officer_reads_the_case_and_writes_only_advice(
    client: Client, officer: Person, mayor: Person, monitoring_officer: Person
) -> None:
    invitation = cases.make_invitation()
    triage.ask_monitoring_officer(invitation, question="May we?", by=officer)
    client.force_login(monitoring_officer)
    page = shown(client, invitation)
    assert f"/office/invitations/{invitation.reference}/steps/advise/" in page
    assert "Write a note" not in page
    assert "/correct/" not in page
    for name in (
        "engagements:case_note",
        "engagements:case_call",
        "engagements:case_advise",
        "engagements:case_interest",
        "engagements:case_assign",
    ):
        assert client.get(reverse(name, args=[invitation.reference])).status_code == 403


def test_what_this_organiser_was_told_before_is_shown_with_its_date(
    desk: Client, officer: Person, mayor: Person
) -> None:
    cases.declined(officer=officer, mayor=mayor, title="Last year’s fête")
    page = shown(desk, cases.make_invitation(event_on=date(2026, 8, 1), ends_on=date(2026, 8, 1)))
    assert "Last year’s fête" in page
    assert "Told: decline, Monday 1 June 2026" in page


def test_what_is_in_the_diary_at_the_same_time_is_shown(desk: Client, officer: Person, mayor: Person) -> None:
    cases.mayor_attends(officer=officer, mayor=mayor, title="Harvest supper")
    page = shown(desk, cases.make_invitation(venue="Elsewhere"))
    assert "At the same time" in page
    assert "Harvest supper" in page


def test_notes_show_for_whom_they_are(desk: Client) -> None:
    invitation = cases.make_invitation()
    answer = desk.post(
        reverse("engagements:case_note", args=[invitation.reference]),
        {"text": "Ring back.", "audience": "mayor"},
    )
    assert answer.status_code == 302
    page = shown(desk, invitation)
    assert "For the civic office and the Mayor." in page
    assert "have to be disclosed" in page


def test_a_call_is_kept_with_its_moment_and_not_before_it_happened(desk: Client) -> None:
    invitation = cases.make_invitation()
    call = {
        "spoken_to": "Jane",
        "said": "At two.",
        "called_on_day": "1",
        "called_on_month": "6",
        "called_on_year": "2026",
    }
    address = reverse("engagements:case_call", args=[invitation.reference])
    assert "called_time" in desk.post(address, {**call, "called_time": "11.30am"}).context["form"].errors
    assert desk.post(address, {**call, "called_time": "9.30am"}).status_code == 302
    assert "Olive Officer with Jane, Monday 1 June 2026, 9.30am" in shown(desk, invitation)


def test_the_mayors_question_is_answered_once(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ASK, question="Who else comes?")
    assert "Answer the Mayor’s question" in shown(desk, invitation)
    address = reverse("engagements:case_answer", args=[invitation.reference, invitation.questions.get().pk])
    assert desk.post(address, {"answer": "Nobody."}).status_code == 302
    again = desk.post(address, {"answer": "Everybody."})
    assert "This question has already been answered." in str(again.context["form"].errors)
    assert invitation.questions.get().answer == "Nobody."


def test_a_case_is_given_to_an_officer_and_back_to_the_office(desk: Client, officer: Person) -> None:
    invitation = cases.make_invitation()
    address = reverse("engagements:case_assign", args=[invitation.reference])
    desk.post(address, {"to": officer.pk})
    assert "Assigned to Olive Officer" in shown(desk, invitation)
    desk.post(address, {"to": ""})
    invitation.refresh_from_db()
    assert invitation.assigned_to is None
    assert list(audit_trail.broken_entries([invitation])) == []


def corrected(client: Client, invitation: Invitation, part: str, **changes: Any) -> Any:
    """The correction page sent as a browser would, with some fields changed."""
    address = reverse("engagements:case_correct", args=[invitation.reference, part])
    form = client.get(address).context["form"]
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if hasattr(field.field.widget, "parts"):
            parts = field.field.widget.decompress(value)
            sent |= {
                f"{field.html_name}_{name}": part
                for (name, _, _), part in zip(field.field.widget.parts, parts, strict=True)
            }
        elif isinstance(value, bool):
            sent |= (
                {field.html_name: "yes" if value else "no"}
                if hasattr(field.field, "choices")
                else {field.html_name: "on"}
                if value
                else {}
            )
        else:
            sent[field.html_name] = field.field.prepare_value(value)
    return client.post(
        address,
        {
            name: "" if value is None else value
            for name, value in (sent | {"why": "A slip."} | changes).items()
        },
    )


def test_a_correction_is_recorded_with_what_it_was_before(desk: Client, officer: Person) -> None:
    invitation = cases.make_invitation()
    version = invitation.version
    assert (
        corrected(
            desk, invitation, "organiser", name="Jayne Smith", email="jayne@northgate-scouts.example"
        ).status_code
        == 302
    )
    invitation.refresh_from_db()
    assert (invitation.version, invitation.organiser.mailbox) == (
        version + 1,
        "jayne@northgate-scouts.example",
    )
    page = shown(desk, invitation)
    assert "Organiser’s name changed from “Jane Smith” to “Jayne Smith”" in page
    assert "jayne smith" in invitation.search_text
    assert list(audit_trail.broken_entries([invitation])) == []


def test_a_date_written_down_wrongly_is_corrected_and_decided_anew_once_it_left_the_offices_queue(
    desk: Client, officer: Person
) -> None:
    invitation = cases.make_invitation()
    assert corrected(desk, invitation, "event", event_on_day="12").status_code == 302
    invitation.refresh_from_db()
    assert (invitation.event_on, invitation.ends_on) == (date(2026, 7, 12), date(2026, 7, 12))
    assert invitation.starts_at == council.london(2026, 7, 12, 14)
    triage.put_to_mayor(invitation, by=officer)
    assert corrected(desk, invitation, "event", event_on_day="13").status_code == 302
    invitation.refresh_from_db()
    assert (invitation.event_on, invitation.stage) == (date(2026, 7, 13), "received")


def test_a_correction_reaches_the_draft_that_waits(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    corrected(desk, invitation, "organiser", name="Jayne Smith", email="jayne@northgate-scouts.example")
    draft = Letter.objects.get(invitation=invitation, kind="acceptance")
    assert (draft.recipient_email, draft.values["salutation"]) == (
        "jayne@northgate-scouts.example",
        "Dear Jayne Smith",
    )


def test_a_case_made_confidential_takes_the_event_out_of_its_drafts_subject(
    desk: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    assert (
        corrected(desk, invitation, "case", confidential="on", confidential_why="Not yet told.").status_code
        == 302
    )
    draft = Letter.objects.get(invitation=invitation, kind="acceptance")
    assert draft.subject == f"Confidential: your invitation, our reference {invitation.reference}"


def test_a_correction_from_a_page_that_was_overtaken_is_refused(desk: Client, officer: Person) -> None:
    invitation = cases.make_invitation()
    seen = invitation.version
    triage.put_to_mayor(invitation, by=officer)
    answer = corrected(desk, invitation, "organiser", name="Jayne Smith", seen=seen)
    assert answer.status_code == 409
    assert "The case has changed since you opened the page" in answer.content.decode()


def test_nothing_is_written_where_nothing_differs(desk: Client) -> None:
    invitation = cases.make_invitation()
    for part in ("organiser", "event", "case"):
        assert corrected(desk, invitation, part).status_code == 302
    invitation.refresh_from_db()
    assert invitation.version == 1


@pytest.mark.parametrize(
    "letter", ["decline", "acceptance", "refusal", "protocol_explained", "thanks", "question"]
)
def test_any_letter_can_be_looked_at_on_a_case_without_drafting_it(desk: Client, letter: str) -> None:
    invitation = cases.make_invitation(addressee="deputy")
    before = Letter.objects.count()
    page = desk.get(reverse("engagements:case_preview", args=[invitation.reference, letter])).content.decode()
    assert "Northgate summer fête" in page
    assert 'class="civic-letter"' in page
    assert Letter.objects.count() == before
