"""Everything there is to see, in the order in which the demo's page shows it."""

from demo import showing
from demo.showing import Shown, Who, scenes
from demo.stories import before_mayor, endings, for_deputy, letters, noticed, one_event, to_deputy, triage

__all__ = ["SHOWN", "Shown", "Who", "scenes"]

# Importing a module registers its stories.
_ORDER = [
    module.__name__
    for module in (to_deputy, triage, one_event, noticed, letters, before_mayor, for_deputy, endings)
]
SHOWN: list[Shown] = sorted(showing.SHOWN, key=lambda shown: _ORDER.index(shown.story.__module__))
