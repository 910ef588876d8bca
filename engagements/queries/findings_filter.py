"""The findings an officer can look for in lists:
those that columns and indexes answer without reading every case.

What hangs on who holds which office, or on comparing two cases word by word, is found only by reading them.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.lookups import LessThan
from django.utils import timezone

from civic.models import DayKind
from civic.queries import CouncilNow
from engagements.clashes import any_overlapping
from engagements.likeness import any_of_same_organiser
from engagements.models import Engagement, Interest, Invitation, Letter
from protocols.core.findings import FindingCode as Code
from protocols.core.letters import EXPLAINING
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, Stage

_OPEN = tuple(stage.value for stage in OPEN_STAGES)
_ATTENDING = tuple(stage.value for stage in ATTENDING_STAGES)
_AT_TRIAGE = (Stage.RECEIVED.value, Stage.AWAITING_INFORMATION.value)


def narrow(rows: QuerySet[Invitation], code: str, at: CouncilNow) -> QuerySet[Invitation]:
    """Those of the open and accepted invitations that have the finding.

    Closed cases have none to look for.
    """
    return rows.filter(Q(stage__in=_OPEN + _ATTENDING) & FILTERABLE[Code(code)](at))


def to_look_for(at: CouncilNow) -> tuple[Code, ...]:
    """The findings that can be looked for here: short notice only where it is counted in calendar days."""
    working = at.council.notice_asked_in == DayKind.WORKING
    return tuple(code for code in FILTERABLE if not (working and code is Code.SHORT_NOTICE))


def _short_notice(at: CouncilNow) -> Q:
    given = ExpressionWrapper(F("event_on") - F("received_on"), output_field=DurationField())
    asked = Value(timedelta(days=at.council.notice_asked), output_field=DurationField())
    return Q(stage__in=_OPEN, ends_at__gt=at.now) & Q(LessThan(given, asked))


def _elections(at: CouncilNow, *, of_candidates: bool) -> Q:
    days = Q(pk__in=[])
    for period in at.pre_election_periods:
        if (period.person_id is not None) == of_candidates:
            days |= Q(event_on__gte=period.begins_on, event_on__lte=period.ends_on)
    return days


def _after_term(at: CouncilNow) -> Q:
    term = at.tenure.term_at("mayor", at.now)
    return Q(starts_at__gte=term.ends_at) if term else Q(pk__in=[])


def _told_before(at: CouncilNow) -> Q:
    told = Letter.objects.letters().left().filter(kind__in=[letter.value for letter in EXPLAINING])
    return Q(stage__in=_OPEN) & any_of_same_organiser(
        told.exclude(invitation=OuterRef("pk")), "invitation__organiser"
    )


def _at_once(at: CouncilNow) -> Q:
    others = Engagement.objects.in_diary().exclude(invitation=OuterRef("pk"))
    return any_overlapping(others)


def _missing(at: CouncilNow) -> Q:
    nowhere = Q(address="", postcode="")
    unreachable = Q(organiser__email="", organiser__postal_address="")
    nothing_asked = Q(asked=[], asked_words="")
    return Q(stage__in=_AT_TRIAGE) & (Q(what_happens="") | nowhere | unreachable | nothing_asked)


def _is(**columns: object) -> Callable[[CouncilNow], Q]:
    return lambda at: Q(**columns)


FILTERABLE: dict[Code, Callable[[CouncilNow], Q]] = {
    Code.ADDRESSED_TO_DEPUTY: _is(addressee="deputy"),
    Code.ADDRESSED_TO_BOTH: _is(addressee="both"),
    Code.ADDRESSED_TO_COUNCILLOR: _is(addressee="councillor"),
    Code.ADDRESSEE_UNCLEAR: _is(addressee="unclear"),
    Code.PROVENANCE_DEPUTY: _is(provenance="deputy", stage__in=_OPEN),
    Code.TOLD_BEFORE: _told_before,
    Code.SHORT_NOTICE: _short_notice,
    Code.SHARED_RESOURCE: _at_once,
    Code.MISSING_FACTS: _missing,
    Code.CONFIDENTIAL: _is(confidential=True),
    Code.OUTSIDE_AREA: _is(outside_area=True),
    Code.DEALINGS: lambda at: ~Q(dealings=""),
    Code.INTEREST_DECLARED: lambda at: Q(Exists(Interest.objects.filter(invitation=OuterRef("pk")))),
    Code.PURPOSE_POLITICAL: _is(purpose="political"),
    Code.PURPOSE_COMMERCIAL: _is(purpose="commercial"),
    Code.PURPOSE_PRIVATE: _is(purpose="private"),
    Code.MAYOR_ONLY: _is(wish="mayor_only"),
    Code.AFTER_TERM: _after_term,
    Code.ANNUAL_MEETING: lambda at: Q(
        event_on__in=[timezone.localdate(moment) for moment in at.tenure.annual_meetings]
    ),
    Code.PRE_ELECTION: lambda at: _elections(at, of_candidates=False),
    Code.CANDIDATE: lambda at: _elections(at, of_candidates=True),
    Code.PAST_DATE: lambda at: Q(stage__in=_OPEN, ends_at__lte=at.now),
    Code.OUTCOME_DUE: lambda at: Q(stage__in=_ATTENDING, ends_at__lte=at.now),
}
