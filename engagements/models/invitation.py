"""The invitation, and the organiser who sent it."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.folding import fold, fold_mailbox
from guards.composite_key import CompositeForeignKey
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    OPEN_STAGES,
    Addressee,
    Explained,
    Manner,
    Stage,
    Wish,
)
from protocols.core.words import Word


def choices(words: Iterable[Word]) -> list[tuple[str, str]]:
    """A word list of the protocol as a field's choices, in plain strings,
    so that migrations never import the core.
    """
    return [(str(word.value), word.label) for word in words]


class Channel(models.TextChoices):
    """How an invitation reached the office."""

    FORM = "form", "the form on our website"
    EMAIL = "email", "e-mail"
    POST = "post", "post"
    TELEPHONE = "telephone", "telephone"
    IN_PERSON = "in_person", "in person"
    REFERRAL = "referral", "referred by the Deputy"
    LATE = "late", "entered after it took place"
    IMPORT = "import", "copied from earlier records"


class Provenance(models.TextChoices):
    """How the invitation came about, in neutral words (P6)."""

    UNKNOWN = "unknown", "not known"
    UNPROMPTED = "unprompted", "the organiser’s own idea"
    ANNUAL = "annual", "it is an annual event"
    DEPUTY = "deputy", "it follows a conversation with the Deputy"
    MAYOR = "mayor", "it follows a conversation with the Mayor"
    COUNCILLOR = "councillor", "it follows a conversation with a councillor"
    OFFICER = "officer", "it follows a conversation with an officer"


class EventKind(models.TextChoices):
    """What sort of event it is."""

    FETE = "fete", "fête, fair or festival"
    OPENING = "opening", "opening or unveiling"
    SERVICE = "service", "religious service"
    REMEMBRANCE = "remembrance", "remembrance or vigil"
    FUNERAL = "funeral", "funeral or memorial service"
    DINNER = "dinner", "dinner, lunch or reception"
    CONCERT = "concert", "concert, show or exhibition"
    SCHOOL = "school", "school or youth event"
    CHARITY = "charity", "charity or fundraising event"
    SPORT = "sport", "sport"
    CIVIC = "civic", "civic or council occasion"
    VISIT = "visit", "visit"
    OTHER = "other", "something else"


# At these nobody is delighted.
SOLEMN_KINDS = (EventKind.REMEMBRANCE.value, EventKind.FUNERAL.value)


class Asked(models.TextChoices):
    """What is asked of whoever attends."""

    ATTEND = "attend", "attend"
    SPEAK = "speak", "speak"
    PRESENT = "present", "present prizes or certificates"
    OPEN = "open", "open or start the event"
    UNVEIL = "unveil", "unveil a plaque or cut a ribbon"
    WREATH = "wreath", "lay a wreath"
    RECEIVE = "receive", "receive guests"
    TOAST = "toast", "propose or answer a toast"
    OTHER = "other", "something else"


class Purpose(models.TextChoices):
    """What the event serves, as far as it matters to P10."""

    COMMUNITY = "community", "the community, a charity or a public body"
    POLITICAL = "political", "a political party or campaign"
    COMMERCIAL = "commercial", "a business"
    PRIVATE = "private", "a private or family occasion"


class NoInvitation(models.TextChoices):
    """What was set aside without a word: it never was an invitation to this council's Mayor."""

    SPAM = "spam", "spam"
    TEST = "test", "a test"
    MISTAKE = "mistake", "entered by mistake"


class Language(models.TextChoices):
    """The organiser's preferred language for letters; the office answers in English, and the form says so."""

    ENGLISH = "en", "English"
    WELSH = "cy", "Welsh"
    OTHER = "other", "another language"


class Organiser(models.Model):
    """Who invites: contact data as it was given for one invitation,
    kept apart so that it can be erased later.
    """

    name = models.CharField(max_length=120)
    # As a letter greets them, "Dr Singh"; where nobody said, by the name.
    addressed_as = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    aims = models.TextField("what the organisation does", max_length=1000, blank=True)
    role = models.CharField("role in the organisation", max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    postal_address = models.TextField(max_length=400, blank=True)
    language = models.CharField(max_length=10, choices=Language.choices, default=Language.ENGLISH)
    # Folded, so that one mailbox or one organisation is found whatever its capitals and accents.
    mailbox = models.CharField(max_length=254, blank=True, db_index=True, editable=False)
    folded_organisation = models.CharField(max_length=160, blank=True, db_index=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(postal_address="") | ~Q(telephone=""),
                name="organiser_can_be_answered",
                violation_error_message=(
                    "An organiser needs an e-mail address, a postal address or a telephone number."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}" if self.organisation else self.name

    @property
    def salutation(self) -> str:
        return f"Dear {self.addressed_as or self.name}"

    def fold(self) -> None:
        """Work out the folded columns anew, after either of those they come from was written."""
        self.mailbox = fold_mailbox(self.email)
        self.folded_organisation = fold(self.organisation)[:160]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by what the office would call them."""

    def living(self) -> Self:
        """Open, or somebody attends: nothing has closed them yet."""
        return self.filter(stage__in=[stage.value for stage in OPEN_STAGES + ATTENDING_STAGES])

    def called(self, reference: str) -> Self:
        """The one with this reference, as people type it."""
        return self.filter(reference=reference.strip().upper())

    def for_situations(self) -> Self:
        """With the rows that a situation is read from."""
        related = ("organiser", "joined_to", "was_joined_to", "protocol_version", "consent")
        return self.select_related(*related)


class Invitation(models.Model):
    """A request that the civic head attend something.

    `stage` is written by services.steps.transitions alone.
    """

    reference = models.CharField(max_length=20, unique=True)
    stage = models.CharField(max_length=30, choices=choices(Stage), default=Stage.RECEIVED.value)
    # Counts the steps and corrections: a page that was opened before the last of them may not act.
    version = models.PositiveIntegerField(default=1)
    stage_since = models.DateTimeField()
    organiser = models.OneToOneField(Organiser, on_delete=models.PROTECT, related_name="invitation")

    addressee = models.CharField(max_length=20, choices=choices(Addressee))
    named_deputy = models.BooleanField("the organiser named the Deputy", default=False)
    councillor_name = models.CharField(max_length=120, blank=True)
    wish = models.CharField(
        "if the Mayor cannot attend", max_length=20, choices=choices(Wish), default=Wish.NOT_SAID.value
    )
    explained = models.CharField(max_length=20, choices=choices(Explained), default=Explained.NEVER.value)

    title = models.CharField("name of the event", max_length=160)
    kind = models.CharField(
        "kind of event", max_length=20, choices=EventKind.choices, default=EventKind.OTHER
    )
    what_happens = models.TextField(max_length=3000, blank=True)
    # UTC for comparing, and the wall time that people mean, which outlives a change of
    # the rules for summer time.
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    event_on = models.DateField()
    starts_wall = models.TimeField()
    ends_on = models.DateField()
    ends_wall = models.TimeField()
    # Organisers may leave these four open: what was not answered is no “no”.
    date_can_move = models.BooleanField(null=True, blank=True)
    venue = models.CharField(max_length=160)
    address = models.TextField(max_length=400, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    # By the postcode, as it was worked out when the place was told, or as an officer said; None is not known.
    outside_area = models.BooleanField("outside the council's area", null=True, blank=True)
    # What counts of the neighbouring civic head's consent; none until anything was heard for day and place.
    consent = models.ForeignKey(
        "engagements.ChainConsent", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    expected_numbers = models.PositiveIntegerField(null=True, blank=True)
    open_to_public = models.BooleanField(null=True, blank=True)
    asked = models.JSONField("what is asked", default=list, blank=True)
    asked_words = models.TextField("what is asked, in the organiser's words", max_length=1000, blank=True)
    consort_invited = models.BooleanField(null=True, blank=True)
    dignitaries = models.TextField("other dignitaries", max_length=1000, blank=True)
    press = models.BooleanField("press expected", null=True, blank=True)

    provenance = models.CharField(max_length=20, choices=Provenance.choices, default=Provenance.UNKNOWN)
    provenance_words = models.CharField(max_length=400, blank=True)
    provenance_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.COMMUNITY)
    affects_election = models.BooleanField("could affect an election", default=False)
    dealings = models.TextField("dealings with the council", max_length=1000, blank=True)
    confidential = models.BooleanField(default=False)
    confidential_why = models.CharField("why it is confidential", max_length=300, blank=True)

    channel = models.CharField(max_length=20, choices=Channel.choices)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    callers_words = models.TextField(max_length=3000, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    advice = models.TextField("the officer's advice", max_length=3000, blank=True)
    advice_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    advice_at = models.DateTimeField(null=True)

    promise_due_on = models.DateField("answer promised by")
    # The day it was received, or of the change to an event for which somebody had been announced.
    promise_runs_from = models.DateField()
    # The day on which a holding letter promised a later day; that is done once.
    promise_renewed_on = models.DateField(null=True)
    clock_stopped_on = models.DateField(null=True)
    clock_stopped_days = models.PositiveIntegerField(default=0)
    answer_due_on = models.DateField("organiser's answer due", null=True)
    reminded_on = models.DateField(null=True)
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    # The day of that case's event, as it was joined to it: moved to another day, that one answers it no more.
    joined_day = models.DateField(null=True)
    # The case that carried it on before it stood alone again; what was told with that one's letters counts.
    was_joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    taken_up = models.BooleanField(
        "declined once and reopened",
        default=False,
        editable=False,
        help_text="The Deputy still cannot be asked.",
    )
    entered_late = models.BooleanField("entered after it took place", default=False, editable=False)
    set_aside_unsaid = models.BooleanField("set aside without a letter", default=False, editable=False)
    protocol_version = models.ForeignKey(
        "protocols.ProtocolVersion", on_delete=models.PROTECT, related_name="+"
    )
    # What a double submit has in common; one form makes one invitation.
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            CompositeForeignKey(
                fields=["id", "version"],
                to="engagements.RecordEntry",
                to_fields=["invitation", "made_version"],
                name="invitation_rests_on_its_entry",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=models.F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message="An event cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]),
                name="stage_is_known",
                violation_error_message="There is no such stage.",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DUPLICATE.value, joined_to__isnull=False)
                | (~Q(stage=Stage.DUPLICATE.value) & Q(joined_to__isnull=True)),
                name="duplicate_names_its_case",
                violation_error_message=(
                    "A joined invitation must name the invitation that continues, and only a joined one can."
                ),
            ),
            models.CheckConstraint(
                condition=Q(set_aside_unsaid=False) | Q(stage=Stage.SET_ASIDE.value),
                name="unsaid_only_when_set_aside",
                violation_error_message="Only an invitation that was set aside can end without a letter.",
            ),
        ]
        indexes = [
            # The work list: what is open, by promise date; and each stage's own list.
            models.Index(
                fields=["promise_due_on", "id"],
                name="open_by_promise",
                condition=Q(stage__in=[stage.value for stage in OPEN_STAGES]),
            ),
            models.Index(fields=["stage", "promise_due_on", "id"], name="stage_by_promise"),
            models.Index(
                fields=["starts_at", "id"],
                name="attending_by_date",
                condition=Q(stage__in=[stage.value for stage in ATTENDING_STAGES]),
            ),
            models.Index(fields=["event_on"], name="by_event_day"),
            models.Index(fields=["assigned_to", "promise_due_on", "id"], name="mine_by_promise"),
            # The list of all, the newest first, of one kind or to one addressee: however few there are.
            models.Index(fields=["kind", "id"], name="kind_by_arrival"),
            models.Index(fields=["addressee", "id"], name="addressee_by_arrival"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def place(self) -> str:
        """Venue, address and postcode on one line."""
        lines = (self.venue, *self.address.split("\n"), self.postcode)
        return ", ".join(part for line in lines if (part := line.strip().rstrip(",")))

    @property
    def manner(self) -> Manner:
        """How letters about it speak."""
        return Manner.SOLEMN if self.kind in SOLEMN_KINDS else Manner.ORDINARY
