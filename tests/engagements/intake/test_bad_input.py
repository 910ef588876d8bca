"""What cannot be right is said at its field; what is unusual and right is taken; hostile words stay words."""

import html
from typing import Any

import pytest
from django.test import Client

from civic.models import Person
from engagements.models import Invitation, Letter
from tests import form_answers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office_at_work(officer: Person, mayor: Person, deputy: Person) -> None:
    """Somebody to sign the acknowledgement, and both offices held."""


SPRING, AUTUMN = form_answers.on("event_on", 28, 3, 2027), form_answers.on("event_on", 25, 10, 2026)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (form_answers.on("event_on", 31, 5, 2026), "The date of the event must be today or later"),
        (
            form_answers.on("event_on", 30, 2, 2027),
            "The date of the event must be a real date, like 27 3 2027",
        ),
        (form_answers.on("event_on", 1, 1, 2035), "The date of the event must be within the next 3 years"),
        (
            form_answers.on("event_on", 1, 1, "0000"),
            "The date of the event must be a real date, like 27 3 2027",
        ),
        (form_answers.on("event_on", 1, 1, 9999), "The date of the event must be within the next 3 years"),
        (
            form_answers.on("event_on", "²", "٣", "٢٠٢٧"),
            "The date of the event must be a real date, like 27 3 2027",
        ),
        (
            form_answers.on("event_on", 1, 6, 2026) | {"starts_wall": "8am", "ends_wall": "9am"},
            "This time has already passed. Enter a later time",
        ),
        (
            {"ends_wall": "1pm"},
            "The event must end after it starts. If it ends on a later day, enter that day too",
        ),
        (
            {"ends_wall": "2pm"},
            "The event must end after it starts. If it ends on a later day, enter that day too",
        ),
        (
            form_answers.on("ends_on", 10, 7, 2026),
            "The event must end after it starts. If it ends on a later day, enter that day too",
        ),
        (form_answers.on("ends_on", 10, 7, 2027), "The last day must be within a month of the first day"),
        (
            {"starts_wall": "7pm", "ends_wall": "00:30"},
            "The event must end after it starts. If it ends on a later day, enter that day too",
        ),
        (
            SPRING | {"starts_wall": "01:30", "ends_wall": "5pm"},
            "The clocks go forward that night, so there is no 1.30am. Enter another time",
        ),
        (
            SPRING | {"starts_wall": "00:30", "ends_wall": "01:15"},
            "The clocks go forward that night, so there is no 1.15am. Enter another time",
        ),
        ({"starts_wall": "25:00"}, "Enter a time, like 2.30pm or 14:30"),
        ({"email": "jane@@example"}, "Enter an e-mail address in the right form, like name@example.org"),
        (
            {"email": "a@b.example\nBcc: c@d.example"},
            "Enter an e-mail address in the right form, like name@example.org",
        ),
        ({"postcode": "12345"}, "Enter a full postcode, like WX1 1AA, or leave this empty"),
        ({"expected_numbers": "-3"}, "Enter the number of people in figures, like 120"),
        ({"expected_numbers": "many"}, "Enter the number of people in figures, like 120"),
        ({"expected_numbers": "9" * 60}, "Enter a smaller number of people"),
        ({"title": "x" * 161}, "Use 160 characters or fewer. You have used 161."),
        ({"what_happens": "x" * 3001}, "Use 3000 characters or fewer. You have used 3001."),
        ({"asked": ["other"]}, "Tell us what else you would like your guest to do"),
        ({"wish": None}, "Choose what you would like, or choose that you would rather not say"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(client: Client, answers: Any, says: Any) -> None:
    response = form_answers.post(client, **answers)
    assert [html.unescape(line) for line in form_answers.says(response)] == [says]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("answers", "starts_at", "ends_at"),
    [
        ({"starts_wall": "7pm", "ends_wall": "midnight"}, "2026-07-11T18:00", "2026-07-11T23:00"),
        (
            form_answers.on("ends_on", 12, 7, 2026) | {"starts_wall": "7pm", "ends_wall": "00:30"},
            "2026-07-11T18:00",
            "2026-07-11T23:30",
        ),
        (AUTUMN | {"starts_wall": "00:30", "ends_wall": "01:30"}, "2026-10-24T23:30", "2026-10-25T00:30"),
        (
            form_answers.on("event_on", 1, 6, 2026) | {"starts_wall": "9am", "ends_wall": "11am"},
            "2026-06-01T08:00",
            "2026-06-01T10:00",
        ),
    ],
)
def test_times_that_are_unusual_and_right_are_taken(
    client: Client, answers: Any, starts_at: Any, ends_at: Any
) -> None:
    form_answers.send(client, **answers)
    made = Invitation.objects.get()
    assert (f"{made.starts_at:%Y-%m-%dT%H:%M}", f"{made.ends_at:%Y-%m-%dT%H:%M}") == (starts_at, ends_at)


def test_hostile_words_are_kept_harmlessly(client: Client) -> None:
    hostile = (
        "Jane\r\nBcc: all@example.org\x00\x0b\u202e =HYPERLINK(1) {{ 7|add:7 }} {% now %} "
        "<script>alert(1)</script>"
    )
    page = form_answers.send(
        client,
        name=hostile[:110],
        title=hostile[:150],
        organisation="=1+1",
        what_happens="{{ settings.SECRET_KEY }}",
    )
    made = Invitation.objects.select_related("organiser").get()
    assert made.organiser.name.startswith("Jane Bcc: all@example.org =HYPERLINK(1) {{ 7|add:7 }}")
    assert "<script>" not in page
    letter = Letter.objects.get()
    assert "\n" not in letter.recipient_name + letter.subject
    assert "{{ settings.SECRET_KEY }}" in made.what_happens
