"""What the Mayor and the Deputy ask of the office reaches its queue.

A task with an owner and an answer (P17).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic.models import Person
from engagements.models import (
    Asker,
    EntryKind,
    EntryWords,
    Invitation,
    MemberTask,
    MemberTaskEvent,
    Notification,
)
from engagements.services.case_record import audit_trail
from engagements.services.mail import notifications
from protocols import service as protocol
from protocols.core.vocabulary import Party

PARTIES = {Asker.MAYOR: Party.MAYOR, Asker.DEPUTY: Party.DEPUTY}
Kind = MemberTaskEvent.Kind
State = MemberTask.State
# How the case's record tells what became of a task.
ENTERED_AS = {
    Kind.TAKEN: EntryKind.TASK_TAKEN,
    Kind.GIVEN: EntryKind.TASK_GIVEN,
    Kind.DONE: EntryKind.TASK_DONE,
    Kind.CANNOT: EntryKind.TASK_CANNOT,
}


@transaction.atomic
def ask(*, wanted: str, invitation: Invitation | None, asked_as: Asker, by: Person) -> MemberTask:
    """Put what a member asks before the whole office; whoever takes it on owns it."""
    now = timezone.now()
    task = MemberTask.objects.create(
        wanted=wanted, invitation=invitation, asked_as=asked_as, asked_at=now, asked_by=by
    )
    _add(task, Kind.ASKED, by)
    _record(task, kind=EntryKind.TASK_ASKED, party=PARTIES[asked_as], by=by)
    return task


@transaction.atomic
def take(task: MemberTask, *, by: Person) -> MemberTask:
    """Take on a task nobody owns. Taking one's own again changes nothing.

    Raises ValidationError when it is somebody's, or closed.
    """
    current = _open(task)
    if current.owner == by:
        return current
    if current.owner is not None:
        raise ValidationError(f"{current.owner} has already taken this on.")
    return _hand(current, by, Kind.TAKEN, by)


@transaction.atomic
def give(task: MemberTask, *, to: Person, by: Person) -> MemberTask:
    """Give a task to a colleague, who is told.

    Raises ValidationError for somebody outside the office, and for a closed task.
    """
    if not to.is_officer:
        raise ValidationError(f"{to} does not work in the civic office.")
    current = _open(task)
    if current.owner == to:
        return current
    handed = _hand(current, to, Kind.GIVEN, by)
    if to != by:
        notifications.notify(to, kind=Notification.Kind.TASK_GIVEN)
    return handed


@transaction.atomic
def finish(task: MemberTask, *, answer: str, by: Person) -> MemberTask:
    """Close a task as done, with the answer the member sees.

    Raises ValidationError when it is closed already.
    """
    return _close(task, State.DONE, Kind.DONE, answer, "", by)


@transaction.atomic
def cannot(task: MemberTask, *, answer: str, clause: str, by: Person) -> MemberTask:
    """Close a task that the protocol does not let the office do, with the clause. Raises ValidationError."""
    if not protocol.version_in_force().clauses.filter(code=clause).exists():
        raise ValidationError({"clause": f"The protocol has no clause {clause}."})
    return _close(task, State.CANNOT, Kind.CANNOT, answer, clause, by)


def _open(task: MemberTask) -> MemberTask:
    tasks = MemberTask.objects.select_related("owner", "closed_by", "asked_by", "invitation")
    current: MemberTask = tasks.select_for_update(of=("self",)).get(pk=task.pk)
    if current.state != State.OPEN:
        raise ValidationError(f"{current.closed_by} has already closed this. Nothing was changed.")
    return current


def _hand(current: MemberTask, owner: Person, kind: Kind, by: Person) -> MemberTask:
    current.owner = owner
    current.save(update_fields=["owner"])
    _add(current, kind, by, to=owner)
    _record(current, kind=ENTERED_AS[kind], party=Party.OFFICER, by=by, now_with=owner.name)
    return current


def _close(task: MemberTask, state: State, kind: Kind, answer: str, clause: str, by: Person) -> MemberTask:
    current = _open(task)
    # Whoever closes a task that nobody took has taken it on.
    current.owner = current.owner or by
    current.state, current.answer, current.clause, current.closed_at, current.closed_by = (
        state,
        answer,
        clause,
        timezone.now(),
        by,
    )
    _add(current, kind, by)
    current.save(update_fields=["owner", "state", "answer", "clause", "closed_at", "closed_by"])
    _record(current, kind=ENTERED_AS[kind], party=Party.OFFICER, by=by, clause=clause)
    notifications.notify(current.asked_by, kind=Notification.Kind.TASK_CLOSED)
    return current


def _add(task: MemberTask, kind: Kind, by: Person, to: Person | None = None) -> None:
    MemberTaskEvent.objects.create(task=task, kind=kind, to=to, at=timezone.now(), by=by)


def _record(
    task: MemberTask, *, kind: EntryKind, party: Party, by: Person, clause: str = "", now_with: str = ""
) -> None:
    if task.invitation is not None:
        words: EntryWords = {"task": task.pk}
        if now_with:
            words["now_with"] = now_with
        audit_trail.write(
            task.invitation,
            kind=kind,
            party=party,
            by=by,
            words=words,
            clause=clause or "P17",
        )
