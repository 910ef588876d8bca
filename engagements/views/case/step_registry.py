"""Which form a step has and which service it calls:
one line for each step an officer, a manager or the Monitoring Officer may take.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, cast

from django.http import QueryDict

from civic.models import Person
from engagements.forms.case import members_words
from engagements.forms.case import steps as forms
from engagements.forms.case.event_changes import AmendDetailForm, ChangeDetailsForm, CorrectedEventForm
from engagements.forms.case.steps import StepForm
from engagements.forms.case.telephone import TellByTelephoneForm
from engagements.forms.intake.event_fields import event_initial
from engagements.models import Instruction, Invitation, NoInvitation, Outcome
from engagements.services.steps import (
    corrections,
    deputys_answer,
    mayors_decision,
    organisers_answers,
    triage,
)
from engagements.views.case.step_page import Opening
from protocols.core.vocabulary import Step, Wish


class Common(TypedDict):
    """What every service takes."""

    seen: int | None
    by: Person


@dataclass(frozen=True)
class Said:
    """What came back from the form, and from whom."""

    opening: Opening
    form: StepForm
    by: Person

    def __getitem__(self, name: str) -> Any:
        return self.form.cleaned_data[name]

    def get(self, name: str) -> Any:
        return self.form.cleaned_data.get(name, "")

    @property
    def common(self) -> Common:
        return {"seen": self["seen"], "by": self.by}

    @property
    def instruction(self) -> Instruction | None:
        return self.form.instruction

    @property
    def told_at(self) -> datetime | None:
        return self.get("told_at") or None


Call = Callable[[Invitation, Said], object]


@dataclass(frozen=True)
class Undertaking:
    """A step's form and its service; `warns` where there is hardly a way back."""

    form: type[StepForm]
    call: Call
    warns: bool = False


def plain(invitation: Invitation, said: Said) -> object:
    row = said.opening.row
    return triage.take(invitation, step=row.step, party=row.party, why=said.get("why"), **said.common)


def asked(invitation: Invitation, said: Said) -> object:
    return triage.ask_information(invitation, question=said["question"], **said.common)


def addressee(invitation: Invitation, said: Said) -> object:
    return triage.settle_addressee(invitation, addressee=said["addressee"], why=said["why"], **said.common)


def same_event(invitation: Invitation, said: Said) -> object:
    same = said["same"] == "yes"
    return triage.settle_same_event(
        invitation, declined=said["declined"], same=same, why=said["why"], **said.common
    )


def to_mayor(invitation: Invitation, said: Said) -> object:
    return triage.put_to_mayor(invitation, **said.common)


def special_case(invitation: Invitation, said: Said) -> object:
    return triage.tell_special_case(invitation, why=said["why"], **said.common)


def monitoring_officer(invitation: Invitation, said: Said) -> object:
    return triage.ask_monitoring_officer(invitation, question=said["question"], **said.common)


def advised(invitation: Invitation, said: Said) -> object:
    adviser = said.opening.adviser if said.opening.on_the_word else None
    against = said.opening.row.step is Step.ADVISE_AGAINST
    return triage.advise(
        invitation,
        answer=said["answer"],
        against=against,
        adviser=adviser,
        word=said.form.word,
        **said.common,
    )


def refused(invitation: Invitation, said: Said) -> object:
    return triage.refuse(invitation, step=said.opening.row.step, reason=said["why"], **said.common)


def set_aside(invitation: Invitation, said: Said) -> object:
    return triage.set_aside(invitation, what=NoInvitation(said["what"]), why=said["why"], **said.common)


def holding(invitation: Invitation, said: Said) -> object:
    return triage.send_holding(invitation, answer_by=said["answer_by"], why=said["why"], **said.common)


def event_corrected(invitation: Invitation, said: Said) -> object:
    form = cast(CorrectedEventForm, said.form)
    return corrections.correct(invitation, event=form.event, why=said["why"], **said.common)


def by_telephone(invitation: Invitation, said: Said) -> object:
    return triage.tell_by_telephone(
        invitation, spoken_to=said["spoken_to"], told_at=said["told_at"], **said.common
    )


def duplicate(invitation: Invitation, said: Said) -> object:
    return triage.link_duplicate(invitation, carries_on=said["carries_on"], why=said["why"], **said.common)


def outcome(invitation: Invitation, said: Said) -> object:
    row = said.opening.row
    return triage.record_outcome(
        invitation,
        attended=row.step is Step.OUTCOME_ATTENDED,
        note=said["note"],
        party=row.party,
        **said.common,
    )


def thanks_written(invitation: Invitation, said: Said) -> object:
    return triage.write_thanks(invitation, **said.common)


def question_answered(invitation: Invitation, said: Said) -> object:
    return organisers_answers.answer_question(
        invitation, answer=said["answer"], word=said.form.word, **said.common
    )


def protocol_answered(invitation: Invitation, said: Said) -> object:
    return organisers_answers.answer_protocol(
        invitation, step=said.opening.row.step, word=said.form.word, **said.common
    )


def wish(invitation: Invitation, said: Said) -> object:
    return organisers_answers.change_wish(invitation, wish=said["wish"], word=said.form.word, **said.common)


def only_mayor(invitation: Invitation, said: Said) -> object:
    return organisers_answers.change_wish(
        invitation, wish=Wish.MAYOR_ONLY, word=said.form.word, **said.common
    )


def details(invitation: Invitation, said: Said) -> object:
    form = cast(ChangeDetailsForm, said.form)
    return organisers_answers.change_details(invitation, event=form.event, word=form.word, **said.common)


def withdrawn(invitation: Invitation, said: Said) -> object:
    return organisers_answers.withdraw(invitation, word=said.form.word, **said.common)


def decided(result: Outcome) -> Call:
    """The Mayor's decision, recorded on the Mayor's word."""

    def call(invitation: Invitation, said: Said) -> object:
        mayor = said.opening.mayor
        names = ("agreed_reason", "decline_kind", "reason", "reason_for_release", "question")
        words = {name: said.get(name) for name in names}
        return mayors_decision.record_decision(
            invitation,
            outcome=result,
            made_by=mayor.person if mayor else said.by,
            instruction=said.instruction,
            made_at=said.told_at,
            **words,
            **said.common,
        )

    return call


def deputy_yes(invitation: Invitation, said: Said) -> object:
    deputy = said.opening.deputy or said.by
    return deputys_answer.accept(
        invitation, deputy=deputy, instruction=said.instruction, told_at=said.told_at, **said.common
    )


def deputy_no(invitation: Invitation, said: Said) -> object:
    deputy, why = said.opening.deputy or said.by, said["private_reason"]
    return deputys_answer.say_no(
        invitation,
        deputy=deputy,
        private_reason=why,
        instruction=said.instruction,
        told_at=said.told_at,
        **said.common,
    )


def deputy_corrects(invitation: Invitation, said: Said) -> object:
    deputy = said.opening.deputy or said.by
    return deputys_answer.take_back_no(
        invitation, deputy=deputy, instruction=said.instruction, told_at=said.told_at, **said.common
    )


UNDERTAKINGS: dict[Step, Undertaking] = {
    # The office's own.
    Step.ASK_INFORMATION: Undertaking(forms.QuestionForm, asked),
    Step.STOP_WAITING: Undertaking(forms.NoteForm, plain),
    Step.SETTLE_ADDRESSEE: Undertaking(forms.AddresseeForm, addressee),
    Step.SETTLE_SAME_EVENT: Undertaking(forms.SameEventForm, same_event),
    Step.EXPLAIN_PROTOCOL: Undertaking(forms.StepForm, plain),
    Step.WAIT_AGAIN: Undertaking(forms.NoteForm, plain),
    Step.RETRACT_EXPLANATION: Undertaking(forms.WhyForm, plain),
    Step.RECORD_NOT_CIVIC: Undertaking(forms.NoteForm, plain),
    Step.TELL_SPECIAL_CASE: Undertaking(forms.WhyForm, special_case),
    Step.PUT_TO_MAYOR: Undertaking(forms.StepForm, to_mayor),
    Step.RECALL: Undertaking(forms.WhyForm, plain),
    Step.ASK_MONITORING_OFFICER: Undertaking(forms.MonitoringQuestionForm, monitoring_officer),
    Step.REFUSE_P10: Undertaking(forms.ReleasedReasonForm, refused, warns=True),
    Step.REFUSE_P11: Undertaking(forms.ReleasedReasonForm, refused, warns=True),
    Step.SET_ASIDE: Undertaking(forms.SetAsideForm, set_aside),
    Step.PASS_ON: Undertaking(forms.PassOnForm, plain),
    Step.CORRECT_EVENT: Undertaking(CorrectedEventForm, event_corrected),
    Step.TELL_BY_TELEPHONE: Undertaking(TellByTelephoneForm, by_telephone),
    Step.SEND_HOLDING: Undertaking(forms.HoldingForm, holding),
    Step.LINK_DUPLICATE: Undertaking(forms.DuplicateForm, duplicate),
    Step.UNLINK: Undertaking(forms.WhyForm, plain),
    Step.ASK_ARRANGEMENTS: Undertaking(forms.StepForm, plain),
    Step.WRITE_THANKS: Undertaking(forms.StepForm, thanks_written),
    Step.OUTCOME_ATTENDED: Undertaking(forms.OutcomeForm, outcome),
    Step.OUTCOME_NOT_ATTENDED: Undertaking(forms.OutcomeForm, outcome),
    Step.CALL_OFF_FOR_CAUSE: Undertaking(forms.ReleasedReasonForm, plain, warns=True),
    Step.REOPEN: Undertaking(forms.WhyForm, plain),
    # The Monitoring Officer's.
    Step.ADVISE: Undertaking(forms.AdviceForm, advised),
    Step.ADVISE_AGAINST: Undertaking(forms.AdviceForm, advised),
    # On the organiser's word.
    Step.ANSWER_QUESTION: Undertaking(forms.AnswerForm, question_answered),
    Step.CHANGE_WISH: Undertaking(forms.WishForm, wish),
    Step.ONLY_MAYOR: Undertaking(forms.StepForm, only_mayor),
    Step.INVITE_MAYOR: Undertaking(forms.StepForm, protocol_answered),
    Step.NO_THANK_YOU: Undertaking(forms.StepForm, protocol_answered, warns=True),
    Step.COUNCILLOR_ONLY: Undertaking(forms.StepForm, protocol_answered, warns=True),
    Step.CHANGE_DETAILS: Undertaking(ChangeDetailsForm, details),
    Step.AMEND_DETAIL: Undertaking(AmendDetailForm, details),
    Step.WITHDRAW: Undertaking(forms.StepForm, withdrawn, warns=True),
    Step.CALL_OFF: Undertaking(forms.StepForm, withdrawn, warns=True),
    # On the Mayor's word.
    Step.ACCEPT: Undertaking(members_words.DecisionForm, decided(Outcome.ACCEPT)),
    Step.ACCEPT_TOGETHER: Undertaking(members_words.DecisionForm, decided(Outcome.ACCEPT_TOGETHER)),
    Step.DELEGATE: Undertaking(members_words.AgreedReasonForm, decided(Outcome.DELEGATE)),
    Step.MAYOR_CANNOT: Undertaking(members_words.AgreedReasonForm, decided(Outcome.DELEGATE)),
    Step.GRANT_EXCEPTION: Undertaking(members_words.ExceptionForm, decided(Outcome.EXCEPTION)),
    Step.DECLINE: Undertaking(members_words.DecliningForm, decided(Outcome.DECLINE), warns=True),
    Step.ASK_OFFICE: Undertaking(members_words.MayorsQuestionForm, decided(Outcome.ASK)),
    Step.NOBODY_GOES: Undertaking(members_words.RefusingDecisionForm, decided(Outcome.NOBODY), warns=True),
    Step.LEAVE_TO_PROTOCOL: Undertaking(members_words.DecisionForm, decided(Outcome.LEAVE)),
    Step.TAKE_BACK: Undertaking(members_words.DecisionForm, decided(Outcome.TAKE_BACK)),
    Step.ACCOMPANY_TAKE_BACK: Undertaking(members_words.DecisionForm, decided(Outcome.TAKE_BACK)),
    Step.CORRECT_SLIP: Undertaking(members_words.DecisionForm, decided(Outcome.CORRECT)),
    Step.LOOK_AGAIN: Undertaking(members_words.DecisionForm, decided(Outcome.LOOK_AGAIN)),
    Step.TAKE_UP: Undertaking(members_words.DecisionForm, decided(Outcome.TAKE_UP)),
    # On the Deputy's word.
    Step.DEPUTY_ACCEPTS: Undertaking(forms.StepForm, deputy_yes),
    Step.ACCOMPANY_ACCEPTS: Undertaking(forms.StepForm, deputy_yes),
    Step.DEPUTY_DECLINES: Undertaking(members_words.PrivateReasonForm, deputy_no),
    Step.DEPUTY_CANNOT: Undertaking(members_words.PrivateReasonForm, deputy_no),
    Step.ACCOMPANY_DECLINES: Undertaking(members_words.PrivateReasonForm, deputy_no),
    Step.ACCOMPANY_CANNOT: Undertaking(members_words.PrivateReasonForm, deputy_no),
    Step.CORRECT_NO: Undertaking(forms.StepForm, deputy_corrects),
}


def form_for(
    opening: Opening,
    *,
    names: dict[str, str],
    back: str,
    button: str,
    data: QueryDict | None = None,
    initial: Mapping[str, object] | None = None,
) -> StepForm:
    """The step's form, empty or as it was sent."""
    step = opening.row.step
    extra: dict[str, Any] = {}
    begun: dict[str, object] = dict(initial or {})
    if step is Step.SETTLE_SAME_EVENT:
        extra["choices"] = lookalikes_to_settle(opening)
        begun |= {"declined": extra["choices"][0]} if len(extra["choices"]) == 1 else {}
    if step in (Step.CHANGE_DETAILS, Step.AMEND_DETAIL, Step.CORRECT_EVENT):
        begun |= event_initial(opening.invitation)
    form_class = UNDERTAKINGS[step].form
    return form_class(
        data,
        initial=begun,
        invitation=opening.invitation,
        speaker=opening.speaker,
        asked_at=opening.asked_at,
        names=names,
        button=button,
        back=back,
        **extra,
    )


def lookalikes_to_settle(opening: Opening) -> list[Invitation]:
    """The declined cases of which nobody has said yet whether they are the same event."""
    answered = {answer.declined_id for answer in opening.context.answers[opening.invitation.pk]}
    return [case for case in opening.declined_alike if case.pk not in answered]
