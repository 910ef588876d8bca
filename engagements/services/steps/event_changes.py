"""When an event is another, and what becomes of its case: which changes are mere details, and which are not.

The organiser changes the event (`organisers_answers`), or an officer corrects what was taken down wrongly
(`corrections`); what follows is the same.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from civic.queries import CouncilNow
from engagements import promise
from engagements.folding import fold
from engagements.models import Decision, Invitation, LegalAdvice, SameEventAnswer
from engagements.particulars import EventParticulars
from engagements.services.case_record import audit_trail
from engagements.services.intake import registration
from engagements.services.letters import changes_told
from engagements.services.steps.transitions import Movement
from protocols.core.vocabulary import ATTENDING_STAGES, Announced, Stage

Differing = dict[str, tuple[object, object]]
"""By column: what it was, and what it is to be."""

# Who decided, and what for, does not hang on these.
DETAILS = frozenset(
    {"title", "what_happens", "expected_numbers", "open_to_public", "consort_invited", "dignitaries", "press"}
)
HOURS = frozenset({"starts_at", "ends_at", "starts_wall", "ends_wall"})
PLACE = frozenset({"venue", "address"})
PLACED = PLACE | {"postcode"}
CONSENTED_TO = PLACED | {"event_on"}
A_LITTLE = timedelta(minutes=15)
_DECIDED = [stage.value for stage in (Stage.WITH_DEPUTY, *ATTENDING_STAGES)]
# What parts a house from a room in it, as people write them: Guildhall, Oak Room; Guildhall (Oak Room).
PARTS = re.compile("[,;()]")


def is_detail(invitation: Invitation, event: EventParticulars, differing: set[str]) -> bool:
    """Whether nothing differs but what no decision hangs on: a quarter of an hour is no other time, another
    room of the house and another way to spell it no other place.

    What happens at the event is no detail once the Monitoring Officer was asked about it, nor what it is
    called once somebody said whether it is the event that was declined.
    """
    asked = "what_happens" in differing and LegalAdvice.objects.filter(invitation=invitation).exists()
    compared = "title" in differing and SameEventAnswer.objects.filter(invitation=invitation).exists()
    hours = HOURS if _moves_little(invitation, event) else frozenset()
    place = PLACE if _stays_in_the_house(invitation, event) else frozenset()
    spelt = {name for name in PLACED if _is_read_alike(invitation, event, name)}
    return differing <= DETAILS | hours | place | spelt and not asked and not compared


def _moves_little(invitation: Invitation, event: EventParticulars) -> bool:
    """By no more than a quarter of an hour from when the event was to be as somebody decided on it: several
    small changes add up.
    """
    starts_at, ends_at = _decided_hours(invitation)
    return abs(event.starts_at - starts_at) <= A_LITTLE and abs(event.ends_at - ends_at) <= A_LITTLE


def _decided_hours(invitation: Invitation) -> tuple[datetime, datetime]:
    """The hours of the decision that the case rests on; its own where it rests on none."""
    decision = Decision.objects.filter(invitation=invitation).last()
    if decision is None or invitation.stage not in _DECIDED:
        return invitation.starts_at, invitation.ends_at
    return decision.event_starts_at, decision.event_ends_at


def _stays_in_the_house(invitation: Invitation, event: EventParticulars) -> bool:
    """At the same postcode, or where there is none at the same address, under a name that both have: other
    words beside it are those of a room.
    """
    before, now = (set(map(fold, PARTS.split(venue))) - {""} for venue in (invitation.venue, event.venue))
    by = "postcode" if invitation.postcode or event.postcode else "address"
    same = bool(getattr(event, by)) and _is_read_alike(invitation, event, by)
    return same and not before.isdisjoint(now)


def _is_read_alike(invitation: Invitation, event: EventParticulars, name: str) -> bool:
    """Another apostrophe or a leading "The" make no other place."""
    return fold(getattr(invitation, name)) == fold(getattr(event, name))


def placed(invitation: Invitation, event: EventParticulars, at: CouncilNow) -> EventParticulars:
    """The event with the area in which it now lies.

    It is worked out anew where the place is another one, unless the same correction says otherwise; what an
    officer said stays until then.
    """
    if event.outside_area != invitation.outside_area or not _moves(invitation, event):
        return event
    return replace(event, outside_area=at.place_of(event.postcode).outside)


def _moves(invitation: Invitation, event: EventParticulars) -> bool:
    """To another postcode; by the names of the place, where it has no postcode before or after."""
    names = ("postcode",) if invitation.postcode or event.postcode else ("venue", "address")
    return not all(_is_read_alike(invitation, event, name) for name in names)


def put(movement: Movement, changed: Differing) -> None:
    """Put what differs into the invitation and into the step's entry of the record."""
    for name, (_, value) in changed.items():
        setattr(movement.invitation, name, value)
    movement.invitation.search_text = registration.search_text(movement.invitation)
    movement.words["changes"] = audit_trail.changes(changed)


def make_anew(movement: Movement, changed: Differing) -> None:
    """Of another event nothing holds that was advised or said of the first; the letter says what changed.

    Whoever was promised somebody for the first has the answer for this one promised from today.
    """
    invitation = movement.invitation
    if movement.before.announced is not Announced.NOTHING:
        promise.begin_anew(invitation, movement.at)
    elif invitation.promise_renewed_on and invitation.event_on <= invitation.promise_due_on:
        promise.go_back(invitation, movement.at)
    movement.letter_values["changes"] = changes_told.in_lines(invitation, set(changed))
    void_what_was_said(invitation, set(changed))


def void_what_was_said(invitation: Invitation, changed: set[str]) -> None:
    """Findings are made anew: what was advised or said of one event does not hold for another.

    A neighbouring civic head was asked about that day in that place (P1).
    """
    if changed & CONSENTED_TO:
        invitation.consent = None
    LegalAdvice.objects.filter(invitation=invitation).update(void=True)
    SameEventAnswer.objects.filter(invitation=invitation, same=False).update(void=True)
