"""Telling whoever decides an invitation by now, where it was put to somebody else.

An acting period is recorded, ended or planned, or the office changes hands: the case lies in another's box
from then on without a step of its own, so no step tells them.
"""

from django.db.models import F

from civic.queries import CouncilNow
from engagements.models import Invitation, Notification
from engagements.queries import decision_cards
from engagements.services import sweeps
from engagements.services.mail import notifications

TELLS = (Notification.Kind.MAYOR_DECIDES, Notification.Kind.MAYOR_SPECIAL)


def tell(at: CouncilNow) -> int:
    """Notify each once for a case; how many were told. Whoever put it there themselves knows it already."""
    waiting = Invitation.objects.filter(stage__in=decision_cards.BEFORE_THE_MAYOR, ends_at__gt=at.now)
    told = Notification.objects.filter(
        kind__in=TELLS, invitation__in=waiting, queued_at__gte=F("invitation__stage_since")
    )
    by_case: dict[int, list[Notification]] = {}
    for one in told.order_by("id"):
        by_case.setdefault(one.invitation_id or 0, []).append(one)
    cases = waiting.filter(pk__in=by_case).order_by("pk")
    untold = [case for case in cases if _is_untold(case, by_case[case.pk], at)]
    return sum(
        sweeps.each_on_its_own(
            untold, lambda case: _tell(case, by_case[case.pk], at), sweep=sweeps.Name.SYSTEM_STEPS
        )
    )


def _is_untold(invitation: Invitation, told: list[Notification], at: CouncilNow) -> bool:
    _, mayor = at.mayor_of_event(invitation.starts_at)
    return mayor is not None and mayor.person.pk not in {one.person_id for one in told}


def _tell(invitation: Invitation, told: list[Notification], at: CouncilNow) -> int:
    _, mayor = at.mayor_of_event(invitation.starts_at)
    assert mayor is not None  # noqa: S101 - only who is not told yet is looked for
    kind = Notification.Kind(told[-1].kind)
    return 1 if notifications.notify(mayor.person, kind=kind, invitation=invitation) else 0
