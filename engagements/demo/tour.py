"""Everything there is to see, in the order in which the demo's page shows it."""

from engagements.demo import before_mayor, endings, for_deputy, letters, showing, to_deputy, triage
from engagements.demo.showing import Shown, Who, scenes

__all__ = ["SHOWN", "Shown", "Who", "scenes"]

# Importing a module registers its stories.
_ORDER = [module.__name__ for module in (to_deputy, triage, letters, before_mayor, for_deputy, endings)]
SHOWN: list[Shown] = sorted(showing.SHOWN, key=lambda shown: _ORDER.index(shown.story.__module__))
