"""A made-up situation: every fact the protocol asks about, as a plain choice,
carried by the page's own address.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from civic import wording
from civic.forms.fields import PlainCharField
from civic.forms.layout import GovForm
from protocols.core.consequences import NAMES_DEPUTY
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    Accompany,
    Addressee,
    Advice,
    Announced,
    AnswerClock,
    Carrier,
    Choice,
    Explained,
    MayorOfEvent,
    OfferDeputy,
    SameEvent,
    Stage,
    Waiting,
    Wish,
)
from protocols.core.words import Word
from protocols.wording import in_council_words

YES, NO, USUAL = "yes", "no", ""
LABELS: dict[str, tuple[str, type[Word] | None]] = {
    "stage": ("Stage", Stage),
    "addressee": ("Addressed to", Addressee),
    "named_deputy": ("The organiser named the Deputy", None),
    "wish": ("If the Mayor cannot attend, the organiser would like", Wish),
    "explained": ("The protocol was", Explained),
    "clock": ("The organiser’s time to answer", AnswerClock),
    "announced": ("Letters already sent have announced", Announced),
    "waiting": ("Waiting to be sent", Waiting),
    "mayor": ("Who decides for the day of the event", MayorOfEvent),
    "event_over": ("The event is over", None),
    "deputy_in_office": ("There is a Deputy in office for the event", None),
    "deputy_said_no": ("The Deputy has said no to this event", None),
    "choice": ("The attendance depends on", Choice),
    "chooser_is_mayor": ("The person who chose is still the Mayor of the event", None),
    "asked_is_deputy": ("The person who was asked is still the Deputy", None),
    "accompany": ("The Deputy’s part in a joint engagement", Accompany),
    "same_event": ("A declined invitation to the same event", SameEvent),
    "advice": ("The Monitoring Officer’s advice", Advice),
    "in_doubt": ("What was announced is in doubt", None),
    "unsaid": ("It was set aside without a letter", None),
    "carrier": ("The case it was joined to", Carrier),
    "late": ("It was entered late, and no letter was sent", None),
    "offer": ("The council offers the Deputy instead", OfferDeputy),
}
GROUPS = (
    ("The invitation", ("stage", "addressee", "named_deputy", "wish", "event_over", "late")),
    ("Who holds office on that day", ("mayor", "deputy_in_office", "deputy_said_no")),
    ("What the organiser was told and asked", ("explained", "clock", "announced", "in_doubt", "waiting")),
    ("What was chosen", ("choice", "chooser_is_mayor", "asked_is_deputy", "accompany")),
    (
        "Other cases, advice and the council’s own choice",
        ("same_event", "advice", "carrier", "unsaid", "offer"),
    ),
)
_USUAL_CHOICE = {
    Stage.WITH_DEPUTY: Choice.DELEGATION,
    Stage.DEPUTY_ATTENDS: Choice.DELEGATION,
    Stage.MAYOR_ATTENDS: Choice.OWN,
}


class SituationForm(GovForm):
    """Sent by GET.

    What is left at 'as usual' follows from the rest, so that the stage alone makes a sensible case.
    """

    def __init__(self, data: Mapping[str, object], *, names: Mapping[str, str]) -> None:
        super().__init__(data)
        for name, (label, words) in LABELS.items():
            choices = (
                [(word.value, _said(word.label, names)) for word in words]
                if words
                else [(YES, "Yes"), (NO, "No")]
            )
            usual = [] if name == "stage" else [(USUAL, "As usual")]
            self.fields[name] = forms.ChoiceField(
                label=in_council_words(label, names), choices=usual + choices, required=False
            )
            self.fields[name].error_messages["invalid_choice"] = (
                f"Choose “{in_council_words(label, names)}” from the list"
            )

    @property
    def is_asked(self) -> bool:
        """Whether the address says anything of a situation."""
        return any(self.data.get(name) for name in LABELS)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def situation(self, offer: OfferDeputy) -> Situation:
        """The situation as chosen; `offer` is the council's own choice in the version that is shown."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        chosen: dict[str, Any] = {name: (LABELS[name][1] or _yes)(value) for name, value in given.items()}
        stage = Stage(chosen.pop("stage", Stage.RECEIVED))
        choice = chosen.get("choice", _USUAL_CHOICE.get(stage, Choice.NONE))
        asked = (
            choice in (Choice.DELEGATION, Choice.EXCEPTION)
            or chosen.get("accompany", Accompany.NONE) is not Accompany.NONE
        )
        usual: dict[str, Any] = {
            "choice": choice,
            "chooser_is_mayor": choice is not Choice.NONE,
            "asked_is_deputy": asked,
            "named_deputy": chosen.get("addressee", Addressee.MAYOR) in NAMES_DEPUTY,
            "explained": Explained.ASKED if stage is Stage.PROTOCOL_EXPLAINED else Explained.NEVER,
            "offer": offer,
        }
        return Situation(stage, **(usual | chosen))


class ReferenceForm(GovForm):
    """A case to begin from."""

    case = PlainCharField(
        label="Start from a case",
        required=False,
        max_length=20,
        help_text="Enter its reference, such as CIV-2026-0014",
    )


def written(situation: Situation) -> dict[str, str]:
    """The situation as the address carries it; every fact in full."""
    return {name: _code(value) for name, value in situation._asdict().items()}


def told(situation: Situation, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Every fact in words."""
    for name, (label, _) in LABELS.items():
        value = getattr(situation, name)
        said = value.label if isinstance(value, Word) else YES if value else NO
        yield in_council_words(label, names), _said(said, names)


def _said(label: str, names: Mapping[str, str]) -> str:
    return wording.capital(in_council_words(label, names))


def _yes(value: str) -> bool:
    return value == YES


def _code(value: Word | bool) -> str:
    if isinstance(value, Word):
        return str(value)
    return YES if value else NO
