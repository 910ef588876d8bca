"""What can be done with a letter that is no draft, by its state: one line each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import QueryDict

from civic.forms.layout import GovForm
from civic.models import Person
from engagements.forms.letters.letters_desk import (
    ConfirmForm,
    PostedForm,
    ReadOutForm,
    ResendForm,
    StopForm,
)
from engagements.models import Letter
from engagements.services.letters import delivery_problems
from engagements.services.mail import outbox
from engagements.services.steps import joined

S, C = Letter.State, Letter.Channel


@dataclass(frozen=True)
class Action:
    """One thing an officer may do with a letter:
    its name in the address, what it does, its form and its service.
    """

    name: str
    title: str
    does: str
    done: str
    form: GovForm
    service: Callable[..., object]

    def carry_out(self, letter: Letter, by: Person) -> object:
        """Calls the service; False when it refuses what was entered, with the reason in the form.

        Raises TooLate.
        """
        try:
            return self.service(letter, by=by, **self.form.cleaned_data) or True
        except ValidationError as error:
            self.form.add_error(next(iter(self.form.fields), None), error)
            return False


def actions_for(letter: Letter, data: QueryDict | None = None) -> list[Action]:
    """The actions that fit the letter as it stands, with their forms empty or as they were sent."""
    return [make(letter, data) for fits, make in _ACTIONS if fits(letter)]


def _stop(letter: Letter, data: QueryDict | None) -> Action:
    does = "The letter becomes a draft again. The organiser still needs to receive it."
    return Action(
        "stop",
        "Hold back",
        does,
        "Letter held back. It is a draft again.",
        StopForm(data),
        joined.hold_back,
    )


def _send_again(letter: Letter, data: QueryDict | None) -> Action:
    does = (
        "We send the same message again. If the organiser has already received it, most "
        "mail programs show it only once."
    )
    return Action(
        "send-again",
        "Send again",
        does,
        "The letter will be sent again.",
        ConfirmForm(data, label="Send again"),
        delivery_problems.send_again,
    )


def _treat_as_sent(letter: Letter, data: QueryDict | None) -> Action:
    does = (
        "Choose this if you know that the organiser has it, or the mail server’s log shows that it was sent."
    )
    form = ConfirmForm(data, label="Mark as sent")
    return Action(
        "treat-as-sent",
        "Mark as sent",
        does,
        "Letter marked as sent.",
        form,
        delivery_problems.treat_as_sent,
    )


def _retry(letter: Letter, data: QueryDict | None) -> Action:
    does = "We try again to send it to the same address. To use another address, start a new draft."
    return Action(
        "retry",
        "Try again",
        does,
        "The letter will be sent again.",
        ConfirmForm(data, label="Try again"),
        delivery_problems.retry_failed,
    )


def _resend(letter: Letter, data: QueryDict | None) -> Action:
    does = (
        "This starts a new draft with the same words, to the address that the office has now "
        "or to another. You check it before it is sent."
    )
    address = delivery_problems.goes_now_to(letter)
    form = ResendForm(data, initial={"to_email": address}, by_email=bool(address))
    return Action(
        "resend",
        "Start a new draft",
        does,
        "New draft started. Please check and release it.",
        form,
        delivery_problems.resend_as_new,
    )


def _posted(letter: Letter, data: QueryDict | None) -> Action:
    does = "Print and post the letter, then enter the date."
    return Action(
        "posted",
        "Mark as posted",
        does,
        "Letter marked as posted.",
        PostedForm(data),
        delivery_problems.mark_posted,
    )


def _read_out(letter: Letter, data: QueryDict | None) -> Action:
    does = (
        "There is no address to write to. Telephone the organiser, read the letter out, and record who you "
        "spoke to. If they give you an address, correct the case and release the letter again."
    )
    return Action(
        "read-out",
        "Read it out by telephone",
        does,
        "Letter marked as read out.",
        ReadOutForm(data),
        delivery_problems.read_out,
    )


def _waits_for_the_telephone(letter: Letter) -> bool:
    return letter.state == S.QUEUED and letter.channel == C.TELEPHONE


def _waits_for_the_post(letter: Letter) -> bool:
    return letter.state == S.FAILED or (letter.state == S.QUEUED and letter.channel == C.POST)


def _may_go_as_it_is(letter: Letter) -> bool:
    return _is_true_still(letter) and not outbox.misaddressed(letter)


def _is_true_still(letter: Letter) -> bool:
    return not outbox.overtaken(letter, letter.invitation)


_ACTIONS: list[tuple[Callable[[Letter], bool], Callable[[Letter, QueryDict | None], Action]]] = [
    (_waits_for_the_telephone, _read_out),
    (_waits_for_the_post, _posted),
    (lambda letter: letter.state == S.QUEUED and not letter.may_have_gone, _stop),
    (lambda letter: letter.state == S.UNCERTAIN, _treat_as_sent),
    (lambda letter: letter.state == S.UNCERTAIN and _may_go_as_it_is(letter), _send_again),
    (
        lambda letter: letter.state == S.FAILED and letter.channel == C.EMAIL and _may_go_as_it_is(letter),
        _retry,
    ),
    (lambda letter: letter.state in (S.SENT, S.POSTED, S.FAILED) and _is_true_still(letter), _resend),
]
