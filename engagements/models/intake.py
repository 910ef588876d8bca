"""What comes in before it is an invitation.

Forms being filled in, how often somebody tried, links asked for again.
"""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

from engagements.models.invitation import Invitation
from engagements.models.outgoing import Mail, MailQuerySet


class Submission(models.Model):
    """A form as it was last sent to us, with its files, until it becomes an invitation or is forgotten."""

    key = models.CharField(max_length=64, unique=True)
    # What was typed, by field: {"name": ["Jane Smith"], ...}; nothing is judged here.
    typed = models.JSONField(default=dict)
    changed_at = models.DateTimeField(db_index=True)
    # Only for forms that officers and the Deputy fill in.
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"form of {self.changed_at:%Y-%m-%d %H:%M}"


class SubmissionFile(models.Model):
    """A file that waits with its form. Checked by content; becomes an attachment when the form is sent."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to="intake/%Y/%m/", storage=default_storage, max_length=200)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class IntakeCount(models.Model):
    """How often somebody did something that is limited, since the present span began.

    Who it was is kept as a keyed hash only.
    """

    class Kind(models.TextChoices):
        FORM = "form", "sent the form to be looked at"
        INVITE = "invite", "sent an invitation"
        LINK = "link", "asked for a link"
        CODE = "code", "typed a code that nobody was given"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    who = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "who"], name="one_count_of_somebody")]
        indexes = [models.Index(fields=["began_at"], name="intake_counts_by_age")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number} since {self.began_at:%Y-%m-%d %H:%M}"


class LinkRequest(Mail):
    """An organiser's wish to have the link once more.

    Made for every address alike: whether there is one shows when it is sent.
    """

    objects = MailQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link asked for at {self.queued_at:%Y-%m-%d %H:%M}"
