"""A journey whose people, addresses, words and tokens are tell-tales: none of them is in any line of the log.

Everything that is logged is caught as production would write it, debugging lines of the office's own code
included.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from civic.celery import app
from engagements import tasks
from engagements.models import Invitation, Letter
from engagements.services.letters import rendering
from engagements.services.mail import outbox, transport
from tests import form_answers
from tests.civic.test_log_lines import Captured, log
from tests.guarding import guards_down
from tests.journeys.cast import LINK, Play

__all__ = ["log"]
TELL_TALES = {
    "name": "Zebedee Quillfeather",
    "organisation": "Ombersnatch Lepidopterists",
    "email": "zebedee@ombersnatch.example",
    "addressed_as": "Miss Quillfeather",
    "telephone": "01632 960987",
    "postal_address": "77 Thistledown Crescent\nWexcombe",
    "aims": "Befriending hawkmoths.",
    "title": "Grand hawkmoth release",
    "what_happens": "A thousand hawkmoths and one sousaphone.",
    "venue": "Palaver Pavilion",
    "address": "Gossamer Lane, Wexcombe",
    "postcode": "wx79zq",
}
LETTER = f"Dear {TELL_TALES['name']}, {TELL_TALES['what_happens']} {TELL_TALES['email']}"
# One word of each is enough: lines do not quote by halves.
WORDS = (
    "Zebedee", "Quillfeather", "Ombersnatch", "960987", "Thistledown", "hawkmoth", "sousaphone", "Palaver",
    "Gossamer", "WX7 9ZQ", "Olive", "Officer@", "wexcombe.example", "Dear ", "sincerely", )  # fmt: skip


@pytest.fixture
def unwakeable() -> Iterator[None]:
    """A broker that is away, since its absence is logged too."""
    usual = app.conf.broker_url
    app.conf.broker_url = "redis://:Quillfeather@127.0.0.1:1/0"
    yield
    app.conf.broker_url = usual


def told(log: Captured) -> set[str]:
    text = "\n".join(log.text)
    return {word for word in WORDS if word.casefold() in text.casefold()}


def test_a_journey_leaves_nobody_in_the_logs(
    play: Play, log: Captured, unwakeable: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    play.organiser_invites(**TELL_TALES)
    token = LINK.search(str(mail.outbox[-1].body))
    assert token
    play.organiser_opens_link()
    desk, office = play.visitors["officer"], Client()
    for address in (
        "/office/?q=Quillfeather&tab=all",
        "/office/letters/?q=Ombersnatch&tab=sent",
        f"/office/invitations/{play.reference}/",
        f"/office/invitations/{play.reference}/summary/",
        "/no/such/page/Zebedee/?name=Quillfeather",
    ):
        desk.open(address)
    # Somebody without a sign-in, with a wrong password, and with a token that is none.
    office.get(f"/office/invitations/{play.reference}/?q=Quillfeather")
    office.post("/account/login/", {"login": "zebedee@ombersnatch.example", "password": "Quillfeather"})
    office.get(
        "/invitation/" + "Quillfeather" * 4 + "/",
        headers={"X-Request-ID": "Quillfeather-Zebedee", "User-Agent": "Zebedee"},
    )
    office.get("/", headers={"Host": "zebedee.ombersnatch.example"})
    Client(enforce_csrf_checks=True).post("/invite/", form_answers.answers(**TELL_TALES))
    play.officer_takes("put_to_mayor")
    letters_that_fail(play, monkeypatch)
    tasks.take_system_steps()
    tasks.forget()
    assert told(log) == set()
    assert token[1].split("/")[2] not in "".join(log.text)
    assert not re.search(r"[0-9a-f]{64}", "".join(log.text))
    views = {json.loads(line).get("view") for line in log.text}
    assert {
        "engagements:invite_check",
        "engagements:work_list",
        "engagements:organiser_link",
        "none",
    } <= views
    assert {json.loads(line).get("sweep") for line in log.text} >= {"send_letters", "system_steps", "forget"}
    assert any("traceback" in line for line in log.text), "an error's traceback was to be looked at, too"


def letters_that_fail(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that cannot be put together, and a page that breaks: what they say quotes the letter and the
    organiser.
    """

    def poisoned(*words: Any, **more: Any) -> Any:
        raise ValueError(LETTER)

    letter = Letter.objects.filter(invitation=Invitation.objects.get(reference=play.reference)).latest("id")
    with monkeypatch.context() as patch:
        patch.setattr(transport, "as_mail", poisoned)
        patch.setattr(rendering, "on_screen", poisoned)
        with guards_down():
            Letter.objects.filter(pk=letter.pk).update(
                state=Letter.State.QUEUED, sent_at=None, next_attempt_at=None
            )
        tasks.send_letters()
        client = Client(raise_request_exception=False)
        client.force_login(play.person("officer"))
        assert client.get(f"/office/letters/{letter.pk}/").status_code == 500
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "send_due", poisoned)
        assert app.tasks["engagements.tasks.send_letters"].apply().failed()
