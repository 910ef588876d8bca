"""Everything there is to see, in the order in which the demo's page shows it."""

from engagements.demo import before_mayor, endings, for_deputy, letters, to_deputy, triage
from engagements.demo.showing import SHOWN, Shown, Who, scenes

__all__ = ["MODULES", "SHOWN", "Shown", "Who", "scenes"]

# Importing a module registers its stories.
MODULES = (to_deputy, triage, letters, before_mayor, for_deputy, endings)
