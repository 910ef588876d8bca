"""Very many invitations at once, written past the services and the guards:
for questions of size, never of right.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from civic.models import Person
from engagements.folding import fold
from engagements.models import (
    Counter,
    Decision,
    Engagement,
    EntryParticulars,
    Invitation,
    Letter,
    Organiser,
    RecordEntry,
)
from engagements.services.case_record import audit_trail, numbering
from engagements.services.case_record.keys import Keyring
from engagements.services.intake.registration import search_text
from protocols import service as protocol
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, Stage
from tests.guarding import guards_down

LONDON = ZoneInfo("Europe/London")
TOGETHER = 2000
SALT = "a crowd's"
# Of a hundred invitations of many years, four are open and two accepted; the rest is over.
OVER = (Stage.COMPLETED, Stage.DECLINED, Stage.WITHDRAWN, Stage.LAPSED, Stage.REFUSED, Stage.CANCELLED)
ALIVE = {
    **{number * 25: OPEN_STAGES[number] for number in range(4)},
    10: Stage.MAYOR_ATTENDS,
    60: Stage.MAYOR_ATTENDS,
}
WORDS = (
    "Fête",
    "Opening",
    "Concert",
    "Service",
    "Dinner",
    "Camp",
    "Parade",
    "Visit",
    "Exhibition",
    "Match",
    "Lunch",
    "Prize-giving",
)
PLACES = (
    "Northgate",
    "Millbrook",
    "Ashdown",
    "Fairfield",
    "Castle",
    "Priory",
    "Harbour",
    "Station",
    "Market",
    "Abbey",
    "Quayside",
)


def make_crowd(number: int, *, mayor: Person, today: date, entries: int = 1) -> None:
    """So many invitations, spread over the ten years before today and the year after it.

    `entries` is how many each has in its record, chained as the office chains them.
    """
    there = Invitation.objects.count()
    rows = iter(range(there, there + number))
    version = protocol.version_in_force()
    # By year, as the office counts its references.
    counters = Counter.objects.filter(kind=Counter.Kind.INVITATION)
    counted = defaultdict[int, int](int, counters.values_list("year", "last"))
    with guards_down():
        while batch := list(islice(rows, TOGETHER)):
            organisers = Organiser.objects.bulk_create([_organiser(number) for number in batch])
            made = Invitation.objects.bulk_create(
                _invitation(number, there + number, organiser, version, today, counted)
                for number, organiser in zip(batch, organisers, strict=True)
            )
            _put_in_the_diary([one for one in made if Stage(one.stage) in ATTENDING_STAGES], mayor)
            _explain([one for one in made if one.addressee == "deputy"])
            _go_on_with_the_record(made, entries)
        for year, last in counted.items():
            Counter.objects.update_or_create(kind=Counter.Kind.INVITATION, year=year, defaults={"last": last})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _put_in_the_diary(attending: list[Invitation], mayor: Person) -> None:
    word = {"made_by": mayor, "recorded_by": mayor, "capacity": "in_office", "outcome": "accept"}
    decisions = Decision.objects.bulk_create(
        Decision(
            invitation=one,
            made_version=one.version,
            made_at=one.received_at,
            event_starts_at=one.starts_at,
            event_ends_at=one.ends_at,
            recorded_at=one.received_at,
            **word,
        )
        for one in attending
    )
    Engagement.objects.bulk_create(
        Engagement(
            invitation=one,
            attendee="mayor",
            person=mayor,
            decision=decision,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            made_at=one.received_at,
        )
        for one, decision in zip(attending, decisions, strict=True)
    )


def _explain(told: list[Invitation]) -> None:
    """The protocol was explained to these: an entry and the letter that left with it."""
    entries = RecordEntry.objects.bulk_create(_entry(one, 1, "", kind="explain_protocol") for one in told)
    EntryParticulars.objects.bulk_create(
        EntryParticulars(entry=entry, salt=SALT, words={}) for entry in entries
    )
    letter = {
        "kind": "protocol_explained",
        "state": "sent",
        "subject": "The protocol",
        "body": "…",
        "clause": "P4",
    }
    Letter.objects.bulk_create(
        Letter(
            invitation=one,
            entry=entry,
            message_id=f"<crowd-{one.pk}>",
            protocol_version=one.protocol_version,
            drafted_at=one.received_at,
            sent_at=one.received_at,
            **letter,
        )
        for one, entry in zip(told, entries, strict=True)
    )


def _go_on_with_the_record(made: list[Invitation], upto: int) -> None:
    rows = RecordEntry.objects.filter(invitation__in=made).values_list("invitation", "sequence", "hash")
    last = {case: (sequence, hash_) for case, sequence, hash_ in rows}
    entries = []
    for one in made:
        sequence, previous = last.get(one.pk, (0, ""))
        for number in range(sequence + 1, upto + 1):
            entries.append(_entry(one, number, previous, kind="note"))
            previous = entries[-1].hash
    entries = RecordEntry.objects.bulk_create(entries)
    EntryParticulars.objects.bulk_create(
        EntryParticulars(entry=entry, salt=SALT, words={}) for entry in entries
    )


def _entry(one: Invitation, sequence: int, previous: str, *, kind: str) -> RecordEntry:
    """An entry chained to the one before; the first says where the case stands."""
    key = Keyring(settings.RECORD_KEYS).first
    entry = RecordEntry(
        invitation=one,
        sequence=sequence,
        made_version=1 if sequence == 1 else None,
        to_stage=one.stage if sequence == 1 else "",
        at=one.received_at,
        party="officer",
        kind=kind,
        protocol_version=one.protocol_version,
        particulars_digest=audit_trail.digest_of({}, SALT),
        previous_hash=previous,
        key=key.id,
    )
    entry.hash = audit_trail.hash_of(entry, key)
    return entry


def _organiser(number: int) -> Organiser:
    society = f"{PLACES[number % len(PLACES)]} society {number % 997}"
    mailbox = f"secretary{number % 4999}@societies.example"
    folded = {"mailbox": mailbox, "folded_organisation": fold(society)}
    return Organiser(
        name=f"Secretary {number}", organisation=society, email=mailbox, telephone="01632 960000", **folded
    )


def _invitation(
    number: int, of: int, organiser: Organiser, version: Any, today: date, counted: dict[int, int]
) -> Invitation:
    stage = ALIVE.get(number % 100, OVER[number % len(OVER)])
    # What is open or accepted lies ahead; the rest lies behind, the oldest first.
    days = 20 + number % 340 if number % 100 in ALIVE else -(of - number) * 3600 // of - 1
    on = today + timedelta(days=days)
    received_on = min(on - timedelta(days=60), today - timedelta(days=number % 12))
    begins = datetime.combine(on, time(10 + number % 9), tzinfo=LONDON)
    counted[received_on.year] += 1
    reference = numbering.written(Counter.Kind.INVITATION, received_on.year, counted[received_on.year])
    invitation = Invitation(
        reference=reference, stage=stage.value, version=1, organiser=organiser,
        stage_since=begins, addressee="deputy" if number % 37 == 0 else "mayor",
        title=f"{WORDS[number % len(WORDS)]} {number % 3001}",
        kind=("fete", "concert", "school", "other")[number % 4], what_happens="Tea and speeches.",
        starts_at=begins, ends_at=begins + timedelta(hours=2), event_on=on, ends_on=on,
        starts_wall=begins.time(), ends_wall=(begins + timedelta(hours=2)).time(),
        venue=f"{PLACES[number % 7]} hall", address="Wexcombe", postcode="WX1 1AA", asked=["attend"],
        channel="form", received_on=received_on,
        received_at=datetime.combine(received_on, time(9), tzinfo=LONDON),
        promise_due_on=received_on + timedelta(days=14), promise_runs_from=received_on,
        protocol_version=version,
    )  # fmt: skip
    invitation.search_text = search_text(invitation)
    return invitation
