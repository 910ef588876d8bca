"""How long what is kept, what was erased and on whose approval, and what must not be erased."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.models.invitation import Invitation

# What stands where words of no case were, when their time is over.
GONE = "(erased)"


class Keeping(models.TextChoices):
    """What the office keeps of a case, each kind with its own time."""

    CONTACT = "contact", "contact data"
    LETTERS = "letters", "letters and the reasons of decisions"
    ATTACHMENTS = "attachments", "attachments"
    NOTES = "notes", "notes, telephone notes and advice"
    ENGAGEMENT = "engagement", "short entry: event, date, place and outcome"


class RetentionRule(models.Model):
    """How many years after its event one kind is kept. No row's years means: for good."""

    kind = models.CharField(max_length=12, choices=Keeping.choices, unique=True)
    years = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(years__isnull=True) | Q(years__gte=1, years__lte=100),
                name="kept_for_a_year_at_least",
                violation_error_message="Enter a number of years between 1 and 100.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {f'{self.years} years' if self.years else 'kept for good'}"


class RetentionRun(models.Model):
    """One kind erased from a list of cases that somebody approved by name; once finished, its certificate."""

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=Keeping.choices)
    # Cases whose event ended on this day or before it.
    cut_off_on = models.DateField()
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The references on the approved list; what became of each is an Erasure or stands in `passed_over`.
    listed = models.JSONField(default=list)
    passed_over = models.JSONField(default=dict)
    counted = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"


class Erasure(models.Model):
    """That one kind was erased from one case. Without this row the database refuses every erasure."""

    run = models.ForeignKey(RetentionRun, on_delete=models.PROTECT, related_name="erasures")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="erasures")
    kind = models.CharField(max_length=12, choices=Keeping.choices)
    # What stands in the place of the words, naming the certificate.
    words = models.CharField(max_length=200)
    erased_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["invitation", "kind"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.invitation}: {self.get_kind_display()}"


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Legal holds by whether they hold."""

    def standing(self) -> Self:
        """Placed, and not lifted since."""
        return self.filter(lifted_at__isnull=True)


class LegalHold(models.Model):
    """While it stands nothing of the case is erased."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField(max_length=1000)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_why = models.TextField(max_length=1000, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(lifted_at__isnull=True),
                name="one_standing_hold",
                violation_error_message="There is already a legal hold on this case.",
            )
        ]

    def __str__(self) -> str:
        return f"legal hold on {self.invitation}"
