"""Every 'never' bites: whoever spoils a row of the table is found out, not by the approved page alone."""

from collections.abc import Iterable

import pytest

from protocols.core.situation import Situation
from protocols.core.vocabulary import Addressee, Advice, OfferDeputy, SameEvent, Wish
from tests.protocols.mutants import Ground, Mutant, Reached, changes_nothing, is_noticed, mutants, reached
from tests.protocols.test_exploration import of_a_declined_event, to_both, to_the_deputy, to_the_mayor

pytestmark = pytest.mark.exploration


def delicate(s: Situation) -> bool:
    """The Monitoring Officer is asked, and the organiser may say what is wished."""
    return (
        s.same_event is SameEvent.NONE
        and s.addressee is Addressee.MAYOR
        and s.wish is not Wish.DEPUTY_WELCOME
    )


def to_a_councillor(s: Situation) -> bool:
    return (
        s.addressee in (Addressee.COUNCILLOR, Addressee.UNCLEAR)
        and s.advice is Advice.NOT_NEEDED
        and s.same_event is SameEvent.NONE
        and s.wish is Wish.NOT_SAID
    )


def declined_to_both(s: Situation) -> bool:
    plain = s.advice is Advice.NOT_NEEDED and s.wish is Wish.NOT_SAID
    return s.addressee is Addressee.BOTH and plain and s.same_event is not SameEvent.OPEN


def with_every_wish(s: Situation) -> bool:
    plain = s.advice is Advice.NOT_NEEDED and s.same_event is SameEvent.NONE
    return plain and s.addressee is Addressee.EITHER


USUAL = OfferDeputy.UNLESS_REFUSED
GROUNDS: tuple[Ground, ...] = (
    (to_the_mayor, USUAL),
    (to_the_deputy, USUAL),
    (to_both, USUAL),
    (of_a_declined_event, USUAL),
    (declined_to_both, USUAL),
    (to_a_councillor, USUAL),
    (delicate, USUAL),
    (with_every_wish, OfferDeputy.WITH_LEAVE),
)


@pytest.fixture(scope="module")
def ground() -> Reached:
    return reached(GROUNDS)


def told(found: Iterable[Mutant]) -> list[str]:
    return [str(mutant) for mutant in found]


def test_whatever_is_wrong_in_the_table_turns_something_red(ground: Reached) -> None:
    """What is not noticed cannot be: a row that is never open, such as calling off what was announced while
    the protocol is being explained, or a proviso that another implies, such as that there is a Deputy in
    office where whoever was asked is still the Deputy.
    """
    tried = list(mutants())
    survived = [mutant for mutant in tried if not is_noticed(mutant, ground)]
    assert len(tried) > 2_000
    assert told(mutant for mutant in survived if not changes_nothing(mutant, ground)) == []
    assert len(survived) < 0.05 * len(tried)
