"""What the worker did when: what tells anybody that it is there."""

from django.db import models


class SweepRun(models.Model):
    """One sweep as it last ran: a row for each. Whoever runs it writes here (services.sweeps)."""

    class Name(models.TextChoices):
        SEND_LETTERS = "send_letters", "sending letters"
        SEND_NOTIFICATIONS = "send_notifications", "sending notifications"
        SEND_LINKS = "send_links", "sending links again on request"
        SEND_ACCOUNT_MAILS = "send_account_mails", "sending e-mails about people’s accounts"
        SYSTEM_STEPS = "system_steps", "updating terms, reminders and lapsed cases"
        HANDBOOK_VERSIONS = "handbook_versions", "bringing the handbook into force"
        HANDBOOK_REMINDERS = "handbook_reminders", "sending reminders about the handbook"
        RETENTION = "retention", "erasing what has been approved"
        FORGET = "forget", "deleting what was kept for a short time"
        HEADS = "heads", "keeping the daily record check"
        COLLECT_FILES = "collect_files", "removing files that are no longer needed"

    name = models.CharField(max_length=40, choices=Name.choices, unique=True)
    # Whoever runs it now, and until when nobody else does.
    held_by = models.CharField(max_length=80, blank=True)
    held_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    # When it last came to its end: a sweep that fails each time grows stale.
    finished_at = models.DateTimeField(null=True)
    # Of that run: the rows it took up, and of these the ones that failed.
    taken = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    # The kind of the error that ended its last run; never what it says. Empty when that run came to its end.
    trouble = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.get_name_display()


class PutOff(models.Model):
    """A row that a sweep failed at, put off; after five tries an officer's. Gone on success."""

    sweep = models.CharField(max_length=40, choices=SweepRun.Name.choices)
    # An invitation's reference, otherwise the row's number: nothing personal.
    key = models.CharField(max_length=40)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    # The kind of the error of its last try; never what it says.
    trouble = models.CharField(max_length=80)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sweep", "key"], name="put_off_once")]

    def __str__(self) -> str:
        return f"{self.get_sweep_display()}: {self.key}"


class MailServer(models.Model):
    """The mail server as we last met it: one row."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    said_yes_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"accepted an e-mail at {self.said_yes_at:%Y-%m-%d %H:%M}"
