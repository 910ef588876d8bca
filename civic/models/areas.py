"""The areas around the council's own, where its chain of office is worn by consent alone (P1)."""

from django.db import models


class NeighbouringArea(models.Model):
    """A neighbouring area: by which postcodes it is known, and who is asked before the chain is worn there.

    The council's own districts are among its particulars (`Council.districts`). What an invitation was found
    to be, and who agreed, the invitation keeps in words of its own: an area that changes changes none.
    """

    name = models.CharField(
        "area",
        max_length=80,
        unique=True,
        error_messages={"unique": "This area is on the list already."},
    )
    civic_head = models.CharField(
        "civic head", max_length=120, help_text="As in a sentence, such as the Mayor of Marlhaven."
    )
    # How its postcodes begin, such as ["MV1", "WX6 9"].
    districts = models.JSONField("postcode districts", default=list)
    standing_agreement = models.BooleanField(
        "the chain may always be worn there, without asking each time", default=False
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(civic_head=""),
                name="neighbouring_area_says_who_is_asked",
                violation_error_message="Enter the area and its civic head.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
