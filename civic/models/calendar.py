"""The council's calendar as far as the protocol needs it: meetings, closed days, pre-election periods."""

from django.conf import settings
from django.db import models

from civic.models.council import Nation


class CouncilMeeting(models.Model):
    """A meeting of the whole council. The annual one is the moment at which civic years, and most terms, turn."""

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
                fields=["kind", "at"], name="meeting_once", violation_error_message="This meeting is already in the calendar."
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
                fields=["nation", "on"], name="closed_day_once", violation_error_message="This day is already a closed day."
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PreElectionPeriod(models.Model):
    """Days (first and last included) in which publicity could affect an election (P11)."""

    class Scope(models.TextChoices):
        WHOLE_COUNCIL = "whole_council", "the whole council"
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
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name="candidate"
    )
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.CAUTION)

    class Meta:
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on")),
                name="pre_election_ends_after_it_begins",
                violation_error_message="The last day must not come before the first.",
            ),
            models.CheckConstraint(
                condition=models.Q(scope="whole_council", person__isnull=True) | models.Q(scope="candidate", person__isnull=False),
                name="pre_election_candidate_named",
                violation_error_message="Name the candidate, or choose the whole council.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
