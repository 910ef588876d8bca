"""What officers write down on a case beside its steps.

Notes, calls, interests, their advice, who has the case.

None of it moves the invitation or bumps its version; each leaves an entry in the record. The same words sent
twice, as by a second press of the button, are kept once.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic.models import Person
from engagements.models import (
    Engagement,
    EntryKind,
    EntryWords,
    Interest,
    Invitation,
    Note,
    Question,
    TelephoneCall,
)
from engagements.services.case_record import audit_trail
from engagements.services.steps import transitions
from protocols.core.vocabulary import Party

NOTHING_TO_TELL = (
    "There is nothing to tell Communications about this invitation now. Someone may have told them already, "
    "or the invitation has changed."
)


@transaction.atomic
def write_note(invitation: Invitation, *, text: str, audience: Note.Audience, by: Person) -> Note:
    """Add a note for the office, or for the office and the Mayor.

    Never shown to the Deputy or the organiser (P15).
    """
    transitions.lock(invitation, None)
    note = Note.objects.create(
        invitation=invitation, text=text, audience=audience, written_by=by, written_at=timezone.now()
    )
    audit_trail.write(
        invitation,
        kind=EntryKind.NOTE,
        party=Party.OFFICER,
        by=by,
        words={"note": note.pk, "audience": audience.value},
        clause="P15",
    )
    return note


@transaction.atomic
def log_call(
    invitation: Invitation, *, spoken_to: str, said: str, called_at: datetime, by: Person
) -> TelephoneCall:
    """Keep what was said to the organiser on the telephone.

    Raises ValidationError for a call that is still to come.
    """
    now = timezone.now()
    if called_at > now:
        raise ValidationError("The call cannot be in the future.")
    transitions.lock(invitation, None)
    same = {
        "invitation": invitation,
        "spoken_to": spoken_to,
        "said": said,
        "called_at": called_at,
        "written_by": by,
    }
    if kept := TelephoneCall.objects.filter(**same).first():
        return kept
    call = TelephoneCall.objects.create(**same, written_at=now)
    audit_trail.write(
        invitation,
        kind=EntryKind.TELEPHONE_CALL,
        party=Party.OFFICER,
        by=by,
        words={"call": call.pk, "spoken_to": spoken_to},
    )
    return call


@transaction.atomic
def declare_interest(
    invitation: Invitation, *, person: Person, nature: str, party: Party = Party.OFFICER, by: Person
) -> Interest:
    """Record an interest in the organiser, an office-holder's or an officer's (P18): it is shown to whoever
    decides, and an officer's beside the case as well, so that somebody else may take it.
    """
    transitions.lock(invitation, None)
    same = {"invitation": invitation, "person": person, "nature": nature}
    if kept := Interest.objects.filter(**same).first():
        return kept
    interest = Interest.objects.create(**same, declared_at=timezone.now(), recorded_by=by)
    words: EntryWords = {"interest": interest.pk, "person": person.name}
    told = "" if person == by else person.name
    audit_trail.write(
        invitation, kind=EntryKind.INTEREST, party=party, by=by, words=words, on_instruction_of=told
    )
    return interest


@transaction.atomic
def tell_communications(invitation: Invitation, *, spoken_to: str, told_at: datetime, by: Person) -> None:
    """Mark as done that Communications know of an engagement at which the press is expected (P24).

    Raises ValidationError for a moment that is still to come, and where there is nothing to tell them, or
    somebody has told them already.
    """
    now = timezone.now()
    if told_at > now:
        raise ValidationError({"told_time": "Enter a time that is not in the future"})
    current = transitions.lock(invitation, None)
    engagement = Engagement.objects.to_tell_communications(now).filter(invitation=current).first()
    if engagement is None:
        raise ValidationError(NOTHING_TO_TELL)
    words: EntryWords = {"spoken_to": spoken_to, "told_at": told_at.isoformat()}
    engagement.communications_told = audit_trail.write(
        current,
        kind=EntryKind.COMMUNICATIONS_TOLD,
        party=Party.OFFICER,
        by=by,
        words=words,
        clause="P24",
    )
    engagement.save(update_fields=["communications_told"])


@transaction.atomic
def advise_mayor(invitation: Invitation, *, advice: str, seen: int | None = None, by: Person) -> Invitation:
    """Write the officer's own advice beside the decision (P19). Raises MovedMeanwhile."""
    current = transitions.lock(invitation, seen)
    if (current.advice, current.advice_by) == (advice, by):
        return current
    current.advice, current.advice_by, current.advice_at = advice, by, timezone.now()
    current.save(update_fields=["advice", "advice_by", "advice_at"])
    audit_trail.write(
        current, kind=EntryKind.ADVICE, party=Party.OFFICER, by=by, words={"advice": advice}, clause="P19"
    )
    return current


@transaction.atomic
def assign(invitation: Invitation, *, to: Person | None, by: Person) -> Invitation:
    """Give the case to an officer, or back to the whole office.

    Raises ValidationError for somebody who is no officer.
    """
    if to and not to.is_officer:
        raise ValidationError(f"{to} does not work on invitations.")
    current = transitions.lock(invitation, None)
    words: EntryWords = {
        "was_with": str(current.assigned_to or "not assigned"),
        "now_with": str(to or "not assigned"),
    }
    if current.assigned_to == to:
        return current
    current.assigned_to = to
    current.save(update_fields=["assigned_to"])
    audit_trail.write(current, kind=EntryKind.ASSIGNED, party=Party.OFFICER, by=by, words=words)
    return current


@transaction.atomic
def answer_mayors_question(
    invitation: Invitation, *, question: Question, answer: str, by: Person
) -> Question:
    """Answer what the Mayor asked the office. Raises ValidationError when somebody has answered meanwhile."""
    transitions.lock(invitation, None)
    asked = Question.objects.select_for_update().get(
        pk=question.pk, invitation=invitation, to=Question.To.OFFICE
    )
    if asked.answered_at:
        raise ValidationError("This question has already been answered.")
    asked.answer, asked.answered_at, asked.answered_by = answer, timezone.now(), by
    asked.save(update_fields=["answer", "answered_at", "answered_by"])
    audit_trail.write(
        invitation, kind=EntryKind.QUESTION_ANSWERED, party=Party.OFFICER, by=by, words={"question": asked.pk}
    )
    return asked
