"""The letters' templates. A changed wording is a new version; what a letter was made from stays as it was."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from protocols.core.vocabulary import LetterKind


class LetterTemplate(models.Model):
    """One letter of the protocol (see Letter) and whether it may leave without an
    officer reading it first.
    """

    letter = models.CharField(max_length=40, unique=True)
    may_go_by_itself = models.BooleanField(default=False)
    switched_at = models.DateTimeField(null=True, blank=True)
    switched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["letter"]

    def __str__(self) -> str:
        return self.letter

    @property
    def label(self) -> str:
        return LetterKind(self.letter).label


class LetterTemplateVersion(models.Model):
    """One wording of a letter: subject and body with placeholders.

    Only ever added to; the highest number is in use.
    """

    template = models.ForeignKey(LetterTemplate, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    # The first wording comes with the software.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"],
                name="letter_wording_once_a_number",
                violation_error_message="Somebody else has just saved another wording of this letter.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template.label}, wording {self.number}"
