"""The numbers the office gives: each kind counted by itself, from one in every calendar year."""

from django.db import models


class Counter(models.Model):
    """The last number given of a kind in a calendar year. Counted by services.case_record.numbering alone."""

    class Kind(models.TextChoices):
        """What is numbered; the value is how its numbers begin."""

        INVITATION = "CIV", "invitation"
        CONSULTATION = "ADV", "question for advice"
        SUBJECT_ACCESS = "SAR", "request for subject access"
        FREEDOM_OF_INFORMATION = "FOI", "request under freedom of information"
        ERASURE = "RC", "certificate of erasure"

    kind = models.CharField(max_length=3, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_counter_a_kind_and_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"
