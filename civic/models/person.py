"""Everybody who signs in: officers by their role, members by the terms they hold."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from civic import wording
from civic.models.council import Council


class Role(models.TextChoices):
    """What an officer is employed as.

    Members have none, the Leader apart: their access comes from their terms alone.
    """

    CIVIC_OFFICER = "civic_officer", "civic officer"
    CIVIC_MANAGER = "civic_manager", "civic manager"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring Officer"
    CHIEF_EXECUTIVE = "chief_executive", "Chief Executive"
    # The only member with a role: whoever leads the council signs the protocol (P22)
    # and has no other part here.
    LEADER = "leader", "Leader of the council"
    ATTENDANT = "attendant", "attendant"


# Who works on invitations.
OFFICE_ROLES = (Role.CIVIC_OFFICER, Role.CIVIC_MANAGER)


class PersonManager(BaseUserManager["Person"]):
    """Makes people; Django's own commands and the tests use it."""

    def create_user(self, email: str, name: str, password: str | None = None, **particulars: Any) -> "Person":
        """A person who can sign in. Without a password one must be set through the reset page first."""
        person = self.model(email=email.strip().lower(), name=name, **particulars)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, email: str, name: str, password: str | None = None, **particulars: Any
    ) -> "Person":
        """A civic manager who may also read the records in Django's admin."""
        particulars |= {"is_staff": True, "is_superuser": True}
        particulars.setdefault("role", Role.CIVIC_MANAGER)
        return self.create_user(email, name, password, **particulars)

    def officers(self) -> models.QuerySet["Person"]:
        """Those who work on invitations now."""
        return self.filter(role__in=OFFICE_ROLES, is_active=True)

    def members(self) -> models.QuerySet["Person"]:
        """Those of whom one may hold an office: they have no part in the council's own work."""
        return self.filter(role="", is_active=True)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Case in an e-mail address never tells two people apart here."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """An officer or a member of the council, who signs in by e-mail address."""

    email = models.EmailField("e-mail address", unique=True, help_text="Used to sign in.")
    name = models.CharField(
        max_length=120, help_text="As it is written in letters, such as Councillor Jane Smith."
    )
    honours = models.CharField("honours after the name", max_length=60, blank=True)
    post = models.CharField(
        max_length=120, blank=True, help_text="Job title of an officer, printed under letters."
    )
    role = models.CharField(
        max_length=20,
        choices=Role.choices,
        blank=True,
        help_text="Members have none: their access comes from their term of office.",
    )
    notification_email = models.EmailField(
        "notification address",
        blank=True,
        help_text=(
            "Where notifications go when it is not the address used to sign in. "
            "For members it must be the council's own (P16)."
        ),
    )
    # In these days no answer is expected of a member; why is nobody's business, and is not asked.
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField("can sign in", default=True)
    is_staff = models.BooleanField("may read the records in the admin", default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_once",
                violation_error_message="Someone already signs in with this address.",
            ),
            models.CheckConstraint(
                condition=models.Q(away_from__isnull=True, away_until__isnull=True)
                | models.Q(away_from__isnull=False, away_until__gte=models.F("away_from")),
                name="away_from_a_day_until_a_day",
                violation_error_message="Enter both days, the last not before the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.email = self.email.lower()
        self.notification_email = self.notification_email.lower()
        if self.pk and self.terms.exists():
            self.check_member_address()

    def check_member_address(self) -> None:
        """Refuses an address outside the council's mail domains for whoever holds a member's office (P16)."""
        council = Council.objects.get()
        if not council.is_own_address(self.notified_at_address):
            domains = " or ".join(council.mail_domains)
            raise ValidationError(
                {
                    "notification_email": (
                        "Members are notified at a council address only: "
                        f"enter one that ends in {domains} (P16)."
                    )
                }
            )

    @property
    def is_officer(self) -> bool:
        """Whether this person works on invitations now."""
        return self.is_active and self.role in OFFICE_ROLES

    @property
    def written_name(self) -> str:
        """The name with its honours, as on an envelope."""
        return f"{self.name} {self.honours}".strip()

    @property
    def notified_at_address(self) -> str:
        """Where notifications really go."""
        return self.notification_email or self.email

    def away_by(self, last: date) -> str:
        """When this person is away by this day: "until Friday 12 June 2026", "from 3 to 12 June 2026".

        Empty for who is not, and of what is over.
        """
        today = timezone.localdate()
        if not self.away_from or not self.away_until or self.away_until < today or self.away_from > last:
            return ""
        if self.away_from <= today:
            return f"until {wording.day(self.away_until)}"
        return wording.days(self.away_from, self.away_until)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
