"""Wherever a step is closed, the page says what would open it or what can be done instead."""

from engagements import remedies
from protocols.core.facts import Fact


def test_every_proviso_of_the_table_says_what_helps_where_it_is_not_met() -> None:
    assert set(remedies.INSTEAD) == set(Fact)
    assert all(remedies.instead_of([fact.otherwise]) for fact in Fact)
