"""Addresses only for tests: one page with every pattern, drawn by the real frame,
form pack and style sheet.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path
from django.utils import timezone

from civic import wording
from civic.forms.fields import (
    ChoiceField,
    ChoicesField,
    FilesField,
    GovDateField,
    PlainCharField,
    PlainTextField,
    WallTimeField,
)
from civic.forms.layout import Buttons, Fieldset, GovField, GovForm, Layout, Link, Submit

PAGES = Path(__file__).parent / "pattern_pages"


def sample_council(request: HttpRequest) -> dict[str, object]:
    """Stands for civic.context.council,
    so that the patterns are drawn the same whatever the database holds.
    """
    return {
        "council": {
            "name": "Wexcombe Town Council",
            "office_name": "Civic Office",
            "email": "civic.office@council.example",
            "telephone": "01632 960100",
        },
        "user": {"is_authenticated": True, "name": "Rhian Ashdown"},
        "acting_as": "Civic officer",
        "navigation": NAVIGATION,
    }


def engine() -> DjangoTemplates:
    """The project's own templates with the sample council in the place of the council's records."""
    given: dict[str, Any] = settings.TEMPLATES[0]
    processors = [
        "tests.civic.pattern_urls.sample_council" if name == "civic.context.council" else name
        for name in given["OPTIONS"]["context_processors"]
        if not name.endswith("auth")
    ]
    options = {"context_processors": processors}
    return DjangoTemplates({"NAME": "patterns", "DIRS": given["DIRS"], "APP_DIRS": True, "OPTIONS": options})


class PatternForm(GovForm):
    """One of each field."""

    organiser = PlainCharField(
        label="Your name",
        max_length=60,
        missing="Enter your name",
        help_text="As you wish to be addressed in our letters.",
    )
    secret = PlainCharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        missing="Enter your password",
    )
    held_on = GovDateField(
        label="Date of the event",
        noun="the date of the event",
        help_text="For example, 27 3 2027 or 27 March 2027.",
    )
    begins = WallTimeField(
        label="When it begins", missing="Enter when it begins", help_text="For example, 2.30pm."
    )
    ward = forms.ChoiceField(label="Ward", choices=[("", "Choose a ward"), ("n", "North"), ("s", "South")])
    purpose = PlainTextField(label="What happens at the event", max_length=200, required=False)
    answer = ChoiceField(
        label="What do you decide?",
        choices=[("accept", "Accept"), ("ask", "I cannot attend. Ask the Deputy"), ("decline", "Decline")],
        hints={
            "accept": "The organiser is told that you will come.",
            "decline": "The invitation is closed and nobody else is asked.",
        },
        missing="Choose what you decide",
    )
    press = ChoiceField(
        label="Will the press be there?",
        choices=[("yes", "Yes"), ("no", "No")],
        missing="Say whether the press will be there",
    )
    asked = ChoicesField(
        label="What do you ask?",
        choices=[("speak", "Give a speech"), ("open", "Open the event"), ("wreath", "Lay a wreath")],
        missing="Choose what you ask",
        help_text="Choose all that apply.",
    )
    papers = FilesField(
        label="Papers", required=True, accept=[".pdf"], missing="Choose a file", help_text="Up to 5 files."
    )
    agreed = forms.BooleanField(
        label="I have read how invitations are answered", help_text="It takes two minutes."
    )
    version = forms.CharField(widget=forms.HiddenInput, initial="3")

    def build_layout(self) -> Layout:
        return Layout(
            Fieldset(
                "Who you are",
                GovField("organiser", autocomplete="name"),
                GovField("secret", width=20),
                size="l",
                hint="We write to you by this name.",
            ),
            Fieldset(
                "The event",
                "held_on",
                GovField("begins", width=10),
                "ward",
                GovField("purpose", max_characters=200),
            ),
            GovField("answer", answers=True),
            GovField("press", inline=True, small=True),
            GovField("asked", small=True),
            "papers",
            "agreed",
            Buttons(
                Submit("Save"),
                Submit("Save for later", name="later", kind="secondary"),
                Link("Cancel", "#main-content"),
            ),
        )


class GuestForm(GovForm):
    guest = PlainCharField(label="Guest", missing="Enter the guest's name")
    seen_on = GovDateField(label="Seen on", noun="the day they were seen")


GuestForms = formset_factory(GuestForm, extra=0, min_num=2)


def drawn(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    template = engine().from_string((PAGES / f"{name}.html").read_text(encoding="utf-8"))
    return HttpResponse(template.render(context, request))


@login_not_required
def form_page(request: HttpRequest) -> HttpResponse:
    form = PatternForm(request.POST or None, request.FILES or None)
    return drawn(request, "form", {"form": form})


@login_not_required
def formset_page(request: HttpRequest) -> HttpResponse:
    return drawn(request, "formset", {"guests": GuestForms(request.POST or None)})


@login_not_required
def parts_page(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The letter was released.")
    messages.warning(request, "Somebody else has changed this invitation since you opened it.")
    return drawn(request, "parts", parts_context())


@login_not_required
def mayor_page(request: HttpRequest) -> HttpResponse:
    return drawn(request, "mayor", parts_context())


@login_not_required
def letter_page(request: HttpRequest) -> HttpResponse:
    return drawn(request, "letter", {})


NAVIGATION = [
    {"label": "Work list", "url": "/patterns/parts/", "current": True, "count": 12},
    {"label": "Letters", "url": "/patterns/letter/", "current": False, "count": 0},
    {"label": "Diary", "url": "/patterns/mayor/", "current": False},
]


def parts_context() -> dict[str, object]:
    at = timezone.make_aware(datetime(2026, 3, 14, 14, 30), wording.LONDON)
    entry = {
        "says": "Put to the Mayor",
        "by": "Rhian Ashdown, civic officer",
        "at": at,
        "clause": "P1",
        "particulars": "Advice: the date is free.\nThe hall has a ramp.",
    }
    return {
        "rows": [
            {"label": "Event", "value": "Opening of the new scout hut", "change_url": "#event"},
            {"label": "When", "value": wording.moment(at)},
            {"label": "Notes", "value": ""},
        ],
        "entry": entry,
        "second": {"says": "Received by post", "by": "", "at": at, "clause": "", "particulars": ""},
        "invitations": [
            ("Opening of the new scout hut", "1st Wexcombe Scouts", at, "stop"),
            ("Carol concert", "St Mary’s", at, "caution"),
            ("Tea", "Age Concern Wexcombe", at, "note"),
        ],
    }


urlpatterns = [
    path("patterns/form/", form_page),
    path("patterns/formset/", formset_page),
    path("patterns/parts/", parts_page),
    path("patterns/mayor/", mayor_page),
    path("patterns/letter/", letter_page),
    path("patterns/sign-out/", letter_page, name="account_logout"),
]
