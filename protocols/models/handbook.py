"""The protocol as the council has it: numbered versions, each with its clauses (P22)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class ProtocolVersion(models.Model):
    """One wording of the whole protocol.

    Every case keeps the version it was decided under, so a version that has been in force is never changed again;
    triggers in the database see to it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        IN_FORCE = "in_force", "in force"
        SUPERSEDED = "superseded", "superseded"

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # The first version comes with the software and was drafted and published by nobody in particular.
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    in_force_from = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="in_force"),
                name="one_protocol_in_force",
                violation_error_message="Another version of the protocol is in force.",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="draft"),
                name="one_protocol_draft",
                violation_error_message="Another draft of the protocol is being worked on.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", in_force_from__isnull=True) | (~Q(state="draft") & Q(in_force_from__isnull=False)),
                name="protocol_in_force_from_a_moment",
                violation_error_message="A version in force says since when; a draft cannot.",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class Clause(models.Model):
    """A numbered provision. Title and text hold the council's titles as placeholders, such as {mayor_title}."""

    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="clauses")
    code = models.CharField(max_length=8)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    text = models.TextField()
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="clause_once_in_a_version",
                violation_error_message="This version already has a clause of that number.",
            ),
        ]

    def __str__(self) -> str:
        return self.code
