"""The letters' templates. A changed wording is a new version; what a letter was made from stays as it was."""

from typing import NamedTuple, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from protocols.core.vocabulary import LetterKind, Manner

ENGLISH = "en"
"""What every letter comes in. Another language is a template of its own; this is used where there is none."""


def _manners() -> list[tuple[str, str]]:
    return [(manner.value, manner.label) for manner in Manner]


class LetterName(NamedTuple):
    """Which letter, and how it speaks: decline, or decline-solemn."""

    kind: LetterKind
    manner: Manner = Manner.ORDINARY

    def __str__(self) -> str:
        solemn = self.manner is not Manner.ORDINARY
        return f"{self.kind.value}-{self.manner.value}" if solemn else self.kind.value

    @property
    def label(self) -> str:
        solemn = self.manner is not Manner.ORDINARY
        return f"{self.kind.label}, {self.manner.label}" if solemn else self.kind.label

    @classmethod
    def read(cls, code: str) -> Self:
        """From its name. Raises ValueError where there is none such."""
        kind, _, manner = code.partition("-")
        return cls(LetterKind(kind), Manner(manner or Manner.ORDINARY.value))


class LetterTemplate(models.Model):
    """One letter of the protocol (see Letter) as it speaks in one manner and one language, and whether it may
    leave without an officer reading it first.
    """

    letter = models.CharField(max_length=40)
    manner = models.CharField(max_length=10, choices=_manners(), default=Manner.ORDINARY.value)
    language = models.CharField(max_length=2, default=ENGLISH)
    may_go_by_itself = models.BooleanField(default=False)
    switched_at = models.DateTimeField(null=True, blank=True)
    switched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["letter", "manner", "language"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "manner", "language"], name="letter_once_in_a_manner")
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> LetterName:
        return LetterName(LetterKind(self.letter), Manner(self.manner))

    @property
    def label(self) -> str:
        return self.name.label


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
                violation_error_message="Someone else has just saved another wording of this letter.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template.label}, wording {self.number}"
