"""The rows for what took place before the office heard of it: entered afterwards, decided on the Mayor's
recorded word, and written about only where the office chooses to (P8).

Until somebody is written to, these rows stand in the place of the table's others.
"""

from protocols.core.facts import Fact as F
from protocols.core.rows import over
from protocols.core.table.provisos import ASKING_THE_DEPUTY, DELEGATING, DEPUTY_ACCEPTING
from protocols.core.vocabulary import OUTCOMES, LetterKind, Party, Stage, Step

S, P = Stage, Party

ENTERED_LATE = [
    *over(None, P.OFFICER, Step.ENTER_LATE, (), S.WITH_MAYOR, None, "P8"),
    *over(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.ENTERED_LATE, F.MAYOR_OF_EVENT),
          S.MAYOR_ATTENDS, None, "P8"),
    *over(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT_TOGETHER,
          (F.ENTERED_LATE, *ASKING_THE_DEPUTY, F.ADDRESSED_TO_BOTH),
          S.MAYOR_ATTENDS, None, "P8"),
    *over(S.WITH_MAYOR, P.MAYOR, Step.DELEGATE, (F.ENTERED_LATE, *DELEGATING), S.WITH_DEPUTY, None, "P8"),
    *over(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS, (F.ENTERED_LATE, *DEPUTY_ACCEPTING),
          S.DEPUTY_ATTENDS, None, "P8"),
    *over(S.MAYOR_ATTENDS, P.DEPUTY, Step.ACCOMPANY_ACCEPTS,
          (F.ENTERED_LATE, *DEPUTY_ACCEPTING, F.ACCOMPANY_ASKED),
          None, None, "P8"),
    *(row for step in OUTCOMES
      for row in over((S.MAYOR_ATTENDS, S.DEPUTY_ATTENDS), P.OFFICER, step, (F.ENTERED_LATE,),
                      S.COMPLETED, None, "P8")),
    *(row for step in OUTCOMES
      for row in over(S.COMPLETED, P.OFFICER, step, (F.ENTERED_LATE,), None, None, "P8")),
    *over(S.COMPLETED, P.OFFICER, Step.WRITE_THANKS, (F.ENTERED_LATE, F.LETTER_LEFT),
          None, LetterKind.THANKS, "P8"),
    *over((S.WITH_MAYOR, S.WITH_DEPUTY, S.MAYOR_ATTENDS, S.DEPUTY_ATTENDS, S.COMPLETED),
          P.OFFICER, Step.SET_ASIDE, (F.ENTERED_LATE,), S.SET_ASIDE, None, "P8"),
]  # fmt: skip
