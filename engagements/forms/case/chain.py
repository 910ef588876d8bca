"""What was heard of a neighbouring civic head's consent that the chain is worn at an event there (P1)."""

from typing import Any

from django.utils import timezone

from civic.forms.choices import sentences
from civic.forms.fields import ChoiceField, GovDateField, PlainCharField
from civic.forms.layout import GovField, Part
from engagements.forms.case.case_notes import CaseForm
from engagements.models import ChainConsent, Instruction, Invitation
from protocols.core.findings import Consent

# What is said at a moment, and in some way.
SAID = (Consent.ASKED, Consent.GIVEN, Consent.REFUSED)
ANSWERS = {
    Consent.ASKED: "We have asked, and are waiting for an answer",
    Consent.GIVEN: "They agreed: the chain can be worn",
    Consent.REFUSED: "They did not agree: badge, not chain",
    Consent.STANDING: "There is a standing agreement: the chain can be worn",
    Consent.NOT_ASKED: "Nobody has asked yet",
}
HINTS = {Consent.NOT_ASKED.value: "Use this if something was recorded by mistake. The record keeps both."}


class ChainConsentForm(CaseForm):
    submit_label = "Save"
    state = ChoiceField(
        label="What has happened?",
        choices=[(state.value, says) for state, says in ANSWERS.items()],
        hints=HINTS,
        missing="Choose what has happened",
    )
    civic_head = PlainCharField(
        label="Which civic head?",
        required=False,
        max_length=120,
        help_text="As in a sentence, such as: the Mayor of Marlhaven",
    )
    heard_on = GovDateField(
        label="Date",
        noun="the date",
        required=False,
        help_text="When we asked, or when we got the answer",
    )
    way = ChoiceField(label="How?", choices=sentences(Instruction), required=False)

    def fields_layout(self) -> list[Part]:
        return [
            GovField("state", small=True),
            GovField("civic_head", asked=True),
            GovField("heard_on", asked=True),
            GovField("way", asked=True, small=True),
        ]

    def clean_state(self) -> Consent:
        return Consent(self.cleaned_data["state"])

    def clean_way(self) -> Instruction | None:
        way = self.cleaned_data["way"]
        return Instruction(way) if way else None

    def clean(self) -> dict[str, Any]:
        """What does not belong to the answer is left out; what belongs to it is asked for."""
        cleaned = super().clean() or self.cleaned_data
        state = cleaned.get("state")
        if state not in SAID:
            cleaned |= {"heard_on": None, "way": None}
        if state is Consent.NOT_ASKED:
            cleaned["civic_head"] = ""
        wanted = {"heard_on": "Enter the date", "way": "Choose how"} if state in SAID else {}
        if state not in (None, Consent.NOT_ASKED):
            wanted["civic_head"] = "Enter which civic head"
        for name, missing in wanted.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, missing)
        return cleaned


def consent_initial(invitation: Invitation, civic_head: str) -> dict[str, object]:
    """What the form shows first: who was asked before, or who the council's list says is to be asked."""
    last: ChainConsent | None = invitation.consents.exclude(civic_head="").first()
    return {"civic_head": last.civic_head if last else civic_head, "heard_on": timezone.localdate()}
