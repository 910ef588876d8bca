"""What staff are to bear in mind when they read a clause: advice that was given on it, cited (P22)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from protocols.models.handbook import ProtocolVersion


class ClauseNote(models.Model):
    """A note on a clause as it stood in a version, with where it comes from.

    For staff; only ever added to.
    """

    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="clause_notes")
    code = models.CharField(max_length=4)
    text = models.TextField()
    # Plain words, such as ADV-2026-0007: where the advice is kept is not the handbook's business.
    citation = models.CharField(max_length=40)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code", "citation"],
                name="advice_noted_once_on_a_clause",
                violation_error_message="This advice is already a note on that clause.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.citation}"
