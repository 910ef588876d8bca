"""What the Mayor decided, and what was asked of the Deputy on the strength of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from engagements.models.invitation import Invitation
from guards.composite_key import CompositeForeignKey
from protocols.core.vocabulary import Step


class Outcome(models.TextChoices):
    """What a Mayor may decide."""

    ACCEPT = "accept", "accepted"
    ACCEPT_TOGETHER = "accept_together", "accepted, and asked the Deputy to accompany"
    DELEGATE = "delegate", "cannot attend, and asked the Deputy"
    EXCEPTION = "exception", "granted a goodwill exception"
    DECLINE = "decline", "declined outright"
    LEAVE = "leave", "followed the protocol, with no exception"
    NOBODY = "nobody", "cancelled the attendance"
    ASK = "ask", "asked the office a question"
    TAKE_BACK = "take_back", "took back the request to the Deputy"
    CORRECT = "correct", "corrected a slip"
    LOOK_AGAIN = "look_again", "asked the office to reconsider a refusal"
    TAKE_UP = "take_up", "reopened a declined invitation"


# The step that a decision of each outcome takes, and the one that it takes once the Mayor has accepted, where
# that is another.
STEPS_OF = {
    Outcome.ACCEPT: (Step.ACCEPT,),
    Outcome.ACCEPT_TOGETHER: (Step.ACCEPT_TOGETHER,),
    Outcome.DELEGATE: (Step.DELEGATE, Step.MAYOR_CANNOT),
    Outcome.EXCEPTION: (Step.GRANT_EXCEPTION,),
    Outcome.DECLINE: (Step.DECLINE,),
    Outcome.LEAVE: (Step.LEAVE_TO_PROTOCOL,),
    Outcome.NOBODY: (Step.NOBODY_GOES,),
    Outcome.ASK: (Step.ASK_OFFICE,),
    Outcome.TAKE_BACK: (Step.TAKE_BACK, Step.ACCOMPANY_TAKE_BACK),
    Outcome.CORRECT: (Step.CORRECT_SLIP,),
    Outcome.LOOK_AGAIN: (Step.LOOK_AGAIN,),
    Outcome.TAKE_UP: (Step.TAKE_UP,),
}


class Capacity(models.TextChoices):
    """As what the decision was made."""

    IN_OFFICE = "in_office", "in office"
    ACTING = "acting", "acting"
    DESIGNATE = "designate", "designate"


class DeclineKind(models.TextChoices):
    """Why the Mayor declined, for the figures alone: no letter says it."""

    DIARY = "diary", "the diary does not allow it"
    NOT_SUPPORTED = "not_supported", "not something to support"
    OTHER = "other", "something else"


class Instruction(models.TextChoices):
    """How a word was given that somebody else recorded."""

    TELEPHONE = "telephone", "by telephone"
    IN_PERSON = "in_person", "in person"
    EMAIL = "email", "by e-mail"
    LETTER = "letter", "by letter"


class Decision(models.Model):
    """One decision of the Mayor of the event. Never altered, never deleted: the database refuses both."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="decisions")
    # The version of the invitation that the decision made: with it, the entry of the record it rests on.
    made_version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    made_at = models.DateTimeField()
    # When the event was to be, as it was decided on: what is a little later is counted from here.
    event_starts_at = models.DateTimeField()
    event_ends_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    instruction = models.CharField("how it was said", max_length=12, choices=Instruction.choices, blank=True)
    # The reason of the council's list, by its code, and the words it had then: they stay when it is reworded.
    agreed_reason = models.ForeignKey(
        "civic.AgreedReason",
        on_delete=models.PROTECT,
        to_field="code",
        db_column="agreed_reason",
        null=True,
        related_name="+",
    )
    agreed_reason_words = models.CharField(max_length=160, blank=True)
    decline_kind = models.CharField(max_length=15, choices=DeclineKind.choices, blank=True)
    reason = models.TextField("reason, for the office", max_length=1000, blank=True)
    reason_for_release = models.TextField("reason approved for the letter", max_length=600, blank=True)
    question = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "made_version"], name="one_decision_for_a_version"),
            CompositeForeignKey(
                fields=["invitation", "made_version"],
                to="engagements.RecordEntry",
                to_fields=["invitation", "made_version"],
                name="decision_rests_on_its_entry",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["delegate", "exception", "accept_together"])
                | Q(capacity="in_office"),
                name="only_a_mayor_in_office_asks_the_deputy",
                violation_error_message="Only a Mayor in office can ask the Deputy (P2, P9).",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="delegate") | Q(agreed_reason__isnull=False),
                name="delegation_has_an_agreed_reason",
                violation_error_message="Choose a reason from the agreed list when you ask the Deputy (P2).",
            ),
            models.CheckConstraint(
                condition=Q(agreed_reason__isnull=True, agreed_reason_words="")
                | Q(agreed_reason__isnull=False) & ~Q(agreed_reason_words=""),
                name="agreed_reason_keeps_its_words",
                violation_error_message="An agreed reason is kept with the words it had (P2).",
            ),
            models.CheckConstraint(
                condition=Q(outcome="decline") & ~Q(decline_kind="")
                | ~Q(outcome="decline") & Q(decline_kind=""),
                name="decline_has_a_kind",
                violation_error_message="A decline, and nothing else, has a kind for the figures.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="exception") | ~Q(reason=""),
                name="exception_has_a_reason",
                violation_error_message="A goodwill exception needs a recorded reason (P5).",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by=models.F("made_by")) | ~Q(instruction=""),
                name="word_of_mouth_says_how",
                violation_error_message="For a decision recorded for someone else, choose how they "
                "told you (P1).",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation}: {self.get_outcome_display()}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def living(self) -> Self:
        """What is asked of the Deputy, or was accepted and still holds: one of an invitation at most."""
        return self.filter(state__in=LIVING)

    def said_no(self) -> Self:
        """What the Deputy declined, or can no longer attend."""
        return self.filter(state__in=SAID_NO)

    def correctable(self) -> Self:
        """What the Deputy said no to, and may take back: the Mayor has done nothing since (P2)."""
        acts = Decision.objects.filter(
            invitation=OuterRef("invitation"), made_version__gt=OuterRef("answered_version")
        )
        here = self.filter(event_at__date=F("invitation__event_on"))
        return here.said_no().exclude(Exists(acts))

    def exceptions(self) -> Self:
        """The goodwill exceptions that count: granted, and not taken back by the Mayor (P5)."""
        granted = self.filter(kind=Delegation.Kind.EXCEPTION)
        return granted.exclude(state=Delegation.State.TAKEN_BACK)


class Delegation(models.Model):
    """What one decision of the Mayor asks of the Deputy, and the Deputy's answer."""

    class Kind(models.TextChoices):
        DELEGATION = "delegation", "to represent the Mayor"
        EXCEPTION = "exception", "on this occasion, by a goodwill exception"
        ACCOMPANY = "accompany", "to accompany the Mayor"

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        CANNOT = "cannot", "can no longer attend"
        TAKEN_BACK = "taken_back", "taken back by the Mayor"
        FALLEN = "fallen", "the choice no longer applies"
        ENDED = "ended", "over"
        MISTAKEN = "mistaken", "declined by mistake"

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="delegations")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="delegation")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations")
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    # The moment asked about: a no holds for this date of the event.
    event_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    # The version of the invitation that the answer made: with it, the entry of the record it rests on.
    answered_version = models.PositiveIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    private_reason = models.TextField(max_length=1000, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(state__in=["asked", "accepted"]),
                name="one_living_delegation",
                violation_error_message="The Deputy has already been asked.",
            ),
            CompositeForeignKey(
                fields=["invitation", "answered_version"],
                to="engagements.RecordEntry",
                to_fields=["invitation", "made_version"],
                name="answer_rests_on_its_entry",
            ),
        ]
        indexes = [models.Index(fields=["deputy", "state", "event_at"], name="deputys_box")]

    def __str__(self) -> str:
        return f"{self.invitation}: {self.get_kind_display()}, {self.get_state_display()}"

    @property
    def counts_as_exception(self) -> bool:
        """Whether it is one of `exceptions()`."""
        return self.kind == self.Kind.EXCEPTION and self.state != self.State.TAKEN_BACK


LIVING = (Delegation.State.ASKED.value, Delegation.State.ACCEPTED.value)
SAID_NO = (Delegation.State.DECLINED.value, Delegation.State.CANNOT.value)


class Interest(models.Model):
    """An interest in the organiser that an office-holder or an officer declared (P18); shown to whoever
    decides.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    nature = models.TextField(max_length=1000)
    declared_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.nature[:60]}"

    @property
    def declared_by(self) -> str:
        """Whose it is: a member by name, an officer with the post."""
        return ", ".join(filter(None, (self.person.written_name, self.person.post)))
