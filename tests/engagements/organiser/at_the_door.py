"""What an organiser does behind the link, as the tests do it."""

import re
from typing import Any

from django.test import Client

from engagements.models import Invitation
from engagements.services.case_record import organiser_links
from tests import form_answers

YES_NO = {True: "yes", False: "no", None: ""}


def address(invitation: Invitation) -> Any:
    return f"/invitation/{organiser_links.token_of(organiser_links.live_link(invitation))}/"


def door(client: Client, invitation: Invitation) -> Any:
    """Through the link, to where the invitation stands."""
    response = client.get(address(invitation), follow=True)
    assert response.redirect_chain == [("/invitation/", 302)]
    return response


def words(response: Any) -> Any:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def heading(response: Any) -> Any:
    return re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)[0].strip()


def sent(client: Client, page: Any, invitation: Invitation, **given: Any) -> Any:
    return client.post(
        f"/invitation/{page}/", {"of": invitation.reference, "seen": invitation.version} | given
    )


def change(invitation: Invitation, **changed: Any) -> Any:
    same = {
        name: getattr(invitation, name)
        for name in ("title", "kind", "what_happens", "venue", "address", "postcode", "asked", "asked_words")
    }
    given = (
        same
        | form_answers.on("event_on", 11, 7, 2026)
        | {"starts_wall": "2pm", "ends_wall": "5pm", "open_to_public": YES_NO[invitation.open_to_public]}
    )
    return given | changed
