"""Officers' names beside their workload: shown only when the civic manager asks,
and never without a trace.
"""

from civic.models import CivicChange, Person
from civic.services import council_changes


def note_names_shown(*, period: str, why: str, by: Person) -> CivicChange:
    """Records that the manager looked at workload by name, for which period and why."""
    return council_changes.note_change(
        what="Workload of officers shown by name", before={}, after={"period": period, "why": why}, by=by
    )
