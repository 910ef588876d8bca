"""The organiser's link: what it shows, what it takes, and what it never gives away."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from time_machine import Traveller

from civic.models import Person
from engagements.models import Invitation, Letter, OrganiserLink, Outcome, RecordEntry
from engagements.services.case_record import organiser_links
from engagements.services.steps import triage
from protocols.core.vocabulary import Step
from tests import cases
from tests.engagements.organiser.at_the_door import address, door, heading, words
from tests.guarding import guards_down

pytestmark = pytest.mark.django_db
PAGES = ["", "answer/", "question/", "change/", "wish/", "withdraw/"]


def test_the_token_is_exchanged_for_a_cookie_and_stands_in_no_page(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    response = client.get(address(invitation))
    assert (response.status_code, response["Location"]) == (302, "/invitation/")
    cookie = response.cookies["invitation"]
    set_so = [cookie[name] for name in ("httponly", "samesite", "path", "max-age")]
    assert set_so == [True, "Lax", "/", 7200]
    token = organiser_links.token_of(organiser_links.live_link(invitation))
    assert token not in cookie.value
    assert token not in client.get("/invitation/").content.decode()


def test_every_page_behind_the_link_is_kept_by_nobody_and_found_by_no_search(
    client: Client, explained: Any
) -> None:
    responses = [
        client.get(address(explained)),
        client.get("/invitation/" + "0" * 64 + "/"),
        client.get("/invitation/lost/"),
    ]
    responses += [client.get(f"/invitation/{page}") for page in PAGES]
    for response in responses:
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
    # With no-referrer a form comes with "Origin: null" and is refused; same-origin tells other sites nothing.
    assert [response["Referrer-Policy"] for response in responses] == ["no-referrer"] * 2 + [
        "same-origin"
    ] * 7


def test_a_link_nobody_was_given_and_a_forged_one_look_alike(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    token = organiser_links.token_of(organiser_links.live_link(invitation))
    forged = [
        "0" * 64,
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        token.upper(),
        token[:40],
        "x",
        "é" * 20,
        "%00",
        "a" * 5000,
    ]
    pages = [client.get(f"/invitation/{one}/") for one in forged]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert all("invitation" not in page.cookies for page in pages)


def test_a_forged_cookie_opens_nothing(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    link = organiser_links.live_link(cases.make_invitation())
    for forged in (
        "1",
        str(link.pk),
        f"{link.pk}:x:y",
        signing.TimestampSigner(salt="other").sign(str(link.pk)),
    ):
        client.cookies["invitation"] = forged
        for page in PAGES:
            assert client.get(f"/invitation/{page}").status_code == 403


def test_the_door_closes_after_two_hours(
    client: Client, office_day: Traveller, officer: Person, mayor: Person, deputy: Person
) -> None:
    door(client, cases.make_invitation())
    office_day.shift(timedelta(hours=2, seconds=5))
    assert client.get("/invitation/").status_code == 403


def test_a_link_that_has_run_out_and_one_that_was_ended_say_so(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    link = organiser_links.live_link(invitation)
    door(client, invitation)
    with guards_down():
        OrganiserLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    old = f"/invitation/{organiser_links.token_of(link)}/"
    assert [(page.status_code, heading(page)) for page in (client.get(old), client.get("/invitation/"))] == [
        (410, "This link has expired")
    ] * 2
    organiser_links.revoke_links(invitation, by=officer)
    assert (client.get(old).status_code, heading(client.get(old))) == (410, "This link has been replaced")


def test_somebody_elses_link_does_not_answer_for_this_invitation(client: Client, explained: Any) -> None:
    other = cases.make_invitation(title="Another event")
    door(client, other)
    response = client.post("/invitation/withdraw/", {"of": explained.reference, "seen": explained.version})
    assert response.status_code == 409
    explained.refresh_from_db()
    other.refresh_from_db()
    assert (explained.stage, other.stage) == ("protocol_explained", "received")


def test_a_mail_scanner_that_opens_everything_changes_nothing(client: Client, explained: Any) -> None:
    before = (RecordEntry.objects.count(), Letter.objects.count(), Invitation.objects.get().version)
    door(client, explained)
    todo, seen = ["/invitation/", address(explained)], set()
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        for method in (client.get, client.head, client.options):
            method(path)
        todo += [
            link for link in re.findall(r'(?:href|action)="(/invi[^"#]*)', client.get(path).content.decode())
        ]
    assert {"/invitation/answer/", "/invitation/change/", "/invitation/withdraw/"} <= seen
    assert (RecordEntry.objects.count(), Letter.objects.count(), Invitation.objects.get().version) == before


def test_the_page_can_be_closed_behind_oneself(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    door(client, cases.make_invitation())
    assert client.post("/invitation/leave/").status_code == 200
    assert client.get("/invitation/").status_code == 403


# --- What it tells ------------------------------------------------------------------------------------------


def considered_stages(officer: Person, mayor: Person, deputy: Person) -> Any:
    """Invitations at stages the organiser must not be able to tell apart: nothing about them has left."""
    yield "received", cases.make_invitation()
    yield "with_mayor", cases.with_mayor(officer=officer)
    yield "with_deputy", cases.with_deputy(officer=officer, mayor=mayor)
    yield "deputy_attends", cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    yield "mayor_attends", cases.mayor_attends(officer=officer, mayor=mayor)
    declined = cases.with_mayor(officer=officer)
    cases.decide(declined, mayor=mayor, outcome=Outcome.DECLINE)
    yield "declined", declined
    refused = cases.make_invitation()
    triage.refuse(refused, step=Step.REFUSE_P10, reason="It is a party's own event.", by=officer)
    yield "refused", refused


def test_until_a_letter_has_left_every_stage_looks_alike(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    pages = {}
    for number, (stage, invitation) in enumerate(considered_stages(officer, mayor, deputy)):
        assert invitation.stage == stage
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        pages[stage] = words(door(client, invitation)).replace(invitation.reference, "REFERENCE")
    assert len(set(pages.values())) == 1
    assert "Your invitation is being considered" in pages["declined"]


def test_the_deputy_is_named_once_the_letter_has_left(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    assert "will attend" not in words(door(client, invitation))
    cases.send_letters(invitation)
    assert "As we told you, the Deputy Mayor will attend." in words(client.get("/invitation/"))


def test_that_the_mayor_can_no_longer_come_is_not_told_before_the_next_letter(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    before = words(door(client, invitation))
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    assert invitation.stage == "with_deputy"
    assert words(client.get("/invitation/")) == before


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome.DECLINE, "The Mayor cannot accept this invitation"),
        (Outcome.ACCEPT, "We have told you who will attend"),
    ],
)
def test_a_decision_is_told_when_its_letter_has_left(
    client: Client, officer: Person, mayor: Person, deputy: Person, outcome: Any, says: Any
) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=outcome)
    assert heading(door(client, invitation)) == "Your invitation is being considered"
    cases.send_letters(invitation)
    assert heading(client.get("/invitation/")) == says


def test_an_event_that_has_passed_offers_nothing(
    client: Client, office_day: Traveller, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    office_day.shift(timedelta(days=60))
    response = door(client, invitation)
    assert heading(response) == "The date of this event has passed"
    assert "/invitation/withdraw/" not in response.content.decode()


def test_the_office_says_sorry_when_its_promise_has_passed(
    client: Client, office_day: Traveller, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    office_day.shift(timedelta(days=25))
    assert "We are sorry" in words(door(client, invitation))
