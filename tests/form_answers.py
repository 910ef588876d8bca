"""Filling in the public form as an organiser does: look, fill in, check, send. Every name is invented."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.there import there

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def answers(**changed: Any) -> dict[str, Any]:
    """What a scout leader types to invite the Mayor to a fête on Saturday 11 July 2026."""
    given = {
        "name": "Jane Smith",
        "organisation": "Northgate Scouts",
        "aims": "Scouting for young people.",
        "role": "Group leader",
        "email": "jane@northgate-scouts.example",
        "telephone": "01632 960001",
        "postal_address": "4 Mill Lane\nWexcombe",
        "language": "en",
        "title": "Northgate summer fête",
        "kind": "fete",
        "what_happens": "Stalls, races and tea.",
        "event_on_day": "11",
        "event_on_month": "7",
        "event_on_year": "2026",
        "starts_wall": "2pm",
        "ends_wall": "5pm",
        "date_can_move": "no",
        "venue": "Scout hut",
        "address": "Mill Lane, Wexcombe",
        "postcode": "wx12ab",
        "expected_numbers": "120",
        "open_to_public": "yes",
        "addressee": "mayor",
        "wish": "deputy_welcome",
        "asked": ["attend", "open"],
        "consort_invited": "yes",
        "press": "no",
        "provenance": "annual",
        "purpose": "community",
    }
    return {name: value for name, value in (given | changed).items() if value is not None}


def on(name: str, day: int | str, month: int | str, year: int | str) -> dict[str, str]:
    """A day as the three boxes have it."""
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def pdf(name: str = "programme.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def token_in(page: str) -> str:
    """The ticket the form carries in hiding."""
    return there(re.search(r'name="token" value="([^"]*)"', page))[1]


def post(client: Client, **changed: Any) -> Any:
    """Open the form, fill it in and press Continue; follows to the page that comes."""
    token = changed.pop("token", None) or token_in(client.get("/invite/").content.decode())
    return client.post("/invite/", answers(token=token, **changed), follow=True)


def send(client: Client, **changed: Any) -> str:
    """All the way to the confirmation; gives its page."""
    check = post(client, **changed)
    assert check.resolver_match.url_name == "invite_check", says(check)
    return client.post(check.request["PATH_INFO"], follow=True).content.decode()


def says(response: Any) -> list[str]:
    """The error summary's lines."""
    summary = re.search(r'govuk-error-summary__list">(.*?)</ul>', response.content.decode(), re.S)
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", summary[1], re.S) if summary else []
