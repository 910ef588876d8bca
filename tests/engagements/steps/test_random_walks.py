"""Random walks of whole cases through the services:
the office's records follow the protocol's model step by step.
"""

import os
import random
from typing import Any

import pytest
from time_machine import Traveller

from civic.models import Person
from civic.queries import read_council
from engagements import case_context, situations
from engagements.models import WAITING_TO_LEAVE, Letter, RecordEntry
from engagements.services.case_record import audit_trail, rows_of_entries
from protocols.core.consequences import MAKES_ANEW, after
from protocols.core.letters import still_true
from protocols.core.properties import nevers_at_rest, nevers_in_a_step
from protocols.core.rows import Row
from protocols.core.rulings import open_rows
from protocols.core.situation import Situation
from protocols.core.vocabulary import LetterKind, SameEvent, Step
from tests import cases
from tests.engagements.random_walk import Walk

pytestmark = pytest.mark.django_db
WALKS = int(os.environ.get("WALKS", "24"))
STEPS = 16


@pytest.mark.parametrize("seed", range(WALKS))
def test_the_records_follow_the_protocol(
    seed: int,
    officer: Person,
    manager: Person,
    mayor: Person,
    deputy: Person,
    civic_year: None,
    office_day: Traveller,
) -> None:
    walk = Walk(random.Random(seed), officer, manager, office_day, deputy)
    if seed % 3 == 0:
        cases.declined(officer=officer, mayor=mayor)  # the same event, declined on another case
    told: list[str] = []
    for _ in range(STEPS):
        before = look(walk)
        rows = walk.rows(before)
        if not rows or walk.chance.random() < 0.25:
            told.append(walk.move_the_world())
            continue
        row = walk.chance.choice(rows)
        if row.step is Step.SETTLE_SAME_EVENT:
            walk.invitation.lookalike = lookalike(walk)  # type: ignore[attr-defined]
        told.append(f"{row.party}: {row.step}")
        take_and_compare(walk, before, row, told)
    assert list(audit_trail.broken_entries([walk.invitation])) == []
    assert list(rows_of_entries.all_unlike()) == []


def look(walk: Walk) -> Situation:
    walk.invitation.refresh_from_db()
    return situations.of(walk.invitation, read_council())


def lookalike(walk: Walk) -> Any:
    context = case_context.read([walk.invitation], read_council())
    return context.declined_lookalikes(walk.invitation)[0]


def take_and_compare(walk: Walk, before: Situation, row: Row, told: list[str]) -> None:
    entries = RecordEntry.objects.filter(invitation=walk.invitation).count()
    waiting = list(Letter.objects.filter(invitation=walk.invitation, state__in=WAITING_TO_LEAVE))
    said = walk.take(row)
    then, expected = look(walk), after(before, row, said)
    if row.step in MAKES_ANEW:
        # What the findings make of the new details is the world's answer, not the step's.
        then, expected = then._replace(advice=expected.advice), expected._replace(same_event=then.same_event)
        assert before.same_event is not SameEvent.SAME or then.same_event is SameEvent.SAME, told
    assert then == expected, told
    assert nevers_in_a_step(before, row, then) == [], told
    assert nevers_at_rest(then, open_rows(then)) == [], told
    one_entry_and_its_letter(walk, row, entries, told)
    for letter in waiting:
        letter.refresh_from_db()
        assert (letter.state != "cancelled") == still_true(LetterKind(letter.kind), row), told


def one_entry_and_its_letter(walk: Walk, row: Row, entries: int, told: list[str]) -> None:
    new = list(RecordEntry.objects.filter(invitation=walk.invitation)[entries:])
    assert [(entry.kind, entry.clause, entry.to_stage) for entry in new] == [
        (row.step.value, row.clause, row.becomes.value)
    ], told
    letters = list(Letter.objects.filter(entry=new[0]).values_list("kind", flat=True))
    assert letters == ([row.letter.value] if row.letter else []), told
