"""The record of changes to the council's own particulars."""

from django.conf import settings
from django.db import models


class CivicChange(models.Model):
    """Who changed what about the council, its people and its offices.

    Never altered: the database refuses it.
    """

    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    what = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["-changed_at"], name="civic_change_latest")]

    def __str__(self) -> str:
        return self.what
