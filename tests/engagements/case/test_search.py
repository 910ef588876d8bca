"""The search in the header: a case by its number, and whatever else by its words."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Letter
from tests import cases
from tests.council import make_monitoring_officer

pytestmark = pytest.mark.django_db
SEARCH = "engagements:search"


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person) -> Client:
    client.force_login(officer)
    return client


@pytest.mark.parametrize("typed", ["CIV-2026-0001", "civ-2026-1", "civ 2026 0001", " CIV–2026–0001 "])
def test_a_reference_leads_to_its_case_however_it_is_typed(desk: Client, typed: str) -> None:
    invitation = cases.make_invitation()
    answer = desk.get(reverse(SEARCH), {"q": typed})
    assert answer["Location"] == reverse("engagements:case", args=[invitation.reference])


@pytest.mark.parametrize("typed", ["CIV-2026-0099", "civ-2026", "civ-٢٠٢٦-1", "CIV-2026-" + "9" * 20])
def test_a_reference_that_there_is_not_leads_nowhere(desk: Client, typed: str) -> None:
    assert "match your search" in desk.get(reverse(SEARCH), {"q": typed}).content.decode()


@pytest.mark.parametrize("words", ["ST ALDHELMS", "northgate scouts", "01632960001", "jane", "mill lane hut"])
def test_words_find_the_invitation_and_its_letter(desk: Client, words: str) -> None:
    invitation = cases.make_invitation(title="St Aldhelm’s day", venue="Mill Lane hut")
    cases.make_invitation(
        title="Supper",
        venue="Hall",
        organised_by=cases.organiser(name="Ali", organisation="Choir", email="a@choir.example", telephone=""),
    )
    found = desk.get(reverse(SEARCH), {"q": words}).context["found"]
    assert [one.pk for one in found.invitations] == [invitation.pk]
    assert {letter.invitation_id for letter in found.letters} <= {invitation.pk}


def test_no_more_than_ten_of_a_kind_and_the_way_to_all(desk: Client) -> None:
    for number in range(12):
        cases.make_invitation(title=f"Fair {number}")
    page = desk.get(reverse(SEARCH), {"q": "fair"})
    assert len(page.context["found"].invitations) == 10
    assert "See all invitations" in page.content.decode()


def test_whoever_reads_no_letters_finds_none(client: Client, officer: Person, mayor: Person) -> None:
    cases.make_invitation()
    client.force_login(make_monitoring_officer())
    found = client.get(reverse(SEARCH), {"q": "northgate"}).context["found"]
    assert (len(found.invitations), found.letters) == (1, [])
    assert Letter.objects.exists()


@pytest.mark.parametrize(("typed", "says"), [("", "Enter a reference"), ("zz", "3 letters or more")])
def test_nothing_to_look_for_is_said(desk: Client, typed: str, says: str) -> None:
    cases.make_invitation()
    assert says in desk.get(reverse(SEARCH), {"q": typed}).content.decode()


def test_the_header_has_it_for_the_office_alone(desk: Client, client: Client, mayor: Person) -> None:
    assert "Search everything" in desk.get(reverse("engagements:work_list")).content.decode()
    client.force_login(mayor)
    assert "Search everything" not in client.get(reverse("engagements:mayor")).content.decode()
