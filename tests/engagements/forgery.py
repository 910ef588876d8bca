"""Rows written past every form and service, as somebody with the database's own key could."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from civic.models import Person
from engagements.models import Decision, Invitation, RecordEntry
from tests.guarding import guards_down, refused_by, run_sql
from tests.there import there


def refused(guards: str | tuple[str, ...], sql: str, *values: object) -> None:
    """The statement fails by this guard, or by one of these where each would refuse it."""
    with refused_by(*([guards] if isinstance(guards, str) else guards)):
        run_sql(sql, *values)


def forge(sql: str, values: list[object]) -> None:
    """A forgery that the database lets through, for the one that follows."""
    run_sql(sql, *values)


@contextmanager
def undone() -> Iterator[None]:
    """A forgery that only the end of its transaction refuses is taken back before that."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def forge_delegation(
    invitation: Invitation,
    decision: Decision,
    deputy: Person,
    *,
    kind: str = "delegation",
    state: str = "asked",
) -> tuple[str, list[object]]:
    sql = """INSERT INTO engagements_delegation (invitation_id, decision_id, kind, deputy_id, state,
             event_at, asked_at, private_reason)
             VALUES (%s, %s, %s, %s, %s, %s, %s, '')"""
    return sql, [invitation.pk, decision.pk, kind, deputy.pk, state, invitation.starts_at, timezone.now()]


def forge_engagement(
    invitation: Invitation,
    person: Person,
    *,
    attendee: str = "deputy",
    decision: int | None = None,
    delegation: int | None = None,
) -> tuple[str, list[object]]:
    sql = """INSERT INTO engagements_engagement (invitation_id, attendee, person_id, decision_id,
             delegation_id, starts_at, ends_at, state, outcome_note, made_at)
             VALUES (%s, %s, %s, %s, %s, %s, %s, 'live', '', %s)"""
    return sql, [
        invitation.pk,
        attendee,
        person.pk,
        decision,
        delegation,
        invitation.starts_at,
        invitation.ends_at,
        timezone.now(),
    ]


def forge_decision(
    invitation: Invitation, person: Person, *, outcome: str = "delegate", capacity: str = "in_office"
) -> tuple[str, list[object]]:
    sql = """INSERT INTO engagements_decision (invitation_id, made_version, outcome, made_by_id, capacity,
             made_at, event_starts_at, event_ends_at, recorded_at, recorded_by_id, instruction,
             agreed_reason, agreed_reason_words, decline_kind, reason, reason_for_release, question)
             VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', 'away',
             'There is a journey away from the area at that time.', '', 'x', '', '')"""
    now, version = timezone.now(), Invitation.objects.get(pk=invitation.pk).version
    when = [now, invitation.starts_at, invitation.ends_at, now]
    return sql, [invitation.pk, version + 1, outcome, person.pk, capacity, *when, person.pk]


def slip_in_entry(invitation: Invitation, *, to_stage: str) -> None:
    """An entry that tells of a step to that stage, put there while the guards were down."""
    with guards_down():
        forge_entry(invitation, kind="remind", to_stage=to_stage)


def forge_entry(
    invitation: Invitation,
    *,
    kind: str,
    by: Person | None = None,
    party: str = "system",
    from_stage: str = "",
    to_stage: str = "",
    made_version: int | None = None,
    otherwise: Mapping[str, object] | None = None,
) -> None:
    """An entry signed by nobody, next in its chain unless it is said otherwise."""
    last = there(RecordEntry.objects.filter(invitation=invitation).last())
    forged: dict[str, Any] = {"sequence": last.sequence + 1, "previous_hash": last.hash, **(otherwise or {})}
    RecordEntry.objects.create(
        invitation=invitation,
        made_version=invitation.version + 1 if made_version is None else made_version,
        at=timezone.now(),
        by=by,
        party=party,
        kind=kind,
        from_stage=from_stage,
        to_stage=to_stage,
        protocol_version_id=invitation.protocol_version_id,
        particulars_digest="0" * 64,
        hash=f"{last.sequence + 1:064}",
        **forged,
    )
