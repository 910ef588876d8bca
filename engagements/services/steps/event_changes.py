"""When an event is another, and what becomes of its case: which changes are mere details, and which are not.

The organiser changes the event (`organisers_answers`), or an officer corrects what was taken down wrongly
(`corrections`); what follows is the same.
"""

from datetime import timedelta

from civic import wording
from engagements import promise
from engagements.models import Invitation, LegalAdvice, SameEventAnswer
from engagements.particulars import EventParticulars
from engagements.services.case_record import audit_trail
from engagements.services.intake import registration
from engagements.services.steps.transitions import Movement
from protocols.core.vocabulary import Announced

Differing = dict[str, tuple[object, object]]
"""By column: what it was, and what it is to be."""

# Who decided, and what for, does not hang on these.
DETAILS = frozenset({"title", "what_happens", "expected_numbers", "open_to_public"})
HOURS = frozenset({"starts_at", "ends_at", "starts_wall", "ends_wall"})
A_LITTLE = timedelta(minutes=15)


def is_detail(invitation: Invitation, event: EventParticulars, differing: set[str]) -> bool:
    """Whether nothing differs but what no decision hangs on: a quarter of an hour is no other time.

    What happens at the event is no detail once the Monitoring Officer was asked about it, nor what it is
    called once somebody said whether it is the event that was declined.
    """
    asked = "what_happens" in differing and LegalAdvice.objects.filter(invitation=invitation).exists()
    compared = "title" in differing and SameEventAnswer.objects.filter(invitation=invitation).exists()
    details = DETAILS | HOURS if _moves_little(invitation, event) else DETAILS
    return differing <= details and not asked and not compared


def _moves_little(invitation: Invitation, event: EventParticulars) -> bool:
    """On the same days, and by no more than a quarter of an hour."""
    begins, ends = event.starts_at - invitation.starts_at, event.ends_at - invitation.ends_at
    return abs(begins) <= A_LITTLE and abs(ends) <= A_LITTLE


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
    movement.letter_values["changes"] = told_changes(invitation, set(changed))
    LegalAdvice.objects.filter(invitation=invitation).update(void=True)
    SameEventAnswer.objects.filter(invitation=invitation, same=False).update(void=True)


def told_changes(invitation: Invitation, changed: set[str]) -> str:
    """What was changed, a line each, as a letter says it."""
    lines = []
    if changed & {"starts_at", "ends_at", "event_on", "ends_on", "starts_wall", "ends_wall"}:
        lines.append(f"When: {wording.moment(invitation.starts_at)}")
    if changed & {"venue", "address", "postcode"}:
        lines.append(f"Where: {', '.join(filter(None, (invitation.venue, invitation.postcode)))}")
    if "title" in changed:
        lines.append(f"Name of the event: {invitation.title}")
    if "kind" in changed:
        lines.append(f"Kind of event: {invitation.get_kind_display()}")
    if changed & {"asked", "asked_words"}:
        lines.append("What you would like your guest to do")
    if changed & {"what_happens", "expected_numbers", "open_to_public"}:
        lines.append("What happens at the event")
    return "\n".join(lines)
