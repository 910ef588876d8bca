"""Writing the record, and checking that nobody rewrote it."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from civic.models import Person
from engagements.models import EntryParticulars, Invitation, RecordEntry
from protocols.core.vocabulary import Party


def write(
    invitation: Invitation,
    *,
    kind: str,
    party: Party,
    by: Person | None = None,
    words: dict[str, Any] | None = None,
    on_instruction_of: str = "",
    from_stage: str = "",
    to_stage: str = "",
    clause: str = "",
    made_version: int | None = None,
) -> RecordEntry:
    """Add one entry to the invitation's chain. Call it inside the transaction of what it records.

    The invitation's row is locked first, so that two writers make two entries, one after the other.
    """
    Invitation.objects.select_for_update().filter(pk=invitation.pk).values_list("pk", flat=True).first()
    last = (
        RecordEntry.objects.filter(invitation=invitation)
        .order_by("-sequence")
        .values("sequence", "hash")
        .first()
    )
    salt = secrets.token_hex(16)
    entry = RecordEntry(
        invitation=invitation,
        sequence=last["sequence"] + 1 if last else 1,
        made_version=made_version,
        at=timezone.now(),
        by=by,
        party=party.value,
        on_instruction_of=on_instruction_of,
        kind=kind,
        from_stage=from_stage,
        to_stage=to_stage,
        clause=clause,
        protocol_version_id=invitation.protocol_version_id,
        particulars_digest=digest_of(words or {}, salt),
        previous_hash=last["hash"] if last else "",
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    EntryParticulars.objects.create(entry=entry, salt=salt, words=words or {})
    return entry


def digest_of(words: dict[str, Any], salt: str) -> str:
    """The salted digest of an entry's particulars."""
    return hashlib.sha256(f"{salt}:{_canonical(words)}".encode()).hexdigest()


def hash_of(entry: RecordEntry) -> str:
    """What the next entry of the chain commits to."""
    at: datetime = entry.at
    committed = {
        "invitation": entry.invitation_id,
        "sequence": entry.sequence,
        "made_version": entry.made_version,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry.by_id,
        "party": entry.party,
        "on_instruction_of": entry.on_instruction_of,
        "kind": entry.kind,
        "from_stage": entry.from_stage,
        "to_stage": entry.to_stage,
        "clause": entry.clause,
        "protocol_version": entry.protocol_version_id,
        "particulars": entry.particulars_digest,
        "previous": entry.previous_hash,
    }
    return hashlib.sha256(_canonical(committed).encode()).hexdigest()


def _canonical(words: dict[str, Any]) -> str:
    return json.dumps(words, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


@dataclass(frozen=True)
class Broken:
    """The first entry of a chain that does not hold, and why."""

    reference: str
    sequence: int
    why: str


def broken_entries(invitations: Iterable[Invitation]) -> Iterable[Broken]:
    """The first broken entry of each invitation whose chain does not hold, entries missing at its end included."""
    for invitation in invitations:
        entries = (
            RecordEntry.objects.filter(invitation=invitation)
            .select_related("particulars")
            .order_by("sequence")
        )
        broken = _first_broken(invitation, list(entries))
        if broken:
            yield broken


def _first_broken(invitation: Invitation, entries: list[RecordEntry]) -> Broken | None:
    previous = ""
    for expected, entry in enumerate(entries, start=1):
        why = _why_broken(entry, expected, previous)
        if why:
            return Broken(invitation.reference, entry.sequence, why)
        previous = entry.hash
    last = max((entry.made_version or 0 for entry in entries), default=0)
    if last != invitation.version:
        return Broken(
            invitation.reference,
            len(entries),
            f"the invitation is at version {invitation.version}, the record at {last}",
        )
    steps = [entry.to_stage for entry in entries if entry.to_stage]
    if steps and steps[-1] != invitation.stage:
        return Broken(
            invitation.reference,
            len(entries),
            f"the invitation stands at '{invitation.stage}', the record at '{steps[-1]}'",
        )
    return None


def _why_broken(entry: RecordEntry, expected: int, previous: str) -> str:
    if entry.sequence != expected:
        return f"entry {expected} is missing"
    if entry.previous_hash != previous:
        return "it does not follow from the entry before it"
    if entry.hash != hash_of(entry):
        return "it was altered after it was written"
    # Particulars may be erased one day (data protection); what is there must be what was written.
    kept = getattr(entry, "particulars", None)
    if kept is not None and digest_of(kept.words, kept.salt) != entry.particulars_digest:
        return "its particulars were altered after they were written"
    return ""
