"""Putting right what was taken down wrongly, on any living case: recorded with what it was before, and why.

A correction mends a slip; it is no way around a step. Whom the organiser addressed is settled in `triage`. Of
a slip in the day, the time, the place or the kind of event, or in what is asked of the guest, which somebody
was told or has acted on, the same follows as when the organiser changes it: earlier choices fall, and the
organiser is written to.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic.models import Person
from civic.queries import CouncilNow, read_council
from engagements import case_context, situations
from engagements.models import (
    EntryKind,
    EntryWords,
    Invitation,
    Letter,
    Notification,
    RecordEntry,
)
from engagements.particulars import WHEN, EventParticulars, OrganiserParticulars
from engagements.queries import who_is_told
from engagements.services.case_record import audit_trail, consents, organiser_links
from engagements.services.intake import registration
from engagements.services.letters import kept_up, stopped_copies
from engagements.services.mail import notifications
from engagements.services.steps import event_changes, transitions
from protocols.core.consequences import Particulars
from protocols.core.table import ALIVE
from protocols.core.vocabulary import Announced, Party, Stage, Step

OF_ORGANISER = OrganiserParticulars.names()
OF_CASE = (
    "councillor_name",
    "date_can_move",
    "outside_area",
    "expected_numbers",
    "open_to_public",
    "asked",
    "asked_words",
    "consort_invited",
    "dignitaries",
    "press",
    "provenance",
    "provenance_words",
    "purpose",
    "affects_election",
    "dealings",
    "confidential",
    "confidential_why",
)
# Date, place and nature.
OF_EVENT = ("title", "kind", "what_happens", "venue", "address", "postcode", *WHEN)

# What whoever decides, decides on; and what of it letters tell the organiser.
DECIDED_ON = (*OF_EVENT, "asked", "asked_words")
TOLD = ("title", "venue", "address", "postcode", *WHEN)
# What makes two invitations one event: in a joined case it is the other's to say.
JOINED_BY = frozenset(DECIDED_ON) - {"title", "what_happens"}
MENDABLE = (*ALIVE, Stage.DUPLICATE)


@transaction.atomic
def correct(
    invitation: Invitation,
    *,
    organiser: OrganiserParticulars | None = None,
    event: EventParticulars | None = None,
    why: str,
    seen: int | None = None,
    by: Person,
) -> RecordEntry | None:
    """Correct what was taken down wrongly; nothing is written when nothing differs. Gives the entry.

    Raises ValidationError by field for what may not be corrected, MovedMeanwhile.
    """
    current, at = transitions.lock(invitation, seen), read_council()
    event = event_changes.placed(current, event, at) if event else None
    of_organiser = organiser.differing_from(OrganiserParticulars.of(current.organiser)) if organiser else {}
    of_case = event.differing_from(EventParticulars.of(current)) if event else {}
    differing = of_organiser | of_case
    if not differing:
        return None
    _refuse_unfit(current, set(differing), event)
    if event and _is_of_substance(current, event, set(of_case), at):
        if of_organiser:
            correct(current, organiser=organiser, why=why, by=by)
        _decide_anew(invitation, event, of_case, why=why, seen=current.version, by=by)
        return RecordEntry.objects.get(invitation=invitation, made_version=invitation.version)
    context = case_context.read([current], at)
    of_event = set(of_case) & set(OF_EVENT)
    if event and of_event and not event_changes.is_detail(current, event, of_event):
        event_changes.void_what_was_said(current, of_event)
    _put(current, {name: now for name, (_, now) in differing.items()}, event)
    current.version += 1
    current.search_text = registration.search_text(current)
    words: EntryWords = {
        "changes": audit_trail.changes(differing),
        "why": why,
    }
    entry = audit_trail.write(
        current,
        kind=EntryKind.CORRECTED,
        party=Party.OFFICER,
        by=by,
        words=words,
        made_version=current.version,
    )
    current.organiser.save()
    current.save(update_fields=_columns(set(differing)))
    consents.note_agreement(current, at)
    transitions.follow_the_event(current)
    transitions.keep_joined(current)
    _mend_letters(current, differing, at, by=by)
    if of_case:
        for person in who_is_told.people_of_the_day(current, context, by=by):
            notifications.notify(person, kind=Notification.Kind.CHANGED, invitation=current)
    invitation.refresh_from_db()
    return entry


def _mend_letters(
    invitation: Invitation, differing: Mapping[str, tuple[object, object]], at: CouncilNow, *, by: Person
) -> None:
    """What has not left goes to whoever it is for by now, with the particulars as they are now."""
    if any(differing[way][0] for way in ("email", "postal_address") if way in differing):
        # Whoever got the earlier letters by mistake has their link; the next letter carries a new one.
        organiser_links.revoke_links(invitation, by=by)
    if differing.keys() & {"email", "postal_address"}:
        kept_up.take_back_for_address(invitation, by=by)
    if "confidential" in differing and invitation.confidential:
        stopped_copies.stop(invitation, by=by)
    kept_up.renew(invitation, at, readdress=bool(differing.keys() & set(OF_ORGANISER)))


def _is_of_substance(
    invitation: Invitation, event: EventParticulars, differing: set[str], at: CouncilNow
) -> bool:
    """Whether somebody was told it wrongly, or has acted on it: what no decision hangs on never is."""
    moved = differing & set(DECIDED_ON)
    if Stage(invitation.stage) is Stage.DUPLICATE:
        return False  # nothing is decided here
    if not moved or event_changes.is_detail(invitation, event, moved):
        return False
    situation = situations.of(invitation, at)
    untouched = situation.stage is Stage.RECEIVED and situation.announced is Announced.NOTHING
    was_told = Letter.objects.letters().known().filter(invitation=invitation).exists()
    return not untouched or (was_told and bool(moved & set(TOLD)))


def _decide_anew(
    invitation: Invitation,
    event: EventParticulars,
    differing: Mapping[str, tuple[object, object]],
    *,
    why: str,
    seen: int,
    by: Person,
) -> None:
    moments = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    changed = {**differing} | {
        name: (getattr(invitation, name), at)
        for name, at in moments.items()
        if getattr(invitation, name) != at
    }
    with transitions.step(
        invitation,
        party=Party.OFFICER,
        step=Step.CORRECT_EVENT,
        said=Particulars(date_moved=event.event_on != invitation.event_on),
        seen=seen,
        by=by,
    ) as movement:
        event_changes.put(movement, changed)
        event_changes.make_anew(movement, changed)
        movement.words["why"] = why


def _refuse_unfit(invitation: Invitation, names: set[str], event: EventParticulars | None) -> None:
    unknown = names - {*OF_ORGANISER, *OF_CASE, *OF_EVENT}
    if unknown:
        raise ValidationError(f"{', '.join(sorted(unknown))} cannot be corrected.")
    stage = Stage(invitation.stage)
    if stage is Stage.DUPLICATE and names & JOINED_BY:
        raise ValidationError(
            "This invitation is joined to another one, and is answered with it. To correct its date, time, "
            "place or kind, or what the guest is asked to do, separate the two first."
        )
    if names - set(OF_ORGANISER) and stage not in MENDABLE:
        raise ValidationError(
            "The case is closed. You can only correct the organiser’s name and contact details."
        )
    if event and names & set(WHEN) and event.ends_at <= timezone.now():
        raise ValidationError({"event_on": "This date has already passed."})


def _put(invitation: Invitation, changes: Mapping[str, object], event: EventParticulars | None) -> None:
    for name, value in changes.items():
        setattr(invitation.organiser if name in OF_ORGANISER else invitation, name, value)
    invitation.organiser.fold()
    if event and set(changes) & set(WHEN):
        invitation.starts_at, invitation.ends_at = event.starts_at, event.ends_at


def _columns(changes: set[str]) -> list[str]:
    own = [name for name in changes if name not in OF_ORGANISER]
    moments = ["starts_at", "ends_at"] if changes & set(WHEN) else []
    return [*own, *moments, "consent", "version", "search_text"]
