"""The invitations that a pre-election period touches, for the Monitoring Officer (P11)."""

from dataclasses import dataclass

from django.db.models import Q

from civic.models import PreElectionPeriod
from civic.queries import CouncilNow
from engagements import case_context, situations
from engagements.case_context import CaseContext
from engagements.models import Invitation
from protocols.core.vocabulary import Advice, Stage

LIMIT = 300
ADVICE = {
    Advice.NOT_NEEDED: "No advice is needed.",
    Advice.NEEDED: "Advice is needed, and has not been given yet.",
    Advice.GIVEN: "Advice given.",
    Advice.AGAINST: "Advised against.",
}


@dataclass(frozen=True)
class Touched:
    """One invitation in a period: how its advice stands, and what is to be done."""

    invitation: Invitation
    advice: str
    to_do: str


@dataclass(frozen=True)
class InPeriod:
    """A period with what it touches, and what may lie in its ward without anybody being able to tell."""

    period: PreElectionPeriod
    touched: list[Touched]
    without_postcode: list[Invitation]


def periods_with_cases(at: CouncilNow) -> list[InPeriod]:
    """The periods that are not over, each with the open and accepted invitations it touches;
    a fixed number of queries.
    """
    periods = [period for period in at.pre_election_periods if period.ends_on >= at.today]
    days = Q(pk__in=[])
    for period in periods:
        days |= Q(event_on__gte=period.begins_on, event_on__lte=period.ends_on)
    cases = list(
        Invitation.objects.living()
        .filter(days)
        .select_related("organiser")
        .order_by("starts_at", "id")[:LIMIT]
    )
    context = case_context.read(cases, at)
    touching = {
        case.pk: {period.pk for period in situations.periods_touching(case, context)} for case in cases
    }
    return [_in_period(period, cases, touching, context) for period in periods]


def _in_period(
    period: PreElectionPeriod, cases: list[Invitation], touching: dict[int, set[int]], context: CaseContext
) -> InPeriod:
    touched = [_touched(case, period, context) for case in cases if period.pk in touching[case.pk]]
    blind = period.scope == PreElectionPeriod.Scope.WARD
    within = [
        case
        for case in cases
        if blind and not case.postcode.strip() and period.begins_on <= case.event_on <= period.ends_on
    ]
    return InPeriod(period, touched, within)


def _touched(case: Invitation, period: PreElectionPeriod, context: CaseContext) -> Touched:
    stands = situations.advice(case, context)
    return Touched(case, ADVICE[stands], _to_do(case, period, stands))


def _to_do(case: Invitation, period: PreElectionPeriod, stands: Advice) -> str:
    stage = Stage(case.stage)
    if stage is Stage.WITH_MONITORING_OFFICER:
        return "Waiting for the Monitoring Officer’s advice."
    if stands is Advice.AGAINST and stage is Stage.RECEIVED:
        return "The office can refuse it under P11."
    if stands is Advice.NEEDED:
        return (
            "Ask the Monitoring Officer."
            if stage is Stage.RECEIVED
            else "Check whether it can go ahead, and ask for advice."
        )
    if period.policy == PreElectionPeriod.Policy.NOTE:
        return "Nothing, but bear it in mind."
    return (
        "Nothing for now."
        if stands in (Advice.GIVEN, Advice.AGAINST)
        else "Nothing, unless it could affect the election."
    )
