"""Where an event takes place stands on one line, with its commas, in letters and on the members' pages."""

import pytest

from civic.models import Person
from engagements.models import Letter
from engagements.queries import decision_cards
from tests import cases

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("The Quay\nMarlhaven", "Harbour steps, The Quay, Marlhaven, WX1 2AB"),
        ("The Quay,\n\nMarlhaven, ", "Harbour steps, The Quay, Marlhaven, WX1 2AB"),
        ("", "Harbour steps, WX1 2AB"),
    ],
)
def test_the_lines_of_an_address_are_parted_by_commas(
    officer: Person, mayor: Person, address: str, place: str
) -> None:
    invitation = cases.make_invitation(venue="Harbour steps", address=address)
    assert place in Letter.objects.get(kind="acknowledgement").values["event_where"]
    assert decision_cards.where(invitation) == place.replace("WX1 2AB", "WX1\u00a02AB")
