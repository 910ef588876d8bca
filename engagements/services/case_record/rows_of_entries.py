"""Whether decisions, delegations and engagements are what the entries of the record tell.

The chain says what was written into the record; this says whether the rows beside it follow from it. An entry
whose particulars were erased names no row any more: then its kind and its hand alone must fit.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from engagements.models import STEPS_OF, Decision, Delegation, Engagement, Outcome, RecordEntry
from protocols.core.vocabulary import Step

# So many cases are read together.
TOGETHER = 500
ACCEPTS = frozenset({Step.DEPUTY_ACCEPTS.value, Step.ACCOMPANY_ACCEPTS.value})
# What the Deputy accepted at some time: what fell or was taken back may have been only asked.
ACCEPTED = frozenset({Delegation.State.ACCEPTED.value, Delegation.State.CANNOT.value})


@dataclass(frozen=True)
class Unlike:
    """A row that no entry of its case tells of."""

    case: str
    what: str


def all_unlike() -> Iterator[Unlike]:
    """Each decision, delegation and engagement that does not follow from the record, case by case."""
    decided = Decision.objects.order_by("invitation").values_list("invitation", flat=True).distinct()
    waiting = decided.iterator(chunk_size=TOGETHER)
    while cases := list(islice(waiting, TOGETHER)):
        yield from _unlike_of(cases)


def _unlike_of(cases: list[int]) -> Iterator[Unlike]:
    entries: dict[int, list[RecordEntry]] = defaultdict(list)
    told = RecordEntry.objects.filter(invitation__in=cases, made_version__isnull=False)
    for entry in told.select_related("particulars").order_by("invitation_id", "sequence"):
        entries[entry.invitation_id].append(entry)
    for decision in Decision.objects.filter(invitation__in=cases).select_related("invitation"):
        if not _tells_of_decision(decision, entries[decision.invitation_id]):
            yield Unlike(decision.invitation.reference, f"decision {decision.pk} ({decision.outcome})")
    delegations = Delegation.objects.filter(invitation__in=cases).select_related("invitation", "decision")
    for delegation in delegations:
        if not _tells_of_delegation(delegation, entries[delegation.invitation_id]):
            yield Unlike(delegation.invitation.reference, f"delegation {delegation.pk} ({delegation.state})")
    # The Mayor's own rest on a decision, which is looked at as such.
    deputys = Engagement.objects.filter(invitation__in=cases, delegation__isnull=False)
    for engagement in deputys.select_related("invitation"):
        if not _accepted(engagement.delegation_id, entries[engagement.invitation_id]):
            what = f"engagement {engagement.pk} ({engagement.attendee})"
            yield Unlike(engagement.invitation.reference, what)


def _tells_of_decision(decision: Decision, entries: list[RecordEntry]) -> bool:
    """The entry of its own version says so, by the same hand."""
    kinds = {step.value for step in STEPS_OF[Outcome(decision.outcome)]}
    return any(
        entry.made_version == decision.made_version
        and entry.kind in kinds
        and entry.by_id == decision.recorded_by_id
        and _names(entry, "decision", decision.pk)
        for entry in entries
    )


def _tells_of_delegation(delegation: Delegation, entries: list[RecordEntry]) -> bool:
    """The entry of the decision names what was asked, and another one that it was accepted."""
    asked = any(
        entry.made_version == delegation.decision.made_version and _names(entry, "delegation", delegation.pk)
        for entry in entries
    )
    return asked and (delegation.state not in ACCEPTED or _accepted(delegation.pk, entries))


def _accepted(delegation: int | None, entries: list[RecordEntry]) -> bool:
    """An entry says that the Deputy accepted it."""
    return any(entry.kind in ACCEPTS and _names(entry, "delegation", delegation) for entry in entries)


def _names(entry: RecordEntry, word: str, number: int | None) -> bool:
    kept = getattr(entry, "particulars", None)
    return kept is None or kept.words.get(word) == number
