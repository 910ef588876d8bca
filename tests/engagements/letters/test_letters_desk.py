"""The letters desk: reading, wording and releasing letters,
and what is done about those that did not simply go.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from civic.models import OfficeKind, Person
from engagements.models import Invitation, Letter, Outcome, RecordEntry
from engagements.services.case_record import organiser_links
from engagements.services.letters import drafts
from engagements.services.steps import organisers_answers, triage
from tests import cases
from tests.council import make_office

pytestmark = pytest.mark.django_db
S = Letter.State


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person, deputy: Person) -> Client:
    client.force_login(officer)
    return client


def acceptance(officer: Person, mayor: Person, **particulars: Any) -> Letter:
    """A drafted acceptance, the acknowledgement gone."""
    invitation = cases.with_mayor(officer=officer, **particulars)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    return Letter.objects.get(invitation=invitation, kind="acceptance")


def words(letter: Letter, **changes: str) -> dict[str, str]:
    return {"subject": letter.subject, "body": letter.body, "people": "", **changes}


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def act(client: Client, letter: Letter, name: str, **entered: str) -> Any:
    return client.post(reverse("engagements:letter_action", args=[letter.pk, name]), entered)


def test_a_letter_goes_in_the_releasing_officers_name_with_its_copies_named(
    desk: Client, officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor)
    people = "Ann Clerk, ann@clerk.example\nBea Ash <bea@ash.example>"
    answer = desk.post(
        reverse("engagements:letter", args=[letter.pk]), words(letter, release="1", people=people)
    )
    assert answer.status_code == 302
    assert (state(letter), letter.released_by, letter.edited) == (S.QUEUED, officer, False)
    assert letter.values["officer_name"] == "Olive Officer"
    assert letter.values["copies"] == "Ann Clerk, Bea Ash"
    assert sorted(letter.copy_rows.values_list("recipient_email", flat=True)) == [
        "ann@clerk.example",
        "bea@ash.example",
    ]


@pytest.mark.parametrize("typed", ["[[yourlink]]", "[[Your-Link]]", "[[link", "[[ your-link ]]"])
def test_what_looks_like_the_link_and_is_none_does_not_go(
    desk: Client, officer: Person, mayor: Person, typed: str
) -> None:
    letter = acceptance(officer, mayor)
    body = letter.body.replace("[[your-link]]", typed)
    answer = desk.post(reverse("engagements:letter", args=[letter.pk]), words(letter, body=body, release="1"))
    assert f"“{typed}” is not the private link. Enter “[[your-link]]”" in answer.content.decode()
    assert state(letter) == S.DRAFT


def declining(officer: Person, mayor: Person, **particulars: Any) -> Letter:
    """A drafted decline, the acknowledgement gone."""
    invitation = cases.with_mayor(officer=officer, **particulars)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
    return Letter.objects.get(invitation=invitation, kind="decline")


@pytest.mark.parametrize("offer", ["The DEPUTY  Mayor will gladly come.", "David Okoro will gladly come."])
def test_the_letter_of_a_decline_does_not_offer_the_deputy(
    desk: Client, officer: Person, mayor: Person, deputy: Person, offer: str
) -> None:
    deputy.name = "David Okoro"
    deputy.save()
    letter = declining(officer, mayor)
    answer = desk.post(
        reverse("engagements:letter", args=[letter.pk]), words(letter, release="1", body=offer)
    )
    page = answer.content.decode()
    assert (answer.status_code, state(letter)) == (200, S.DRAFT)
    assert "A letter that declines must not mention the Deputy Mayor" in page
    assert "(P3)" in page
    assert "will gladly come." in page


def test_the_deputy_is_not_offered_by_another_article_either(
    desk: Client, officer: Person, mayor: Person
) -> None:
    make_office(OfficeKind.DEPUTY, "Depute Provost", title_in_sentence="our Depute Provost")
    letter = declining(officer, mayor)
    offer = words(letter, release="1", body="The Depute Provost will gladly come.")
    answer = desk.post(reverse("engagements:letter", args=[letter.pk]), offer)
    assert (answer.status_code, state(letter)) == (200, S.DRAFT)


def test_an_event_that_names_the_deputy_can_be_declined(desk: Client, officer: Person, mayor: Person) -> None:
    letter = declining(officer, mayor, title="Tea with the Deputy Mayor")
    assert "Tea with the Deputy Mayor" in letter.subject + letter.body
    desk.post(reverse("engagements:letter", args=[letter.pk]), words(letter, release="1"))
    assert state(letter) == S.QUEUED


def test_what_is_not_true_any_more_is_not_offered_to_be_sent_anew(
    desk: Client, officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor)
    cases.send_letters(letter.invitation)
    page = reverse("engagements:letter", args=[letter.pk])
    assert "Start a new draft" in desk.get(page).content.decode()
    organisers_answers.withdraw(letter.invitation)
    assert "Start a new draft" not in desk.get(page).content.decode()


def test_the_organisers_words_do_not_become_the_link(officer: Person, mayor: Person) -> None:
    spelt = cases.make_invitation(title=f"Fair {organiser_links.MARK}", confidential=False)
    letter = Letter.objects.get(invitation=spelt)
    assert letter.values["event_title"] == "Fair your-link"
    assert letter.body.count(organiser_links.MARK) == 1


def test_changed_words_are_kept_and_marked_as_changed(desk: Client, officer: Person, mayor: Person) -> None:
    letter = acceptance(officer, mayor)
    desk.post(
        reverse("engagements:letter", args=[letter.pk]),
        words(letter, keep="1", body="We shall come {link} <b>gladly</b>."),
    )
    assert (state(letter), letter.edited, letter.body) == (
        S.DRAFT,
        True,
        "We shall come {link} <b>gladly</b>.",
    )
    page = desk.get(reverse("engagements:letter", args=[letter.pk])).content.decode()
    assert "We shall come {link} &lt;b&gt;gladly&lt;/b&gt;." in page
    assert "<b>gladly" not in page


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ("ann@clerk.example", "Enter a name and an e-mail address"),
        ("Ann", "Enter a name and an e-mail address"),
        ("Ann, a@b", "is not an e-mail address"),
        ("Ann, a@b.example\nBea, A@B.example", "Two copies go to the same address"),
        ("\n".join(f"Ann {n}, a{n}@b.example" for n in range(6)), "up to 5 copies. You entered 6."),
        ("Jane Smith, jane@northgate-scouts.example", "already goes to this address"),
    ],
)
def test_copies_that_cannot_be_are_refused_at_their_field(
    desk: Client, officer: Person, mayor: Person, people: str, says: str
) -> None:
    letter = acceptance(officer, mayor)
    answer = desk.post(
        reverse("engagements:letter", args=[letter.pk]), words(letter, release="1", people=people)
    )
    assert says in str(answer.context["form"].errors["people"])
    assert state(letter) == S.DRAFT


def test_release_and_next_leads_to_the_next_draft_and_then_to_the_desk(
    desk: Client, officer: Person, mayor: Person
) -> None:
    first, second = acceptance(officer, mayor), acceptance(officer, mayor, title="Harvest supper")
    answer = desk.post(reverse("engagements:letter", args=[first.pk]), words(first, release_next="1"))
    assert answer["Location"] == reverse("engagements:letter", args=[second.pk])
    answer = desk.post(reverse("engagements:letter", args=[second.pk]), words(second, release_next="1"))
    assert answer["Location"] == reverse("engagements:letters_desk")


def test_a_form_sent_twice_releases_once(desk: Client, officer: Person, mayor: Person) -> None:
    letter = acceptance(officer, mayor)
    desk.post(reverse("engagements:letter", args=[letter.pk]), words(letter, release="1"))
    entries = RecordEntry.objects.count()
    answer = desk.post(
        reverse("engagements:letter", args=[letter.pk]), words(letter, release="1", body="Something else.")
    )
    assert (answer.status_code, RecordEntry.objects.count()) == (409, entries)
    assert "This letter has changed since you opened the page" in answer.content.decode()


def test_who_words_a_letter_at_the_same_time_as_somebody_else_loses_no_word(
    desk: Client, officer: Person, manager: Person, mayor: Person
) -> None:
    """The other's words stand above the form, one's own in it; sent again, it goes by what was read."""
    letter = acceptance(officer, mayor)
    address, mine = reverse("engagements:letter", args=[letter.pk]), "The Mayor looks forward to your fête."
    page = desk.get(address)
    read = page.context["form"]["read"].value()
    drafts.save_draft(letter, subject=letter.subject, body="The other officer’s words.", by=manager)
    answer = desk.post(address, words(letter, keep="1", body=mine, read=read))
    shown = answer.content.decode()
    assert (answer.status_code, mine in shown, "The other officer’s words." in shown) == (409, True, True)
    assert "Someone else has changed this letter since you opened it." in shown
    again = answer.context["form"]["read"].value()
    assert desk.post(address, words(letter, keep="1", body=mine, read=again)).status_code == 302
    letter.refresh_from_db()
    assert letter.body == mine


def test_a_queued_letter_is_held_back_and_is_a_draft_again(
    desk: Client, officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor)
    drafts.release(letter, subject=letter.subject, body=letter.body, by=officer)
    assert act(desk, letter, "stop", why="").context["actions"][0].form.errors
    assert act(desk, letter, "stop", why="The time is wrong.").status_code == 302
    assert state(letter) == S.DRAFT
    assert act(desk, letter, "stop", why="The time is wrong.").status_code == 409


@pytest.mark.parametrize(
    ("was", "action", "becomes"),
    [
        (S.UNCERTAIN, "send-again", S.QUEUED),
        (S.UNCERTAIN, "treat-as-sent", S.SENT),
        (S.FAILED, "retry", S.QUEUED),
    ],
)
def test_an_officer_settles_what_did_not_simply_go(
    desk: Client, officer: Person, mayor: Person, was: S, action: str, becomes: str
) -> None:
    letter = acceptance(officer, mayor)
    cases.become(Letter.objects.filter(pk=letter.pk), was, trouble="The line broke.", released_by=officer)
    assert "The line broke." in desk.get(reverse("engagements:letter", args=[letter.pk])).content.decode()
    assert act(desk, letter, action).status_code == 302
    assert state(letter) == becomes
    assert act(desk, letter, action).status_code == 409


def test_a_failed_letter_is_drafted_anew_to_a_corrected_address(
    desk: Client, officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor)
    cases.become(Letter.objects.filter(pk=letter.pk), S.FAILED, trouble="550 no such mailbox")
    answer = act(desk, letter, "resend", to_email="right@northgate-scouts.example")
    fresh = Letter.objects.get(resent_of=letter)
    assert answer["Location"] == reverse("engagements:letter", args=[fresh.pk])
    assert (fresh.state, fresh.recipient_email, fresh.body) == (
        S.DRAFT,
        "right@northgate-scouts.example",
        letter.body,
    )
    assert state(letter) == S.CANCELLED


def test_a_letter_for_the_post_is_printed_and_marked_as_posted(desk: Client, officer: Person) -> None:
    invitation = cases.make_invitation(organised_by=cases.organiser(email=""))
    triage.ask_information(invitation, question="When?", by=officer)
    letter = Letter.objects.get(invitation=invitation, kind="question")
    assert desk.get(reverse("engagements:letter_print", args=[letter.pk])).status_code == 404
    drafts.release(letter, subject=letter.subject, body=letter.body, by=officer)
    page = desk.get(reverse("engagements:letter_print", args=[letter.pk])).content.decode()
    assert organiser_links.short_address_of(invitation.links.get()) in page
    assert "4 Mill Lane" in page
    assert organiser_links.MARK not in page
    answer = act(desk, letter, "posted", posted_on_day="2", posted_on_month="6", posted_on_year="2026")
    assert "between the day it was released and today" in answer.content.decode()
    assert (
        act(desk, letter, "posted", posted_on_day="1", posted_on_month="6", posted_on_year="2026").status_code
        == 302
    )
    assert (state(letter), letter.posted_by) == (S.POSTED, officer)


def test_the_organisers_link_stays_out_of_the_offices_pages(desk: Client, officer: Person) -> None:
    invitation = cases.make_invitation()
    letter = Letter.objects.get(invitation=invitation)
    page = desk.get(reverse("engagements:letter", args=[letter.pk])).content.decode()
    assert "[the organiser’s own link]" in page
    assert organiser_links.token_of(invitation.links.get()) not in page


def test_what_was_sent_is_frozen(desk: Client, officer: Person, mayor: Person) -> None:
    letter = acceptance(officer, mayor)
    cases.send_letters(letter.invitation)
    answer = desk.post(
        reverse("engagements:letter", args=[letter.pk]), words(letter, release="1", body="Something else.")
    )
    page = desk.get(reverse("engagements:letter", args=[letter.pk])).content.decode()
    assert answer.status_code == 409
    assert "Letter as sent" in page
    assert "Something else." not in page
    assert "Template version 1" in page


def test_a_confidential_letters_subject_cannot_be_changed(
    desk: Client, officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor, confidential=True)
    desk.post(
        reverse("engagements:letter", args=[letter.pk]),
        words(letter, release="1", subject="Northgate summer fête"),
    )
    assert (state(letter), letter.subject) == (
        S.QUEUED,
        f"Confidential: your invitation, our reference {letter.invitation.reference}",
    )


@pytest.mark.parametrize("tab", ["review", "queued", "failed", "uncertain", "print", "sent", "nonsense"])
def test_every_tab_of_the_desk_opens_with_and_without_letters(
    desk: Client, officer: Person, mayor: Person, tab: str
) -> None:
    assert desk.get(reverse("engagements:letters_desk"), {"tab": tab}).status_code == 200
    letter = acceptance(officer, mayor)
    for one in (S.DRAFT, S.QUEUED, S.FAILED, S.UNCERTAIN, S.SENT):
        cases.become(Letter.objects.filter(pk=letter.pk), one)
        assert (
            desk.get(reverse("engagements:letters_desk"), {"tab": tab, "q": "FETE jane"}).status_code == 200
        )


def test_the_desk_finds_a_letter_by_words_of_its_case(desk: Client, officer: Person, mayor: Person) -> None:
    acceptance(officer, mayor)
    acceptance(officer, mayor, title="Harvest supper")
    found = desk.get(reverse("engagements:letters_desk"), {"q": "fete"}).context["page"].object_list
    assert [letter.invitation.title for letter in found] == ["Northgate summer fête"]


def test_the_desk_takes_as_many_queries_for_thirty_letters_as_for_one(
    desk: Client, officer: Person, mayor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    acceptance(officer, mayor)
    with django_assert_num_queries(DESK_QUERIES):
        desk.get(reverse("engagements:letters_desk"))
    for _ in range(29):
        acceptance(officer, mayor)
    with django_assert_num_queries(DESK_QUERIES):
        desk.get(reverse("engagements:letters_desk"))


DESK_QUERIES = 8


@pytest.mark.parametrize("who", ["mayor", "deputy", "monitoring_officer"])
def test_only_officers_come_to_the_letters(
    client: Client, officer: Person, mayor: Person, request: pytest.FixtureRequest, who: str
) -> None:
    letter = acceptance(officer, mayor)
    client.force_login(request.getfixturevalue(who))
    for address in (
        reverse("engagements:letters_desk"),
        reverse("engagements:letter", args=[letter.pk]),
        reverse("engagements:letter_print", args=[letter.pk]),
    ):
        assert client.get(address).status_code == 403
    assert act(client, letter, "stop", why="No.").status_code == 403


def test_nothing_happens_by_looking_at_a_letter(desk: Client, officer: Person, mayor: Person) -> None:
    letter = acceptance(officer, mayor)
    before = RecordEntry.objects.count(), Letter.objects.values_list("state", flat=True)[0]
    desk.get(reverse("engagements:letter", args=[letter.pk]))
    assert desk.get(reverse("engagements:letter_action", args=[letter.pk, "stop"])).status_code == 405
    assert (RecordEntry.objects.count(), Letter.objects.values_list("state", flat=True)[0]) == before
    assert Invitation.objects.get().links.count() == 1


@pytest.mark.parametrize(
    "words", ["St Aldhelm's", "saint aldhelms FETE", "jane smith", "CIV-2026-0001", "the fête"]
)
def test_search_finds_a_letter_whatever_keyboard_wrote_it(
    desk: Client, officer: Person, mayor: Person, words: str
) -> None:
    letter = acceptance(officer, mayor, title="St Aldhelm’s fête")
    cases.make_invitation(title="Concert", organised_by=cases.organiser(name="Ali Khan"))
    found = desk.get(reverse("engagements:letters_desk"), {"q": words}).context["page"]
    assert [one.pk for one in found] == [letter.pk]


def test_search_goes_by_the_subject_as_it_was_reworded(desk: Client, officer: Person, mayor: Person) -> None:
    letter = acceptance(officer, mayor)
    drafts.save_draft(letter, subject="About Saturday", body=letter.body, by=officer)
    assert Letter.objects.get(pk=letter.pk).search_text == (
        "civ 2026 0001 jane smith northgate scouts about saturday"
    )
