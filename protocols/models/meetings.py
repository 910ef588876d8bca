"""Induction, training, the meeting before office and the talk in the course of the year (P26):
that they took place, and the report that is opened for the talk.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from protocols.models.handbook import ProtocolVersion


class Meeting(models.Model):
    """One of them, as the civic manager recorded it afterwards. Only ever added to."""

    class Kind(models.TextChoices):
        INDUCTION = "induction", "induction"
        TRAINING = "training", "training"
        BEFORE_OFFICE = "before_office", "meeting before office"
        TALK = "talk", "talk in the course of the year"

    kind = models.CharField(max_length=15, choices=Kind)
    held_on = models.DateField()
    # The protocol that was in force when it was recorded, and was gone through.
    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="meetings")
    others = models.TextField("who else was there", max_length=2000, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    recorded_on = models.DateField(default=timezone.localdate)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__lte=F("recorded_on")),
                name="meeting_is_recorded_afterwards",
                violation_error_message="Record it once it has been held.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.held_on}"

    @property
    def others_there(self) -> list[str]:
        """Whoever else was there, one a line as they were typed."""
        return [line.strip() for line in self.others.splitlines() if line.strip()]


class Presence(models.Model):
    """That the holder of an office, in office or to come, was there. Only ever added to."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="present")
    term = models.ForeignKey("civic.Term", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "term"],
                name="present_once_at_a_meeting",
                violation_error_message="This holder is recorded as present already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.meeting}"


class ReportOpening(models.Model):
    """That the report of approaches is open to Mayor and Deputy for the talk: until the talk is recorded, the
    last day has passed or the civic manager closes it.

    Opened anew it is another row; who opened it when stays.
    """

    opened_on = models.DateField(default=timezone.localdate)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The last day, included.
    open_until = models.DateField()
    is_open = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The talk that closed it.
    talk = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="openings")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_open"],
                condition=Q(is_open=True),
                name="one_open_report_at_once",
                violation_error_message="The report is open already.",
            ),
            models.CheckConstraint(
                condition=Q(open_until__gte=F("opened_on")),
                name="report_is_open_until_a_day_to_come",
                violation_error_message="The last day must not be before the day on which it is opened.",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at__isnull=True, closed_by__isnull=True, talk__isnull=True)
                | Q(is_open=False, closed_at__isnull=False, closed_by__isnull=False),
                name="report_is_closed_by_somebody",
                violation_error_message="Who closed the report, and when, is said.",
            ),
        ]

    def __str__(self) -> str:
        return f"open from {self.opened_on} until {self.open_until}"
