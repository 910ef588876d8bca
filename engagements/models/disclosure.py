"""Requests for what the office holds: what was found and chosen, what is left out and why,
and the files made of it.
"""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

from engagements.models.invitation import Invitation


class RedactionCode(models.TextChoices):
    """Why a passage is left out. Sections of the 2000 Act; in Scotland of the 2002 Act."""

    THIRD_PARTY = "third_party", "a third party’s personal data (section 40; Scotland 38)"
    PRIVATE_REASON = "private_reason", "a member’s private reason (section 40; Scotland 38)"
    PRIVILEGE = "privilege", "legal privilege (section 42; Scotland 36)"
    CONFIDENCE = "confidence", "given in confidence (section 41; Scotland 36)"
    SAFETY = "safety", "health and safety (section 38; Scotland 39)"
    AFFAIRS = "affairs", "conduct of public affairs (section 36; Scotland 30)"
    OUTSIDE = "outside", "not part of what was asked for"


class DisclosureRequest(models.Model):
    """Somebody asks what the council holds about them (SAR), or holds at all (FOI)."""

    class Kind(models.TextChoices):
        SAR = "sar", "subject access"
        FOI = "foi", "freedom of information"

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=3, choices=Kind.choices)
    asked_by_name = models.CharField("who asked", max_length=120)
    asked_for = models.TextField("what was asked for", max_length=2000)
    # Names, addresses and numbers to look for, one a line.
    terms = models.TextField(max_length=1000)
    received_on = models.DateField()
    due_on = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closing_words = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.number}: {self.asked_by_name}"


class DisclosureItem(models.Model):
    """One thing chosen for the request, its words as they stood when it was chosen."""

    request = models.ForeignKey(DisclosureRequest, on_delete=models.PROTECT, related_name="items")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20)
    source_pk = models.BigIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        ordering = ["invitation_id", "id"]
        constraints = [models.UniqueConstraint(fields=["request", "source", "source_pk"], name="chosen_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def undecided(self) -> int:
        """How many passages wait for a decision."""
        return sum(one.state == Redaction.State.PROPOSED for one in self.redactions.all())

    @property
    def left_out(self) -> int:
        """How many passages are left out."""
        return sum(one.state == Redaction.State.LEFT_OUT for one in self.redactions.all())


class Redaction(models.Model):
    """A passage proposed to be left out, and what an officer decided of it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "to be decided"
        LEFT_OUT = "left_out", "left out"
        SHOWN = "shown", "shown"

    item = models.ForeignKey(DisclosureItem, on_delete=models.CASCADE, related_name="redactions")
    begins = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()
    code = models.CharField(max_length=20, choices=RedactionCode.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["begins", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="passage_has_words"),
            models.UniqueConstraint(fields=["item", "begins", "ends"], name="passage_decided_once"),
        ]

    def __str__(self) -> str:
        return f"{self.begins} to {self.ends}: {self.get_code_display()}"

    @property
    def words(self) -> str:
        """What the passage says."""
        return self.item.text[self.begins : self.ends]


class DisclosureFile(models.Model):
    """A file made of a request, kept as it was made."""

    class Version(models.TextChoices):
        WHOLE = "whole", "everything, for the office only"
        RELEASE = "release", "for release, passages left out"

    request = models.ForeignKey(DisclosureRequest, on_delete=models.PROTECT, related_name="files")
    version = models.CharField(max_length=8, choices=Version.choices)
    file = models.FileField(upload_to="disclosures/%Y/%m/", storage=default_storage, max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.request.number}, {self.get_version_display()}"
