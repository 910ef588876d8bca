"""Letters as rows, and the organiser's own link."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.folding import fold
from engagements.models.invitation import Invitation, choices
from engagements.models.outgoing import Mail, MailQuerySet, Outgoing, OutgoingQuerySet
from engagements.models.record import RecordEntry, RecordHead
from guards.composite_key import CompositeForeignKey
from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.vocabulary import LetterKind, Waiting


class LetterQuerySet(OutgoingQuerySet["Letter"]):
    """Letters by what an officer or an organiser would call them."""

    def letters(self) -> Self:
        """Each letter once: its copies to others are left out."""
        return self.filter(copy_of__isnull=True)

    def mayors(self) -> Self:
        """Those over the Mayor's own name."""
        return self.filter(kind__in=MAYORS)

    def left(self) -> Self:
        """Those that may have reached whom they were written to."""
        return self.filter(state__in=LEFT)

    def known(self) -> Self:
        """Those of which the organiser knows what they say: they have left, or were told by telephone."""
        return self.filter(Q(state__in=LEFT) | Q(told_at__isnull=False))

    def waiting(self) -> Self:
        """Those that have not left and still may."""
        return self.filter(state__in=WAITING_TO_LEAVE)


class Letter(Outgoing):
    """One letter to one recipient. The row is the truth; the broker only wakes whoever sends it."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft, to check and release"
        QUEUED = "queued", "waiting to be sent"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        FAILED = "failed", "could not be delivered"
        UNCERTAIN = "uncertain", "delivery uncertain"
        CANCELLED = "cancelled", "withdrawn before it was sent"
        POSTED = "posted", "posted"

    class Channel(models.TextChoices):
        EMAIL = "email", "e-mail"
        POST = "post", "to be printed and posted"
        # Where there is no address of any kind.
        TELEPHONE = "phone", "to be read out by telephone"

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="letters")
    entry = models.ForeignKey(RecordEntry, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40, choices=choices(LetterKind))
    # What it tells the organiser about attendance once it has left.
    announces = models.CharField(max_length=20, choices=choices(Waiting), default=Waiting.OTHER.value)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=12000)
    # The strings the frame around the body is made of, frozen with the letter.
    values = models.JSONField(default=dict)
    edited = models.BooleanField("edited by an officer", default=False)
    clause = models.CharField(max_length=4)
    recipient_name = models.CharField(max_length=120)
    recipient_email = models.EmailField(max_length=254, blank=True)
    recipient_address = models.TextField(max_length=400, blank=True)
    # Everybody else who receives it, each named at its foot (P13): [{"name": ..., "email": ...}].
    copies = models.JSONField(default=list, blank=True)
    # Of a confidential letter: the entry in which the civic manager recorded why they do (P14).
    copied_under = models.ForeignKey(RecordEntry, on_delete=models.PROTECT, null=True, related_name="+")
    # Of one over the Mayor's own name: the entry by which these words were last put before the Mayor, were
    # approved or were not (P12). None once they are others.
    words_under = models.ForeignKey(RecordEntry, on_delete=models.PROTECT, null=True, related_name="+")
    copy_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copy_rows")
    # The letter in the case that carries this one on, which this one goes with.
    told_with = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="tells_too")
    resent_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="resent_as")
    template_version = models.ForeignKey(
        "protocols.LetterTemplateVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    protocol_version = models.ForeignKey(
        "protocols.ProtocolVersion", on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # When it was posted, or read out by telephone, and by whom.
    posted_at = models.DateTimeField(null=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # When the organiser was told by telephone what it says, and the version of the invitation that this made.
    told_at = models.DateTimeField(null=True)
    told_version = models.PositiveIntegerField(null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Whatever became of it since: what somebody may have read is never worded anew.
    may_have_gone = models.BooleanField("it may have been sent once", default=False)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancelled_why = models.CharField(max_length=300, blank=True)
    # The case, the recipient, the organisation and the subject, folded, for the office's search.
    search_text = models.TextField(blank=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=Q(copy_of__isnull=True, resent_of__isnull=True),
                name="one_letter_for_a_step",
                violation_error_message="This letter has already been created.",
            ),
            models.UniqueConstraint(
                fields=["copy_of", "recipient_email"],
                condition=Q(copy_of__isnull=False),
                name="one_copy_for_a_person",
            ),
            CompositeForeignKey(
                fields=["invitation", "told_version"],
                to="engagements.RecordEntry",
                to_fields=["invitation", "made_version"],
                name="told_by_telephone_with_its_entry",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_version__isnull=True, told_by__isnull=True)
                | Q(told_at__isnull=False, told_version__isnull=False, told_by__isnull=False),
                name="told_by_telephone_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="letters_due", condition=Q(state="queued")),
            models.Index(fields=["leased_until"], name="letters_leased", condition=Q(state="sending")),
            models.Index(
                fields=["state", "id"],
                name="letters_for_officers",
                condition=Q(state__in=["draft", "queued", "sending", "failed", "uncertain"]),
            ),
            models.Index(fields=["id"], name="letters_gone", condition=Q(state__in=["sent", "posted"])),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.invitation}"

    def save(self, *given: Any, update_fields: Iterable[str] | None = None, **more: Any) -> None:
        """What is searched follows what is written."""
        if update_fields is None or _SEARCHED & set(update_fields):
            self.fold()
            update_fields = None if update_fields is None else {*update_fields, "search_text"}
        super().save(*given, update_fields=update_fields, **more)

    def fold(self) -> None:
        """Work out the folded column anew."""
        said = (
            self.invitation.reference,
            self.recipient_name,
            self.values.get("organisation", ""),
            self.subject,
        )
        self.search_text = fold(" ".join(said))

    @property
    def is_mayors(self) -> bool:
        """Whether it goes over the Mayor's own name (P12)."""
        return self.kind in MAYORS

    @property
    def shown_state(self) -> str:
        """Its state as pages show it: what has no address waits for the telephone, or was read out."""
        if self.state == self.State.QUEUED and self.channel != self.Channel.EMAIL:
            return self.get_channel_display()
        return "read out" if self.was_read_out else self.get_state_display()

    @property
    def was_read_out(self) -> bool:
        return self.state == self.State.POSTED and self.channel == self.Channel.TELEPHONE

    @property
    def is_known(self) -> bool:
        """Whether it is one of `known()`."""
        return self.state in LEFT or self.told_at is not None

    @property
    def left_at(self) -> datetime:
        """When it left; of one that may have left, when it was written."""
        return self.sent_at or self.posted_at or self.drafted_at


_SEARCHED = {"recipient_name", "subject"}
MAYORS = tuple(kind.value for kind in IN_THE_MAYORS_NAME)
# A letter that may have reached the organiser counts as having left.
LEFT = (
    Letter.State.SENDING.value,
    Letter.State.SENT.value,
    Letter.State.UNCERTAIN.value,
    Letter.State.POSTED.value,
)
# What an officer let go: it has left, or will.
RELEASED = (*LEFT, Letter.State.QUEUED.value, Letter.State.FAILED.value)
WAITING_TO_LEAVE = (Letter.State.DRAFT.value, Letter.State.QUEUED.value, Letter.State.FAILED.value)


class Notification(Mail):
    """A short mail that tells a member or an officer that something waits.

    A link, and nothing about the organiser (P16).
    """

    class Kind(models.TextChoices):
        MAYOR_DECIDES = "mayor_decides", "you have an invitation to decide on"
        MAYOR_SPECIAL = "mayor_special", "you have a special case to look at"
        DEPUTY_ASKED = "deputy_asked", "you have been asked to attend"
        DEPUTY_RELEASED = "deputy_released", "you are no longer asked to attend"
        ADVICE_ASKED = "advice_asked", "your advice is needed"
        CALLED_OFF = "called_off", "an engagement in the diary has been cancelled"
        CHANGED = "changed", "an engagement in the diary has changed"
        WORD_RECORDED = "word_recorded", "the civic office has recorded a decision or an answer for you"
        HANDBOOK_WAITS = "handbook_waits", "please acknowledge the protocol"
        WORDS_WAIT = "words_wait", "you have the words of a letter to approve"
        QUESTION_WAITS = "question_waits", "you have a question about the protocol to answer"
        QUESTION_ANSWERED = "question_answered", "there is an update to your question about the protocol"
        TASK_GIVEN = "task_given", "you have been given a task in the civic office"
        TASK_CLOSED = "task_closed", "the civic office has answered your request"
        RECORD_HEAD = "record_head", "today’s record check"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications"
    )
    # None for what concerns no invitation, such as the handbook.
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="notifications"
    )
    # Of a mail that carries the day's head of the record.
    head = models.ForeignKey(RecordHead, on_delete=models.PROTECT, null=True, related_name="notifications")
    kind = models.CharField(max_length=20, choices=Kind.choices)

    objects = MailQuerySet.as_manager()

    class Meta(Mail.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="record_head", head__isnull=False)
                | (~Q(kind="record_head") & Q(head__isnull=True)),
                name="head_is_told_by_its_own_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class OrganiserLink(models.Model):
    """The organiser's own door. The token and the code themselves are nowhere kept.

    Only their hashes, and a nonce to make them again from.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="links")
    nonce = models.CharField(max_length=40, unique=True)
    # By its number, which of the keys outside the database makes its token and its code.
    key = models.CharField(max_length=8)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"link of {self.invitation}"
