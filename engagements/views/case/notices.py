"""What the office should know before it works down its list: in one line that opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils import timezone

from civic import wording
from civic.access import capacities_of, council_now
from civic.models import Term
from civic.queries import Capacity
from engagements import record_sentences
from engagements.models import RecordEntry
from engagements.queries import machine, worklist
from engagements.queries.changed_lately import changed_lately
from engagements.services.terms import handbook_reminders


@dataclass(frozen=True)
class Notices:
    """Letters that did not go, by their state; what is wrong with the machine; who has not acknowledged the
    protocol; and what colleagues changed of what is in the diary.
    """

    undelivered: dict[str, int] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    changed: list[tuple[RecordEntry, str]] = field(default_factory=list)

    @property
    def urgent(self) -> bool:
        return bool(self.troubles or self.undelivered)

    @property
    def in_a_line(self) -> str:
        """What there is, in a few words; empty where there is nothing."""
        failed, uncertain = (self.undelivered.get(state, 0) for state in worklist.UNDELIVERED)
        said = [
            "the system needs attention" if self.troubles else "",
            _counted(failed + uncertain, "letter to look after", "letters to look after"),
            _counted(len(self.changed), "diary change", "diary changes"),
            "protocol not acknowledged yet" if self.terms else "",
        ]
        return wording.capital(", ".join(filter(None, said)))


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}" if number else ""


def of(request: HttpRequest, counted: Mapping[str, int], *, on_first_tab: bool) -> Notices:
    """For officers all of it, on their first tab with their colleagues' changes; for others what concerns
    the protocol.
    """
    at = council_now(request)
    terms = handbook_reminders.unacknowledged(at)
    if Capacity.OFFICER not in capacities_of(request):
        return Notices(terms=terms)
    changed = changed_lately(at) if on_first_tab else []
    return Notices(
        undelivered={state: counted[state] for state in worklist.UNDELIVERED if counted[state]},
        troubles=machine.troubles(timezone.now()),
        terms=terms,
        changed=[(entry, record_sentences.happened(entry, at.titles)) for entry in changed],
    )
