"""The record: every change, by whom, under which clause; append-only, and chained for each invitation.

What an entry can be about is a step of the protocol, or an `EntryKind`; what it can say in particular is
declared in `EntryWords`. Kinds have their sentences in engagements/record_sentences.py, words theirs in
engagements/record_details.py.
"""

from enum import unique
from typing import TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.models.invitation import Invitation, choices
from engagements.models.retention import Keeping
from protocols.core.vocabulary import Party, Step
from protocols.core.words import Word


@unique
class EntryKind(Word):
    """What happened that is no step of the protocol: its code, what is told of whoever did it, its keeping.

    Without one it is kept for good, for it holds codes alone or tells of the keeping itself.
    """

    kept_with: Keeping | None

    def __new__(cls, code: str, told: str = "", kept_with: Keeping | None = Keeping.CONTACT) -> "EntryKind":
        word = str.__new__(cls, code)
        word._value_, word.label, word.kept_with = code, told, kept_with
        return word

    NOTE = "note", "wrote a note", Keeping.NOTES
    TELEPHONE_CALL = "telephone_call", "spoke to the organiser by telephone", Keeping.NOTES
    INTEREST = "interest", "recorded an interest", Keeping.NOTES
    ADVICE = "advice", "wrote advice for the Mayor", Keeping.NOTES
    ASSIGNED = "assigned", "assigned the case", Keeping.NOTES
    COMMUNICATIONS_TOLD = (
        "communications_told",
        "told Communications that the press is expected",
        Keeping.NOTES,
    )
    # While an answer waits that the organiser has not read.
    ORGANISER_WROTE = "organiser_wrote", "sent us a message online"
    QUESTION_ANSWERED = "question_answered", "answered the Mayor’s question", Keeping.NOTES
    CORRECTED = "corrected", "corrected details"
    # Each by the code of its state (ChainConsent).
    CONSENT_NOT_ASKED = (
        "consent_not_asked",
        "recorded that no neighbouring civic head has been asked about the chain",
        Keeping.NOTES,
    )
    CONSENT_ASKED = (
        "consent_asked",
        "asked a neighbouring civic head whether the chain can be worn there",
        Keeping.NOTES,
    )
    CONSENT_GIVEN = (
        "consent_given",
        "recorded that the chain can be worn in a neighbouring area",
        Keeping.NOTES,
    )
    CONSENT_REFUSED = (
        "consent_refused",
        "recorded that the chain cannot be worn in a neighbouring area",
        Keeping.NOTES,
    )
    CONSENT_STANDING = (
        "consent_standing",
        "noted a standing agreement that the chain can be worn in a neighbouring area",
        Keeping.NOTES,
    )
    LINKS_REVOKED = "links_revoked", "made the organiser’s link invalid"
    CONSULTATION_ASKED = "consultation_asked", "asked for advice on the protocol"
    CONSULTATION_ANSWERED = "consultation_answered", "gave advice on the protocol"
    CONSULTATION_PASSED_UP = "consultation_passed_up", "passed a question about the protocol up"
    CONSULTATION_TAKEN_UP = "consultation_taken_up", "took a question about the protocol to the next level"
    ADVICE_NOTED = "advice_noted", "made advice a note on a clause"
    TASK_ASKED = "task_asked", "asked the civic office to do something"
    TASK_TAKEN = "task_taken", "took on a task"
    TASK_GIVEN = "task_given", "gave a task to a colleague"
    TASK_DONE = "task_done", "completed a task"
    TASK_CANNOT = "task_cannot", "answered that a task cannot be done"
    LETTER_RELEASED = "letter_released", "released a letter", Keeping.LETTERS
    LETTER_WORDED = "letter_worded", "edited a draft letter", Keeping.LETTERS
    LETTER_COPIES_ALLOWED = (
        "letter_copies_allowed",
        "recorded why others get a copy of a confidential letter",
        Keeping.LETTERS,
    )
    LETTER_IN_MAYORS_NAME = (
        "letter_in_mayors_name",
        "drafted a letter in the Mayor’s own name",
        Keeping.LETTERS,
    )
    LETTER_WORDS_ASKED = (
        "letter_words_asked",
        "asked the Mayor to approve the words of a letter",
        Keeping.LETTERS,
    )
    LETTER_WORDS_APPROVED = "letter_words_approved", "approved the words of a letter", Keeping.LETTERS
    LETTER_WORDS_REFUSED = "letter_words_refused", "did not approve the words of a letter", Keeping.LETTERS
    LETTER_STOPPED = "letter_stopped", "held a letter back", Keeping.LETTERS
    LETTER_SENT = "letter_sent", "sent a letter", Keeping.LETTERS
    LETTER_FAILED = "letter_failed", "could not deliver a letter", Keeping.LETTERS
    LETTER_UNCERTAIN = "letter_uncertain", "could not tell whether a letter was delivered", Keeping.LETTERS
    LETTER_CANCELLED = "letter_cancelled", "withdrew a letter before it was sent", Keeping.LETTERS
    LETTER_SENT_AGAIN = (
        "letter_sent_again",
        "sent a letter again after an uncertain delivery",
        Keeping.LETTERS,
    )
    LETTER_TREATED_AS_SENT = (
        "letter_treated_as_sent",
        "marked a letter as sent after an uncertain delivery",
        Keeping.LETTERS,
    )
    LETTER_RETRIED = "letter_retried", "tried again to send a letter", Keeping.LETTERS
    LETTER_DRAFTED_ANEW = "letter_drafted_anew", "started a new draft of a letter", Keeping.LETTERS
    LETTER_POSTED = "letter_posted", "posted a letter", Keeping.LETTERS
    LETTER_READ_OUT = "letter_read_out", "read a letter out by telephone", Keeping.LETTERS
    ERASED = "erased", "erased details at the end of their retention", None
    LEGAL_HOLD = "legal_hold", "placed a legal hold", Keeping.LETTERS
    LEGAL_HOLD_LIFTED = "legal_hold_lifted", "lifted the legal hold", Keeping.LETTERS


Kind = EntryKind | Step
# A step that leaves the protocol stays a word of it: entries of old cases speak of it.
KINDS: tuple[Kind, ...] = (*Step, *EntryKind)
# Steps whose entries speak of notes, and those whose entries hold codes alone. Others go with contact data.
STEPS_OF_NOTES = frozenset({
    Step.PUT_TO_MAYOR, Step.TELL_SPECIAL_CASE, Step.ASK_MONITORING_OFFICER, Step.ADVISE, Step.ADVISE_AGAINST,
    Step.ASK_OFFICE, Step.ASK_INFORMATION, Step.ANSWER_QUESTION,
})  # fmt: skip
STEPS_KEPT = frozenset({Step.REGISTER, Step.REFER})


def kept_with(kind: Kind) -> Keeping | None:
    """With what an entry's particulars are kept and erased; None when they stay."""
    if isinstance(kind, EntryKind):
        return kind.kept_with
    if kind in STEPS_KEPT:
        return None
    return Keeping.NOTES if kind in STEPS_OF_NOTES else Keeping.CONTACT


def kinds_kept_with(keeping: Keeping) -> frozenset[str]:
    """The codes of the entries whose particulars go with this."""
    return frozenset(kind.value for kind in KINDS if kept_with(kind) is keeping)


class EntryWords(TypedDict, total=False):
    """What an entry can say in particular. Numbers are those of rows; all else is as it was at the time."""

    # Of a decision and of what was asked and answered.
    decision: int
    delegation: int
    question: int
    advice_request: int
    attended: bool
    why: str
    # Of what was settled or changed: codes from and to; by field, what it was and is.
    before: str
    after: str
    changes: dict[str, list[object]]
    # Of other cases.
    declined: str
    same: bool
    joined_to: str
    set_aside_as: str
    answer_by: str
    # Of how it came, and as what.
    reference: str
    channel: str
    addressee: str
    wish: str
    provenance: str
    said: str
    # Of letters and links.
    letter_id: int
    letter: str
    edited: bool
    copies: list[str]
    to: str
    address: str
    message_id: str
    new_address: str
    posted_on: str
    withdrawn_letters: list[str]
    digest: str
    links: int
    # Of notes, and of who has the case.
    note: int
    audience: str
    call: int
    spoken_to: str
    told: str
    told_at: str
    interest: int
    person: str
    advice: str
    was_with: str
    now_with: str
    # Of a neighbouring civic head's consent.
    civic_head: str
    heard_on: str
    way: str
    # Of advice on the protocol and of members' tasks.
    advice_reference: str
    level: str
    noted_on: str
    task: int
    # Of keeping and erasing.
    what: str
    certificate: str
    reason: str


class RecordEntry(models.Model):
    """One change. Holds no personal particulars itself, only their salted digest, so that erasing them later
    leaves the chain whole.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="entries")
    sequence = models.PositiveIntegerField()
    # The invitation's version this entry made, where it is a step or a correction.
    made_version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    party = models.CharField(max_length=20, choices=choices(Party))
    on_instruction_of = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    from_stage = models.CharField(max_length=30, blank=True)
    to_stage = models.CharField(max_length=30, blank=True)
    clause = models.CharField(max_length=4, blank=True)
    protocol_version = models.ForeignKey(
        "protocols.ProtocolVersion", on_delete=models.PROTECT, related_name="+"
    )
    particulars_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    # By its number, which of the keys outside the database the hash was made with.
    key = models.CharField(max_length=8)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["invitation_id", "sequence"]
        verbose_name_plural = "record entries"
        constraints = [
            models.UniqueConstraint(fields=["invitation", "sequence"], name="entries_in_order"),
            models.UniqueConstraint(fields=["invitation", "made_version"], name="one_entry_for_a_version"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in KINDS]),
                name="entry_kind_is_known",
                violation_error_message="There is no such kind of entry in the record.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}/{self.sequence} {self.kind}"


class EntryParticulars(models.Model):
    """What an entry says in particular, in a row of its own with the salt of its digest."""

    entry = models.OneToOneField(
        RecordEntry, on_delete=models.PROTECT, primary_key=True, related_name="particulars"
    )
    salt = models.CharField(max_length=32)
    words = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entry particulars"

    def __str__(self) -> str:
        return f"particulars of {self.entry}"


class RecordHead(models.Model):
    """The head of all chains on one day: it tells whether anything written before was changed or taken away.

    It commits to the head before it and to every entry written since, up to `upto`; each of these commits to
    its own chain. So one pass over the entries, in the order in which they were written, verifies every head.
    """

    day = models.DateField(unique=True)
    made_at = models.DateTimeField()
    # The number of the last entry it covers; 0 when there was none yet.
    upto = models.BigIntegerField()
    # How many chains and entries there were up to then, all together.
    cases = models.PositiveIntegerField()
    entries = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    # No two follow from the same one.
    previous_hash = models.CharField(max_length=64, blank=True, unique=True)
    key = models.CharField(max_length=8)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"head of {self.day}"
