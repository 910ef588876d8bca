"""What the protocol needs to know of an invitation at one moment, and nothing more."""

from typing import NamedTuple

from protocols.core.vocabulary import (
    Accompany,
    Addressee,
    Advice,
    Announced,
    AnswerClock,
    Carrier,
    Choice,
    Explained,
    MayorOfEvent,
    OfferDeputy,
    SameEvent,
    Stage,
    Waiting,
    Wish,
)


class Situation(NamedTuple):
    """Everything that decides. Gathered by engagements.situations; invented by the exploration."""

    stage: Stage
    addressee: Addressee = Addressee.MAYOR
    named_deputy: bool = False
    wish: Wish = Wish.NOT_SAID
    explained: Explained = Explained.NEVER
    clock: AnswerClock = AnswerClock.RUNNING
    announced: Announced = Announced.NOTHING
    # What was announced is no longer certain: the organiser changed something since, or was told so.
    in_doubt: bool = False
    waiting: Waiting = Waiting.NONE
    mayor: MayorOfEvent = MayorOfEvent.IN_OFFICE
    event_over: bool = False
    deputy_in_office: bool = True
    deputy_said_no: bool = False
    choice: Choice = Choice.NONE
    chooser_is_mayor: bool = False
    asked_is_deputy: bool = False
    accompany: Accompany = Accompany.NONE
    same_event: SameEvent = SameEvent.NONE
    advice: Advice = Advice.NOT_NEEDED
    # Of a joined case: what became of the one that carries it on. Until it stands alone again, nothing counts
    # as announced here; what its organiser was told with the other's counts from then on.
    carrier: Carrier = Carrier.OPEN
    # It was set aside without a word to the organiser.
    unsaid: bool = False
    # It was entered after it took place, and nobody has been written to.
    late: bool = False
    # The council's own choice, as it stood in the version of the protocol the case was registered under.
    offer: OfferDeputy = OfferDeputy.UNLESS_REFUSED
