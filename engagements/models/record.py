"""The record: every change, by whom, under which clause; append-only and chained by hashes for each invitation."""

from django.conf import settings
from django.db import models

from engagements.models.invitation import Invitation, choices
from protocols.core.vocabulary import Party


class RecordEntry(models.Model):
    """One change. Holds no personal particulars itself, only their salted digest, so that erasing them later leaves the chain whole."""

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
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["invitation_id", "sequence"]
        verbose_name_plural = "record entries"
        constraints = [
            models.UniqueConstraint(fields=["invitation", "sequence"], name="entries_in_order"),
            models.UniqueConstraint(fields=["invitation", "made_version"], name="one_entry_for_a_version"),
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
