"""Keys that are changed: links, and what is signed with the site's key, go on while the old key is listed."""

import pytest
from django.conf import settings as the_settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from civic.models import Person
from engagements.models import Letter, OrganiserLink
from engagements.services.case_record import organiser_links
from engagements.services.case_record.keys import Keyring
from tests import cases
from tests.guarding import guards_down
from tests.there import there

pytestmark = pytest.mark.django_db
OLD, NEW = "the-old-key-of-all-links-0123456789abc", "the-new-key-of-all-links-0123456789abc"


@pytest.fixture
def letters_address(officer: Person, settings: Settings) -> str:
    """The address in a letter that went out under the old key."""
    settings.LINK_KEYS = [OLD]
    return f"/invitation/{organiser_links.token_of(organiser_links.live_link(cases.make_invitation()))}/"


def test_a_link_names_its_key_and_a_new_one_the_first(letters_address: str, settings: Settings) -> None:
    settings.LINK_KEYS = [NEW, OLD]
    link = OrganiserLink.objects.get()
    made = organiser_links.make_link(link.invitation)
    assert [link.key, made.key] == Keyring([OLD, NEW]).ids
    assert organiser_links.token_of(link) in letters_address


def test_an_old_link_opens_while_its_key_is_listed(
    letters_address: str, client: Client, settings: Settings
) -> None:
    settings.LINK_KEYS = [NEW, OLD]
    assert client.get(letters_address).status_code == 302
    assert client.get("/invitation/").status_code == 200


def test_letters_carry_a_link_of_the_new_key_from_the_day_it_is_listed(
    letters_address: str, settings: Settings
) -> None:
    """Or the old key could not be taken off the list when its last link has ended."""
    old = OrganiserLink.objects.get()
    settings.LINK_KEYS = [NEW, OLD]
    fresh = organiser_links.live_link(old.invitation)
    assert (fresh.key, old.key) == (Keyring([NEW]).first.id, Keyring([OLD]).first.id)
    assert organiser_links.live_link(old.invitation) == fresh


def test_a_link_whose_key_is_gone_is_told_like_one_that_has_run_out(
    letters_address: str, client: Client, settings: Settings
) -> None:
    client.get(letters_address)
    settings.LINK_KEYS = [NEW]
    for address in (letters_address, "/invitation/"):
        page = client.get(address)
        assert page.status_code == 410
        assert "This link has expired" in page.content.decode()
        assert reverse("engagements:lost_link") in page.content.decode()


def test_the_next_letter_carries_a_link_of_the_new_key(letters_address: str, settings: Settings) -> None:
    old = OrganiserLink.objects.get()
    settings.LINK_KEYS = [NEW]
    with pytest.raises(organiser_links.KeyGone):
        organiser_links.token_of(old)
    fresh = organiser_links.live_link(old.invitation)
    assert fresh != old
    assert fresh.key == Keyring([NEW]).first.id


def test_a_link_is_given_out_only_when_its_token_is_found_again(
    letters_address: str, settings: Settings
) -> None:
    """Such as one whose nonce was written over by somebody who has the database."""
    with guards_down():
        OrganiserLink.objects.update(nonce="0" * 32)
    old = OrganiserLink.objects.get()
    fresh = organiser_links.live_link(old.invitation)
    assert fresh != old
    assert organiser_links.find(organiser_links.token_of(fresh)) == fresh


def test_paper_tells_of_no_link_that_does_not_open(
    letters_address: str, officer: Person, client: Client, settings: Settings
) -> None:
    letter = there(Letter.objects.last())
    client.force_login(officer)
    printed = reverse("engagements:letter_print", args=[letter.pk])
    assert (
        organiser_links.short_address_of(OrganiserLink.objects.get()) in client.get(printed).content.decode()
    )
    with guards_down():
        OrganiserLink.objects.update(nonce="0" * 32)
    assert "/answer/" not in client.get(printed).content.decode()
    settings.LINK_KEYS = [NEW]
    assert (client.get(printed).status_code, OrganiserLink.objects.count()) == (200, 1)


def test_the_database_alone_makes_no_token(letters_address: str) -> None:
    link = OrganiserLink.objects.get()
    stored = " ".join(str(getattr(link, field.name)) for field in OrganiserLink._meta.fields)
    assert organiser_links.token_of(link) not in stored
    assert OLD not in stored


def test_whoever_is_signed_in_stays_so_while_the_sites_key_is_changed(
    letters_address: str, officer: Person, client: Client, settings: Settings
) -> None:
    first = the_settings.SECRET_KEY
    organiser = Client()
    organiser.get(letters_address)
    client.force_login(officer)
    work_list = reverse("engagements:work_list")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = (
        "another key of the whole site, long enough: 0123456789",
        [first],
    )
    assert client.get(work_list).status_code == 200
    assert organiser.get("/invitation/").status_code == 200
    # Whatever was signed anew in the meantime is signed with the new key; what is left goes with the old one.
    stranger, late = Client(), Client()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = first, []
    stranger.force_login(officer)
    late.get(letters_address)
    settings.SECRET_KEY = "a third key of the whole site, long enough: 0123456789"
    assert stranger.get(work_list).status_code == 302
    assert late.get("/invitation/").status_code == 403
