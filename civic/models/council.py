"""The council itself: one row, whose particulars every page and letter uses."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from civic.models.validators import check_colour, check_logo, check_mail_domains


class Nation(models.TextChoices):
    """Whose bank holidays the office keeps."""

    ENGLAND_WALES = "england_wales", "England and Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"


class DayKind(models.TextChoices):
    """How days are counted."""

    CALENDAR = "calendar", "calendar days"
    WORKING = "working", "working days"


class Council(models.Model):
    """The council that uses this installation. There is exactly one; the database refuses a second."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    # A fresh random text whenever anything changes of what CouncilNow is made of; the database's guards see
    # to it.
    revision = models.CharField(max_length=32, default="", editable=False)
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=120, help_text="The place it serves, such as Wexcombe.")
    # How its postcodes begin, such as ["WX1", "WX2"]; with none, nobody says what lies outside.
    districts = models.JSONField("postcode districts", default=list, blank=True)
    nation = models.CharField(
        max_length=20,
        choices=Nation.choices,
        default=Nation.ENGLAND_WALES,
        help_text="Decides which bank holidays count.",
    )
    letterhead = models.TextField(max_length=500, help_text="The lines at the head of each letter.")
    office_name = models.CharField("name of the office", max_length=120, default="Civic Office")
    office_address = models.TextField(max_length=500)
    email = models.EmailField("office e-mail address")
    telephone = models.CharField("office telephone", max_length=40)
    mail_domains = models.JSONField(
        "council e-mail domains",
        default=list,
        validators=[check_mail_domains],
        help_text="Members are only notified at addresses in these domains (P16).",
    )
    notice_asked = models.PositiveSmallIntegerField(
        "notice asked for", default=28, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    notice_asked_in = models.CharField(max_length=10, choices=DayKind.choices, default=DayKind.CALENDAR)
    answer_promised = models.PositiveSmallIntegerField(
        "answer promised within", default=10, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    answer_promised_in = models.CharField(max_length=10, choices=DayKind.choices, default=DayKind.WORKING)
    service_standard = models.TextField("public service standard", max_length=4000)
    protocol_introduction = models.TextField("introduction of the protocol page", max_length=4000)
    # At the foot of letters that refuse or explain (P23); left out where it is empty.
    complaints = models.CharField("how to complain", max_length=300, blank=True)
    colour = models.CharField(
        max_length=7,
        default="#1d4f6b",
        validators=[check_colour],
        help_text="Used for headings and buttons, such as #1d4f6b.",
    )
    logo = models.BinaryField(default=bytes, blank=True, editable=True, validators=[check_logo])

    class Meta:
        verbose_name_plural = "council"
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="council_only_one")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if Council.objects.exclude(pk=self.pk).exists():
            raise ValidationError("This installation already has its council.")

    def is_own_address(self, address: str) -> bool:
        """Whether an e-mail address lies in one of the council's own domains (P16)."""
        return address.rpartition("@")[2].lower() in self.mail_domains
