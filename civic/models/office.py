"""The offices of Mayor and Deputy, who held them when, and when the Deputy acted."""

from django.conf import settings
from django.db import models

from civic.models.validators import check_form_of_address


class OfficeKind(models.TextChoices):
    """The two offices by their part in the protocol; what the council calls them is the office's title."""

    MAYOR = "mayor", "civic head"
    DEPUTY = "deputy", "deputy of the civic head"


class Office(models.Model):
    """An office with the council's own title and forms of address."""

    kind = models.CharField(max_length=10, choices=OfficeKind.choices, unique=True)
    exists = models.BooleanField("the council has this office", default=True)
    title = models.CharField(max_length=60, help_text="Such as Mayor, Lord Mayor, Chairman or Provost.")
    title_in_sentence = models.CharField(
        "title within a sentence", max_length=70, help_text="With its article, such as the Mayor."
    )
    spoken = models.CharField(
        "spoken address",
        max_length=120,
        validators=[check_form_of_address],
        help_text="How the holder is addressed in speech.",
    )
    written = models.CharField(
        "written style",
        max_length=160,
        validators=[check_form_of_address],
        help_text="How a letter names the holder.",
    )
    envelope = models.CharField("on the envelope", max_length=160, validators=[check_form_of_address])
    salutation = models.CharField(
        max_length=120, validators=[check_form_of_address], help_text="How a letter to the holder begins."
    )
    consort_title = models.CharField("title of the consort", max_length=60, blank=True)

    class Meta:
        ordering = ["-kind"]

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """One person's holding of one office, from a moment (included) to a moment (not included).

    It ends when the successor becomes entitled to act, inside the annual meeting and not at
    midnight. No two terms of one office overlap: the database refuses it (civic/guards.py), also
    when two are recorded at once.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="terms")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="terms")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    consort_name = models.CharField(
        "consort", max_length=120, blank=True, help_text="Only if the holder wishes."
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")),
                name="term_ends_after_it_begins",
                violation_error_message="A term must end after it begins.",
            ),
        ]
        indexes = [models.Index(fields=["office", "begins_at"], name="term_by_office")]

    def __str__(self) -> str:
        return f"{self.office}: {self.person}"


class ActingPeriod(models.Model):
    """When the Deputy does the Mayor's acts (P9), as the Monitoring Officer recorded it. No two overlap."""

    class Reason(models.TextChoices):
        VACANCY = "vacancy", "the office is vacant"
        INCAPACITY = "incapacity", "the holder cannot act"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acting_periods"
    )
    reason = models.CharField(max_length=12, choices=Reason.choices)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(
        null=True, blank=True, help_text="Leave empty if you do not know the end yet."
    )
    note = models.TextField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("begins_at")),
                name="acting_ends_after_it_begins",
                violation_error_message="An acting period must end after it begins.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_reason_display()}"
