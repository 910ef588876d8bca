"""What the Mayor looks for among the invitations that named the Deputy. Sent by GET; nothing is required."""

from collections.abc import Iterable, Mapping

from django import forms

from civic import wording
from civic.forms.choices import offer
from civic.forms.fields import DayInput, PlainCharField
from civic.forms.filters import ANY, NO_DATE, FilterForm
from civic.queries import CouncilNow
from engagements.queries.named_the_deputy import NO_INVITATION, Reached, Wanted
from protocols.core.vocabulary import Addressee, Stage
from protocols.wording import in_council_words


class NamedTheDeputyForm(FilterForm):
    """The filter panel, in the council's own titles."""

    q = PlainCharField(label="Search", required=False, max_length=100)
    stage = forms.ChoiceField(label="Outcome or stage", required=False)
    reached = forms.ChoiceField(label="Was it sent to you?", required=False)
    addressee = forms.ChoiceField(label="Addressed to", required=False)
    first_on = forms.DateField(
        label="Event from", required=False, widget=DayInput, error_messages={"invalid": NO_DATE % "from"}
    )
    last_on = forms.DateField(
        label="Event until", required=False, widget=DayInput, error_messages={"invalid": NO_DATE % "until"}
    )

    def __init__(self, data: Mapping[str, object], *, at: CouncilNow) -> None:
        super().__init__(data)

        def words(values: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
            said = ((value, in_council_words(label, at.titles)) for value, label in values)
            return ANY + [(value, wording.capital(label)) for value, label in said]

        offer(self, "stage", words((one.value, one.label) for one in Stage if one is not NO_INVITATION))
        offer(self, "reached", words((one.value, one.label) for one in Reached))
        offer(self, "addressee", words((one.value, one.label) for one in Addressee))

    def wanted(self) -> Wanted:
        """What was chosen."""
        chosen = {name: value for name, value in self.used().items() if name != "q"}
        return Wanted(words=self.cleaned_data.get("q", ""), **chosen)  # type: ignore[arg-type]  # by field
