"""Forms for the people who sign in."""

from typing import Any

from django import forms

from civic.forms.choices import sentences
from civic.forms.fields import ChoiceField, EmailField, PlainCharField
from civic.forms.layout import GovField, GovMixin, Layout, Submit
from civic.models import Person, Role

MEMBER = "member"
ROLE_HINTS = {
    MEMBER: "Has access only during a recorded term of office.",
    Role.CIVIC_OFFICER: "Works on invitations and letters.",
    Role.CIVIC_MANAGER: "Leads the civic officers, and looks after the council’s settings and people.",
    Role.MONITORING_OFFICER: "Advises on the protocol and records acting periods.",
    Role.CHIEF_EXECUTIVE: "Sees questions that were passed up.",
    Role.ATTENDANT: "Sees the run sheet only.",
    Role.LEADER: "Signs the protocol, and sees the handbook only.",
}


class PersonForm(GovMixin, forms.ModelForm):
    """Name, addresses, and what the person is in the office."""

    submit_label = "Save"
    field_order = ["name", "honours", "role", "post"]
    role = ChoiceField(
        label="Role",
        choices=[
            (MEMBER, "Member of the council"),
            *sentences(Role),
        ],
        hints=ROLE_HINTS,
        missing="Choose the person’s role",
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
