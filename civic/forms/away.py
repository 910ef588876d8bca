"""When a member is away."""

from civic.forms.fields import GovDateField
from civic.forms.layout import Buttons, GovForm, Layout, Link, Submit
from civic.models import Person


class AwayForm(GovForm):
    """From when until when; both left empty by somebody who is not away."""

    first = GovDateField(label="First day away", noun="the first day", required=False)
    last = GovDateField(label="Last day away", noun="the last day", required=False)

    def __init__(self, data: object, *, person: Person, back: str) -> None:
        self.back = back
        super().__init__(data, initial={"first": person.away_from, "last": person.away_until})

    def build_layout(self) -> Layout:
        return Layout("first", "last", Buttons(Submit("Save"), Link("Cancel", self.back)))
