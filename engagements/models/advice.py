"""Advice on the protocol, asked for up the route, and what members ask of the office (P17, P20)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.models.invitation import Invitation

PERSON = settings.AUTH_USER_MODEL


class Level(models.TextChoices):
    """The route: each level answers, or passes the question up to the next."""

    CIVIC_MANAGER = "civic_manager", "civic manager"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring Officer"
    CHIEF_EXECUTIVE = "chief_executive", "Chief Executive"


class Asker(models.TextChoices):
    """As what somebody asks."""

    OFFICER = "officer", "the civic office"
    MAYOR = "mayor", "the Mayor"
    DEPUTY = "deputy", "the Deputy"


class Consultation(models.Model):
    """A question for advice, on a case or in general.

    Its words never change; its level and state follow its rows of answers.
    """

    class State(models.TextChoices):
        OPEN = "open", "waiting for an answer"
        ANSWERED = "answered", "answered"

    reference = models.CharField(max_length=20, unique=True)
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="consultations"
    )
    question = models.TextField(max_length=4000)
    asked_as = models.CharField(max_length=10, choices=Asker.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=Level.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["level", "id"], name="consultations_waiting", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return self.reference


class ConsultationAnswer(models.Model):
    """What became of a question at one level: answered, or passed up with the reason. Only ever added to."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "answered"
        PASSED_UP = "passed_up", "passed it up"
        # The asker has no answer yet, or disagrees with the one given.
        TAKEN_UP = "taken_up", "took it to the next level"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    level = models.CharField(max_length=20, choices=Level.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(max_length=4000)
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "level"], condition=Q(kind="answer"), name="one_answer_at_a_level",
                violation_error_message="This level has already answered.",
            ),
            models.UniqueConstraint(
                fields=["consultation", "level"], condition=~Q(kind="answer"), name="left_a_level_once",
                violation_error_message="The question has already gone to the next level.",
            ),
            models.CheckConstraint(
                condition=Q(kind="answer") | ~Q(level="chief_executive"),
                name="nobody_above_the_chief_executive",
                violation_error_message="There is no level above the Chief Executive.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.consultation}: {self.get_level_display()} {self.get_kind_display()}"


class ConductRouteShown(models.Model):
    """On how many occasions a day the route for concerns about conduct was shown.

    No person, no case, nothing else.
    """

    on = models.DateField(unique=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-on"]
        verbose_name_plural = "conduct route shown"

    def __str__(self) -> str:
        return f"{self.on}: {self.times}"


class MemberTask(models.Model):
    """What the Mayor or the Deputy asks of the office:
    a task with an owner, not a message to a junior (P17).
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        CANNOT = "cannot", "cannot be done"

    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="member_tasks"
    )
    wanted = models.TextField(max_length=2000)
    asked_as = models.CharField(max_length=10, choices=Asker.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(max_length=4000, blank=True)
    # The clause under which the office cannot do it.
    clause = models.CharField(max_length=4, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], name="member_tasks_open", condition=Q(state="open"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="open", closed_at__isnull=True, closed_by__isnull=True, answer="", clause=""
                )
                | Q(state="done", closed_at__isnull=False, closed_by__isnull=False, clause="") & ~Q(answer="")
                | Q(state="cannot", closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(answer="")
                & ~Q(clause=""),
                name="task_closed_with_an_answer",
                violation_error_message=(
                    "Give an answer to close the task. If it cannot be done, name the clause."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.wanted[:60]


class MemberTaskEvent(models.Model):
    """What happened to a task: its history, only ever added to."""

    class Kind(models.TextChoices):
        ASKED = "asked", "asked"
        TAKEN = "taken", "took it on"
        GIVEN = "given", "gave it to"
        DONE = "done", "did it"
        CANNOT = "cannot", "answered that it cannot be done"

    task = models.ForeignKey(MemberTask, on_delete=models.PROTECT, related_name="history")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    to = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.by} {self.get_kind_display()}"
