"""The office's work list: its tabs, its filters and a page of it,
at the same cost for one invitation and for 100,000.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from civic import wording
from civic.models import DayKind, Person
from civic.queries import Capacity, CouncilNow
from engagements import case_context, findings, next_step, promise, situations
from engagements.folding import fold_each
from engagements.models import Engagement, Invitation, LegalAdvice, Letter
from engagements.models.invitation import InvitationQuerySet
from engagements.queries import findings_filter, paging
from engagements.queries.paging import Cursor, Order, Page, page
from protocols.core.findings import Finding
from protocols.core.situation import Situation
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, Stage

COUNTED_TO = 500
# What may be ticked at once: two pages of the list.
MOST_SELECTED = 50
# Letters that wait for an officer, by their state, which names their tab of the letters desk, too.
UNDELIVERED = (Letter.State.FAILED.value, Letter.State.UNCERTAIN.value)
SHORTEST_WORD = 3
TAGS_SHOWN = 2
_OPEN = tuple(stage.value for stage in OPEN_STAGES)
_ATTENDING = tuple(stage.value for stage in ATTENDING_STAGES)
BY_PROMISE, BY_DATE, NEWEST = Order("promise_due_on"), Order("starts_at"), Order("id", descending=True)


@dataclass(frozen=True)
class Tab:
    """One way to look at the invitations: which stages, in what order, before or after the event."""

    name: str
    # What the tab says, and the whole of it for a heading.
    short: str
    label: str
    stages: tuple[str, ...]
    order: Order
    over: bool | None = None
    # Only what Communications are to be told of (P24).
    press: bool = False
    says_when_empty: str = "There are no invitations here."

    def of(self, now: datetime) -> InvitationQuerySet:
        rows = Invitation.objects.all()
        if self.stages:
            rows = (
                rows.filter(stage=self.stages[0])
                if len(self.stages) == 1
                else rows.filter(stage__in=self.stages)
            )
        if self.over is not None:
            rows = rows.filter(ends_at__lte=now) if self.over else rows.filter(ends_at__gt=now)
        if self.press:
            waiting = Engagement.objects.to_tell_communications(now)
            rows = rows.filter(pk__in=waiting.values("invitation"))
        return rows


S = Stage
_WITH_ORGANISER = (S.AWAITING_INFORMATION.value, S.PROTOCOL_EXPLAINED.value)
_WITH_MEMBERS = (S.SPECIAL_CASE.value, S.WITH_MAYOR.value, S.WITH_DEPUTY.value, S.HELD_FOR_SUCCESSOR.value)
TABS = (
    Tab(
        "now",
        "To do",
        "For the office",
        (S.RECEIVED.value,),
        BY_PROMISE,
        says_when_empty="There is nothing for the office to do.",
    ),
    Tab(
        "organiser",
        "Organiser",
        "Waiting for the organiser",
        _WITH_ORGANISER,
        BY_PROMISE,
        says_when_empty="There are no invitations waiting for an organiser.",
    ),
    Tab(
        "members",
        "Members",
        "With the Mayor or the Deputy",
        _WITH_MEMBERS,
        BY_PROMISE,
        says_when_empty="There are no invitations waiting for a decision.",
    ),
    Tab(
        "advice",
        "Advice",
        "With the Monitoring Officer",
        (S.WITH_MONITORING_OFFICER.value,),
        BY_PROMISE,
        says_when_empty="There are no invitations waiting for advice.",
    ),
    Tab(
        "coming",
        "Coming",
        "Coming engagements",
        _ATTENDING,
        BY_DATE,
        over=False,
        says_when_empty="There are no coming engagements.",
    ),
    Tab(
        "communications",
        "Press",
        "Tell Communications",
        _ATTENDING,
        BY_DATE,
        over=False,
        press=True,
        says_when_empty="There is nothing to tell Communications.",
    ),
    Tab(
        "outcome",
        "Outcome",
        "Outcome to record",
        _ATTENDING,
        BY_DATE,
        over=True,
        says_when_empty="There are no outcomes to record.",
    ),
    Tab("open", "Open", "All open", _OPEN, BY_PROMISE, says_when_empty="There are no open invitations."),
    Tab("all", "All", "All", (), NEWEST, says_when_empty="There are no invitations yet."),
)
# What the Monitoring Officer was asked, answered or not: the whole list of the Chief Executive (P20).
ASKED = Tab(
    "asked",
    "Advice asked",
    "For the Monitoring Officer",
    (),
    NEWEST,
    says_when_empty="There are no requests for advice.",
)


def tabs_for(capacities: Iterable[Capacity]) -> tuple[Tab, ...]:
    """The tabs a person has: escalations only for the Chief Executive."""
    held = frozenset(capacities)
    if held & {Capacity.OFFICER, Capacity.MANAGER}:
        return TABS
    return (*TABS, ASKED) if Capacity.MONITORING_OFFICER in held else (ASKED,)


@dataclass(frozen=True)
class Filters:
    """What an officer looks for."""

    words: str = ""
    stage: str = ""
    finding: str = ""
    addressee: str = ""
    kind: str = ""
    first_on: date | None = None
    last_on: date | None = None
    mine: bool = False
    newest_first: bool = False
    # Ticked one by one, by their references.
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """One invitation in a list, in the words of a line."""

    invitation: Invitation
    findings: list[Finding] = field(default_factory=list)
    # Days until the promised answer, as the council counts them; None once it was answered.
    days_left: int | None = None
    unit: str = "day"
    when: str = ""
    # The day of the promised answer, or since when it stands still.
    answer_day: str = ""
    # What an officer does next, or whom the case waits for.
    next_step: str = ""

    @property
    def findings_beyond(self) -> int:
        """How many there are beyond the few a line has room for."""
        return max(len(self.findings) - TAGS_SHOWN, 0)

    @property
    def clock_stopped(self) -> bool:
        return self.days_left is not None and self.invitation.clock_stopped_on is not None

    @property
    def late(self) -> bool:
        return self.days_left is not None and self.days_left < 0 and not self.clock_stopped

    @property
    def answer(self) -> str:
        """How the promised answer stands: "3 working days left", "due today", "paused";
        empty once answered.
        """
        if self.days_left is None or self.clock_stopped or self.days_left == 0:
            return "" if self.days_left is None else "paused" if self.clock_stopped else "due today"
        days = abs(self.days_left)
        return f"{days} {self.unit}{'' if days == 1 else 's'} {'late' if self.late else 'left'}"


def work_list(
    tab: Tab, filters: Filters, *, person: Person, at: CouncilNow, where: Cursor | None = None
) -> Page[Invitation]:
    """A page of the tab as filtered."""
    return page(filtered(tab, filters, person=person, at=at), order_of(tab, filters), where)


def order_of(tab: Tab, filters: Filters) -> Order:
    """The tab's own order, or the newest first where that was asked for."""
    return NEWEST if filters.newest_first else tab.order


def filtered(tab: Tab, filters: Filters, *, person: Person, at: CouncilNow) -> QuerySet[Invitation]:
    """Everything in the tab that the filters leave."""
    rows = tab.of(at.now).for_situations().select_related("assigned_to")
    if tab is ASKED:
        rows = rows.filter(pk__in=LegalAdvice.objects.values("invitation"))
    exact = {"stage": filters.stage, "addressee": filters.addressee, "kind": filters.kind}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if filters.cases:
        rows = rows.filter(reference__in=filters.cases)
    if filters.first_on:
        rows = rows.filter(event_on__gte=filters.first_on)
    if filters.last_on:
        rows = rows.filter(event_on__lte=filters.last_on)
    if filters.mine:
        rows = rows.filter(assigned_to=person)
    for word in words_of(filters.words):
        rows = rows.filter(search_text__contains=word)
    return findings_filter.narrow(rows, filters.finding, at) if filters.finding else rows


def following(
    invitation: Invitation, tab: Tab, filters: Filters, *, person: Person, at: CouncilNow
) -> tuple[Invitation | None, int]:
    """What comes in the list after this case, and how many others there are, counted no further than
    COUNTED_TO.
    """
    order = order_of(tab, filters)
    rows = filtered(tab, filters, person=person, at=at).select_related(None)
    after = paging.following(rows.only("reference", "title", order.column), order, invitation)
    others = rows.exclude(pk=invitation.pk).order_by().values("pk")
    return after, others[: COUNTED_TO + 1].count() if after else 0


def words_of(text: str) -> list[str]:
    """What to look for, folded. Shorter words find everything and would read everything: left out."""
    return [word for word in fold_each(text) if len(word) >= SHORTEST_WORD]


def listed(invitations: list[Invitation], at: CouncilNow) -> list[Listed]:
    """The invitations with what was noticed and the days left."""
    context = case_context.read(invitations, at)
    working = at.council.answer_promised_in == DayKind.WORKING

    def left(invitation: Invitation, situation: Situation) -> int | None:
        if not promise.is_owed(situation):
            return None
        due_on = invitation.promise_due_on
        days = at.working_days_between(at.today, due_on) if working else (due_on - at.today).days
        # Late is late, also by a day on which the office is closed.
        return min(days, -1) if due_on < at.today else days

    def line(invitation: Invitation) -> Listed:
        situation = situations.situation(invitation, context)
        noticed = findings.of(invitation, context, situation)
        letters = context.letters[invitation.pk]
        return Listed(
            invitation,
            noticed,
            left(invitation, situation),
            "working day" if working else "day",
            when=wording.short_occasion(invitation.starts_at, invitation.ends_at, at.today),
            answer_day=_answer_day(invitation, at.today),
            next_step=next_step.in_a_line(situation, noticed, letters, at.titles),
        )

    return [line(invitation) for invitation in invitations]


def _answer_day(invitation: Invitation, today: date) -> str:
    if invitation.clock_stopped_on:
        return f"since {wording.short_day(invitation.clock_stopped_on, today)}"
    return wording.short_day(invitation.promise_due_on, today)


# --- Counts -------------------------------------------------------------------------------------------------


def counts(now: datetime) -> dict[str, int]:
    """How many stand at each stage, and are coming or have their outcome due, by the code or the tab's name;
    and how many letters wait for an officer because they did not go, or may not have gone.

    One query; each counts no further than COUNTED_TO and one more, so that none
    reads a long table to its end.
    """
    lists: dict[str, QuerySet[Any]] = {
        stage.value: Invitation.objects.filter(stage=stage.value) for stage in Stage
    }
    lists |= {tab.name: tab.of(now) for tab in TABS if tab.over is not None}
    lists |= {state: Letter.objects.filter(state=state) for state in UNDELIVERED}
    lists["asked"] = Invitation.objects.filter(pk__in=LegalAdvice.objects.values("invitation"))
    parts: list[str] = []
    values: list[Any] = []
    for rows in lists.values():
        sql, params = rows.order_by().values("pk")[: COUNTED_TO + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 - Django's own
        values.extend(params)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return dict(zip(lists, cursor.fetchone(), strict=True))


def count_of(tab: Tab, counted: dict[str, int]) -> int | None:
    """How many the tab holds; None for the tab with everything, which nobody counts."""
    if tab.name in counted:
        return counted[tab.name]
    return sum(counted[stage] for stage in tab.stages) if tab.stages else None


def in_words(number: int | None) -> str:
    """Counted no further than people care; empty for what nobody counts."""
    if number is None:
        return ""
    return f"more than {COUNTED_TO}" if number > COUNTED_TO else str(number)
