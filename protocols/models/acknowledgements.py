"""That the Mayor and the Deputy know the protocol before they take office (P22)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from protocols.models.handbook import ProtocolVersion


class Acknowledgement(models.Model):
    """A holder of one of the two offices, in office or to come, has read a version and will keep to it.

    Only ever added to.
    """

    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="acknowledgements")
    term = models.ForeignKey("civic.Term", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.CharField(max_length=10, choices=[("mayor", "civic head"), ("deputy", "deputy")])
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "term"],
                name="acknowledged_once_in_a_term",
                violation_error_message="This version has already been acknowledged for this term.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.version}"
