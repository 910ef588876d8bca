"""What the database refuses of the council's own records.

Two holders of an office at once, and a record of changes that is rewritten.
"""

from civic.models import ActingPeriod, CivicChange, Term
from guards import NeverAtOnce, append_only

GUARDS = (
    NeverAtOnce(
        "term_one_holder_at_once",
        Term._meta.db_table,
        "Somebody else holds this office at that time. End that term first, or choose other moments.",
        within="office_id",
    ),
    NeverAtOnce(
        "acting_one_at_once",
        ActingPeriod._meta.db_table,
        "An acting period is already recorded for that time. End it first.",
    ),
    *append_only(
        "civic_change",
        CivicChange._meta.db_table,
        "The record of the council's changes is only ever added to.",
    ),
)
