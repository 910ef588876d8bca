"""Good wishes and thanks name whoever the event is for, as far as the office knows."""

import pytest

from civic.models import Person
from engagements.models import EventKind, Letter, Outcome
from tests import cases

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "organisation", "named"),
    [
        (EventKind.SCHOOL, "Northgate Scouts", "the young people and everyone at Northgate Scouts"),
        (EventKind.FETE, "Northgate Scouts", "warm wishes to everyone at Northgate Scouts"),
        (EventKind.FETE, "", "warm wishes to everyone who takes part"),
    ],
)
def test_good_wishes_name_whoever_the_event_is_for(
    officer: Person, mayor: Person, kind: EventKind, organisation: str, named: str
) -> None:
    invitation = cases.with_mayor(
        officer=officer, kind=kind, organised_by=cases.organiser(organisation=organisation)
    )
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
    assert named in " ".join(Letter.objects.get(kind="decline").body.split())
