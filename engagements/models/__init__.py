"""What the office keeps, a file for each matter."""

from engagements.models.advice import (
    AdviceCounter,
    Asker,
    ConductRouteShown,
    Consultation,
    ConsultationAnswer,
    Level,
    MemberTask,
    MemberTaskEvent,
)
from engagements.models.casework import AdviceRequest, Attachment, Note, Question, SameEventAnswer, TelephoneCall
from engagements.models.decision import LIVING, SAID_NO, AgreedReason, Capacity, Decision, Delegation, Instruction, Interest, Outcome
from engagements.models.diary import Engagement
from engagements.models.disclosure import DisclosureFile, DisclosureItem, DisclosureRequest, Redaction, RedactionCode
from engagements.models.intake import IntakeAttempt, IntakeDraft, IntakeFile, LinkRequest
from engagements.models.invitation import Asked, Channel, EventKind, Invitation, Language, Organiser, Provenance, Purpose, ReferenceCounter
from engagements.models.record import EntryParticulars, RecordEntry
from engagements.models.reply import LEFT, WAITING_TO_LEAVE, Notice, OrganiserLink, Reply
from engagements.models.retention import KEPT_ENTRIES, NOTE_ENTRIES, Erasure, Keeping, LegalHold, RetentionRule, RetentionRun

__all__ = [
    "KEPT_ENTRIES",
    "LEFT",
    "LIVING",
    "NOTE_ENTRIES",
    "SAID_NO",
    "WAITING_TO_LEAVE",
    "AdviceCounter",
    "AdviceRequest",
    "AgreedReason",
    "Asked",
    "Asker",
    "Attachment",
    "Capacity",
    "Channel",
    "ConductRouteShown",
    "Consultation",
    "ConsultationAnswer",
    "Decision",
    "Delegation",
    "DisclosureFile",
    "DisclosureItem",
    "DisclosureRequest",
    "Engagement",
    "EntryParticulars",
    "Erasure",
    "EventKind",
    "Instruction",
    "IntakeAttempt",
    "IntakeDraft",
    "IntakeFile",
    "Interest",
    "Invitation",
    "Keeping",
    "Language",
    "LegalHold",
    "Level",
    "LinkRequest",
    "MemberTask",
    "MemberTaskEvent",
    "Note",
    "Notice",
    "Organiser",
    "OrganiserLink",
    "Outcome",
    "Provenance",
    "Purpose",
    "Question",
    "RecordEntry",
    "Redaction",
    "RedactionCode",
    "ReferenceCounter",
    "Reply",
    "RetentionRule",
    "RetentionRun",
    "SameEventAnswer",
    "TelephoneCall",
]
