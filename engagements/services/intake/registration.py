"""Invitations coming in: the public form, what an officer takes down, what the Deputy passes on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from civic.models import Person
from civic.queries import read_council
from engagements.folding import fold
from engagements.models import Attachment, Channel, Invitation, Organiser, Provenance, RecordEntry
from engagements.particulars import EventParticulars, OrganiserParticulars
from engagements.services.case_record import audit_trail, consents, numbering, organiser_links
from engagements.services.intake import attachments
from engagements.services.letters import drafts
from protocols import service as protocol
from protocols.core.consequences import NAMES_DEPUTY
from protocols.core.letters import EXPLAINING
from protocols.core.rows import Row
from protocols.core.rulings import BreachOfProtocol, rows_at
from protocols.core.table import WAITING_STAGES
from protocols.core.vocabulary import Addressee, Explained, Party, Step, Waiting


@dataclass(frozen=True)
class Arrival:
    """How an invitation reached the office."""

    channel: Channel
    received_on: date | None = None
    callers_words: str = ""
    submission: str | None = None
    # The officer who received it, where that was not the one who takes it down.
    received_by: Person | None = None


@transaction.atomic
def register(
    *,
    organiser: OrganiserParticulars,
    event: EventParticulars,
    arrival: Arrival,
    files: Iterable["UploadedFile[Any]"] = (),
    by: Person | None,
) -> Invitation:
    """Register an invitation and acknowledge it.

    `by` is the officer who took it down, nobody for the public form.

    The same submission sent twice gives the invitation made the first time. Raises BreachOfProtocol for an
    event that is over.
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
def refer(*, organiser: OrganiserParticulars, event: EventParticulars, words: str, by: Person) -> Invitation:
    """The Deputy passes on an approach (P6): nobody has invited anybody yet, and the organiser is asked.

    It is registered as addressed to the Deputy, whatever else was said.
    """
    arrival = Arrival(Channel.REFERRAL, callers_words=words)
    event = replace(event, addressee=Addressee.DEPUTY, provenance=Provenance.DEPUTY)
    return _register(organiser, event, arrival, [], Party.DEPUTY, Step.REFER, by)


@transaction.atomic
def enter_late(
    *, organiser: OrganiserParticulars, event: EventParticulars, arrival: Arrival, by: Person
) -> Invitation:
    """Take down what took place before the office heard of it (P8). Nobody is written to.

    Raises BreachOfProtocol for an event that is not over.
    """
    return _register(organiser, event, arrival, [], Party.OFFICER, Step.ENTER_LATE, by)


def _register(
    organiser: OrganiserParticulars,
    event: EventParticulars,
    arrival: Arrival,
    files: list["UploadedFile[Any]"],
    party: Party,
    step: Step,
    by: Person | None,
) -> Invitation:
    at = read_council()
    now = at.now
    row = next(row for row in rows_at(None) if row.party is party and row.step is step)
    (_refuse_ahead if step is Step.ENTER_LATE else refuse_past)(event, row)
    received_on = arrival.received_on or timezone.localdate(now)
    if event.outside_area is None:
        event = replace(event, outside_area=at.place_of(event.postcode).outside)
    invitation = Invitation(
        **event.columns,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        reference=numbering.next_number(numbering.Kind.INVITATION, timezone.localtime(now).year),
        stage=row.becomes.value,
        stage_since=now,
        organiser=_organiser(organiser),
        named_deputy=event.addressee in NAMES_DEPUTY,
        provenance_recorded_by=by,
        channel=arrival.channel,
        received_on=received_on,
        received_at=now,
        received_by=arrival.received_by or by,
        callers_words=arrival.callers_words,
        submission=arrival.submission,
        promise_due_on=at.promise_due_on(received_on),
        promise_runs_from=received_on,
        protocol_version=protocol.version_in_force(),
        entered_late=step is Step.ENTER_LATE,
    )
    if row.becomes in WAITING_STAGES:
        _wait_for_the_organiser(invitation)
    invitation.search_text = search_text(invitation)
    invitation.save(force_insert=True)
    _attach(invitation, files, by)
    entry = _write(invitation, row, by)
    consents.note_agreement(invitation, at)
    organiser_links.make_link(invitation)
    if row.letter:
        says = Waiting.EXPLANATION if row.letter in EXPLAINING else Waiting.NONE
        drafts.draft(invitation, at, entry=entry, kind=row.letter, announces=says, given={})
    return invitation


def _write(invitation: Invitation, row: Row, by: Person | None) -> RecordEntry:
    return audit_trail.write(
        invitation,
        kind=row.step,
        party=row.party,
        by=by,
        words={
            "reference": invitation.reference,
            "channel": invitation.channel,
            "addressee": invitation.addressee,
            "wish": invitation.wish,
            "provenance": invitation.provenance,
        },
        to_stage=row.becomes.value,
        clause=row.clause,
        made_version=invitation.version,
    )


def _wait_for_the_organiser(invitation: Invitation) -> None:
    """It begins with our question: the organiser's time runs, and the promise's does not."""
    today = timezone.localdate()
    invitation.explained = Explained.ASKED.value
    invitation.clock_stopped_on = today
    invitation.answer_due_on = today + timedelta(days=invitation.protocol_version.answer_days)


def refuse_past(event: EventParticulars, row: Row) -> None:
    """Raises BreachOfProtocol for an event that is over: every step but a few needs it ahead."""
    if event.ends_at <= timezone.now():
        raise BreachOfProtocol(row.becomes, row.party, row.step, row.clause, ("The event is over.",))


def _refuse_ahead(event: EventParticulars, row: Row) -> None:
    if event.ends_at > timezone.now():
        reason = "The event is not over yet. Register the invitation instead."
        raise BreachOfProtocol(row.becomes, row.party, row.step, row.clause, (reason,))


def _organiser(particulars: OrganiserParticulars) -> Organiser:
    organiser = Organiser(**particulars.columns)
    organiser.fold()
    organiser.save(force_insert=True)
    return organiser


def search_text(invitation: Invitation) -> str:
    """What the office's search looks through: organiser, telephone, title, venue and reference, folded."""
    organiser = invitation.organiser
    parts = (
        invitation.reference,
        invitation.title,
        organiser.name,
        organiser.organisation,
        organiser.email,
        organiser.telephone,
        # A number is looked for with or without its spaces.
        re.sub(r"\D", "", organiser.telephone),
        invitation.venue,
        invitation.postcode,
    )
    return fold(" ".join(parts))


def _attach(invitation: Invitation, files: list["UploadedFile[Any]"], by: Person | None) -> list[Attachment]:
    return [attachments.attach(invitation, file=file, by=by) for file in files]
