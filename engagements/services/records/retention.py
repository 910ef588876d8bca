"""Keeping no longer than promised.

The times, legal holds, and runs that erase what was approved and leave a certificate.
"""

import hashlib
import json
from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic.models import Person, Role
from civic.services import council_changes as changes
from engagements.models import EntryKind, Erasure, Invitation, Keeping, LegalHold, RetentionRule, RetentionRun
from engagements.queries import retention
from engagements.services import sweeps
from engagements.services.case_record import audit_trail, numbering
from engagements.services.records import erasure
from protocols.core.vocabulary import Party

BATCH = 50


@transaction.atomic
def set_times(*, years: dict[str, int | None], by: Person) -> None:
    """Change how long the kinds are kept; None is for good. Recorded among the council's changes."""
    for rule in RetentionRule.objects.select_for_update().filter(kind__in=years):
        if rule.years != years[rule.kind]:
            changes.keep(
                rule,
                values={"years": years[rule.kind]},
                what=f"How long we keep {rule.get_kind_display()}",
                by=by,
            )


@transaction.atomic
def approve(*, kind: Keeping, seal: str, by: Person) -> RetentionRun:
    """Approve the list whose seal the page showed.

    Raises ValidationError when the list is another by now, or empty.
    """
    rule = RetentionRule.objects.select_for_update().get(kind=kind)
    if not rule.years:
        raise ValidationError("This kind is kept permanently.")
    cut_off_on = retention.cut_off(rule.years, timezone.localdate())
    references = [case.reference for case in retention.next_list(kind, cut_off_on)]
    if not references:
        raise ValidationError("There is nothing of this kind to erase.")
    if retention.seal(kind, references) != seal:
        raise ValidationError(
            "The list has changed since you opened it. Please read it again before you approve it."
        )
    now = timezone.now()
    run = RetentionRun.objects.create(
        number=numbering.next_number(numbering.Kind.ERASURE, timezone.localtime(now).year),
        kind=kind,
        cut_off_on=cut_off_on,
        approved_at=now,
        approved_by=by,
        listed=references,
    )
    what = f"Erasure approved: {run.get_kind_display()}"
    changes.note_change(
        what=what, before={}, after={"certificate": run.number, "cases": len(references)}, by=by
    )
    return run


def carry_on() -> int:
    """Do some of what was approved and is not finished; how many runs were finished by it.

    Safe to call at any time.
    """
    runs = RetentionRun.objects.filter(finished_at__isnull=True).order_by("id")
    carried = sweeps.each_on_its_own(runs, carry_out, sweep=sweeps.Name.RETENTION)
    return sum(run.finished_at is not None for run in carried)


def carry_out(run: RetentionRun, *, limit: int = BATCH) -> RetentionRun:
    """The next cases of the run, each in a transaction of its own; the certificate when none is left.

    Safe to repeat.

    A case that cannot be erased is put off, and the certificate waits for it.
    """
    waiting = sweeps.waiting(sweeps.Name.RETENTION)
    left = Invitation.objects.filter(reference__in=_left(run)).order_by("pk")
    cases = list(left.exclude(reference__in=waiting)[:limit])
    sweeps.each_on_its_own(cases, lambda case: _erase(run.pk, case.reference), sweep=sweeps.Name.RETENTION)
    run.refresh_from_db()
    return run if _left(run) else _finish(run.pk)


def _left(run: RetentionRun) -> list[str]:
    done = set(run.erasures.values_list("invitation__reference", flat=True)) | set(run.passed_over)
    return [reference for reference in run.listed if reference not in done]


@transaction.atomic
def _erase(run_pk: int, reference: str) -> None:
    run = RetentionRun.objects.select_for_update().get(pk=run_pk)
    case = Invitation.objects.select_for_update(of=("self",)).get(reference=reference)
    if (
        run.finished_at
        or reference in run.passed_over
        or Erasure.objects.filter(run=run, invitation=case).exists()
    ):
        return
    free = retention.due(Keeping(run.kind), run.cut_off_on).filter(pk=case.pk).exists()
    if not free:
        run.passed_over[reference] = retention.why_held(case) or "it is no longer due"
        run.save(update_fields=["passed_over"])
        return
    words = f"Erased under the council’s retention rules, certificate {run.number}."
    erased = Erasure.objects.create(
        run=run, invitation=case, kind=run.kind, words=words, erased_at=timezone.now()
    )
    audit_trail.write(
        case,
        kind=EntryKind.ERASED,
        party=Party.CIVIC_MANAGER,
        by=run.approved_by,
        words={"what": run.get_kind_display(), "certificate": run.number},
    )
    run.counted = dict(Counter(run.counted) + erasure.erase(erased))
    run.save(update_fields=["counted"])


@transaction.atomic
def _finish(run_pk: int) -> RetentionRun:
    run = RetentionRun.objects.select_for_update().get(pk=run_pk)
    if run.finished_at is None:
        run.finished_at = timezone.now()
        run.hash = hash_of(run)
        run.save(update_fields=["finished_at", "hash"])
    return run


def hash_of(run: RetentionRun) -> str:
    """What the certificate's hash commits to: kind, cases, numbers, who and when."""
    committed: dict[str, object] = {
        "number": run.number,
        "kind": run.kind,
        "cut_off_on": run.cut_off_on.isoformat(),
        "erased": sorted(run.erasures.values_list("invitation__reference", flat=True)),
        "passed_over": run.passed_over,
        "counted": run.counted,
        "approved_by": run.approved_by_id,
        "approved_at": run.approved_at.isoformat(),
    }
    return hashlib.sha256(json.dumps(committed, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def place_hold(invitation: Invitation, *, reason: str, by: Person) -> LegalHold:
    """Nothing of the case is erased from now on. Raises ValidationError when it is held already."""
    Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if LegalHold.objects.standing().filter(invitation=invitation).exists():
        raise ValidationError("There is already a legal hold on this case.")
    hold = LegalHold.objects.create(
        invitation=invitation, reason=reason, placed_at=timezone.now(), placed_by=by
    )
    audit_trail.write(
        invitation, kind=EntryKind.LEGAL_HOLD, party=_party(by), by=by, words={"reason": reason}
    )
    return hold


@transaction.atomic
def lift_hold(invitation: Invitation, *, why: str, by: Person) -> LegalHold:
    """The case is kept as any other again. Raises ValidationError when there is no hold."""
    hold = LegalHold.objects.standing().select_for_update().filter(invitation=invitation).first()
    if hold is None:
        raise ValidationError("There is no legal hold on this case.")
    audit_trail.write(
        invitation, kind=EntryKind.LEGAL_HOLD_LIFTED, party=_party(by), by=by, words={"why": why}
    )
    hold.lifted_at, hold.lifted_by, hold.lifted_why = timezone.now(), by, why
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    return hold


def _party(by: Person) -> Party:
    return Party.MONITORING_OFFICER if by.role == Role.MONITORING_OFFICER else Party.CIVIC_MANAGER
