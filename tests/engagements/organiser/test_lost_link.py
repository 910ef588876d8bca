"""A link asked for again: the page never tells whether there is an invitation,
and only the mailbox itself hears.
"""

import io
import logging
import re
import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils.module_loading import import_string
from gunicorn.config import Config
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import Traveller

from civic.logs import MaskingFormatter, masked
from civic.models import Person
from engagements.models import IntakeCount, LinkRequest, RecordEntry
from engagements.services.case_record import organiser_links
from engagements.services.mail import lost_link_mails
from engagements.services.steps import organisers_answers
from engagements.tasks import forget, send_links
from tests import cases

pytestmark = pytest.mark.django_db
JANE = "jane@northgate-scouts.example"


@pytest.fixture(autouse=True)
def office_at_work(officer: Person, mayor: Person, deputy: Person) -> None:
    """Somebody to sign, and both offices held."""


def ask(client: Client, address: Any) -> Any:
    return client.post("/invitation/lost/", {"email": address}, follow=True)


def test_the_page_says_the_same_whether_there_is_an_invitation_or_not(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cases.make_invitation()
    known, unknown = ask(client, JANE), ask(Client(REMOTE_ADDR="192.0.2.9"), "nobody@elsewhere.example")
    assert known.content == unknown.content
    assert known.redirect_chain == unknown.redirect_chain == [("/invitation/lost/asked/", 302)]
    assert LinkRequest.objects.filter(state="queued").count() == 2
    assert mail.outbox == []


def test_the_mailbox_gets_a_link_to_each_of_its_invitations(client: Client) -> None:
    first, second = cases.make_invitation(), cases.make_invitation(title="Carol evening")
    ask(client, JANE.upper())
    assert lost_link_mails.send_due() == 1
    [message] = mail.outbox
    assert message.recipients() == [JANE.upper()]
    assert (message.cc, message.bcc) == ([], [])
    links = re.findall(r"https?://\S+(/invitation/[0-9a-f]{64}/)", str(message.body))
    assert links == [
        f"/invitation/{organiser_links.token_of(organiser_links.live_link(case))}/"
        for case in (second, first)
    ]
    assert client.get(links[0], follow=True).status_code == 200
    assert "Olive Officer" in message.body
    sent = LinkRequest.objects.get()
    assert (sent.state, message.extra_headers["Message-ID"]) == ("sent", sent.message_id)


def test_nothing_is_sent_where_there_is_no_invitation(client: Client) -> None:
    ask(client, "nobody@elsewhere.example")
    assert lost_link_mails.send_due() == 1
    assert mail.outbox == []
    assert LinkRequest.objects.get().state == "nothing"


def test_an_invitation_long_over_is_not_sent_again(client: Client, office_day: Traveller) -> None:
    organisers_answers.withdraw(cases.make_invitation())
    office_day.shift(timedelta(days=110))
    ask(client, JANE)
    lost_link_mails.send_due()
    assert mail.outbox == []


def test_a_confidential_invitation_goes_by_its_reference_alone(client: Client) -> None:
    invitation = cases.make_invitation(confidential=True)
    ask(client, JANE)
    lost_link_mails.send_due()
    assert invitation.reference in mail.outbox[0].body
    assert invitation.title not in f"{mail.outbox[0].body}{mail.outbox[0].subject}"


def test_a_mailbox_is_not_flooded_and_the_page_does_not_say_so(client: Client) -> None:
    cases.make_invitation()
    pages = {ask(Client(REMOTE_ADDR=f"192.0.2.{number}"), JANE).content for number in range(8)}
    assert len(pages) == 1
    assert LinkRequest.objects.count() == 3


def test_one_address_does_not_ask_for_the_whole_town(client: Client) -> None:
    for number in range(15):
        ask(client, f"person{number}@elsewhere.example")
    assert LinkRequest.objects.count() == 10


@pytest.mark.parametrize(
    "address",
    ["", "x", "a@b", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", "x" * 300 + "@b.example"],
)
def test_what_is_no_address_is_an_error(client: Client, address: Any) -> None:
    assert "There is a problem" in ask(client, address).content.decode()
    assert not LinkRequest.objects.exists()


def test_a_sweep_sends_it_once(client: Client) -> None:
    cases.make_invitation()
    ask(client, JANE)
    send_links()
    send_links()
    assert [message.subject for message in mail.outbox if "link" in message.subject] == [
        "The link to your invitation"
    ]


def test_what_a_dead_worker_held_is_sent_when_its_lease_has_run_out(
    client: Client, office_day: Traveller
) -> None:
    cases.make_invitation()
    ask(client, JANE)
    assert len(lost_link_mails.claim(10)) == 1
    assert lost_link_mails.send_due() == 0
    office_day.shift(timedelta(hours=1))
    assert lost_link_mails.send_due() == 1
    assert len(mail.outbox) == 1


def test_who_asked_is_forgotten_after_a_month(client: Client, office_day: Traveller) -> None:
    ask(client, "nobody@elsewhere.example")
    lost_link_mails.send_due()
    office_day.shift(timedelta(days=32))
    forget()
    assert (LinkRequest.objects.count(), IntakeCount.objects.count()) == (0, 0)


def test_asking_changes_nothing_about_the_case(client: Client) -> None:
    invitation = cases.make_invitation()
    before = RecordEntry.objects.count()
    ask(client, JANE)
    lost_link_mails.send_due()
    invitation.refresh_from_db()
    assert (RecordEntry.objects.count(), invitation.version) == (before, 1)


def test_no_log_names_a_token() -> None:
    token = "0123456789abcdef" * 4
    assert masked(f'"GET /invitation/{token}/ HTTP/1.1" 302') == '"GET /invitation/***/ HTTP/1.1" 302'
    assert (
        masked("/invitation/answer/ /invitation/lost/asked/") == "/invitation/answer/ /invitation/lost/asked/"
    )
    stream, logger = listened_to()
    logger.warning("Gone: %s (%s)", f"/invitation/{token}/", f"/feeds/{token}.ics")
    assert stream.getvalue() == "Gone: /invitation/***/ (/feeds/***.ics)\n"


def test_no_traceback_names_a_token() -> None:
    address = f"/invitation/{'0123456789abcdef' * 4}/"
    stream, logger = listened_to()
    try:
        try:
            raise LookupError(f"no page {address}")
        except LookupError as first:
            raise RuntimeError(f"no answer for {address}") from first
    except RuntimeError:
        logger.exception("Failed", stack_info=True)
    told = stream.getvalue()
    assert "LookupError: no page /invitation/***/\n" in told
    assert "RuntimeError: no answer for /invitation/***/\n" in told
    assert address not in told


def listened_to() -> tuple[io.StringIO, logging.Logger]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(MaskingFormatter())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return stream, logger


@pytest.mark.parametrize("formatter", ["readable", "json"])
def test_no_handler_writes_a_token(settings: Settings, formatter: Any) -> None:
    token = "/feeds/0123456789abcdef0123456789abcdef.ics"
    made = import_string(settings.LOGGING["formatters"][formatter]["()"])()
    try:
        raise AttributeError(f"no answer for {token}")
    except AttributeError as error:
        told = (type(error), error, error.__traceback__)
    record = logging.LogRecord("test", logging.ERROR, "", 1, "asked for %s", (token,), told)
    assert "0123456789abcdef" not in made.format(record)
    assert {one["formatter"] for one in settings.LOGGING["handlers"].values()} <= {"readable", "json"}


def test_the_web_servers_errors_name_no_token(tmp_path: Path) -> None:
    log = tmp_path / "errors.log"
    config = Config()
    config.set("errorlog", str(log))
    logger = runpy.run_path("gunicorn.conf.py")["MaskingLogger"](config)
    try:
        raise RuntimeError("no answer for /invitation/0123456789abcdef0123456789abcdef/")
    except RuntimeError:
        logger.exception("Error handling request %s", "/feeds/0123456789abcdef0123456789abcdef.ics")
    for handler in logger.error_log.handlers:
        handler.close()
    told = log.read_text(encoding="utf-8")
    assert "Error handling request\n" in told
    assert ".ics" not in told
    assert told.endswith("RuntimeError: no answer for /invitation/***/\n")
