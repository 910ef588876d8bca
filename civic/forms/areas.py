"""Forms for the council's area and those around it."""

from civic.forms.fields import ChoiceField, PlainCharField
from civic.forms.layout import GovField, GovForm, Layout, Submit
from civic.forms.postcodes import PostcodesField
from civic.forms.reasons import YES_NO
from civic.models import NeighbouringArea

HOW_THEY_BEGIN = "Separate them with commas: WX1 for the district, WX1 2 for a part of it"


class DistrictsForm(GovForm):
    """By which postcodes the council's own area is known."""

    submit_label = "Save"
    districts = PostcodesField(
        label="Our postcode districts",
        required=False,
        max_length=1000,
        help_text=f"{HOW_THEY_BEGIN}. If it is empty, no event is marked as outside our area.",
    )


class NeighbourForm(GovForm):
    """A neighbouring area, and who is asked there."""

    submit_label = "Save"
    name = PlainCharField(
        label="Area", max_length=80, missing="Enter the area", help_text="Such as Marlhaven"
    )
    districts = PostcodesField(
        label="Its postcode districts",
        max_length=1000,
        missing="Enter the first part of its postcodes",
        help_text=HOW_THEY_BEGIN,
    )
    civic_head = PlainCharField(
        label="Its civic head",
        max_length=120,
        missing="Enter the title of its civic head",
        help_text="As you would write it in a sentence, such as: the Mayor of Marlhaven",
    )
    standing_agreement = ChoiceField(
        label="Is there a standing agreement that the chain can be worn there?",
        choices=YES_NO,
        missing="Choose whether there is a standing agreement",
        help_text="With an agreement, nobody has to ask for each event.",
    )

    def clean_standing_agreement(self) -> bool:
        return bool(self.cleaned_data["standing_agreement"] == "yes")

    def build_layout(self) -> Layout:
        return Layout(
            "name",
            "districts",
            "civic_head",
            GovField("standing_agreement", inline=True),
            Submit(self.submit_label),
        )

    @staticmethod
    def initial_for(area: NeighbouringArea) -> dict[str, object]:
        kept = {name: getattr(area, name) for name in ("name", "districts", "civic_head")}
        return kept | {"standing_agreement": "yes" if area.standing_agreement else "no"}
