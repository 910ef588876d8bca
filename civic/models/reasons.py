"""The council's agreed list of reasons for which its civic head may ask the deputy (P2)."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class AgreedReasonQuerySet(models.QuerySet["AgreedReason"]):
    def in_use(self) -> Self:
        """What may be chosen today; what was chosen from an earlier list stays with its decision."""
        return self.filter(in_use=True)


class AgreedReason(models.Model):
    """One reason of the list, as a whole sentence.

    It is reworded to say the same better, and retired when it is not to be chosen any more; never removed,
    because decisions name it. What a decision was made with, the decision keeps in words of its own.
    """

    # What decisions and reports know it by, however it is worded.
    code = models.SlugField(max_length=30, unique=True, editable=False)
    wording = models.CharField(
        "reason",
        max_length=160,
        unique=True,
        error_messages={"unique": "This reason is on the list already, or was on it."},
    )
    may_be_told = models.BooleanField("can be told to an organiser", default=False)
    in_use = models.BooleanField("on the list", default=True)
    place = models.PositiveSmallIntegerField(
        "place on the list", default=1, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )

    objects = AgreedReasonQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(wording="") & ~models.Q(code=""),
                name="agreed_reason_says_something",
                violation_error_message="Write the reason as a full sentence.",
            ),
        ]

    def __str__(self) -> str:
        return self.wording
