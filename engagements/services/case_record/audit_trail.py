"""Writing the record, each entry chained to the one before by a key outside the database; checking chains.

A chain tells what was altered in it, what is missing between its entries, and that its case is not where
its steps led. It still holds when entries are taken from its end that were no steps of the case but, say,
what became of a letter; or steps, if the case is put back with them. Of these the day's head tells
(`record_heads`); of what was written after the last head nothing does.
"""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from civic.models import Person
from engagements.models import (
    EntryKind,
    EntryParticulars,
    EntryWords,
    Invitation,
    Keeping,
    Kind,
    RecordEntry,
    kinds_kept_with,
)
from engagements.services.case_record.keys import Key, Keyring
from protocols.core.vocabulary import Party

# So many cases are read together when the chains are checked.
CASES_AT_ONCE = 500
# By what the entry of an erasure says was erased, the kinds of entries whose particulars went with it.
ERASED_WITH = {keeping.label: kinds_kept_with(keeping) for keeping in Keeping}


def write(
    invitation: Invitation,
    *,
    kind: Kind,
    party: Party,
    by: Person | None = None,
    words: EntryWords | None = None,
    on_instruction_of: str = "",
    from_stage: str = "",
    to_stage: str = "",
    clause: str = "",
    made_version: int | None = None,
) -> RecordEntry:
    """Add one entry to the invitation's chain. Call it inside the transaction of what it records.

    The invitation's row is locked first, so that two writers make two entries, one after the other.
    Raises ValueError for words that EntryWords does not declare: nobody could tell them.
    """
    if unknown := set(words or {}) - set(EntryWords.__annotations__):
        raise ValueError(f"EntryWords does not declare {', '.join(sorted(unknown))}.")
    Invitation.objects.select_for_update().filter(pk=invitation.pk).values_list("pk", flat=True).first()
    last = (
        RecordEntry.objects.filter(invitation=invitation)
        .order_by("-sequence")
        .values("sequence", "hash")
        .first()
    )
    salt, key = secrets.token_hex(16), Keyring(settings.RECORD_KEYS).first
    entry = RecordEntry(
        invitation=invitation,
        sequence=last["sequence"] + 1 if last else 1,
        made_version=made_version,
        at=timezone.now(),
        by=by,
        party=party.value,
        on_instruction_of=on_instruction_of,
        kind=kind.value,
        from_stage=from_stage,
        to_stage=to_stage,
        clause=clause,
        protocol_version_id=invitation.protocol_version_id,
        particulars_digest=digest_of(words or {}, salt),
        previous_hash=last["hash"] if last else "",
        key=key.id,
    )
    entry.hash = hash_of(entry, key)
    entry.save(force_insert=True)
    EntryParticulars.objects.create(entry=entry, salt=salt, words=words or {})
    return entry


def changes(changed: Mapping[str, tuple[object, object]]) -> dict[str, list[object]]:
    """What each field was and is, as an entry's words keep it: days and times as ISO writes them."""
    return {name: [_kept(before), _kept(after)] for name, (before, after) in changed.items()}


def _kept(value: object) -> object:
    return value if isinstance(value, bool | int | list) or value is None else str(value)


def digest_of(words: Mapping[str, object], salt: str) -> str:
    """The salted digest of an entry's particulars."""
    return hashlib.sha256(f"{salt}:{canonical(words)}".encode()).hexdigest()


def hash_of(entry: RecordEntry, key: Key) -> str:
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
        "key": entry.key,
    }
    return key.sign(canonical(committed))


def canonical(words: Mapping[str, object]) -> str:
    """One text for the same words, whatever their order."""
    return json.dumps(words, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


@dataclass(frozen=True)
class Broken:
    """The first entry of a chain that does not hold, and why."""

    case: str
    sequence: int
    why: str


@dataclass(frozen=True)
class Gone:
    """A case of which there are only the entries. Its reference stands in the first of them."""

    pk: int


def every_case() -> Iterator[Invitation | Gone]:
    """Every case and, behind them, those that only their entries tell of."""
    yield from Invitation.objects.order_by("pk").iterator(chunk_size=CASES_AT_ONCE)
    yield from map(Gone, _gone().iterator())


def count_of_every_case() -> int:
    return Invitation.objects.count() + _gone().count()


def _gone() -> QuerySet[RecordEntry, int]:
    theirs = RecordEntry.objects.filter(~Exists(Invitation.objects.filter(pk=OuterRef("invitation_id"))))
    return theirs.order_by("invitation_id").values_list("invitation_id", flat=True).distinct()


def broken_entries(cases: Iterable[Invitation | Gone]) -> Iterator[Broken]:
    """The first broken entry of each case whose chain does not hold, with those missing at its end.

    The office goes on working meanwhile. A chain that seems broken is looked at again under its case's lock:
    the case may have moved between the reading of its row and of its entries.
    """
    waiting = iter(cases)
    while together := list(islice(waiting, CASES_AT_ONCE)):
        entries: dict[int, list[RecordEntry]] = defaultdict(list)
        for entry in _entries_of(together):
            entries[entry.invitation_id].append(entry)
        for case in together:
            if _first_broken(case, entries[case.pk]) and (broken := _seen_again(case)):
                yield broken


@transaction.atomic
def _seen_again(case: Invitation | Gone) -> Broken | None:
    now = Invitation.objects.select_for_update().filter(pk=case.pk).first() or Gone(case.pk)
    return _first_broken(now, list(_entries_of([now])))


def _entries_of(cases: Iterable[Invitation | Gone]) -> Iterable[RecordEntry]:
    entries = RecordEntry.objects.filter(invitation__in=[case.pk for case in cases])
    return entries.select_related("particulars").order_by("invitation_id", "sequence")


def _first_broken(case: Invitation | Gone, entries: list[RecordEntry]) -> Broken | None:
    broken = _first_of_chain(entries) or _end_unlike(case, entries)
    if broken is None:
        return None
    if isinstance(case, Invitation):
        return Broken(case.reference, *broken)
    sequence, why = broken
    name = _registered_as(entries) or f"Case number {case.pk}"
    return Broken(name, sequence, f"{why}, and the case itself is gone")


def _registered_as(entries: list[RecordEntry]) -> str:
    """The reference under which the case was registered; empty where its first entry does not tell."""
    first = getattr(entries[0], "particulars", None) if entries else None
    return first.words.get("reference", "") if first else ""


def _first_of_chain(entries: list[RecordEntry]) -> tuple[int, str] | None:
    previous, keys, erasures = "", Keyring(settings.RECORD_KEYS), _erasures(entries)
    for expected, entry in enumerate(entries, start=1):
        if why := _why_broken(entry, expected, previous, keys) or _why_wordless(entry, erasures):
            return entry.sequence, why
        previous = entry.hash
    return None


def _why_broken(entry: RecordEntry, expected: int, previous: str, keys: Keyring) -> str:
    if entry.sequence != expected:
        return f"entry {expected} is missing"
    if entry.previous_hash != previous:
        return "it does not follow from the entry before it"
    key = keys.get(entry.key)
    if key is None:
        return not_listed(entry.key)
    if entry.hash != hash_of(entry, key):
        return "it was altered after it was written"
    return ""


def _why_wordless(entry: RecordEntry, erasures: list[tuple[int, frozenset[str]]]) -> str:
    """Particulars that are there must be what was written, and those that are not must have been erased."""
    kept = getattr(entry, "particulars", None)
    if kept is not None:
        altered = digest_of(kept.words, kept.salt) != entry.particulars_digest
        return "its particulars were altered after they were written" if altered else ""
    if any(entry.sequence < erased and entry.kind in kinds for erased, kinds in erasures):
        return ""
    return "its particulars were taken away, and no erasure of the case covers them"


def _erasures(entries: list[RecordEntry]) -> list[tuple[int, frozenset[str]]]:
    """Each erasure that the chain tells of: its place, and the kinds of the entries before it that it covers.

    The table of the erasures is signed by nobody. What these entries themselves say is never erased.
    """
    told = [
        (entry.sequence, entry.particulars.words.get("what"))
        for entry in entries
        if entry.kind == EntryKind.ERASED and hasattr(entry, "particulars")
    ]
    return [(sequence, ERASED_WITH[what]) for sequence, what in told if what in ERASED_WITH]


def _end_unlike(case: Invitation | Gone, entries: list[RecordEntry]) -> tuple[int, str] | None:
    """Why the case cannot be what its whole record tells."""
    if isinstance(case, Gone):
        return len(entries), "the record ends here"
    if not entries:
        return 1, "it is missing, and all the record with it"
    if (reference := _registered_as(entries)) not in ("", case.reference):
        return 1, f"it registered the case as {reference}"
    last = max(entry.made_version or 0 for entry in entries)
    if last != case.version:
        return (
            len(entries),
            f"the record ends here, at version {last}, but the case is at version {case.version}",
        )
    steps = [entry.to_stage for entry in entries if entry.to_stage]
    if steps and steps[-1] != case.stage:
        return len(entries), f"the record ends here, at ‘{steps[-1]}’, but the case stands at ‘{case.stage}’"
    return None


def not_listed(key_id: str) -> str:
    """Why what was signed with this key cannot be verified."""
    return f"it was signed with the key {key_id}, which RECORD_KEYS does not list (any more)"
