"""The forms that were taken lately: each once, however often it is sent."""

from django.db import models


class SentForm(models.Model):
    """A form that was sent from one page and taken. It says nothing of what was in it."""

    fingerprint = models.CharField(max_length=64, unique=True)
    leads_to = models.TextField()
    # The day, not the moment: nobody finds out by it who sent what.
    taken_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"a form that led to {self.leads_to}"
