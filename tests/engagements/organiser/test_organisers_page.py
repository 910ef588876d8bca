"""The organiser's link: what it shows, what it takes, and what it never gives away."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from engagements.models import Invitation, Letter, OrganiserLink, Outcome, RecordEntry
from engagements.services.case_record import organiser_links
from engagements.services.steps import organisers_answers, triage
from protocols.core.vocabulary import Addressee, Step, Wish
from tests import cases, form_answers
from tests.guarding import guards_down

pytestmark = pytest.mark.django_db
PAGES = ["", "answer/", "question/", "change/", "wish/", "withdraw/"]


@pytest.fixture
def explained(officer, mayor, deputy):
    """Addressed to the Deputy, explained, and the letter has left."""
    invitation = cases.make_invitation(addressee=Addressee.DEPUTY.value, wish=Wish.NOT_SAID.value)
    triage.explain_protocol(invitation, by=officer)
    cases.send_letters(invitation)
    return invitation


def address(invitation):
    return f"/invitation/{organiser_links.token_of(organiser_links.live_link(invitation))}/"


def door(client, invitation):
    """Through the link, to where the invitation stands."""
    response = client.get(address(invitation), follow=True)
    assert response.redirect_chain == [("/invitation/", 302)]
    return response


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def heading(response):
    return re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)[0].strip()


def sent(client, page, invitation, **given):
    return client.post(
        f"/invitation/{page}/", {"of": invitation.reference, "seen": invitation.version} | given
    )


# --- The door -----------------------------------------------------------------------------------------------


def test_the_token_is_exchanged_for_a_cookie_and_stands_in_no_page(client, officer, mayor, deputy):
    invitation = cases.make_invitation()
    response = client.get(address(invitation))
    assert (response.status_code, response["Location"]) == (302, "/invitation/")
    cookie = response.cookies["invitation"]
    set_so = [cookie[name] for name in ("httponly", "samesite", "path", "max-age")]
    assert set_so == [True, "Lax", "/", 7200]
    token = organiser_links.token_of(organiser_links.live_link(invitation))
    assert token not in cookie.value
    assert token not in client.get("/invitation/").content.decode()


def test_every_page_behind_the_link_is_kept_by_nobody_and_found_by_no_search(client, explained):
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


def test_a_link_nobody_was_given_and_a_forged_one_look_alike(client, officer, mayor, deputy):
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


def test_a_forged_cookie_opens_nothing(client, officer, mayor, deputy):
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


def test_the_door_closes_after_two_hours(client, office_day, officer, mayor, deputy):
    door(client, cases.make_invitation())
    office_day.shift(timedelta(hours=2, seconds=5))
    assert client.get("/invitation/").status_code == 403


def test_a_link_that_has_run_out_and_one_that_was_ended_say_so(client, officer, mayor, deputy):
    invitation = cases.make_invitation()
    link = organiser_links.live_link(invitation)
    door(client, invitation)
    with guards_down():
        OrganiserLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    old = f"/invitation/{organiser_links.token_of(link)}/"
    assert [(page.status_code, heading(page)) for page in (client.get(old), client.get("/invitation/"))] == [
        (410, "This link has run out")
    ] * 2
    organiser_links.revoke_links(invitation, by=officer)
    assert (client.get(old).status_code, heading(client.get(old))) == (410, "This link was replaced")


def test_somebody_elses_link_does_not_answer_for_this_invitation(client, explained):
    other = cases.make_invitation(title="Another event")
    door(client, other)
    response = client.post("/invitation/withdraw/", {"of": explained.reference, "seen": explained.version})
    assert response.status_code == 409
    explained.refresh_from_db()
    other.refresh_from_db()
    assert (explained.stage, other.stage) == ("protocol_explained", "received")


def test_a_mail_scanner_that_opens_everything_changes_nothing(client, explained):
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


def test_the_page_can_be_closed_behind_oneself(client, officer, mayor, deputy):
    door(client, cases.make_invitation())
    assert client.post("/invitation/leave/").status_code == 200
    assert client.get("/invitation/").status_code == 403


# --- What it tells ------------------------------------------------------------------------------------------


def considered_stages(officer, mayor, deputy):
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


def test_until_a_letter_has_left_every_stage_looks_alike(officer, mayor, deputy):
    pages = {}
    for number, (stage, invitation) in enumerate(considered_stages(officer, mayor, deputy)):
        assert invitation.stage == stage
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        pages[stage] = words(door(client, invitation)).replace(invitation.reference, "REFERENCE")
    assert len(set(pages.values())) == 1
    assert "Your invitation is being considered" in pages["declined"]


def test_the_deputy_is_named_once_the_letter_has_left(client, officer, mayor, deputy):
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    assert "will attend" not in words(door(client, invitation))
    cases.send_letters(invitation)
    assert "Our letter says that the Deputy Mayor will attend." in words(client.get("/invitation/"))


def test_that_the_mayor_can_no_longer_come_is_not_told_before_the_next_letter(client, officer, mayor, deputy):
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
        (Outcome.ACCEPT, "We have written to you who will attend"),
    ],
)
def test_a_decision_is_told_when_its_letter_has_left(client, officer, mayor, deputy, outcome, says):
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=outcome)
    assert heading(door(client, invitation)) == "Your invitation is being considered"
    cases.send_letters(invitation)
    assert heading(client.get("/invitation/")) == says


def test_an_event_that_has_passed_offers_nothing(client, office_day, officer, mayor, deputy):
    invitation = cases.make_invitation()
    office_day.shift(timedelta(days=60))
    response = door(client, invitation)
    assert heading(response) == "The date of this event has passed"
    assert "/invitation/withdraw/" not in response.content.decode()


def test_the_office_says_sorry_when_its_promise_has_passed(client, office_day, officer, mayor, deputy):
    invitation = cases.make_invitation()
    office_day.shift(timedelta(days=25))
    assert "We are sorry" in words(door(client, invitation))


# --- What it takes ------------------------------------------------------------------------------------------


def test_the_three_answers_are_chosen_and_then_confirmed(client, explained):
    door(client, explained)
    page = client.get("/invitation/answer/").content.decode()
    assert page.count('type="radio"') == 3
    assert " checked" not in page
    confirm = sent(client, "answer", explained, answer="invite_mayor")
    assert heading(confirm) == "Confirm your answer"
    explained.refresh_from_db()
    assert explained.stage == "protocol_explained"
    assert sent(client, "answer", explained, answer="invite_mayor", confirm="1").status_code == 302
    explained.refresh_from_db()
    assert (explained.stage, explained.addressee) == ("received", "mayor")


@pytest.mark.parametrize(
    ("answer", "stage"), [("no_thank_you", "withdrawn"), ("councillor_only", "not_civic")]
)
def test_the_other_two_answers_close_the_case(client, explained, answer, stage):
    door(client, explained)
    sent(client, "answer", explained, answer=answer, confirm="1")
    explained.refresh_from_db()
    assert explained.stage == stage


def test_an_answer_given_already_is_shown_and_no_error(client, explained):
    door(client, explained)
    seen = {"of": explained.reference, "seen": explained.version, "answer": "invite_mayor", "confirm": "1"}
    client.post("/invitation/answer/", seen)
    again = client.post("/invitation/answer/", seen | {"answer": "no_thank_you"})
    assert (again.status_code, heading(again)) == (200, "You have answered already")
    assert "Yes, I would like to invite the Mayor" in words(client.get("/invitation/answer/"))
    assert RecordEntry.objects.filter(kind__in=["invite_mayor", "no_thank_you"]).count() == 1


def test_the_question_is_not_asked_before_its_letter_has_left(client, officer, mayor, deputy):
    invitation = cases.make_invitation(addressee=Addressee.DEPUTY.value, wish=Wish.NOT_SAID.value)
    triage.explain_protocol(invitation, by=officer)
    assert heading(door(client, invitation)) == "Your invitation is being considered"
    assert client.get("/invitation/answer/").status_code == 302


def test_an_answer_that_is_none_of_the_three_is_an_error(client, explained):
    door(client, explained)
    for answer in ("", "accept", "withdraw", "<script>"):
        response = sent(client, "answer", explained, answer=answer, confirm="1")
        assert response.status_code == 200
    explained.refresh_from_db()
    assert explained.stage == "protocol_explained"


def test_the_offices_question_is_answered(client, officer, mayor, deputy):
    invitation = cases.make_invitation()
    triage.ask_information(invitation, question="How many guests?", by=officer)
    cases.send_letters(invitation)
    door(client, invitation)
    assert "How many guests?" in words(client.get("/invitation/question/"))
    sent(client, "question", invitation, answer="About eighty.")
    invitation.refresh_from_db()
    assert invitation.stage == "received"
    assert invitation.questions.get().answer == "About eighty."
    assert heading(client.get("/invitation/question/")) == "You have answered already"


def change(invitation, **changed):
    same = {
        name: getattr(invitation, name)
        for name in ("title", "kind", "what_happens", "venue", "address", "postcode")
    }
    given = (
        same
        | form_answers.on("event_on", 11, 7, 2026)
        | {"starts_wall": "2pm", "ends_wall": "5pm", "open_to_public": "no"}
    )
    return given | changed


def test_an_accepted_event_that_moves_goes_back_to_the_office(client, officer, mayor, deputy):
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    door(client, invitation)
    assert sent(client, "change", invitation, **change(invitation, event_on_day="18")).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.stage, invitation.event_on.isoformat()) == ("received", "2026-07-18")
    assert "You have told us of a change since then." in words(client.get("/invitation/"))


def test_a_change_to_the_past_or_to_nothing_is_an_error(client, officer, mayor, deputy):
    invitation = cases.make_invitation()
    door(client, invitation)
    past = sent(client, "change", invitation, **change(invitation, event_on_year="2025"))
    assert "The date of the event must be today or later" in words(past)
    same = sent(client, "change", invitation, **change(invitation))
    assert "Nothing is different yet" in words(same)
    invitation.refresh_from_db()
    assert invitation.version == 1


def test_the_wish_is_changed_and_recorded(client, officer, mayor, deputy):
    invitation = cases.make_invitation(wish=Wish.MAYOR_ONLY.value)
    door(client, invitation)
    sent(client, "wish", invitation, wish="deputy_welcome")
    invitation.refresh_from_db()
    assert invitation.wish == "deputy_welcome"
    assert RecordEntry.objects.filter(kind="change_wish", party="organiser", by=None).count() == 1


def test_what_the_table_does_not_open_is_answered_in_neutral_words(client, officer, mayor, deputy):
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    door(client, invitation)
    response = sent(client, "wish", invitation, wish="mayor_only")
    assert (response.status_code, heading(response)) == (409, "We cannot take this here just now")
    assert "Deputy" not in words(response)


def test_withdrawing_is_asked_once_and_called_calling_off_where_somebody_was_announced(
    client, officer, mayor, deputy
):
    quiet, announced = cases.make_invitation(), cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(announced)
    for invitation, asked, stage in [
        (quiet, "withdraw the invitation", "withdrawn"),
        (announced, "call the engagement off", "cancelled"),
    ]:
        door(client, invitation)
        assert f"Do you want to {asked}?" in words(client.get("/invitation/withdraw/"))
        sent(client, "withdraw", invitation)
        invitation.refresh_from_db()
        assert invitation.stage == stage
        assert sent(client, "withdraw", invitation).status_code == 302


def test_a_page_that_was_opened_before_the_case_moved_changes_nothing(client, officer, mayor, deputy):
    invitation = cases.make_invitation()
    door(client, invitation)
    organisers_answers.change_wish(invitation, wish=Wish.MAYOR_ONLY)
    response = client.post("/invitation/withdraw/", {"of": invitation.reference, "seen": 1})
    assert (response.status_code, heading(response)) == (409, "Please look again")
    for seen in ("", "x", "99999999999999999999"):
        assert (
            client.post("/invitation/withdraw/", {"of": invitation.reference, "seen": seen}).status_code
            == 409
        )
    invitation.refresh_from_db()
    assert invitation.stage == "received"


def test_forms_without_the_sites_own_mark_are_refused(officer, mayor, deputy):
    invitation, strict = cases.make_invitation(), Client(enforce_csrf_checks=True)
    strict.get(address(invitation))
    assert sent(strict, "withdraw", invitation).status_code == 403
