"""Several workers and officers reach for the same letters in the same moment,
each on a connection of their own.
"""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connections
from django.utils import timezone

from civic.models import Person
from engagements.models import Invitation, Letter, SweepRun
from engagements.services import sweeps
from engagements.services.letters import drafts
from engagements.services.mail import outbox
from engagements.services.steps import triage
from protocols.core.rulings import BreachOfProtocol
from tests import cases, council

pytestmark = [pytest.mark.real_parts, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
Answer = TypeVar("Answer")
ROUNDS = 40


@pytest.fixture
def officer(transactional_db: None) -> Person:
    council.make_council()
    return council.make_officer()


def make_letters(count: int) -> list[Letter]:
    day = timezone.localdate() + timedelta(days=60)
    for number in range(count):
        cases.make_invitation(
            organised_by=cases.organiser(email=f"friend{number}@example.org"), event_on=day, ends_on=day
        )
    return list(Letter.objects.order_by("pk"))


def at_once(*acts: Callable[[], Answer]) -> list[Answer]:
    """All of them in the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer:
        start.wait(timeout=10)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_no_letter_is_claimed_twice(officer: Person) -> None:
    letters = make_letters(60)

    def claim_all() -> list[int]:
        mine: list[int] = []
        while claimed := outbox.claim(3):
            mine += [letter.pk for letter in claimed]
        return mine

    claimed = Counter(pk for pks in at_once(*[claim_all] * 4) for pk in pks)
    assert claimed == Counter(letter.pk for letter in letters)


def test_a_letter_is_either_held_back_or_begun_never_both(officer: Person) -> None:
    letters = make_letters(ROUNDS)

    def hold_back(letter: Letter) -> bool:
        try:
            drafts.stop(letter, why="A wrong date.", by=officer)
        except drafts.TooLate:
            return False
        return True

    outcomes: Counter[tuple[bool, bool, str]] = Counter()
    for letter in outbox.claim(ROUNDS):
        begun, held = at_once(partial(outbox.begin, letter), partial(hold_back, letter))
        state = Letter.objects.get(pk=letter.pk).state
        outcomes[begun, held, state] += 1
    assert set(outcomes) <= {(True, False, "sending"), (False, True, "draft")}
    assert sum(outcomes.values()) == len(letters)


def test_two_beats_run_a_sweep_once(officer: Person) -> None:
    def work() -> int:
        time.sleep(0.3)
        return 1

    def sweep() -> int:
        return sweeps.in_turn(SweepRun.Name.FORGET, work)

    for _ in range(5):
        assert sorted(at_once(sweep, sweep)) == [0, 1]


def test_two_joins_at_once_do_not_stop_each_other(officer: Person) -> None:
    def join(one: Invitation, other: Invitation) -> bool:
        try:
            triage.link_duplicate(one, carries_on=other, why="The same event.", by=officer)
        except BreachOfProtocol:
            return False
        return True

    day = timezone.localdate() + timedelta(days=60)
    for _ in range(50):
        one, other = (cases.make_invitation(event_on=day, ends_on=day) for _ in range(2))
        joined = at_once(partial(join, one, other), partial(join, other, one))
        assert sorted(joined) == [False, True]
