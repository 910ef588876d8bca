"""Forms for the council's particulars and its offices."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from civic.forms.fields import EmailField, PlainCharField, PlainTextField
from civic.forms.layout import Fieldset, GovField, GovMixin, Layout, Submit
from civic.models import Council, Office
from civic.models.validators import LOGO_MAX_BYTES, check_logo, check_mail_domains


class CouncilForm(GovMixin, forms.ModelForm):
    """Everything about the council that pages and letters show."""

    submit_label = "Save"
    mail_domains = PlainTextField(
        label="Council e-mail domains",
        help_text=(
            "Enter each on a new line, such as wexcombe.example. Members are only notified "
            "at addresses in these domains (P16)."
        ),
        missing="Enter at least one e-mail domain",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    new_logo = forms.FileField(
        label="New logo",
        required=False,
        help_text="A PNG picture of up to 200 KB. It is shown on the council’s colour.",
    )
    remove_logo = forms.BooleanField(label="Do not show a logo", required=False)

    class Meta:
        model = Council
        fields = [
            "name",
            "area",
            "nation",
            "letterhead",
            "office_name",
            "office_address",
            "email",
            "telephone",
            "notice_asked",
            "notice_asked_in",
            "answer_promised",
            "answer_promised_in",
            "service_standard",
            "protocol_introduction",
            "complaints",
            "colour",
        ]
        labels = {
            "notice_asked_in": "Counted in",
            "answer_promised_in": "Counted in",
            "colour": "Colour of the pages",
            "complaints": "How an organiser can complain",
        }
        help_texts = {
            "complaints": (
                "A full sentence for the end of letters that refuse an invitation or explain the protocol, "
                "such as: If you are not happy with our answer, please use our complaints procedure: "
                "https://www.wexcombe.example/complaints. If it is empty, the letters leave it out."
            ),
        }
        field_classes = (
            dict.fromkeys(
                ["name", "area", "office_name", "telephone", "colour", "complaints"], PlainCharField
            )
            | {"email": EmailField}
            | dict.fromkeys(
                ["letterhead", "office_address", "service_standard", "protocol_introduction"], PlainTextField
            )
        )
        widgets = {
            "nation": forms.RadioSelect,
            "notice_asked": forms.TextInput(attrs={"inputmode": "numeric"}),
            "notice_asked_in": forms.RadioSelect,
            "answer_promised": forms.TextInput(attrs={"inputmode": "numeric"}),
            "answer_promised_in": forms.RadioSelect,
            "letterhead": forms.Textarea(attrs={"rows": 3}),
            "office_address": forms.Textarea(attrs={"rows": 4}),
            "service_standard": forms.Textarea(attrs={"rows": 6}),
            "protocol_introduction": forms.Textarea(attrs={"rows": 6}),
            "complaints": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mail_domains"].initial = "\n".join(self.instance.mail_domains)

    def build_layout(self) -> Layout:
        return Layout(
            Fieldset(
                "The council",
                "name",
                "area",
                "nation",
                "letterhead",
                GovField("colour", width=10),
                "new_logo",
                "remove_logo",
            ),
            Fieldset(
                "The office",
                "office_name",
                "office_address",
                "email",
                GovField("telephone", width=20),
                "mail_domains",
            ),
            Fieldset(
                "Notice asked for and answer promised",
                GovField("notice_asked", width=3),
                GovField("notice_asked_in", inline=True, small=True),
                GovField("answer_promised", width=3),
                GovField("answer_promised_in", inline=True, small=True),
                "service_standard",
                "protocol_introduction",
            ),
            Fieldset("Complaints", "complaints"),
            Submit(self.submit_label),
        )

    def clean_mail_domains(self) -> list[str]:
        domains: list[str] = self.cleaned_data["mail_domains"].lower().replace("@", "").split()
        check_mail_domains(domains)
        return domains

    def clean_new_logo(self) -> bytes | None:
        upload: UploadedFile[Any] | None = self.cleaned_data["new_logo"]
        if upload is None:
            return None
        content: bytes = upload.read(LOGO_MAX_BYTES + 1)
        check_logo(content)
        return content

    @property
    def values(self) -> dict[str, object]:
        """What the service is handed."""
        values = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("new_logo", "remove_logo")
        }
        if self.cleaned_data["new_logo"]:
            values["logo"] = self.cleaned_data["new_logo"]
        elif self.cleaned_data["remove_logo"]:
            values["logo"] = b""
        return values


class OfficeForm(GovMixin, forms.ModelForm):
    """Title and forms of address; in the last four {name} stands for the holder's name."""

    submit_label = "Save"

    class Meta:
        model = Office
        fields = [
            "exists",
            "title",
            "title_in_sentence",
            "consort_title",
            "spoken",
            "written",
            "envelope",
            "salutation",
        ]
        field_classes = dict.fromkeys(
            ["title", "title_in_sentence", "consort_title", "spoken", "written", "envelope", "salutation"],
            PlainCharField,
        )

    def build_layout(self) -> Layout:
        looks = [GovField(name, width=20) for name in ("title", "title_in_sentence", "consort_title")]
        forms_of_address = Fieldset(
            "Forms of address",
            "spoken",
            "written",
            "envelope",
            "salutation",
            hint="{name} stands for the holder’s name, such as: the Mayor, {name}",
        )
        return Layout("exists", *looks, forms_of_address, Submit(self.submit_label))
