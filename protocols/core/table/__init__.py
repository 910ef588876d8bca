"""The protocol: one row for each thing somebody may do, with its clause. What is no row is a breach.

Read a row as: from these stages, this party may take this step, provided these facts, and the invitation
becomes that; the organiser gets that letter, and these of the council are told. What does not fit on a line
is broken before what follows from the step, and where that is not enough, before its provisos too.

Every row requires the event to be ahead unless it is made by `at_any_time` or `over`. A row whose stage is
None starts a case. Rows for the same step differ in their facts, never overlap, and a test says so.
"""

from protocols.core.rows import Row
from protocols.core.table.changes import ORGANISER_CHANGES, THE_WORLD_MOVES
from protocols.core.table.endings import ENDING
from protocols.core.table.entered_late import ENTERED_LATE
from protocols.core.table.members import DEPUTY_ANSWERS, JOINT, MAYOR_DECIDES
from protocols.core.table.office import (
    ADDRESSEE,
    ADVICE_AND_REFUSAL,
    ARRANGEMENTS,
    BY_TELEPHONE,
    DUPLICATES,
    EXPLAINING,
    HOLDING,
    INFORMATION,
    SETTING_ASIDE,
    SPECIAL_CASES,
    STARTING,
    TO_THE_MAYOR,
)
from protocols.core.table.provisos import ALIVE, WAITING_STAGES

__all__ = ["ALIVE", "PROTOCOL", "WAITING_STAGES"]

PROTOCOL: tuple[Row, ...] = tuple(
    STARTING + INFORMATION + ADDRESSEE + EXPLAINING + SPECIAL_CASES + TO_THE_MAYOR
    + ADVICE_AND_REFUSAL + SETTING_ASIDE + BY_TELEPHONE + ARRANGEMENTS + HOLDING + DUPLICATES
    + MAYOR_DECIDES + DEPUTY_ANSWERS + JOINT + THE_WORLD_MOVES + ORGANISER_CHANGES + ENDING + ENTERED_LATE
)  # fmt: skip
