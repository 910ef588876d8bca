"""The protocol page for everybody, and the handbook for the civic manager."""

from html.parser import HTMLParser

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

import tests.council
from civic.models import Council, OfficeKind, Person
from protocols import letters, service
from protocols.core.vocabulary import LetterKind
from protocols.letters import LetterName
from tests.council import make_council, make_office
from tests.protocols.sign_off import publish, sign_on_paper
from tests.web import Answer

pytestmark = pytest.mark.django_db

VERSIONS = [reverse("handbook:overview"), reverse("handbook:version", args=[1])]
READING = [
    *VERSIONS,
    reverse("handbook:letters"),
    reverse("handbook:letter", args=["decline"]),
    reverse("handbook:letter_earlier", args=["decline", 1]),
]
EDITING = [
    reverse("handbook:version", args=[2]),
    reverse("handbook:clause", args=[2, "P3"]),
    reverse("handbook:limits", args=[2]),
    reverse("handbook:put", args=[2]),
]
POSTING = [reverse("handbook:draft"), reverse("handbook:letter_by_itself", args=["decline"])]


class Ids(HTMLParser):
    """What can be reached on a page and what is tried to be reached."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href" and (value or "").startswith("#"):
                self.anchors.append((value or "")[1:])


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def at_desk(manager: Person) -> Client:
    return signed_in(manager)


@pytest.fixture
def draft(manager: Person) -> int:
    return service.new_draft(by=manager).number


def said(client: Client, response: Answer) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_anybody_reads_the_protocol_clause_by_clause(council: Council, client: Client) -> None:
    page = client.get(reverse("handbook:protocol"))
    html = page.content.decode()
    found = Ids(html)
    assert page.status_code == 200
    assert [id_ for id_ in found.ids if id_ in {f"P{n}" for n in range(1, 27)}] == [
        f"P{n}" for n in range(1, 27)
    ]
    assert set(found.anchors) <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert "How Wexcombe answers invitations." in html
    assert "{" not in html.split("<main")[1].split("</main>")[0]


def test_a_version_that_nobody_signed_says_so_until_three_have(
    council: Council, manager: Person, client: Client
) -> None:
    def shown() -> str:
        return client.get(reverse("handbook:protocol")).content.decode()

    assert "This version has not been signed off by the council yet." in shown()
    publish(service.new_draft(by=manager), by=manager)
    assert "has not been signed off" not in shown()
    assert "Signed off by" in shown()


def test_the_protocol_page_speaks_of_the_councils_own_offices(council: Council, client: Client) -> None:
    make_office(OfficeKind.MAYOR, "Speaker")
    make_office(OfficeKind.DEPUTY, "Deputy Speaker")
    words = client.get(reverse("handbook:protocol")).content.decode().split("<main")[1]
    assert "Every invitation is for the Speaker first" in words
    assert "Mayor" not in words.split("</main>")[0]


@pytest.mark.parametrize(
    ("role", "must_not"),
    [
        ("mayor", "What you must not do"),
        ("deputy", "What you must not do"),
        ("officers", "What officers must not be asked to do"),
    ],
)
def test_each_role_sheet_says_what_must_not_be_done(role: str, must_not: str, at_desk: Client) -> None:
    page = at_desk.get(reverse("handbook:role", args=[role])).content.decode()
    assert must_not in page
    assert page.index("What officers do" if role == "officers" else "What you do") < page.index(must_not)


@pytest.mark.parametrize("role", ["mayor", "deputy", "officers"])
@pytest.mark.parametrize("code", ["P23", "P24", "P25", "P26"])
def test_every_part_finds_its_own_line_on_working_together(role: str, code: str, at_desk: Client) -> None:
    assert f"({code})" in at_desk.get(reverse("handbook:role", args=[role])).content.decode()


def test_the_protocol_page_reads_without_a_deputy(client: Client) -> None:
    make_council(with_deputy=False)
    assert client.get(reverse("handbook:protocol")).status_code == 200


def test_a_draft_is_not_published_to_anybody(council: Council, draft: int, client: Client) -> None:
    assert client.get(reverse("handbook:protocol_version", args=[draft])).status_code == 404
    assert "Version 1, in force" in client.get(reverse("handbook:protocol")).content.decode()


def test_a_version_that_was_in_force_stays_readable(
    council: Council, manager: Person, client: Client
) -> None:
    publish(service.new_draft(by=manager), by=manager)
    page = client.get(reverse("handbook:protocol_version", args=[1])).content.decode()
    assert "This is version 1, in force from" in page
    assert "Version 2, in force" in client.get(reverse("handbook:protocol")).content.decode()


@pytest.mark.parametrize("address", READING)
def test_the_manager_reads_every_page_of_the_handbook(address: str, at_desk: Client) -> None:
    assert at_desk.get(address).status_code == 200


@pytest.mark.parametrize("address", READING)
def test_the_monitoring_officer_reads_the_handbook_and_is_offered_no_change(
    address: str, monitoring_officer: Person
) -> None:
    page = signed_in(monitoring_officer).get(address)
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    assert page.status_code == 200
    assert "<form" not in main
    assert 'wording/"' not in main


@pytest.mark.parametrize("address", EDITING)
def test_only_the_manager_opens_what_can_be_changed(
    address: str, draft: int, at_desk: Client, monitoring_officer: Person
) -> None:
    assert at_desk.get(address).status_code == 200
    expected = 200 if address == EDITING[0] else 403
    assert signed_in(monitoring_officer).get(address).status_code == expected


@pytest.mark.parametrize("address", READING + EDITING + POSTING)
@pytest.mark.parametrize("role", ["officer", "mayor", "deputy", "chief_executive", "attendant"])
def test_nobody_else_has_part_in_the_handbook(address: str, role: str, council: Council, draft: int) -> None:
    client = signed_in(getattr(tests.council, f"make_{role}")())
    reads = role == "chief_executive" and address in [*VERSIONS, reverse("handbook:version", args=[2])]
    assert client.get(address).status_code == (200 if reads else 403)
    if reads:
        return
    assert client.post(address).status_code == 403


@pytest.mark.parametrize("address", READING + EDITING + POSTING)
def test_who_has_not_signed_in_is_asked_to(
    address: str, council: Council, draft: int, client: Client
) -> None:
    assert client.get(address).status_code == 302
    assert client.post(address)["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", POSTING)
def test_looking_changes_nothing(address: str, at_desk: Client) -> None:
    assert at_desk.get(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/handbook/letters/love/",
        "/handbook/versions/99/",
        "/handbook/letters/decline/wording/9/",
    ],
)
def test_what_is_not_there_is_not_found(address: str, at_desk: Client) -> None:
    assert at_desk.get(address).status_code == 404


def test_the_manager_drafts_changes_and_publishes(at_desk: Client, manager: Person, client: Client) -> None:
    begun = at_desk.post(reverse("handbook:draft"), follow=True)
    assert begun.redirect_chain == [(reverse("handbook:version", args=[2]), 302)]
    changed = at_desk.post(
        reverse("handbook:clause", args=[2, "P3"]), {"title": "A decline", "text": "{Mayor_title} said no."}
    )
    assert changed["Location"] == reverse("handbook:version", args=[2])
    asked = at_desk.get(reverse("handbook:put", args=[2])).content.decode()
    assert "P3. " in asked
    assert "P4. " not in asked
    at_desk.post(reverse("handbook:put", args=[2]), {"note": "P3 in fewer words"})
    sign_on_paper(service.all_versions().get(number=2), by=manager)
    at_desk.post(reverse("handbook:publish", args=[2]), {"when": "now"})
    assert service.version_in_force().number == 2
    assert "The Mayor said no." in client.get(reverse("handbook:protocol")).content.decode()
    assert "P3 in fewer words" in at_desk.get(reverse("handbook:overview")).content.decode()


def test_publishing_twice_at_once_is_answered_politely(at_desk: Client, manager: Person, draft: int) -> None:
    publish(service.all_versions().get(number=draft), by=manager)
    again = at_desk.post(reverse("handbook:publish", args=[draft]), {"when": "now"})
    assert again["Location"] == reverse("handbook:version", args=[draft])
    assert (
        said(at_desk, again)[-1] == "Version 2 has not been sent for signature, so it cannot come into force."
    )


def test_a_published_clause_cannot_be_opened_for_change(at_desk: Client) -> None:
    assert at_desk.get(reverse("handbook:clause", args=[1, "P3"]))["Location"] == reverse(
        "handbook:version", args=[1]
    )


def test_a_clause_with_an_error_keeps_what_was_typed_and_says_where(at_desk: Client, draft: int) -> None:
    page = at_desk.post(
        reverse("handbook:clause", args=[draft, "P3"]), {"title": "", "text": "Ask {reference}."}
    ).content.decode()
    found = Ids(page)
    assert "Enter a title of one line." in page
    assert "The text has the placeholder {reference}, which cannot be used here." in page
    assert "Ask {reference}." in page
    assert set(found.anchors) <= set(found.ids)


def test_a_letter_is_shown_with_the_councils_own_words(at_desk: Client) -> None:
    make_office(OfficeKind.MAYOR, "Lord Mayor")
    page = at_desk.get(reverse("handbook:letter", args=["acceptance"])).content.decode()
    assert "the Lord Mayor accepts" in page
    assert '<p class="civic-letter__council">Wexcombe Town Council</p>' in page


def test_the_switch_lets_a_letter_leave_by_itself_and_back(at_desk: Client) -> None:
    address = reverse("handbook:letter_by_itself", args=["reminder"])
    at_desk.post(address, {"allowed": "on"})
    assert letters.goes_by_itself(LetterKind.REMINDER)
    at_desk.post(address)
    assert not letters.goes_by_itself(LetterKind.REMINDER)


def test_the_letters_list_asks_the_database_the_same_however_many_wordings(
    at_desk: Client, manager: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at_desk.get(reverse("handbook:letters"))
    with django_assert_num_queries(QUERIES_OF_THE_LETTERS_LIST):
        at_desk.get(reverse("handbook:letters"))
    for number in range(1, 31):
        letters.save_wording(
            letter=LetterName(LetterKind.DECLINE),
            subject=f"Again {number}",
            body="So.",
            after=number,
            by=manager,
        )
    with django_assert_num_queries(QUERIES_OF_THE_LETTERS_LIST):
        at_desk.get(reverse("handbook:letters"))


QUERIES_OF_THE_LETTERS_LIST = 4
