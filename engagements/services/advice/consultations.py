"""Advice on the protocol: asked, answered or passed up the route, never altered (P20).

The route is civic manager, Monitoring Officer, Chief Executive. Whoever asks may take the question to the
next level, before an answer or in disagreement with it; each level answers once, and everything that was said
stays.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from civic.models import Person, Role
from engagements.models import (
    Asker,
    ConductRouteShown,
    Consultation,
    ConsultationAnswer,
    EntryKind,
    EntryWords,
    Invitation,
    Level,
    Notification,
)
from engagements.services.case_record import audit_trail, numbering
from engagements.services.mail import notifications
from protocols import service as protocol
from protocols.core.vocabulary import Party

ROUTE = (Level.CIVIC_MANAGER, Level.MONITORING_OFFICER, Level.CHIEF_EXECUTIVE)
ROLES = dict(zip(ROUTE, (Role.CIVIC_MANAGER, Role.MONITORING_OFFICER, Role.CHIEF_EXECUTIVE), strict=True))
PARTIES = {Asker.OFFICER: Party.OFFICER, Asker.MAYOR: Party.MAYOR, Asker.DEPUTY: Party.DEPUTY}
# The record knows the protocol's parties; the Chief Executive is none of them and is named by the entry's
# words.
ANSWERING = dict(zip(ROUTE, (Party.CIVIC_MANAGER, Party.MONITORING_OFFICER, Party.OFFICER), strict=True))
Kind = ConsultationAnswer.Kind


@transaction.atomic
def ask(*, question: str, invitation: Invitation | None, asked_as: Asker, by: Person) -> Consultation:
    """Put a question to the first level at which somebody else can answer it, and tell them."""
    now = timezone.now()
    consultation = Consultation.objects.create(
        reference=numbering.next_number(numbering.Kind.CONSULTATION, timezone.localtime(now).year),
        invitation=invitation,
        question=question,
        asked_as=asked_as,
        asked_at=now,
        asked_by=by,
        level=_first_level(by),
    )
    _record(consultation, kind=EntryKind.CONSULTATION_ASKED, party=PARTIES[asked_as], by=by)
    _tell_the_level(consultation)
    return consultation


@transaction.atomic
def answer(consultation: Consultation, *, level: Level, words: str, by: Person) -> ConsultationAnswer:
    """Answer at the level at which the question waits.

    Raises ValidationError when it waits there no longer, and for one's own.
    """
    current = _waiting_at(consultation, level, by)
    kept = _add(current, Kind.ANSWER, words, by)
    current.state = Consultation.State.ANSWERED
    current.save(update_fields=["state"])
    _record(current, kind=EntryKind.CONSULTATION_ANSWERED, party=ANSWERING[level], by=by)
    notifications.notify(current.asked_by, kind=Notification.Kind.QUESTION_ANSWERED)
    return kept


@transaction.atomic
def pass_up(consultation: Consultation, *, level: Level, words: str, by: Person) -> ConsultationAnswer:
    """Pass the question to the next level, with the reason.

    Raises ValidationError as answer() does, and above the last level.
    """
    current = _waiting_at(consultation, level, by)
    _refuse_at_the_top(current)
    kept = _add(current, Kind.PASSED_UP, words, by)
    _move_up(current, kind=EntryKind.CONSULTATION_PASSED_UP, party=ANSWERING[level], by=by)
    notifications.notify(current.asked_by, kind=Notification.Kind.QUESTION_ANSWERED)
    return kept


@transaction.atomic
def take_up(consultation: Consultation, *, level: Level, words: str, by: Person) -> ConsultationAnswer:
    """The asker takes the question further: unanswered, or in disagreement.

    Raises ValidationError for anybody else, and at the top.
    """
    current = _locked(consultation)
    if current.asked_by_id != by.pk:
        raise ValidationError("Only the person who asked can take a question to the next level.")
    if current.level != level:
        raise ValidationError(f"The question is already with the {current.get_level_display()}.")
    _refuse_at_the_top(current)
    kept = _add(current, Kind.TAKEN_UP, words, by)
    _move_up(current, kind=EntryKind.CONSULTATION_TAKEN_UP, party=PARTIES[Asker(current.asked_as)], by=by)
    return kept


@transaction.atomic
def note_on_clause(consultation: Consultation, *, code: str, text: str, by: Person) -> protocol.ClauseNote:
    """Keep an answered question's advice as a note for staff on a clause in force. Raises ValidationError."""
    current = _locked(consultation)
    if current.state != Consultation.State.ANSWERED:
        raise ValidationError("Only advice that has been given can become a note on a clause.")
    version = protocol.version_in_force()
    note = protocol.note_on_clause(version=version, code=code, text=text, citation=current.reference, by=by)
    _record(
        current,
        kind=EntryKind.ADVICE_NOTED,
        party=Party.OFFICER,
        by=by,
        noted_on=f"{code} of version {version.number}",
    )
    return note


@transaction.atomic
def count_conduct_route_shown() -> None:
    """That the route for concerns about conduct was shown today once more.

    Who looked, and why, is nowhere kept.
    """
    today = timezone.localdate()
    ConductRouteShown.objects.get_or_create(on=today)
    ConductRouteShown.objects.filter(on=today).update(times=F("times") + 1)


def next_level(level: str) -> Level | None:
    """The level above, if there is one."""
    above = ROUTE[ROUTE.index(Level(level)) + 1 :]
    return above[0] if above else None


def people_at(level: str) -> list[Person]:
    """Who answers at a level now."""
    return list(Person.objects.filter(role=ROLES[Level(level)], is_active=True))


def _first_level(asker: Person) -> Level:
    """Nobody answers their own question, and no question waits where nobody is."""
    return next(
        (level for level in ROUTE if any(one != asker for one in people_at(level))), Level.CIVIC_MANAGER
    )


def _locked(consultation: Consultation) -> Consultation:
    return (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("asked_by", "invitation")
        .get(pk=consultation.pk)
    )


def _waiting_at(consultation: Consultation, level: Level, by: Person) -> Consultation:
    current = _locked(consultation)
    if current.asked_by_id == by.pk:
        raise ValidationError("You cannot answer your own question. You can take it to the next level.")
    if current.state != Consultation.State.OPEN or current.level != level:
        last = current.answers.select_related("by").last()
        raise ValidationError(
            f"{last.by} has already acted: {last.get_kind_display()}. Nothing was changed."
            if last
            else "It is with someone else."
        )
    return current


def _refuse_at_the_top(current: Consultation) -> None:
    if next_level(current.level) is None:
        raise ValidationError("There is no level above the Chief Executive.")


def _add(current: Consultation, kind: Kind, words: str, by: Person) -> ConsultationAnswer:
    return ConsultationAnswer.objects.create(
        consultation=current, level=current.level, kind=kind, words=words, at=timezone.now(), by=by
    )


def _move_up(current: Consultation, *, kind: EntryKind, party: Party, by: Person) -> None:
    above = next_level(current.level)
    if above is None:
        raise ValueError("there is no level above")
    current.level, current.state = above, Consultation.State.OPEN
    current.save(update_fields=["level", "state"])
    _record(current, kind=kind, party=party, by=by)
    _tell_the_level(current)


def _tell_the_level(current: Consultation) -> None:
    for person in people_at(current.level):
        if person != current.asked_by:
            notifications.notify(person, kind=Notification.Kind.QUESTION_WAITS)


def _record(current: Consultation, *, kind: EntryKind, party: Party, by: Person, noted_on: str = "") -> None:
    """On a case's record stands that advice was asked and given, by its reference.

    The words stay between those who may read them.
    """
    if current.invitation is not None:
        words: EntryWords = {"advice_reference": current.reference, "level": current.get_level_display()}
        if noted_on:
            words["noted_on"] = noted_on
        audit_trail.write(current.invitation, kind=kind, party=party, by=by, words=words, clause="P20")
