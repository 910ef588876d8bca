"""Spam, haste and limits, and that one form makes one invitation, however often it is sent."""

import html
import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings
from time_machine import Traveller

from civic.models import Person
from engagements.models import IntakeCount, Invitation, Letter, Organiser, Submission, SubmissionFile
from engagements.services.intake import rate_limits, submissions
from tests import form_answers
from tests.there import there

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office_at_work(officer: Person, mayor: Person, deputy: Person) -> None:
    """Somebody to sign the acknowledgement, and both offices held."""


def value(page: Any, name: str) -> Any:
    """What stands in a one-line box."""
    box = there(re.search(rf'<input[^>]*name="{name}"[^>]*>', page))[0]
    return html.unescape(there(re.search(r'value="([^"]*)"', box))[1]) if "value=" in box else ""


# --- Spam, haste and limits ---------------------------------------------------------------------------------


def test_whatever_fills_in_the_hidden_field_is_asked_to_send_again(client: Client) -> None:
    page = form_answers.post(client, website="https://spam.example")
    assert len(form_answers.says(page)) == 1
    again = client.post(
        "/invite/", form_answers.answers(token=form_answers.token_in(page.content.decode())), follow=True
    )
    assert again.resolver_match.url_name == "invite_check"


def test_a_form_that_comes_back_too_fast_is_asked_for_once_more(
    client: Client, settings: Settings, office_day: Traveller
) -> None:
    settings.INTAKE_MINIMUM_SECONDS = 4
    page = form_answers.post(client)
    assert "Please check your answers, then select Continue again" in form_answers.says(page)[0]
    assert value(page.content.decode(), "title") == "Northgate summer fête"
    office_day.shift(timedelta(seconds=5))
    again = client.post(
        "/invite/", form_answers.answers(token=form_answers.token_in(page.content.decode())), follow=True
    )
    assert again.resolver_match.url_name == "invite_check"


@pytest.mark.parametrize("token", ["", "x", "x:y:z", "é:é:é", "a" * 3000])
def test_a_form_without_its_ticket_keeps_what_was_typed(client: Client, token: Any) -> None:
    page = client.post("/invite/", form_answers.answers(token=token))
    assert "Nothing has been lost" in form_answers.says(page)[0]
    again = client.post(
        "/invite/", form_answers.answers(token=form_answers.token_in(page.content.decode())), follow=True
    )
    assert again.resolver_match.url_name == "invite_check"


def test_one_mailbox_sends_only_so_many_in_a_day(
    client: Client, office_day: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, few = rate_limits.Kind.INVITE, rate_limits.Limit(2, rate_limits.DAY)
    monkeypatch.setitem(rate_limits.BY_MAILBOX, kind, few)
    for _ in range(2):
        assert "Invitation received" in form_answers.send(client, email="Jane@Northgate-Scouts.example")
    refused = form_answers.send(client)
    assert "Please telephone the office on 01632 960123" in refused
    assert "Northgate summer fête" in refused
    assert "Invitation received" in form_answers.send(client, email="other@northgate-scouts.example")
    office_day.shift(timedelta(days=1, minutes=1))
    assert "Invitation received" in form_answers.send(client)


def test_one_address_sends_only_so_many_forms_in_an_hour(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rate_limits.BY_ADDRESS, rate_limits.Kind.FORM, rate_limits.Limit(2, rate_limits.HOUR))
    for _ in range(2):
        assert form_answers.post(client, title="").status_code == 200
    page = form_answers.post(client, attachments=[form_answers.pdf()])
    assert "Please telephone the office on 01632 960123" in form_answers.says(page)[0]
    assert value(page.content.decode(), "title") == "Northgate summer fête"
    assert not SubmissionFile.objects.exists()
    assert form_answers.post(Client(REMOTE_ADDR="192.0.2.7")).resolver_match.url_name == "invite_check"


def test_no_address_is_kept_in_the_clear(client: Client) -> None:
    form_answers.send(client)
    assert all(re.fullmatch("[0-9a-f]{64}", who) for who in IntakeCount.objects.values_list("who", flat=True))


# --- Once ---------------------------------------------------------------------------------------------------


def test_a_double_submit_makes_one_invitation(client: Client) -> None:
    check = form_answers.post(client, attachments=[form_answers.pdf()])
    path = check.request["PATH_INFO"]
    pages = [client.post(path, follow=True).content.decode() for _ in range(2)]
    assert Invitation.objects.count() == Organiser.objects.count() == Letter.objects.count() == 1
    assert all(Invitation.objects.get().reference in page for page in pages)
    assert Invitation.objects.get().attachments.count() == 1


def test_the_form_sent_again_after_the_invitation_leads_to_its_reference(client: Client) -> None:
    token = form_answers.token_in(client.get("/invite/").content.decode())
    check = form_answers.post(client, token=token)
    client.post(check.request["PATH_INFO"])
    again = form_answers.post(client, token=token, title="Another")
    assert again.resolver_match.url_name == "invite_received"
    assert Invitation.objects.get().title == "Northgate summer fête"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_invitation(client: Client) -> None:
    path = form_answers.post(client, attachments=[form_answers.pdf()]).request["PATH_INFO"]
    gate, answers = threading.Barrier(2), []

    def click() -> None:
        browser = Client()
        browser.cookies = client.cookies
        gate.wait()
        answers.append(browser.post(path).status_code)
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert answers == [302, 302]
    assert Invitation.objects.count() == Letter.objects.count() == 1
    assert Invitation.objects.get().attachments.count() == 1


def test_an_event_that_passes_between_check_and_sending_is_asked_about_again(
    client: Client, office_day: Traveller
) -> None:
    check = form_answers.post(
        client, **form_answers.on("event_on", 1, 6, 2026), starts_wall="9am", ends_wall="11am"
    )
    office_day.shift(timedelta(hours=3))
    response = client.post(check.request["PATH_INFO"], follow=True)
    assert response.resolver_match.url_name == "invite_again"
    assert not Invitation.objects.exists()


def test_forms_nobody_sent_are_forgotten_with_their_files(
    client: Client, office_day: Traveller, django_capture_on_commit_callbacks: Any
) -> None:
    form_answers.post(client, attachments=[form_answers.pdf()])
    kept = SubmissionFile.objects.get().file
    assert submissions.forget_old() == 0
    office_day.shift(timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert submissions.forget_old() == 1
    assert (Submission.objects.count(), kept.storage.exists(there(kept.name))) == (0, False)
