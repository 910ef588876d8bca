"""Forms for the people who sign in."""

from typing import Any

from django import forms

from civic.forms.choices import sentences
from civic.forms.fields import ChoiceField, EmailField, PlainCharField
from civic.forms.layout import GovField, GovMixin, Layout, Submit
from civic.models import Person, Role

MEMBER = "member"
ROLE_HINTS = {
    MEMBER: "Sees nothing until a term of office is recorded, and nothing after it ends.",
    Role.CIVIC_OFFICER: "Works on invitations and letters.",
    Role.CIVIC_MANAGER: "Leads the civic officers; also keeps the council’s settings and people.",
    Role.MONITORING_OFFICER: "Advises on the protocol and records acting periods.",
    Role.CHIEF_EXECUTIVE: "Sees what was escalated.",
    Role.ATTENDANT: "Sees the diary run only.",
    Role.LEADER: "Signs the protocol, and sees the handbook only.",
}


class PersonForm(GovMixin, forms.ModelForm):
    """Name, addresses, and what the person is in the office."""

    submit_label = "Save"
    field_order = ["name", "honours", "role", "post"]
    role = ChoiceField(
        label="Is a",
        choices=[
            (MEMBER, "Member of the council"),
            *sentences(Role),
        ],
        hints=ROLE_HINTS,
        missing="Choose what the person is",
    )

    class Meta:
        model = Person
        fields = ["name", "honours", "email", "notification_email", "post"]
        field_classes = dict.fromkeys(["name", "honours", "post"], PlainCharField) | dict.fromkeys(
            ["email", "notification_email"], EmailField
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["role"].initial = self.instance.role or MEMBER

    def build_layout(self) -> Layout:
        return Layout(
            "name",
            GovField("honours", width=10),
            "role",
            "post",
            "email",
            "notification_email",
            Submit(self.submit_label),
        )

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        return "" if role == MEMBER else role
