"""Every step through the web: taken once, refused the second time, and closed with its reasons where it is closed."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Invitation, Letter, Outcome, RecordEntry
from engagements.services.case_record import audit_trail
from engagements.services.steps import deputys_answer, organisers_answers, triage
from engagements.views.case.step_registry import UNDERTAKINGS
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import Party, Step
from tests import cases, council

pytestmark = pytest.mark.django_db
HEARD = {
    "how": "telephone",
    "told_on_day": "1",
    "told_on_month": "6",
    "told_on_year": "2026",
    "told_time": "9.15am",
}
EVENT = {
    "title": "Northgate winter fair", "kind": "fete", "event_on_day": "18", "event_on_month": "7", "event_on_year": "2026",
    "starts_wall": "2pm",
    "ends_wall": "5pm", "venue": "Scout hut", "open_to_public": "no",
}  # fmt: skip


class Office:
    """Who works here, for making cases."""

    def __init__(self) -> None:
        council.make_council()
        self.officer, self.manager, self.adviser = (
            council.make_officer(),
            council.make_manager(),
            council.make_monitoring_officer(),
        )
        self.mayor, self.deputy = council.make_mayor(), council.make_deputy()

    def received(self) -> Invitation:
        return cases.make_invitation()

    def to_deputy(self) -> Invitation:
        return cases.make_invitation(addressee="deputy")

    def to_councillor(self) -> Invitation:
        return cases.make_invitation(addressee="councillor", councillor_name="Councillor Ash")

    def explained(self) -> Invitation:
        invitation = triage.explain_protocol(self.to_deputy(), by=self.officer)
        cases.send_letters(invitation)
        return invitation

    def explained_and_taken_up(self) -> Invitation:
        invitation = self.explained()
        triage.tell_special_case(invitation, why="Sixty years.", by=self.officer)
        return triage.take(invitation, step=Step.RECALL, by=self.officer)

    def waiting_again(self) -> Invitation:
        invitation = self.explained()
        organisers_answers.change_details(
            invitation, event=cases.event(title="Another name"), by=self.officer
        )
        triage.tell_special_case(invitation, why="Sixty years.", by=self.officer)
        organisers_answers.change_details(
            invitation, event=cases.event(title="A third name"), by=self.officer
        )
        return invitation

    def special(self) -> Invitation:
        return triage.tell_special_case(self.to_deputy(), why="Sixty years.", by=self.officer)

    def asked(self) -> Invitation:
        invitation = self.received()
        triage.ask_information(invitation, question="When?", by=self.officer)
        return invitation

    def with_adviser(self) -> Invitation:
        invitation = self.received()
        triage.ask_monitoring_officer(invitation, question="May we?", by=self.officer)
        return invitation

    def advised_against(self) -> Invitation:
        invitation = self.with_adviser()
        triage.advise(invitation, answer="No.", against=True, by=self.adviser)
        return invitation

    def with_mayor(self) -> Invitation:
        return cases.with_mayor(officer=self.officer)

    def joint(self) -> Invitation:
        return cases.with_mayor(officer=self.officer, addressee="both")

    def with_deputy(self) -> Invitation:
        return cases.with_deputy(officer=self.officer, mayor=self.mayor)

    def deputy_attends(self) -> Invitation:
        return cases.deputy_attends(officer=self.officer, mayor=self.mayor, deputy=self.deputy)

    def mayor_attends(self) -> Invitation:
        return cases.mayor_attends(officer=self.officer, mayor=self.mayor)

    def announced(self) -> Invitation:
        invitation = self.mayor_attends()
        cases.send_letters(invitation)
        return invitation

    def announced_and_changed(self) -> Invitation:
        invitation = self.announced()
        organisers_answers.change_details(
            invitation, event=cases.event(title="Another name"), by=self.officer
        )
        return triage.put_to_mayor(invitation, by=self.officer)

    def accompanied(self) -> Invitation:
        invitation = self.joint()
        cases.decide(invitation, mayor=self.mayor, outcome=Outcome.ACCEPT_TOGETHER)
        return invitation

    def accompanying(self) -> Invitation:
        invitation = self.accompanied()
        deputys_answer.accept(invitation, deputy=self.deputy, by=self.deputy)
        return invitation

    def just_declined(self) -> Invitation:
        invitation = self.with_mayor()
        cases.decide(invitation, mayor=self.mayor, outcome=Outcome.DECLINE)
        return invitation

    def refused(self) -> Invitation:
        return triage.refuse(
            self.received(), step=Step.REFUSE_P10, reason="It is a party matter.", by=self.officer
        )

    def withdrawn(self) -> Invitation:
        return organisers_answers.withdraw(self.received(), by=self.officer)

    def looks_declined(self) -> Invitation:
        cases.declined(officer=self.officer, mayor=self.mayor)
        return self.received()

    def twin(self) -> Invitation:
        cases.make_invitation(title="The case that carries on")
        return self.received()

    def joined(self) -> Invitation:
        first, second = cases.make_invitation(), cases.make_invitation()
        return triage.link_duplicate(second, carries_on=first, why="The same.", by=self.officer)

    def declined_of(self, invitation: Invitation) -> Invitation:
        return Invitation.objects.exclude(pk=invitation.pk).get()


# Step, who takes it, from which case, what is entered, where it leads.
Made = Callable[[Office], Invitation]
STEPS: list[tuple[Step, str, Made, dict[str, Any], str]] = [
    (
        Step.ASK_INFORMATION,
        "officer",
        Office.received,
        {"question": "When may we come?"},
        "awaiting_information",
    ),
    (Step.STOP_WAITING, "officer", Office.asked, {}, "received"),
    (
        Step.SETTLE_ADDRESSEE,
        "officer",
        Office.received,
        {"addressee": "both", "why": "The letter says so."},
        "received",
    ),
    (
        Step.SETTLE_ADDRESSEE,
        "manager",
        Office.to_deputy,
        {"addressee": "mayor", "why": "A slip of the form."},
        "received",
    ),
    (
        Step.SETTLE_SAME_EVENT,
        "officer",
        Office.looks_declined,
        {"same": "no", "why": "Another hall."},
        "received",
    ),
    (Step.EXPLAIN_PROTOCOL, "officer", Office.to_deputy, {}, "protocol_explained"),
    (Step.WAIT_AGAIN, "officer", Office.waiting_again, {}, "protocol_explained"),
    (Step.RETRACT_EXPLANATION, "officer", Office.explained, {"why": "It was for the Mayor."}, "received"),
    (Step.RECORD_NOT_CIVIC, "officer", Office.to_councillor, {}, "not_civic"),
    (Step.TELL_SPECIAL_CASE, "officer", Office.to_deputy, {"why": "Sixty years."}, "special_case"),
    (Step.PUT_TO_MAYOR, "officer", Office.received, {}, "with_mayor"),
    (Step.RECALL, "officer", Office.with_mayor, {"why": "New facts."}, "received"),
    (
        Step.ASK_MONITORING_OFFICER,
        "officer",
        Office.received,
        {"question": "May we?"},
        "with_monitoring_officer",
    ),
    (Step.REFUSE_P10, "officer", Office.received, {"why": "It is a party matter."}, "refused"),
    (Step.REFUSE_P11, "officer", Office.advised_against, {"why": "An election is near."}, "refused"),
    (
        Step.LINK_DUPLICATE,
        "officer",
        Office.twin,
        {"carries_on": "civ-2026-0001", "why": "The same."},
        "duplicate",
    ),
    (Step.UNLINK, "officer", Office.joined, {"why": "Two events."}, "received"),
    (Step.CALL_OFF_FOR_CAUSE, "manager", Office.announced, {"why": "The bridge is closed."}, "cancelled"),
    (Step.REOPEN, "manager", Office.withdrawn, {"why": "They asked again."}, "received"),
    (Step.ADVISE, "monitoring_officer", Office.with_adviser, {"answer": "Yes."}, "received"),
    (Step.ADVISE_AGAINST, "monitoring_officer", Office.with_adviser, {"answer": "No."}, "received"),
    (Step.ADVISE, "officer", Office.with_adviser, {"answer": "Yes.", **HEARD}, "received"),
    (Step.ANSWER_QUESTION, "officer", Office.asked, {"answer": "At two.", **HEARD}, "received"),
    (Step.CHANGE_WISH, "officer", Office.received, {"wish": "mayor_only", **HEARD}, "received"),
    (Step.INVITE_MAYOR, "officer", Office.explained, HEARD, "received"),
    (Step.NO_THANK_YOU, "officer", Office.explained, HEARD, "withdrawn"),
    (Step.COUNCILLOR_ONLY, "officer", Office.explained, HEARD, "not_civic"),
    (Step.CHANGE_DETAILS, "officer", Office.announced, {**EVENT, **HEARD}, "received"),
    (Step.WITHDRAW, "officer", Office.received, HEARD, "withdrawn"),
    (Step.CALL_OFF, "officer", Office.announced, HEARD, "cancelled"),
    (Step.ACCEPT, "officer", Office.with_mayor, HEARD, "mayor_attends"),
    (Step.ACCEPT_TOGETHER, "officer", Office.joint, HEARD, "mayor_attends"),
    (Step.DELEGATE, "officer", Office.with_mayor, {"agreed_reason": "away", **HEARD}, "with_deputy"),
    (
        Step.MAYOR_CANNOT,
        "officer",
        Office.mayor_attends,
        {"agreed_reason": "illness", **HEARD},
        "with_deputy",
    ),
    (
        Step.GRANT_EXCEPTION,
        "officer",
        Office.special,
        {"reason": "An old friendship.", **HEARD},
        "with_deputy",
    ),
    (
        Step.DECLINE,
        "officer",
        Office.with_mayor,
        {"reason_for_release": "The day is taken.", **HEARD},
        "declined",
    ),
    (Step.ASK_OFFICE, "officer", Office.with_mayor, {"question": "Who else comes?", **HEARD}, "received"),
    (Step.NOBODY_GOES, "officer", Office.announced_and_changed, HEARD, "cancelled"),
    (Step.LEAVE_TO_PROTOCOL, "officer", Office.special, HEARD, "received"),
    (Step.TAKE_BACK, "officer", Office.with_deputy, HEARD, "with_mayor"),
    (Step.ACCOMPANY_TAKE_BACK, "officer", Office.accompanied, HEARD, "mayor_attends"),
    (Step.CORRECT_SLIP, "officer", Office.just_declined, HEARD, "with_mayor"),
    (Step.LOOK_AGAIN, "officer", Office.refused, HEARD, "received"),
    (Step.DEPUTY_ACCEPTS, "officer", Office.with_deputy, HEARD, "deputy_attends"),
    (Step.DEPUTY_DECLINES, "officer", Office.with_deputy, {"private_reason": "Away.", **HEARD}, "with_mayor"),
    (Step.DEPUTY_CANNOT, "officer", Office.deputy_attends, HEARD, "with_mayor"),
    (Step.ACCOMPANY_ACCEPTS, "officer", Office.accompanied, HEARD, "mayor_attends"),
    (Step.ACCOMPANY_DECLINES, "officer", Office.accompanied, HEARD, "mayor_attends"),
    (Step.ACCOMPANY_CANNOT, "officer", Office.accompanying, HEARD, "mayor_attends"),
]
OUTCOMES = (Step.OUTCOME_ATTENDED, Step.OUTCOME_NOT_ATTENDED)


@pytest.fixture
def people(db: None) -> Office:
    return Office()


def whoever(people: Office, role: str) -> Person:
    return {"officer": people.officer, "manager": people.manager, "monitoring_officer": people.adviser}[role]


def address(invitation: Invitation, step: Step) -> str:
    return reverse("engagements:case_step", args=[invitation.reference, step.value])


def test_every_step_that_the_office_may_take_or_record_has_its_page() -> None:
    parties = {
        Party.OFFICER,
        Party.CIVIC_MANAGER,
        Party.MONITORING_OFFICER,
        Party.ORGANISER,
        Party.MAYOR,
        Party.DEPUTY,
    }
    wanted = {row.step for row in PROTOCOL if row.stage is not None and row.party in parties}
    assert set(UNDERTAKINGS) == wanted
    assert {step for step, *_ in STEPS} | set(OUTCOMES) == wanted


@pytest.mark.parametrize(
    ("step", "role", "made", "entered", "becomes"), STEPS, ids=[f"{step}-{role}" for step, role, *_ in STEPS]
)
def test_a_step_is_taken_once_and_a_replayed_form_takes_it_no_second_time(
    client: Client, people: Office, step: Step, role: str, made: Made, entered: dict[str, Any], becomes: str
) -> None:
    invitation = made(people)
    client.force_login(whoever(people, role))
    page = client.get(address(invitation, step))
    assert page.status_code == 200
    sent = {"seen": invitation.version, **entered}
    if step is Step.SETTLE_SAME_EVENT:
        sent["declined"] = people.declined_of(invitation).pk
    first = client.post(address(invitation, step), sent)
    assert first.status_code == 302, [form_errors(first), first.content.decode()[-1500:]]
    invitation.refresh_from_db()
    assert invitation.stage == becomes
    before = RecordEntry.objects.count(), Letter.objects.count()
    second = client.post(address(invitation, step), sent)
    assert second.status_code == 302
    assert (RecordEntry.objects.count(), Letter.objects.count()) == before
    assert list(audit_trail.broken_entries([invitation])) == []


def form_errors(answer: Any) -> Any:
    form = answer.context.get("form") if answer.context else None
    return form.errors if form is not None else None


@pytest.mark.parametrize("step", OUTCOMES)
def test_the_outcome_is_recorded_once_the_event_is_over(client: Client, people: Office, step: Step) -> None:
    invitation = people.announced()
    with time_machine.travel(council.london(2026, 7, 12, 9), tick=False):
        client.force_login(people.officer)
        assert (
            client.post(address(invitation, step), {"seen": invitation.version, "note": "Fine."}).status_code
            == 302
        )
        invitation.refresh_from_db()
        assert invitation.stage == "completed"
        assert client.get(address(invitation, step)).status_code == 409


def test_a_word_is_recorded_with_who_how_and_when(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    client.post(address(invitation, Step.ACCEPT), {"seen": invitation.version, **HEARD})
    entry = RecordEntry.objects.filter(invitation=invitation, kind="accept").get()
    assert entry.on_instruction_of == "Councillor Jane Smith, by telephone, Monday 1 June 2026, 9.15am"
    decision = invitation.decisions.get()
    assert (decision.made_by, decision.recorded_by, decision.instruction) == (
        people.mayor,
        people.officer,
        "telephone",
    )
    assert decision.made_at == council.london(2026, 6, 1, 9, 15)


def test_a_word_that_is_still_to_come_is_refused_at_its_field(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    answer = client.post(
        address(invitation, Step.ACCEPT), {"seen": invitation.version, **HEARD, "told_time": "11pm"}
    )
    assert answer.context["form"].errors == {"told_time": ["Enter a time that is not later than now"]}


def test_a_decision_needs_to_say_how_it_was_heard(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    answer = client.post(address(invitation, Step.DELEGATE), {"seen": invitation.version})
    assert set(answer.context["form"].errors) == {"agreed_reason", "how", "told_on", "told_time"}
    assert not invitation.decisions.exists()


def test_the_step_leads_to_the_letter_it_drafted(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    answer = client.post(address(invitation, Step.ACCEPT), {"seen": invitation.version, **HEARD}, follow=True)
    draft = Letter.objects.get(invitation=invitation, kind="acceptance")
    assert answer.redirect_chain == [(reverse("engagements:letter", args=[draft.pk]), 302)]
    assert "A letter has been drafted: read and release it." in answer.content.decode()


def test_a_closed_step_says_why_under_which_clause_and_what_to_do_instead(
    client: Client, people: Office
) -> None:
    invitation = cases.declined(officer=people.officer, mayor=people.mayor)
    client.force_login(people.officer)
    answer = client.get(address(invitation, Step.CORRECT_SLIP))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The letter has left." in page
    assert 'href="/protocol/#P1"' in page
    assert "put a new decision to the Mayor" in page


def test_only_the_civic_manager_settles_an_addressee_away_from_the_deputy(
    client: Client, people: Office
) -> None:
    invitation = people.to_deputy()
    client.force_login(people.officer)
    answer = client.post(
        address(invitation, Step.SETTLE_ADDRESSEE),
        {"seen": invitation.version, "addressee": "mayor", "why": "So."},
    )
    invitation.refresh_from_db()
    assert (answer.status_code, invitation.addressee) == (409, "deputy")
    assert "only the civic manager may say that this is wrong" in answer.content.decode()


@pytest.mark.parametrize("step", [Step.REOPEN, Step.CALL_OFF_FOR_CAUSE])
def test_an_officer_is_told_that_a_managers_step_is_not_the_officers(
    client: Client, people: Office, step: Step
) -> None:
    invitation = people.withdrawn() if step is Step.REOPEN else people.announced()
    client.force_login(people.officer)
    answer = client.post(address(invitation, step), {"seen": invitation.version, "why": "I would like to."})
    assert answer.status_code == 403
    assert "is for the civic manager alone" in answer.content.decode()


def test_the_monitoring_officer_takes_no_step_of_the_office(client: Client, people: Office) -> None:
    invitation = people.received()
    client.force_login(people.adviser)
    assert (
        client.post(address(invitation, Step.PUT_TO_MAYOR), {"seen": invitation.version}).status_code == 403
    )
    invitation.refresh_from_db()
    assert invitation.stage == "received"


@pytest.mark.parametrize("who", ["mayor", "deputy"])
def test_members_have_no_part_in_the_offices_pages(client: Client, people: Office, who: str) -> None:
    invitation = people.with_deputy()
    client.force_login(getattr(people, who))
    assert client.get(reverse("engagements:case", args=[invitation.reference])).status_code == 403
    assert client.post(address(invitation, Step.RECALL), {"seen": invitation.version}).status_code == 403


def test_whoever_was_slower_is_told_who_did_what_and_when(client: Client, people: Office) -> None:
    invitation = people.received()
    seen = invitation.version
    triage.ask_information(invitation, question="When?", by=people.manager)
    client.force_login(people.officer)
    answer = client.post(address(invitation, Step.PUT_TO_MAYOR), {"seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert (
        "The civic office asked the organiser a question, recorded by Morgan Manager, Monday 1 June 2026, 10am."
        in " ".join(page.split())
    )


@pytest.mark.parametrize("seen", ["", "x", "-1"])
def test_a_form_that_does_not_say_what_it_saw_changes_nothing(
    client: Client, people: Office, seen: str
) -> None:
    invitation = people.received()
    client.force_login(people.officer)
    client.post(address(invitation, Step.PUT_TO_MAYOR), {"seen": seen})
    invitation.refresh_from_db()
    assert invitation.stage == "received"


def test_the_count_of_exceptions_is_shown_before_another_is_granted(client: Client, people: Office) -> None:
    first = people.special()
    cases.decide(first, mayor=people.mayor, outcome=Outcome.EXCEPTION)
    second = people.special()
    client.force_login(people.officer)
    page = client.get(address(second, Step.GRANT_EXCEPTION)).content.decode()
    assert (
        "in the civic year 2026/27 so far: <strong>1</strong> in all, 1 for Councillor David Okoro, 1 for this organiser"
        in " ".join(page.split())
    )


def test_two_cases_are_shown_side_by_side_before_they_are_joined(client: Client, people: Office) -> None:
    invitation = people.twin()
    client.force_login(people.officer)
    page = client.get(
        address(invitation, Step.LINK_DUPLICATE), {"carries_on": "CIV-2026-0001"}
    ).content.decode()
    assert "The two side by side" in page
    assert page.count("The case that carries on") >= 2


def test_no_step_is_taken_by_looking(client: Client, people: Office) -> None:
    invitation = people.received()
    client.force_login(people.officer)
    before = RecordEntry.objects.count()
    for step in UNDERTAKINGS:
        client.get(address(invitation, step))
    assert RecordEntry.objects.count() == before


def test_a_step_that_the_table_does_not_know_is_not_found(client: Client, people: Office) -> None:
    client.force_login(people.officer)
    invitation = people.received()
    assert client.get(f"/office/invitations/{invitation.reference}/steps/lapse/").status_code == 404
    assert client.get(f"/office/invitations/{invitation.reference}/steps/fly/").status_code == 404
    assert client.get("/office/invitations/CIV-1999-0001/").status_code == 404
