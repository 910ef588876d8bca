"""A council at work for the steps: each invitation at the stage from which a step is taken."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from civic.models import Person
from engagements.models import Channel, Instruction, Invitation, NoInvitation, Outcome
from engagements.services.intake.registration import Arrival
from engagements.services.steps import deputys_answer, late_entry, organisers_answers, triage
from engagements.services.steps.late_entry import TookPlace, Went
from protocols.core.vocabulary import Step
from tests import cases, council

WORD_GIVEN = {
    "how": "telephone",
    "told_on_day": "1",
    "told_on_month": "6",
    "told_on_year": "2026",
    "told_time": "10am",
}
TOLD = {"spoken_to": "Jane Smith"} | {
    name: said for name, said in WORD_GIVEN.items() if name.startswith("told")
}
LATER_DAY = {"answer_by_day": "22", "answer_by_month": "6", "answer_by_year": "2026"}
EVENT = {
    "title": "Northgate winter fair", "kind": "fete", "event_on_day": "18", "event_on_month": "7",
    "event_on_year": "2026", "starts_wall": "2pm", "ends_wall": "5pm", "venue": "Scout hut",
    "open_to_public": "no",
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

    def waiting_again(self) -> Invitation:
        invitation = self.explained()
        organisers_answers.change_details(
            invitation, event=cases.event(venue="Another hall"), by=self.officer
        )
        triage.tell_special_case(invitation, why="Sixty years.", by=self.officer)
        organisers_answers.change_details(
            invitation, event=cases.event(venue="A third hall"), by=self.officer
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

    def said_no(self) -> Invitation:
        invitation = self.with_deputy()
        deputys_answer.say_no(invitation, deputy=self.deputy, private_reason="Away.", by=self.deputy)
        return invitation

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
            invitation, event=cases.event(venue="Another hall"), by=self.officer
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

    def told_of_decline(self) -> Invitation:
        invitation = self.just_declined()
        cases.send_letters(invitation)
        return invitation

    def set_aside(self) -> Invitation:
        return triage.set_aside(self.received(), what=NoInvitation.SPAM, by=self.officer)

    def refused(self) -> Invitation:
        return triage.refuse(
            self.received(), step=Step.REFUSE_P10, reason="It is a party matter.", by=self.officer
        )

    def withdrawn(self) -> Invitation:
        return organisers_answers.withdraw(self.received(), by=self.officer)

    def took_place(self) -> Invitation:
        return late_entry.enter(
            organiser=cases.organiser(),
            event=cases.event(event_on=date(2026, 5, 30), ends_on=date(2026, 5, 30)),
            arrival=Arrival(Channel.LATE),
            took_place=TookPlace(went=Went.MAYOR, instruction=Instruction.TELEPHONE),
            by=self.officer,
        )

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
    (Step.SEND_HOLDING, "officer", Office.received, LATER_DAY, "received"),
    (Step.SET_ASIDE, "officer", Office.received, {"what": "test"}, "set_aside"),
    (Step.PASS_ON, "officer", Office.asked, {"why": "Please write to the Mayor of Marlhaven."}, "set_aside"),
    (Step.REOPEN, "officer", Office.set_aside, {"why": "It was none."}, "received"),
    (Step.TAKE_UP, "officer", Office.told_of_decline, WORD_GIVEN, "with_mayor"),
    (Step.UNLINK, "officer", Office.joined, {"why": "Two events."}, "received"),
    (Step.CALL_OFF_FOR_CAUSE, "manager", Office.announced, {"why": "The bridge is closed."}, "cancelled"),
    (Step.REOPEN, "manager", Office.withdrawn, {"why": "They asked again."}, "received"),
    (Step.ADVISE, "monitoring_officer", Office.with_adviser, {"answer": "Yes."}, "received"),
    (Step.ADVISE_AGAINST, "monitoring_officer", Office.with_adviser, {"answer": "No."}, "received"),
    (Step.ADVISE, "officer", Office.with_adviser, {"answer": "Yes.", **WORD_GIVEN}, "received"),
    (Step.ANSWER_QUESTION, "officer", Office.asked, {"answer": "At two.", **WORD_GIVEN}, "received"),
    (Step.CHANGE_WISH, "officer", Office.received, {"wish": "deputy_welcome", **WORD_GIVEN}, "received"),
    (Step.ONLY_MAYOR, "officer", Office.received, WORD_GIVEN, "received"),
    (Step.INVITE_MAYOR, "officer", Office.explained, WORD_GIVEN, "received"),
    (Step.NO_THANK_YOU, "officer", Office.explained, WORD_GIVEN, "withdrawn"),
    (Step.COUNCILLOR_ONLY, "officer", Office.explained, WORD_GIVEN, "not_civic"),
    (
        Step.AMEND_DETAIL,
        "officer",
        Office.announced,
        {"title": "Northgate summer fête", "expected_numbers": "120", **WORD_GIVEN},
        "mayor_attends",
    ),
    (Step.CHANGE_DETAILS, "officer", Office.announced, {**EVENT, **WORD_GIVEN}, "received"),
    (Step.WITHDRAW, "officer", Office.received, WORD_GIVEN, "withdrawn"),
    (Step.CALL_OFF, "officer", Office.announced, WORD_GIVEN, "cancelled"),
    (Step.ACCEPT, "officer", Office.with_mayor, WORD_GIVEN, "mayor_attends"),
    (Step.ACCEPT_TOGETHER, "officer", Office.joint, WORD_GIVEN, "mayor_attends"),
    (Step.DELEGATE, "officer", Office.with_mayor, {"agreed_reason": "away", **WORD_GIVEN}, "with_deputy"),
    (
        Step.MAYOR_CANNOT,
        "officer",
        Office.mayor_attends,
        {"agreed_reason": "illness", **WORD_GIVEN},
        "with_deputy",
    ),
    (
        Step.GRANT_EXCEPTION,
        "officer",
        Office.special,
        {"reason": "An old friendship.", **WORD_GIVEN},
        "with_deputy",
    ),
    (
        Step.DECLINE,
        "officer",
        Office.with_mayor,
        {"decline_kind": "diary", "reason_for_release": "The day is taken.", **WORD_GIVEN},
        "declined",
    ),
    (
        Step.ASK_OFFICE,
        "officer",
        Office.with_mayor,
        {"question": "Who else comes?", **WORD_GIVEN},
        "received",
    ),
    (Step.NOBODY_GOES, "officer", Office.announced_and_changed, WORD_GIVEN, "cancelled"),
    (Step.LEAVE_TO_PROTOCOL, "officer", Office.special, WORD_GIVEN, "received"),
    (Step.TAKE_BACK, "officer", Office.with_deputy, WORD_GIVEN, "with_mayor"),
    (Step.ACCOMPANY_TAKE_BACK, "officer", Office.accompanied, WORD_GIVEN, "mayor_attends"),
    (Step.CORRECT_SLIP, "officer", Office.just_declined, WORD_GIVEN, "with_mayor"),
    (Step.LOOK_AGAIN, "officer", Office.refused, WORD_GIVEN, "received"),
    (Step.DEPUTY_ACCEPTS, "officer", Office.with_deputy, WORD_GIVEN, "deputy_attends"),
    (
        Step.DEPUTY_DECLINES,
        "officer",
        Office.with_deputy,
        {"private_reason": "Away.", **WORD_GIVEN},
        "with_mayor",
    ),
    (Step.DEPUTY_CANNOT, "officer", Office.deputy_attends, WORD_GIVEN, "with_mayor"),
    (Step.CORRECT_EVENT, "officer", Office.announced, {**EVENT, "why": "Heard wrongly."}, "received"),
    (Step.TELL_BY_TELEPHONE, "officer", Office.mayor_attends, TOLD, "mayor_attends"),
    (Step.CORRECT_NO, "officer", Office.said_no, WORD_GIVEN, "with_mayor"),
    (Step.ASK_ARRANGEMENTS, "officer", Office.announced, {}, "mayor_attends"),
    (Step.WRITE_THANKS, "officer", Office.took_place, {}, "completed"),
    (Step.ACCOMPANY_ACCEPTS, "officer", Office.accompanied, WORD_GIVEN, "mayor_attends"),
    (Step.ACCOMPANY_DECLINES, "officer", Office.accompanied, WORD_GIVEN, "mayor_attends"),
    (Step.ACCOMPANY_CANNOT, "officer", Office.accompanying, WORD_GIVEN, "mayor_attends"),
]
OUTCOMES = (Step.OUTCOME_ATTENDED, Step.OUTCOME_NOT_ATTENDED)


def whoever(people: Office, role: str) -> Person:
    return {"officer": people.officer, "manager": people.manager, "monitoring_officer": people.adviser}[role]


def address(invitation: Invitation, step: Step) -> str:
    return reverse("engagements:case_step", args=[invitation.reference, step.value])
