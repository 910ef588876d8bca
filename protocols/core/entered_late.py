"""The rows for what took place before the office heard of it: entered afterwards, decided on the Mayor's
recorded word, and written about only where the office chooses to (P8).

Until somebody is written to, these rows stand in the place of the table's others.
"""

from protocols.core.facts import Fact as F
from protocols.core.rows import Row, over
from protocols.core.vocabulary import OUTCOMES, LetterKind, Party, Stage, Step

S, P = Stage, Party


def entered_late(asking: tuple[F, ...], delegating: tuple[F, ...], accepting: tuple[F, ...]) -> list[Row]:
    """The rows; given are the table's provisos for asking the Deputy, for delegating, and for the Deputy's
    yes, which hold here too.
    """
    late = F.ENTERED_LATE
    return [
        *over(None, P.OFFICER, Step.ENTER_LATE, (), S.WITH_MAYOR, None, "P8"),
        *over(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (late, F.MAYOR_OF_EVENT), S.MAYOR_ATTENDS, None, "P8"),
        *over(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT_TOGETHER, (late, *asking, F.ADDRESSED_TO_BOTH),
              S.MAYOR_ATTENDS, None, "P8"),
        *over(S.WITH_MAYOR, P.MAYOR, Step.DELEGATE, (late, *delegating), S.WITH_DEPUTY, None, "P8"),
        *over(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS, (late, *accepting), S.DEPUTY_ATTENDS, None, "P8"),
        *over(S.MAYOR_ATTENDS, P.DEPUTY, Step.ACCOMPANY_ACCEPTS, (late, *accepting, F.ACCOMPANY_ASKED),
              None, None, "P8"),
        *(row for step in OUTCOMES
          for row in over((S.MAYOR_ATTENDS, S.DEPUTY_ATTENDS), P.OFFICER, step, (late,),
                          S.COMPLETED, None, "P8")),
        *(row for step in OUTCOMES
          for row in over(S.COMPLETED, P.OFFICER, step, (late,), None, None, "P8")),
        *over(S.COMPLETED, P.OFFICER, Step.WRITE_THANKS, (late, F.LETTER_LEFT),
              None, LetterKind.THANKS, "P8"),
        *over((S.WITH_MAYOR, S.WITH_DEPUTY, S.MAYOR_ATTENDS, S.DEPUTY_ATTENDS, S.COMPLETED),
              P.OFFICER, Step.SET_ASIDE, (late,), S.SET_ASIDE, None, "P8"),
    ]  # fmt: skip
