"""What the office keeps, a file for each matter."""

from engagements.models.casework import AdviceRequest, Attachment, Note, Question, SameEventAnswer, TelephoneCall
from engagements.models.decision import LIVING, SAID_NO, AgreedReason, Capacity, Decision, Delegation, Instruction, Interest, Outcome
from engagements.models.diary import Engagement
from engagements.models.intake import IntakeAttempt, IntakeDraft, IntakeFile, LinkRequest
from engagements.models.invitation import Asked, Channel, EventKind, Invitation, Language, Organiser, Provenance, Purpose, ReferenceCounter
from engagements.models.record import EntryParticulars, RecordEntry
from engagements.models.reply import LEFT, WAITING_TO_LEAVE, Notice, OrganiserLink, Reply

__all__ = [
    "LEFT",
    "LIVING",
    "SAID_NO",
    "WAITING_TO_LEAVE",
    "AdviceRequest",
    "AgreedReason",
    "Asked",
    "Attachment",
    "Capacity",
    "Channel",
    "Decision",
    "Delegation",
    "Engagement",
    "EntryParticulars",
    "EventKind",
    "Instruction",
    "IntakeAttempt",
    "IntakeDraft",
    "IntakeFile",
    "Interest",
    "Invitation",
    "Language",
    "LinkRequest",
    "Note",
    "Notice",
    "Organiser",
    "OrganiserLink",
    "Outcome",
    "Provenance",
    "Purpose",
    "Question",
    "RecordEntry",
    "ReferenceCounter",
    "Reply",
    "SameEventAnswer",
    "TelephoneCall",
]
