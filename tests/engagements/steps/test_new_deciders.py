"""Whoever decides an invitation by now is told of it, where it was put to somebody else."""

import pytest

from civic.models import Person
from civic.queries import read_council
from engagements.models import Notification
from engagements.services.steps import new_deciders
from tests import cases, council

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    return list(Notification.objects.order_by("id").values_list("person__name", "kind"))


def test_whoever_acts_on_the_day_of_the_event_is_told_once(
    officer: Person, monitoring_officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.with_mayor(officer=officer)
    assert new_deciders.tell(read_council()) == 0
    council.make_acting(deputy)
    assert new_deciders.tell(read_council()) == 1
    assert new_deciders.tell(read_council()) == 0
    assert told() == [(mayor.name, "mayor_decides"), (deputy.name, "mayor_decides")]
