"""What an officer keeps on a case: notes, calls, questions, advice asked for, attachments,
answers about other cases.
"""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from engagements.models.decision import Instruction
from engagements.models.invitation import Invitation, choices
from protocols.core.findings import Consent


class Note(models.Model):
    """A note on the case.

    Its audience is shown wherever it is; none is ever shown to the Deputy or the organiser (P15).
    """

    class Audience(models.TextChoices):
        OFFICE = "office", "the civic office"
        MAYOR = "mayor", "the civic office and the Mayor"

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="notes")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.OFFICE)
    text = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.text[:60]


class TelephoneCall(models.Model):
    """What was said to the organiser on the telephone, when and by whom."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="calls")
    called_at = models.DateTimeField()
    spoken_to = models.CharField(max_length=120)
    said = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-called_at", "-id"]

    def __str__(self) -> str:
        return f"{self.spoken_to}: {self.said[:60]}"


class Question(models.Model):
    """A question on the case: of the office to the organiser, or of the Mayor to the office."""

    class To(models.TextChoices):
        ORGANISER = "organiser", "the organiser"
        OFFICE = "office", "the civic office"

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="questions")
    to = models.CharField(max_length=10, choices=To.choices)
    text = models.TextField(max_length=2000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    # Empty when the organiser answered through the link.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(to="organiser", answered_at__isnull=True, given_up_at__isnull=True),
                name="one_open_question_to_the_organiser",
                violation_error_message="The organiser already has a question to answer.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class LegalAdvice(models.Model):
    """Advice of the Monitoring Officer, asked for and given (P11, P20)."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="legal_advice")
    question = models.TextField(max_length=2000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(max_length=4000, blank=True)
    against = models.BooleanField(null=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recalled_at = models.DateTimeField(null=True)
    # Advice is about an event as it stood; a change of date, place or nature asks for it anew.
    void = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.question[:60]


class SameEventAnswer(models.Model):
    """What an officer said of a declined case that looks like the same event (P3)."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="same_event_answers")
    declined = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="+")
    same = models.BooleanField()
    why = models.TextField(max_length=1000)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    void = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.invitation} and {self.declined}"


class ChainConsent(models.Model):
    """What was heard of a neighbouring civic head's consent that the chain is worn at an event there (P1).

    Nothing is taken back but by recording anew: the last one counts, which the invitation names, until the
    day or the place is another.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="consents")
    entry = models.OneToOneField(
        "engagements.RecordEntry", on_delete=models.PROTECT, related_name="chain_consent"
    )
    state = models.CharField(max_length=20, choices=choices(Consent))
    # Who was asked, within a sentence: the Mayor of Marlhaven.
    civic_head = models.CharField(max_length=120, blank=True)
    heard_on = models.DateField("asked, or heard, on", null=True)
    way = models.CharField("how", max_length=20, choices=Instruction.choices, blank=True)
    recorded_at = models.DateTimeField()
    # Nobody where it is known by the standing agreement alone.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=Consent.NOT_ASKED.value) | ~Q(civic_head=""),
                name="consent_says_whose_it_is",
                violation_error_message="Enter who was asked.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[Consent.NOT_ASKED.value, Consent.STANDING.value])
                | (Q(heard_on__isnull=False) & ~Q(way="")),
                name="consent_says_when_and_how",
                violation_error_message="Enter the day, and how it was said.",
            ),
            models.CheckConstraint(
                condition=Q(state=Consent.STANDING.value) | Q(recorded_by__isnull=False),
                name="consent_is_recorded_by_somebody",
                violation_error_message="Only a standing agreement is known without anyone recording it.",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.civic_head}: {self.get_state_display()}" if self.civic_head else self.get_state_display()
        )


class Attachment(models.Model):
    """A file the organiser sent. Checked by content, served as a download only."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="attachments/%Y/%m/", storage=default_storage, max_length=200)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
