"""Invitations coming in: the public form, what an officer takes down, what the Deputy passes on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from civic.models import Person
from civic.queries import read_council
from engagements.folding import fold
from engagements.models import Attachment, Channel, Invitation, Organiser
from engagements.services.case_record import audit_trail, numbering, organiser_links
from engagements.services.intake import attachments
from engagements.services.letters import drafts
from protocols import service as protocol
from protocols.core.consequences import NAMES_DEPUTY
from protocols.core.rulings import BreachOfProtocol, rows_at
from protocols.core.table import Row
from protocols.core.vocabulary import Addressee, Party, Step, Waiting


@dataclass(frozen=True)
class Arrival:
    """How an invitation reached the office."""

    channel: Channel
    received_on: date | None = None
    callers_words: str = ""
    submission: str | None = None
    # The officer who received it, where that was not the one who takes it down.
    received_by: Person | None = None


class SkippedHour(ValueError):
    """The wall time does not exist on that day: the clocks go forward over it."""


def moment_of(on: date, at: time) -> datetime:
    """The instant of a wall time in the council's zone. Raises SkippedHour for one the spring clock change skips.

    An hour that the autumn change repeats is taken as the first of the two.
    """
    naive = datetime.combine(on, at)
    moment = timezone.make_aware(naive)
    if timezone.localtime(moment.astimezone(timezone.get_fixed_timezone(0))).replace(tzinfo=None) != naive:
        raise SkippedHour(f"{at:%H:%M} does not exist on that day")
    return moment


@transaction.atomic
def register(
    *,
    organiser: Mapping[str, Any],
    event: Mapping[str, Any],
    arrival: Arrival,
    files: Iterable[UploadedFile] = (),
    by: Person | None,
) -> Invitation:
    """Register an invitation and acknowledge it. `by` is the officer who took it down, nobody for the public form.

    The same submission sent twice gives the invitation made the first time. Raises BreachOfProtocol for an event
    that is over and SkippedHour for a start or end that no clock shows.
    """
    if arrival.submission and (made := Invitation.objects.filter(submission=arrival.submission).first()):
        return made
    party = Party.OFFICER if by else Party.ORGANISER
    try:
        with transaction.atomic():
            return _register(organiser, event, arrival, list(files), party, Step.REGISTER, by)
    except IntegrityError:
        # The other half of a double submit was quicker by a moment.
        made = (
            Invitation.objects.filter(submission=arrival.submission).first() if arrival.submission else None
        )
        if made is None:
            raise
        return made


@transaction.atomic
def refer(*, organiser: Mapping[str, Any], event: Mapping[str, Any], words: str, by: Person) -> Invitation:
    """The Deputy passes on an approach (P6). It is registered as addressed to the Deputy, whatever else was said."""
    arrival = Arrival(Channel.REFERRAL, callers_words=words)
    event = {**event, "addressee": Addressee.DEPUTY.value, "provenance": "deputy"}
    return _register(organiser, event, arrival, [], Party.DEPUTY, Step.REFER, by)


def _register(
    organiser: Mapping[str, Any],
    event: Mapping[str, Any],
    arrival: Arrival,
    files: list[UploadedFile],
    party: Party,
    step: Step,
    by: Person | None,
) -> Invitation:
    at = read_council()
    now = at.now
    row = next(row for row in rows_at(None) if row.party is party and row.step is step)
    times = when(event)
    refuse_past(times, row)
    received_on = arrival.received_on or timezone.localdate(now)
    invitation = Invitation(
        **{name: value for name, value in event.items() if name not in WHEN},
        **times,
        reference=numbering.next_number(numbering.Kind.INVITATION, timezone.localtime(now).year),
        stage=row.becomes.value,
        stage_since=now,
        organiser=_organiser(organiser),
        named_deputy=Addressee(event["addressee"]) in NAMES_DEPUTY,
        provenance_recorded_by=by,
        channel=arrival.channel,
        received_on=received_on,
        received_at=now,
        received_by=arrival.received_by or by,
        callers_words=arrival.callers_words,
        submission=arrival.submission,
        promise_due_on=at.promise_due_on(received_on),
        protocol_version=protocol.version_in_force(),
    )
    invitation.search_text = search_text(invitation)
    invitation.save(force_insert=True)
    _attach(invitation, files, by)
    entry = audit_trail.write(
        invitation,
        kind=step.value,
        party=party,
        by=by,
        words={
            "channel": arrival.channel,
            "addressee": invitation.addressee,
            "wish": invitation.wish,
            "provenance": invitation.provenance,
        },
        to_stage=row.becomes.value,
        clause=row.clause,
        made_version=invitation.version,
    )
    organiser_links.make_link(invitation)
    if row.letter:
        drafts.draft(invitation, at, entry=entry, kind=row.letter, announces=Waiting.NONE, given={}, by=by)
    return invitation


WHEN = ("event_on", "starts_wall", "ends_on", "ends_wall")


def when(event: Mapping[str, Any]) -> dict[str, Any]:
    """The wall times that were meant and the instants they are. Raises SkippedHour."""
    ends_on = event.get("ends_on") or event["event_on"]
    return {
        "event_on": event["event_on"],
        "starts_wall": event["starts_wall"],
        "ends_on": ends_on,
        "ends_wall": event["ends_wall"],
        "starts_at": moment_of(event["event_on"], event["starts_wall"]),
        "ends_at": moment_of(ends_on, event["ends_wall"]),
    }


def refuse_past(times: Mapping[str, Any], row: Row) -> None:
    """Raises BreachOfProtocol for an event that is over: every step but a few needs it ahead."""
    if times["ends_at"] <= timezone.now():
        raise BreachOfProtocol(row.becomes, row.party, row.step, row.clause, ("The event is over.",))


def _organiser(particulars: Mapping[str, Any]) -> Organiser:
    organiser = Organiser(**particulars)
    organiser.mailbox = organiser.email.strip().casefold()
    organiser.folded_organisation = fold(organiser.organisation)[:160]
    organiser.save(force_insert=True)
    return organiser


def search_text(invitation: Invitation) -> str:
    """What the office's search looks through: organiser, title, venue and reference, accents folded."""
    organiser = invitation.organiser
    parts = (
        invitation.reference,
        invitation.title,
        organiser.name,
        organiser.organisation,
        organiser.email,
        invitation.venue,
        invitation.postcode,
    )
    return fold(" ".join(parts))


def _attach(invitation: Invitation, files: list[UploadedFile], by: Person | None) -> list[Attachment]:
    return [attachments.attach(invitation, file=file, by=by) for file in files]
