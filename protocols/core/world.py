"""How the facts change on their own between two steps:
terms end, offices fall vacant, letters leave, events pass.
"""

from collections.abc import Iterator

from protocols.core.letters import announced_after, in_doubt_after
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    Accompany,
    Advice,
    AnswerClock,
    Carrier,
    Choice,
    MayorOfEvent,
    SameEvent,
    Stage,
    Waiting,
)

M = MayorOfEvent
Move = tuple[str, Situation]

# Who may be Mayor of the event after whom, and how that comes about. An office-holder
# may be followed by another.
_SUCCESSION: dict[MayorOfEvent, tuple[tuple[str, MayorOfEvent], ...]] = {
    M.IN_OFFICE: (
        ("a new Mayor takes office", M.IN_OFFICE),
        ("acting begins", M.ACTING),
        ("the office falls vacant", M.VACANT),
        ("the boundary moves before the event, successor known", M.DESIGNATE),
        ("the boundary moves before the event", M.UNKNOWN_SUCCESSOR),
    ),
    M.ACTING: (
        ("acting ends", M.IN_OFFICE),
        ("acting ends, the office is vacant", M.VACANT),
        ("the boundary moves before the event, successor known", M.DESIGNATE),
        ("the boundary moves before the event", M.UNKNOWN_SUCCESSOR),
    ),
    M.DESIGNATE: (
        ("the designate takes office, or the boundary moves after the event", M.IN_OFFICE),
        ("the boundary moves after the event; the Deputy acts", M.ACTING),
        ("the boundary passes; nobody took office", M.VACANT),
        ("another designate is named", M.DESIGNATE),
        ("the designate is no longer to take office", M.UNKNOWN_SUCCESSOR),
    ),
    M.UNKNOWN_SUCCESSOR: (
        ("the successor is known", M.DESIGNATE),
        ("a Mayor takes office, or the boundary moves after the event", M.IN_OFFICE),
        ("the boundary moves after the event; the Deputy acts", M.ACTING),
        ("the boundary passes; nobody took office", M.VACANT),
    ),
    M.VACANT: (
        ("a Mayor takes office", M.IN_OFFICE),
        ("acting begins", M.ACTING),
        ("the boundary moves before the event", M.UNKNOWN_SUCCESSOR),
        ("the boundary moves before the event, successor known", M.DESIGNATE),
    ),
}
_CARRIER_GOES_ON: dict[Carrier, tuple[tuple[str, Carrier], ...]] = {
    Carrier.OPEN: (
        ("the organiser of the other case is told who comes", Carrier.GOES),
        ("the other case is declined", Carrier.DECLINED),
        ("the other case ends", Carrier.GONE),
    ),
    Carrier.GOES: (
        ("the council calls the other off", Carrier.OFF),
        ("the other case ends", Carrier.GONE),
    ),
    Carrier.DECLINED: (("the Mayor takes the other up again", Carrier.OPEN),),
    Carrier.OFF: (("the other case is opened again", Carrier.OPEN),),
    Carrier.ATTENDED: (),
    Carrier.GONE: (),
}
_CARRIER_AFTERWARDS: dict[Carrier, tuple[tuple[str, Carrier], ...]] = {
    Carrier.OPEN: (("the other case ends", Carrier.GONE),),
    Carrier.GOES: (("the organiser of the other case is told that nobody came", Carrier.OFF),),
    Carrier.DECLINED: (),
    Carrier.OFF: (("that nobody came is corrected in the other case", Carrier.ATTENDED),),
    Carrier.ATTENDED: (("that somebody came is corrected in the other case", Carrier.OFF),),
    Carrier.GONE: (),
}
_MAY_HAVE_CHOSEN = {
    M.IN_OFFICE: tuple(Choice),
    M.ACTING: (Choice.OWN,),
    M.DESIGNATE: (Choice.OWN,),
    M.UNKNOWN_SUCCESSOR: (),
    M.VACANT: (),
}


def moves(situation: Situation) -> Iterator[Move]:
    """Every way the world may move next, with its name."""
    if situation.waiting is not Waiting.NONE:
        yield (
            "its letter leaves",
            situation._replace(
                announced=announced_after(situation.waiting, situation.announced),
                in_doubt=in_doubt_after(situation.waiting, situation.in_doubt),
                waiting=Waiting.NONE,
                late=False,
            ),
        )
    yield from _of_waiting(situation)
    yield from _of_the_other_case(situation)
    if situation.event_over:
        return
    if situation.mayor in (M.IN_OFFICE, M.ACTING, M.VACANT):
        yield "the event passes", situation._replace(event_over=True)
    yield from _of_the_mayor(situation)
    yield from _of_the_deputy(situation)
    yield from _of_other_events(situation)


def _of_waiting(s: Situation) -> Iterator[Move]:
    if s.stage in (Stage.AWAITING_INFORMATION, Stage.PROTOCOL_EXPLAINED) and s.waiting is Waiting.NONE:
        if s.clock is AnswerClock.RUNNING:
            yield "a reminder falls due", s._replace(clock=AnswerClock.REMINDER_DUE)
        if s.clock is AnswerClock.REMINDED:
            yield "the time to answer runs out", s._replace(clock=AnswerClock.OVERDUE)


def _of_the_mayor(s: Situation) -> Iterator[Move]:
    for name, mayor in _SUCCESSION[s.mayor]:
        if mayor is M.ACTING and not s.deputy_in_office:
            continue
        for chooser in _chooser_may_be(s, mayor):
            yield name, s._replace(mayor=mayor, chooser_is_mayor=chooser)


def _chooser_may_be(s: Situation, mayor: MayorOfEvent) -> tuple[bool, ...]:
    """The chooser may stay Mayor (a designate takes office), stop being so,
    or come to be so again (a boundary moves back).
    """
    if s.choice is Choice.NONE or s.choice not in _MAY_HAVE_CHOSEN[mayor]:
        return (False,)
    if mayor is M.ACTING and s.accompany is not Accompany.NONE:
        # A Mayor in office asked the Deputy to accompany, who acts now and does not accompany in person.
        return (False,)
    return (True, False)


def _of_the_deputy(s: Situation) -> Iterator[Move]:
    asked = s.choice in (Choice.DELEGATION, Choice.EXCEPTION) or s.accompany is not Accompany.NONE
    if s.deputy_in_office:
        # With the Deputy goes the acting Mayor; the office is then vacant, or its holder unable to act.
        mayor = M.VACANT if s.mayor is M.ACTING else s.mayor
        chooser = s.chooser_is_mayor and s.mayor is not M.ACTING
        yield (
            "the Deputy leaves office",
            s._replace(deputy_in_office=False, asked_is_deputy=False, mayor=mayor, chooser_is_mayor=chooser),
        )
        yield (
            "another Deputy takes office",
            s._replace(asked_is_deputy=False, deputy_said_no=False, mayor=mayor, chooser_is_mayor=chooser),
        )
    else:
        yield (
            "another Deputy takes office",
            s._replace(deputy_in_office=True, deputy_said_no=False, asked_is_deputy=False),
        )
        yield "the same Deputy takes office again", s._replace(deputy_in_office=True, asked_is_deputy=asked)


def _of_the_other_case(s: Situation) -> Iterator[Move]:
    if s.stage is Stage.DUPLICATE:
        for name, carrier in (_CARRIER_AFTERWARDS if s.event_over else _CARRIER_GOES_ON)[s.carrier]:
            yield name, s._replace(carrier=carrier)


def _of_other_events(s: Situation) -> Iterator[Move]:
    if s.same_event is SameEvent.NONE:
        yield (
            "an invitation to what looks like the same event is declined",
            s._replace(same_event=SameEvent.OPEN),
        )
    if s.advice is Advice.NOT_NEEDED:
        yield "a pre-election period is entered", s._replace(advice=Advice.NEEDED)
    if s.advice is Advice.NEEDED:
        yield "the pre-election period no longer applies", s._replace(advice=Advice.NOT_NEEDED)
