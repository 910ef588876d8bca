"""The council's calendar as far as the protocol needs it: meetings, closed days, pre-election periods."""

from django.conf import settings
from django.db import models

from civic.models.council import Nation
from civic.postcodes import covered


class CouncilMeeting(models.Model):
    """A meeting of the whole council.

    The annual one is the moment at which civic years, and most terms, turn.
    """

    class Kind(models.TextChoices):
        ANNUAL = "annual", "annual meeting"
        FULL = "full", "full council"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FULL)
    at = models.DateTimeField("when")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "at"],
                name="meeting_once",
                violation_error_message="This meeting is already in the calendar.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ClosedDay(models.Model):
    """A day on which the office is closed, in one nation: bank holidays, and what the council adds."""

    nation = models.CharField(max_length=20, choices=Nation.choices)
    on = models.DateField("date")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["on", "nation"]
        constraints = [
            models.UniqueConstraint(
                fields=["nation", "on"],
                name="closed_day_once",
                violation_error_message="This day is already a closed day.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PreElectionPeriod(models.Model):
    """Days (first and last included) in which publicity could affect an election (P11)."""

    class Scope(models.TextChoices):
        WHOLE_COUNCIL = "whole_council", "the whole council"
        WARD = "ward", "one ward"
        CANDIDATE = "candidate", "an office-holder who is a candidate"

    class Policy(models.TextChoices):
        NOTE = "note", "note it on the invitation"
        CAUTION = "caution", "ask the Monitoring Officer first"
        HOLD = "hold", "hold every invitation until it is over"

    name = models.CharField(max_length=120)
    begins_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    scope = models.CharField(max_length=15, choices=Scope.choices, default=Scope.WHOLE_COUNCIL)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidacies",
        verbose_name="candidate",
    )
    ward = models.CharField(max_length=80, blank=True)
    # How the ward's postcodes begin, such as ["WX1", "WX2 4"].
    postcodes = models.JSONField("postcodes of the ward", default=list, blank=True)
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.CAUTION)

    class Meta:
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on")),
                name="pre_election_ends_after_it_begins",
                violation_error_message="The last day must not be before the first day.",
            ),
            models.CheckConstraint(
                condition=~models.Q(scope="candidate") & models.Q(person__isnull=True)
                | models.Q(scope="candidate", person__isnull=False),
                name="pre_election_candidate_named",
                violation_error_message="Name the candidate, or choose the whole council or a ward.",
            ),
            models.CheckConstraint(
                condition=~models.Q(scope="ward") & models.Q(ward="")
                | models.Q(scope="ward") & ~models.Q(ward=""),
                name="pre_election_ward_named",
                violation_error_message="Name the ward, or choose the whole council or a candidate.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def concerns(self) -> str:
        """Whom the period is about, for lists."""
        if self.person:
            return f"Candidate: {self.person}"
        return (
            f"{self.ward} ward: {', '.join(self.postcodes)}"
            if self.scope == self.Scope.WARD
            else "The whole council"
        )

    def covers_place(self, postcode: str) -> bool:
        """Whether an event at this postcode is in the period's area:
        anywhere but for a ward, which goes by its postcodes.
        """
        return self.scope != self.Scope.WARD or covered(postcode, self.postcodes) > 0
