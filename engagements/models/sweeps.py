"""What the worker did when: what tells anybody that it is there."""

from django.db import models


class SweepRun(models.Model):
    """One sweep as it last ran: a row for each. Whoever runs it writes here (services.sweeps)."""

    class Name(models.TextChoices):
        SEND = "send", "sending letters and notifications"
        KEEP_UP = "keep_up", "keeping up with terms, reminders and lapses"
        FORGET = "forget", "forgetting what was kept for a while"
        HEADS = "heads", "keeping the day’s head of the record"

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


class MailServer(models.Model):
    """The mail server as we last met it: one row."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    said_yes_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"took a mail at {self.said_yes_at:%Y-%m-%d %H:%M}"
