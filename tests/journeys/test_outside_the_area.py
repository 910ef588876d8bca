"""An event across the boundary: the neighbouring civic head is asked, agrees, and it is the chain (P1)."""

from typing import Any

import pytest
from django.utils import timezone

from engagements.models import Notification
from tests import council
from tests.journeys.cast import Play

pytestmark = pytest.mark.django_db
MARLHAVEN = "the Mayor of Marlhaven"


def enters_the_areas(play: Play) -> None:
    """The civic manager, on the council's pages."""
    manager = play.visitors["manager"]
    manager.open("/council/area/districts/").press("Save", districts="WX1, WX2")
    manager.open("/council/area/neighbours/add/").press(
        "Save", name="Marlhaven", districts="MV1", civic_head=MARLHAVEN, standing_agreement="no"
    )


def hears(play: Play, state: str) -> str:
    """The officer records today, on the page that the finding leads to, what was asked or heard."""
    today = timezone.localdate()
    day = {
        "heard_on_day": str(today.day),
        "heard_on_month": str(today.month),
        "heard_on_year": str(today.year),
    }
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    page.follow("Record consent to the chain").press("Save", state=state, way="email", **day)
    return " ".join(page.page.text.split())


def text_of(play: Play, who: str, address: str) -> str:
    return " ".join(play.visitors[who].open(address).page.text.split())


def told(play: Play) -> list[Any]:
    changed = Notification.objects.filter(invitation=play.invitation, kind=Notification.Kind.CHANGED)
    return sorted(changed.values_list("person__name", flat=True))


def test_the_neighbour_is_asked_and_agrees_and_the_badge_becomes_the_chain(play: Play) -> None:
    play.sign_in("attendant", council.make_attendant())
    enters_the_areas(play)
    play.organiser_invites(postcode="MV1 2AB", venue="Marlhaven Hall", address="Marlhaven")
    case = text_of(play, "officer", f"/office/invitations/{play.reference}/")
    assert "The event is outside the council’s area." in case
    assert f"only with the consent of {MARLHAVEN}, and nobody has asked yet." in case

    # It closes no step: the Mayor goes, and knows what to wear.
    play.officer_takes("put_to_mayor")
    badge = "Badge, not chain: no consent has been asked for yet (P1)"
    assert badge in text_of(play, "mayor", "/mayor/")
    play.mayor_answers("accept")
    assert (play.stage, badge in text_of(play, "attendant", "/diary/")) == ("mayor_attends", True)

    case = hears(play, "asked")
    assert "Recorded. Badge, not chain." in case
    assert f"We asked {MARLHAVEN} on Monday 1 June 2026 whether the chain can be worn there." in case
    assert told(play) == []

    play.time_passes(days=3)
    case = hears(play, "given")
    chain = f"Chain: {MARLHAVEN} agreed on Thursday 4 June 2026 (P1)"
    assert "Recorded. Chain." in case
    assert chain in case
    assert f"On Thursday 4 June 2026 we heard from {MARLHAVEN} that the chain can be worn there." in case
    assert "The civic office recorded that the chain can be worn in a neighbouring area" in case
    for who, address in (
        ("mayor", f"/mayor/{play.reference}/"),
        ("attendant", "/diary/"),
        ("officer", f"/office/invitations/{play.reference}/summary/"),
    ):
        assert chain in text_of(play, who, address), who
    assert told(play) == ["Alex Mace", "Councillor Jane Smith"]


def test_the_organiser_moves_it_home_and_nothing_is_said_of_the_chain(play: Play) -> None:
    enters_the_areas(play)
    play.organiser_invites(postcode="MV1 2AB", venue="Marlhaven Hall", address="Marlhaven")
    hears(play, "given")
    page = play.organiser_opens_link().open("/invitation/change/")
    page.press_main(venue="Scout hut", address="Mill Lane", postcode="WX1 2AB")
    case = text_of(play, "officer", f"/office/invitations/{play.reference}/")
    assert "Outside the council’s area changed from yes to no" in case
    assert "The event is outside the council’s area." not in case
    assert "Record consent to the chain" not in case
