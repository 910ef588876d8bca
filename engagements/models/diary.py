"""The diary: accepted invitations, who goes, and what became of it."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.models.decision import Decision, Delegation
from engagements.models.invitation import Invitation
from engagements.models.record import RecordEntry


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def live(self) -> Self:
        """Those in the diary: not given up, and their outcome not recorded yet."""
        return self.filter(state=Engagement.State.LIVE)

    def in_diary(self) -> Self:
        """Those that keep the hours of whoever goes: the living ones, and what is to be confirmed again."""
        return self.filter(state__in=IN_DIARY)

    def to_tell_communications(self, now: datetime) -> Self:
        """Those still ahead at which the press is expected, and of which Communications do not know yet.

        Never one that is confidential (P14, P24). What is decided anew is another engagement, and told anew.
        """
        return self.live().filter(
            ends_at__gt=now,
            communications_told__isnull=True,
            invitation__press=True,
            invitation__confidential=False,
        )


class Engagement(models.Model):
    """An accepted invitation.

    Rests on the Mayor's decision or on an accepted delegation; the database checks which.
    """

    class Attendee(models.TextChoices):
        MAYOR = "mayor", "the Mayor"
        ACTING = "acting", "the Deputy, acting as Mayor"
        DEPUTY = "deputy", "the Deputy on the Mayor's behalf"

    class State(models.TextChoices):
        LIVE = "live", "in the diary"
        TENTATIVE = "tentative", "to be confirmed again"
        ENDED = "ended", "cancelled"
        DONE = "done", "over"

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="engagements")
    attendee = models.CharField(max_length=10, choices=Attendee.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="engagements")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="engagements")
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, related_name="engagements"
    )
    accompanied_by = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, related_name="accompanying"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.LIVE)
    attended = models.BooleanField(null=True)
    outcome_note = models.TextField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    # The entry that tells whom of Communications the office told that the press is expected (P24).
    communications_told = models.OneToOneField(
        RecordEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(state="live"),
                name="one_living_engagement",
                violation_error_message="This invitation is already in the diary.",
            ),
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(state="tentative"),
                name="one_engagement_to_be_confirmed",
            ),
            models.CheckConstraint(
                condition=(
                    Q(attendee="deputy") & Q(delegation__isnull=False) & Q(accompanied_by__isnull=True)
                )
                | (~Q(attendee="deputy") & Q(decision__isnull=False) & Q(delegation__isnull=True)),
                name="engagement_rests_on_a_choice",
                violation_error_message=(
                    "The Deputy can attend only after agreeing to the Mayor's request, and the Mayor "
                    "only by the Mayor's own decision (P2)."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="diary_by_date"),
            models.Index(fields=["person", "starts_at"], name="own_diary"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation}: {self.get_attendee_display()}"


IN_DIARY = (Engagement.State.LIVE.value, Engagement.State.TENTATIVE.value)
