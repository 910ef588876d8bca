"""The code of a letter on paper opens what the link opens, as safely, and is typed as people type."""

import re
from datetime import timedelta
from html import escape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from time_machine import Traveller

import printing
from civic.logs import masked
from civic.models import Person
from engagements.models import IntakeCount, Letter, OrganiserLink
from engagements.services.case_record import organiser_links
from engagements.services.intake import rate_limits
from engagements.services.letters import rendering
from tests import cases
from tests.guarding import guards_down
from tests.there import there

pytestmark = pytest.mark.django_db
WRONG = "7K3M-Q2XH-9DTB-4R6C"
OLD, NEW = "the-old-key-of-all-links-0123456789abc", "the-new-key-of-all-links-0123456789abc"


@pytest.fixture
def link(officer: Person, settings: Settings) -> OrganiserLink:
    settings.LINK_KEYS = [OLD]
    return organiser_links.live_link(cases.make_invitation())


def typed(client: Client, code: str) -> int:
    return client.post("/answer/", {"code": code}).status_code


def test_a_code_has_eighty_bits_in_groups_that_nobody_misreads(link: OrganiserLink) -> None:
    code = organiser_links.code_of(link)
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert len(set(organiser_links.ALPHABET)) ** organiser_links.CODE_LENGTH == 2**80
    assert organiser_links.code_of(link) == code
    other = organiser_links.make_link(link.invitation)
    assert organiser_links.code_of(other) != code


def test_the_address_on_paper_opens_the_organisers_page(link: OrganiserLink, client: Client) -> None:
    address = f"/{organiser_links.short_address_of(link).split('/', 3)[-1]}"
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/invitation/")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert client.get("/invitation/").status_code == 200
    assert client.get(f"{address}/").status_code == 302


@pytest.mark.parametrize(
    "as_typed",
    ["{}", "{} ", "{low}", "{spaced}", "{bare}", "{low_bare}", "civic.example/answer/{}/", "{misread}"],
)
def test_a_code_is_taken_as_people_type_it(link: OrganiserLink, client: Client, as_typed: str) -> None:
    with guards_down():
        # A code with the digits that are taken for letters.
        other = there(_with_noughts_and_ones(link))
    code = organiser_links.code_of(other)
    words = as_typed.format(
        code,
        low=code.lower(),
        spaced=code.replace("-", "  "),
        bare=code.replace("-", ""),
        low_bare=code.replace("-", "").lower(),
        misread=code.replace("0", "o").replace("1", "l", 1).replace("1", "I"),
    )
    answer = client.post("/answer/", {"code": words})
    assert (answer.status_code, answer["Location"]) == (302, "/invitation/")


def _with_noughts_and_ones(link: OrganiserLink) -> OrganiserLink | None:
    for _ in range(400):
        made = organiser_links.make_link(link.invitation)
        if {"0", "1"} <= set(organiser_links.code_of(made)):
            return made
    return None


@pytest.mark.parametrize(
    "words", ["", "7K3M-Q2XH", "7K3M-Q2XH-9DTB-4R6C-7K3M", "7K3M-Q2XH-9DTB-4R6U", "\x00", "ⅷ" * 16]
)
def test_what_is_no_code_is_said_so_and_not_counted(client: Client, words: str) -> None:
    page = client.post("/answer/", {"code": words})
    assert page.status_code == 200
    assert "Error:" in page.content.decode()
    assert not IntakeCount.objects.exists()


def test_a_wrong_code_is_told_courteously_and_stays_in_the_field(link: OrganiserLink, client: Client) -> None:
    for page in (client.post("/answer/", {"code": WRONG}), client.get(f"/answer/{WRONG}")):
        assert page.status_code == 404
        words = page.content.decode()
        assert "We do not know this code. Please compare it with our letter." in words
        assert f'value="{WRONG}"' in words
        assert set(client.cookies) == {"csrf"}
    right = client.post(f"/answer/{WRONG}", {"code": organiser_links.code_of(link)})
    assert (right.status_code, right["Location"]) == (302, "/invitation/")


def test_wrong_codes_are_counted_and_soon_refused_right_ones_too(
    link: OrganiserLink, client: Client, office_day: Traveller
) -> None:
    """Or somebody who tries would learn from the answer that one was right."""
    right = organiser_links.code_of(link)
    most = rate_limits.BY_ADDRESS[IntakeCount.Kind.CODE].number
    assert {typed(client, right) for _ in range(most + 1)} == {302}
    assert [typed(client, WRONG) for _ in range(most + 1)] == [404] * most + [429]
    assert (typed(client, right), client.get(f"/answer/{right}").status_code) == (429, 429)
    assert "wait an hour, or telephone us" in client.post("/answer/", {"code": right}).content.decode()
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/answer/{right}").status_code == 302
    office_day.shift(timedelta(hours=1))
    assert typed(client, right) == 302


def test_a_right_code_is_not_counted(link: OrganiserLink, client: Client) -> None:
    client.get(f"/answer/{organiser_links.code_of(link)}")
    assert not IntakeCount.objects.exists()


def test_a_code_ends_with_its_link(link: OrganiserLink, officer: Person, client: Client) -> None:
    code = organiser_links.code_of(link)
    organiser_links.revoke_links(link.invitation, by=officer)
    page = client.post("/answer/", {"code": code})
    assert page.status_code == 410
    assert "This link has been replaced" in page.content.decode()


def test_a_code_runs_out_with_its_link(link: OrganiserLink, client: Client, office_day: Traveller) -> None:
    office_day.shift(timedelta(days=400))
    assert client.get(f"/answer/{organiser_links.code_of(link)}").status_code == 410


def test_a_code_works_while_its_key_is_listed(
    link: OrganiserLink, client: Client, settings: Settings
) -> None:
    code = organiser_links.code_of(link)
    settings.LINK_KEYS = [NEW, OLD]
    assert typed(client, code) == 302
    settings.LINK_KEYS = [NEW]
    assert typed(client, code) == 404
    with pytest.raises(organiser_links.KeyGone):
        organiser_links.code_of(link)


def test_the_database_alone_makes_no_code_and_checks_none(link: OrganiserLink) -> None:
    """A plain hash of eighty bits could be tried out; this one needs the key for every try."""
    code = organiser_links.code_in(organiser_links.code_of(link))
    stored = " ".join(str(getattr(link, field.name)) for field in OrganiserLink._meta.fields)
    assert code not in stored
    assert organiser_links.code_of(link) not in stored
    assert organiser_links.hash_of(code) not in stored


def test_paper_tells_of_no_code_that_does_not_open(link: OrganiserLink) -> None:
    letter = Letter.objects.get(invitation=link.invitation)
    assert organiser_links.code_of(link) in rendering.on_paper(letter).article
    with guards_down():
        OrganiserLink.objects.update(code_hash="0" * 64)
    assert "/answer/" not in rendering.on_paper(letter).article


def test_paper_has_the_short_address_and_its_square_code_and_never_the_long_link(link: OrganiserLink) -> None:
    article = rendering.on_paper(Letter.objects.get(invitation=link.invitation)).article
    address = organiser_links.short_address_of(link)
    assert f'<a href="{address}">{re.sub("^https?://", "", address)}</a>' in article
    assert f'src="{escape(printing.square_code(address))}"' in article
    assert organiser_links.token_of(link) not in article


def test_no_log_names_a_code(link: OrganiserLink) -> None:
    code = organiser_links.code_of(link)
    for written in (
        code,
        code.lower(),
        code.replace("-", "%20"),
        code.replace("-", ""),
        code.replace("-", "_"),
        "%20".join(code.replace("-", "")),
        code.replace("-", "/"),
        code.replace("-", "")[:9] + "-" + code.replace("-", "")[9:],
    ):
        assert masked(f'"GET /answer/{written} HTTP/1.1" 302') == '"GET /answer/*** HTTP/1.1" 302'
        referred = f"from https://civic.example/answer/{written}"
        assert masked(referred) == "from https://civic.example/answer/***"
    for page in ("/answer/", "/invitation/answer/", "/office/invitations/CIV-2026-0142/answer/5/"):
        assert masked(f'"POST {page} HTTP/1.1" 302') == f'"POST {page} HTTP/1.1" 302'
    assert masked("/office/invitations/CIV-2026-0142/") == "/office/invitations/CIV-2026-0142/"


def test_pages_for_a_lost_letter_lead_to_the_code(client: Client) -> None:
    for page in (reverse("engagements:lost_link"), "/invitation/"):
        assert 'href="/answer/"' in client.get(page).content.decode()
