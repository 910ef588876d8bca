"""The protocol as the council has it: numbered versions, each with its clauses (P22)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from protocols.core.vocabulary import OfferDeputy

OFFERS = [(offer.value, offer.label) for offer in OfferDeputy]


class ProtocolVersion(models.Model):
    """One wording of the whole protocol.

    Every case keeps the version it was decided under, so a version that has been in force is never changed
    again; guards of the database see to it (protocols/guards.py).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        FOR_SIGNATURE = "for_signature", "sent for signature"
        IN_FORCE = "in_force", "in force"
        SUPERSEDED = "superseded", "superseded"

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # The first version comes with the software and was drafted and published by nobody in particular.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_force_from = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # From when a version that is put for signature shall be in force, once all three have signed.
    planned_from = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The limits the software keeps to in cases registered under this version; the clauses
    # name them by placeholders.
    answer_days = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(3), MaxValueValidator(90)]
    )
    after_reminder_days = models.PositiveSmallIntegerField(
        default=7, validators=[MinValueValidator(2), MaxValueValidator(60)]
    )
    rare_exceptions = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    # The council's own choices, facts to the table.
    offer_deputy = models.CharField(max_length=16, choices=OFFERS, default=OfferDeputy.UNLESS_REFUSED.value)
    ask_wish = models.BooleanField(default=True)

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
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="for_signature"),
                name="one_protocol_for_signature",
                violation_error_message="Another version of the protocol has been sent for signature.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "for_signature"], in_force_from__isnull=True)
                | Q(state__in=["in_force", "superseded"], in_force_from__isnull=False),
                name="protocol_in_force_from_a_moment",
                violation_error_message="A version in force must have a start date, and a draft must not.",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_for_signature(self) -> bool:
        return self.state == self.State.FOR_SIGNATURE

    @property
    def is_in_force(self) -> bool:
        return self.state == self.State.IN_FORCE

    @property
    def came_with_the_software(self) -> bool:
        """Drafted by nobody: in force by default, until the council signs it or puts its own in its place."""
        return self.created_by_id is None


class Clause(models.Model):
    """A numbered provision.

    Title and text hold the council's titles as placeholders, such as {mayor_title}.
    """

    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="clauses")
    code = models.CharField(max_length=8)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    text = models.TextField()
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="clause_once_in_a_version",
                violation_error_message="This version already has a clause with that number.",
            ),
        ]

    def __str__(self) -> str:
        return self.code
