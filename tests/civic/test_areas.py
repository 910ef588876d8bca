"""The council's area and its neighbours (P1): kept by the civic manager, known by the postcode."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from civic.models import CivicChange, Council, NeighbouringArea, Person
from civic.postcodes import covered
from civic.queries import place_of, read_council
from civic.services import areas
from tests.guarding import run_sql

pytestmark = pytest.mark.django_db
MARLHAVEN: dict[str, Any] = {
    "name": "Marlhaven",
    "civic_head": "the Mayor of Marlhaven",
    "districts": ["MV1", "WX6 9"],
    "standing_agreement": False,
}
TYPED = MARLHAVEN | {"districts": "mv1, wx6 9", "standing_agreement": "no"}


@pytest.fixture
def desk(client: Client, manager: Person) -> Client:
    """A browser in which the civic manager is signed in."""
    client.force_login(manager)
    return client


def shown(client: Client) -> str:
    return client.get(reverse("civic:area")).content.decode()


# --- Where a postcode lies ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("postcode", "outside", "neighbour"),
    [
        ("WX1 1AA", False, None),
        ("wx11aa", False, None),
        ("WX11 1AA", True, None),
        ("MV1 2AB", True, "Marlhaven"),
        ("MV2 2AB", True, None),
        # One sector of a district of ours is the neighbour's, and one postcode of it is ours again.
        ("WX6 1AB", False, None),
        ("WX6 9AB", True, "Marlhaven"),
        ("WX6 9ZZ", False, None),
        ("", None, None),
    ],
)
def test_the_more_exact_postcode_decides(postcode: str, outside: bool | None, neighbour: str | None) -> None:
    places = [NeighbouringArea(name="Saltmere", districts=["SM"]), NeighbouringArea(**MARLHAVEN)]
    found = place_of(postcode, own=["WX1", "WX6", "WX6 9ZZ"], neighbours=places)
    assert (found.outside, found.neighbour.name if found.neighbour else None) == (outside, neighbour)


def test_before_districts_are_entered_nothing_is_guessed() -> None:
    found = place_of("MV1 2AB", own=[], neighbours=[NeighbouringArea(**MARLHAVEN)])
    assert (found.outside, found.neighbour) == (None, None)


@pytest.mark.parametrize(
    ("beginning", "length"), [("WX", 2), ("WX1", 3), ("WX1 2", 4), ("WX1 2AB", 6), ("WX12AB", 6), ("W", 0)]
)
def test_a_beginning_is_as_exact_as_it_is_long(beginning: str, length: int) -> None:
    assert covered("WX1 2AB", [beginning]) == length


# --- Keeping them -------------------------------------------------------------------------------------------


def test_a_new_office_has_no_districts_and_its_page_says_what_follows(desk: Client) -> None:
    assert (Council.objects.get().districts, NeighbouringArea.objects.count()) == ([], 0)
    assert "Until you enter them, no event is marked as outside our area." in shown(desk)


def test_the_manager_enters_the_councils_districts_and_the_record_says_so(
    desk: Client, manager: Person
) -> None:
    answer = desk.post(reverse("civic:districts"), {"districts": "wx1, WX2, wx1"})
    assert answer.status_code == 302
    entry = CivicChange.objects.get()
    assert (entry.what, entry.changed_by, entry.before, entry.after) == (
        "Postcode districts",
        manager,
        {"districts": []},
        {"districts": ["WX1", "WX2"]},
    )
    assert "WX1, WX2" in shown(desk)
    assert read_council().place_of("WX3 1AA").outside is True


def test_the_manager_adds_changes_and_removes_a_neighbour(desk: Client) -> None:
    assert desk.post(reverse("civic:neighbour_add"), TYPED).status_code == 302
    area = NeighbouringArea.objects.get()
    assert (area.civic_head, area.districts) == ("the Mayor of Marlhaven", ["MV1", "WX6 9"])
    assert "Ask for each event" in shown(desk)
    changed = TYPED | {"standing_agreement": "yes"}
    assert desk.post(reverse("civic:neighbour", args=[area.pk]), changed).status_code == 302
    assert "Standing agreement: the chain can be worn there" in shown(desk)
    assert desk.post(reverse("civic:neighbour_remove", args=[area.pk])).status_code == 302
    assert "There are no neighbouring areas." in shown(desk)
    assert list(CivicChange.objects.order_by("pk").values_list("what", flat=True)) == [
        "Neighbouring area added: Marlhaven",
        "Neighbouring area changed: Marlhaven",
        "Neighbouring area removed: Marlhaven",
    ]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "Enter the area"),
        ("districts", "", "Enter the first part of its postcodes"),
        ("districts", "Marlhaven", "is not the first part of a postcode"),
        ("civic_head", "", "Enter the title of its civic head"),
        ("standing_agreement", "", "Choose whether there is a standing agreement"),
    ],
)
def test_a_neighbour_of_whom_something_is_missing_is_not_added(
    desk: Client, field: str, typed: str, told: str
) -> None:
    page = desk.post(reverse("civic:neighbour_add"), TYPED | {field: typed})
    assert told in page.content.decode()
    assert NeighbouringArea.objects.count() == 0


def test_a_district_is_in_one_area_only(desk: Client, manager: Person) -> None:
    areas.keep_districts(districts=["WX1"], by=manager)
    areas.keep_neighbour(NeighbouringArea(), values=MARLHAVEN, by=manager)
    typed = TYPED | {"name": "Saltmere", "districts": "SM1, MV1"}
    page = desk.post(reverse("civic:neighbour_add"), typed).content.decode()
    assert "MV1 is already listed for Marlhaven." in page
    page = desk.post(reverse("civic:neighbour_add"), typed | {"districts": "WX1"}).content.decode()
    assert "WX1 is already listed for the council’s own area." in page
    page = desk.post(reverse("civic:districts"), {"districts": "WX1, WX6 9"}).content.decode()
    assert "WX6 9 is already listed for Marlhaven." in page
    assert Council.objects.get().districts == ["WX1"]


def test_an_area_is_on_the_list_once(manager: Person) -> None:
    areas.keep_neighbour(NeighbouringArea(), values=MARLHAVEN, by=manager)
    with pytest.raises(ValidationError, match="on the list already"):
        areas.keep_neighbour(NeighbouringArea(), values=MARLHAVEN | {"districts": ["MV7"]}, by=manager)


def test_the_database_knows_no_neighbour_without_somebody_to_ask(council: Council) -> None:
    area = NeighbouringArea.objects.create(**MARLHAVEN)
    with pytest.raises(IntegrityError, match="neighbouring_area_says_who_is_asked"):
        run_sql("UPDATE civic_neighbouringarea SET civic_head = '' WHERE id = %s", area.pk)
