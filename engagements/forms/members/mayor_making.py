"""Who takes which office at the annual meeting."""

from collections.abc import Mapping

from django import forms

from civic.forms.choices import offer_rows
from civic.forms.fields import PlainCharField
from civic.forms.layout import GovForm, Layout, Submit
from civic.models import Office, Person


class ElectedForm(GovForm):
    """Who was, or will be, elected; one form for each office, told apart by `part`."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who takes office",
        empty_label="Choose a member",
        error_messages={"required": "Choose who takes office"},
    )
    consort_name = PlainCharField(
        label="Consort",
        required=False,
        max_length=120,
        help_text="Only if the holder would like one to be named",
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, office: Office) -> None:
        self.office = office
        super().__init__(data, prefix=office.kind)
        offer_rows(self, "person", Person.objects.members())

    def build_layout(self) -> Layout:
        return Layout(
            "person",
            "consort_name",
            Submit(f"Record {self.office.title_in_sentence}", name="part", value=self.office.kind),
        )
