"""Sign-off of a version by Leader, Chief Executive and Monitoring Officer (P22). Rows are only ever added."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils import timezone

from protocols.models.handbook import ProtocolVersion


class Part(models.TextChoices):
    """Whose three signatures a version needs."""

    LEADER = "leader", "Leader"
    CHIEF_EXECUTIVE = "chief_executive", "Chief Executive"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring Officer"


class SigningRound(models.Model):
    """A version put for signature with the words it then had.

    Taking it back to draft voids the round and its signatures.
    """

    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="rounds")
    words_digest = models.CharField(max_length=64)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(voided_at__isnull=True),
                name="one_open_signing_round",
                violation_error_message="This version has already been sent for signature.",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False),
                name="signing_round_voided_by_somebody",
                violation_error_message="Name the person who returned the version to draft.",
            ),
        ]

    def __str__(self) -> str:
        return f"signatures of {self.version}"


class SignOff(models.Model):
    """One signature: given on the page by the person,
    or recorded by the civic manager from a signed paper with its scan.
    """

    round = models.ForeignKey(SigningRound, models.PROTECT, related_name="sign_offs")
    part = models.CharField(max_length=20, choices=Part)
    name = models.CharField("name as signed", max_length=150)
    # The account that signed on the page; a signature on paper has none.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    scan = models.FileField(upload_to="handbook/", storage=default_storage, max_length=200, blank=True)
    scan_name = models.CharField(max_length=160, blank=True)
    scan_type = models.CharField(max_length=40, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "part"],
                name="signed_once_for_a_part",
                violation_error_message="This signature has already been recorded.",
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                name="nobody_signs_twice",
                violation_error_message="You cannot sign a version for two posts.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, scan="") | Q(person__isnull=True) & ~Q(scan=""),
                name="signed_on_the_page_or_on_paper",
                violation_error_message=(
                    "A signature must be given here, or recorded from paper with a scan."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.name}"

    @property
    def is_from_paper(self) -> bool:
        return self.person_id is None
