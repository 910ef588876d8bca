"""What the Mayor decides and the Deputy answers, each alone or both together."""

from protocols.core.facts import Fact as F
from protocols.core.rows import Row, ahead
from protocols.core.table.provisos import (
    ASKING_THE_DEPUTY,
    DELEGATING,
    DEPUTY_ACCEPTING,
)
from protocols.core.vocabulary import (
    LetterKind,
    News,
    Party,
    Stage,
    Step,
)

S, P, L, N = Stage, Party, LetterKind, News

MAYOR_DECIDES = [
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_IN_OFFICE, F.NOTHING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.ACCEPTANCE, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_DESIGNATE, F.NOTHING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.ACCEPTANCE_DESIGNATE, "P8"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.MAYOR_ANNOUNCED, F.IN_DOUBT),
           S.MAYOR_ATTENDS, L.CONFIRMATION, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.MAYOR_ANNOUNCED, F.NOT_IN_DOUBT),
           S.MAYOR_ATTENDS, None, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.BOTH_ANNOUNCED),
           S.MAYOR_ATTENDS, L.MAYOR_ALONE, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.DEPUTY_OR_ACTING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.CHANGE_OF_REPRESENTATIVE, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_ACTING, F.NOTHING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.ACCEPTANCE_ACTING, "P9"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_ACTING, F.ACTING_ANNOUNCED, F.IN_DOUBT),
           S.MAYOR_ATTENDS, L.CONFIRMATION, "P9"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_ACTING, F.ACTING_ANNOUNCED, F.NOT_IN_DOUBT),
           S.MAYOR_ATTENDS, None, "P9"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_ACTING, F.OTHER_THAN_ACTING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.SUBSTITUTION_ACTING, "P9"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.DELEGATE, DELEGATING, S.WITH_DEPUTY, None, "P2", (N.DEPUTY_ASKED,)),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.GRANT_EXCEPTION, (*DELEGATING, F.DEPUTY_NAMED),
           S.WITH_DEPUTY, None, "P5", (N.DEPUTY_ASKED,)),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.DECLINE, (F.MAYOR_OF_EVENT, F.NOTHING_ANNOUNCED),
           S.DECLINED, L.DECLINE, "P3"),
    *ahead(S.DECLINED, P.MAYOR, Step.TAKE_UP, (F.MAYOR_OF_EVENT, F.LETTER_LEFT),
           S.WITH_MAYOR, L.OPEN_AGAIN, "P3"),
    *ahead((S.WITH_MAYOR, S.SPECIAL_CASE, S.MAYOR_ATTENDS), P.MAYOR, Step.NOBODY_GOES,
           (F.MAYOR_OF_EVENT, F.SOMETHING_ANNOUNCED),
           S.CANCELLED, L.APOLOGY, "P1", (N.CALLED_OFF,)),
    *ahead(S.MAYOR_ATTENDS, P.MAYOR, Step.MAYOR_CANNOT, DELEGATING,
           S.WITH_DEPUTY, None, "P2", (N.DEPUTY_ASKED, N.CHANGED)),
    *ahead((S.DECLINED, S.MAYOR_ATTENDS), P.MAYOR, Step.CORRECT_SLIP, (F.MAYOR_OF_EVENT, F.LETTER_NOT_LEFT),
           S.WITH_MAYOR, None, "P1", (N.DEPUTY_RELEASED, N.CHANGED)),
    *ahead((S.WITH_DEPUTY, S.DEPUTY_ATTENDS), P.MAYOR, Step.TAKE_BACK,
           (F.MAYOR_OF_EVENT, F.NOT_ADDRESSED_TO_DEPUTY),
           S.WITH_MAYOR, None, "P2", (N.DEPUTY_RELEASED, N.CHANGED)),
    *ahead((S.WITH_DEPUTY, S.DEPUTY_ATTENDS), P.MAYOR, Step.TAKE_BACK,
           (F.MAYOR_OF_EVENT, F.ADDRESSED_TO_DEPUTY),
           S.SPECIAL_CASE, None, "P5", (N.DEPUTY_RELEASED, N.CHANGED)),
]  # fmt: skip

DEPUTY_ANSWERS = [
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS,
           (*DEPUTY_ACCEPTING, F.RESTS_ON_DELEGATION, F.NOTHING_ANNOUNCED),
           S.DEPUTY_ATTENDS, L.ACCEPTANCE_DEPUTY, "P2"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS,
           (*DEPUTY_ACCEPTING, F.RESTS_ON_EXCEPTION, F.NOTHING_ANNOUNCED),
           S.DEPUTY_ATTENDS, L.GOODWILL, "P5"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS, (*DEPUTY_ACCEPTING, F.DEPUTY_ANNOUNCED, F.IN_DOUBT),
           S.DEPUTY_ATTENDS, L.CONFIRMATION, "P2"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS,
           (*DEPUTY_ACCEPTING, F.DEPUTY_ANNOUNCED, F.NOT_IN_DOUBT),
           S.DEPUTY_ATTENDS, None, "P2"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS, (*DEPUTY_ACCEPTING, F.OTHER_THAN_DEPUTY_ANNOUNCED),
           S.DEPUTY_ATTENDS, L.SUBSTITUTION, "P2"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_DECLINES, (F.CHOICE_STANDS, F.NOT_ADDRESSED_TO_DEPUTY),
           S.WITH_MAYOR, None, "P2", (N.MAYOR_DECIDES,)),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_DECLINES, (F.CHOICE_STANDS, F.ADDRESSED_TO_DEPUTY),
           S.SPECIAL_CASE, None, "P5", (N.MAYOR_SPECIAL,)),
    *ahead(S.DEPUTY_ATTENDS, P.DEPUTY, Step.DEPUTY_CANNOT, (F.CHOICE_STANDS, F.NOT_ADDRESSED_TO_DEPUTY),
           S.WITH_MAYOR, None, "P2", (N.MAYOR_DECIDES, N.CHANGED)),
    *ahead(S.DEPUTY_ATTENDS, P.DEPUTY, Step.DEPUTY_CANNOT, (F.CHOICE_STANDS, F.ADDRESSED_TO_DEPUTY),
           S.SPECIAL_CASE, None, "P5", (N.MAYOR_SPECIAL, N.CHANGED)),
    *ahead(S.WITH_MAYOR, P.DEPUTY, Step.CORRECT_NO, (F.DEPUTY_SAID_NO, F.DEPUTY_IN_OFFICE),
           None, None, "P2", (N.MAYOR_DECIDES,)),
    *ahead(S.SPECIAL_CASE, P.DEPUTY, Step.CORRECT_NO, (F.DEPUTY_SAID_NO, F.DEPUTY_IN_OFFICE),
           None, None, "P5", (N.MAYOR_SPECIAL,)),
    *ahead(S.MAYOR_ATTENDS, P.DEPUTY, Step.CORRECT_NO, (F.DEPUTY_SAID_NO, F.DEPUTY_IN_OFFICE),
           None, None, "P2", (N.CHANGED,)),
]  # fmt: skip


def the_mayor_alone(party: Party, step: Step, condition: F, tells: tuple[News, ...]) -> list[Row]:
    """The Deputy was to accompany and now is not: the letter depends on what the organiser knows."""
    told = {
        (F.NOTHING_ANNOUNCED, F.MAYOR_NOT_DESIGNATE): L.ACCEPTANCE,
        (F.NOTHING_ANNOUNCED, F.MAYOR_DESIGNATE): L.ACCEPTANCE_DESIGNATE,
        (F.MAYOR_ANNOUNCED, F.IN_DOUBT): L.CONFIRMATION,
        (F.MAYOR_ANNOUNCED, F.NOT_IN_DOUBT): None,
        (F.DEPUTY_OR_ACTING_ANNOUNCED,): L.CHANGE_OF_REPRESENTATIVE,
        (F.BOTH_ANNOUNCED,): L.MAYOR_ALONE,
    }
    return [
        row
        for facts, letter in told.items()
        for row in ahead(
            S.MAYOR_ATTENDS, party, step, (F.ACCOMPANY_ACCEPTED, condition, *facts), None, letter, "P2", tells
        )
    ]


def deputy_will_not_be_asked(party: Party, step: Step, condition: F, tells: tuple[News, ...]) -> list[Row]:
    """The Deputy was asked to accompany and now will not: nothing to say, unless both had been announced."""
    told = {F.NOT_BOTH_ANNOUNCED: None, F.BOTH_ANNOUNCED: L.MAYOR_ALONE}
    return [
        row
        for fact, letter in told.items()
        for row in ahead(
            S.MAYOR_ATTENDS, party, step, (F.ACCOMPANY_ASKED, condition, fact), None, letter, "P2", tells
        )
    ]


JOINT = [
    *(
        row
        for facts, letter in {
            (F.NOTHING_ANNOUNCED,): L.ACCEPTANCE,
            (F.MAYOR_OR_BOTH_ANNOUNCED, F.IN_DOUBT): L.CONFIRMATION,
            (F.MAYOR_OR_BOTH_ANNOUNCED, F.NOT_IN_DOUBT): None,
            (F.DEPUTY_OR_ACTING_ANNOUNCED,): L.CHANGE_OF_REPRESENTATIVE,
        }.items()
        for row in ahead(
            S.WITH_MAYOR,
            P.MAYOR,
            Step.ACCEPT_TOGETHER,
            (*ASKING_THE_DEPUTY, F.ADDRESSED_TO_BOTH, *facts),
            S.MAYOR_ATTENDS,
            letter,
            "P2",
            (N.DEPUTY_ASKED,),
        )
    ),
    *ahead(
        S.MAYOR_ATTENDS,
        P.MAYOR,
        Step.ACCEPT_TOGETHER,
        (
            *ASKING_THE_DEPUTY,
            F.ADDRESSED_TO_BOTH,
            F.CHOICE_STANDS,
            F.ACCOMPANY_NOT_ASKED,
            F.MAYOR_OR_BOTH_ANNOUNCED,
        ),
        None,
        None,
        "P2",
        (N.DEPUTY_ASKED,),
    ),
    *(
        row
        for facts, letter in {
            (F.NOT_BOTH_ANNOUNCED,): L.ACCOMPANIED,
            (F.BOTH_ANNOUNCED, F.IN_DOUBT): L.CONFIRMATION,
            (F.BOTH_ANNOUNCED, F.NOT_IN_DOUBT): None,
        }.items()
        for row in ahead(
            S.MAYOR_ATTENDS,
            P.DEPUTY,
            Step.ACCOMPANY_ACCEPTS,
            (*DEPUTY_ACCEPTING, F.ACCOMPANY_ASKED, *facts),
            None,
            letter,
            "P2",
        )
    ),
    *deputy_will_not_be_asked(P.DEPUTY, Step.ACCOMPANY_DECLINES, F.CHOICE_STANDS, (N.CHANGED,)),
    *the_mayor_alone(P.DEPUTY, Step.ACCOMPANY_CANNOT, F.CHOICE_STANDS, (N.CHANGED,)),
    *deputy_will_not_be_asked(P.MAYOR, Step.ACCOMPANY_TAKE_BACK, F.CHOICE_STANDS, (N.DEPUTY_RELEASED,)),
    *the_mayor_alone(P.MAYOR, Step.ACCOMPANY_TAKE_BACK, F.CHOICE_STANDS, (N.DEPUTY_RELEASED,)),
    *deputy_will_not_be_asked(
        P.SYSTEM, Step.ACCOMPANY_FALLS, F.DEPUTYS_PART_FALLEN, (N.CHANGED, N.DEPUTY_RELEASED)
    ),
    *the_mayor_alone(P.SYSTEM, Step.ACCOMPANY_FALLS, F.DEPUTYS_PART_FALLEN, (N.CHANGED, N.DEPUTY_RELEASED)),
]
