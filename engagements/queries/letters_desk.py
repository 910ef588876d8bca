"""The letters desk's lists: each a page of rows in a fixed number of queries."""

from dataclasses import dataclass
from enum import Enum

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from engagements.folding import fold
from engagements.models import Letter

PAGE = 25
S = Letter.State
_POST = Q(channel=Letter.Channel.POST)
_TELEPHONE = Q(channel=Letter.Channel.TELEPHONE)


class Tab(Enum):
    """One list of the desk: its name in addresses, what its tab says, its label, what is on it,
    and what is said when nothing is.
    """

    short: str
    label: str
    rows: Q
    empty: str

    def __new__(cls, code: str, short: str, label: str, rows: Q, empty: str) -> "Tab":
        tab = object.__new__(cls)
        tab._value_, tab.short, tab.label, tab.rows, tab.empty = code, short, label, rows, empty
        return tab

    REVIEW = "review", "To check", "To check and release", Q(state=S.DRAFT), "There are no letters to check."
    QUEUED = (
        "queued",
        "Waiting",
        "Waiting to be sent",
        Q(state__in=[S.QUEUED, S.SENDING]) & ~_POST & ~_TELEPHONE,
        "There are no letters waiting to be sent.",
    )
    FAILED = (
        "failed",
        "Not delivered",
        "Could not be delivered",
        Q(state=S.FAILED),
        "There are no letters that could not be delivered.",
    )
    UNCERTAIN = (
        "uncertain",
        "Uncertain",
        "Delivery uncertain",
        Q(state=S.UNCERTAIN),
        "There are no letters whose delivery is uncertain.",
    )
    PRINT = (
        "print",
        "To post",
        "To print and post",
        Q(state=S.QUEUED) & _POST,
        "There are no letters to print.",
    )
    READ_OUT = (
        "read-out",
        "To read out",
        "To read out by telephone",
        Q(state=S.QUEUED) & _TELEPHONE,
        "There are no letters to read out.",
    )
    SENT = (
        "sent",
        "Sent",
        "Sent and posted",
        Q(state__in=[S.SENT, S.POSTED]),
        "No letters have been sent yet.",
    )

    @classmethod
    def of(cls, code: str) -> "Tab":
        """The tab of an address; the first one for an address that names none."""
        return next((tab for tab in cls if tab.value == code), cls.REVIEW)


@dataclass(frozen=True)
class Counted:
    """A tab with the number of its letters."""

    tab: Tab
    count: int


def counted() -> list[Counted]:
    """All tabs, in one query. What has left is not counted: that number only grows."""
    waiting = Letter.objects.filter(state__in=[S.DRAFT, S.QUEUED, S.SENDING, S.FAILED, S.UNCERTAIN])
    numbers = waiting.aggregate(
        **{tab.value: Count("pk", filter=tab.rows) for tab in Tab if tab is not Tab.SENT}
    )
    return [Counted(tab, numbers.get(tab.value, 0)) for tab in Tab]


def page_of(tab: Tab, words: str, number: str) -> Page[Letter]:
    """One page of a tab; `words` are looked for in the case, the recipient, the organisation, the subject."""
    rows = Letter.objects.filter(tab.rows).select_related("invitation", "released_by", "entry")
    for word in fold(words).split():
        rows = rows.filter(search_text__contains=word)
    return Paginator(in_order(rows, tab), PAGE).get_page(number)


def in_order(rows: QuerySet[Letter], tab: Tab) -> QuerySet[Letter]:
    """The oldest first, but what has left the newest first."""
    return rows.order_by("-id" if tab is Tab.SENT else "id")


def next_draft(*, after: Letter) -> Letter | None:
    """The next letter to read: the one after this, or the oldest of all."""
    drafts = Letter.objects.filter(state=S.DRAFT).exclude(pk=after.pk).order_by("id")
    return drafts.filter(pk__gt=after.pk).first() or drafts.first()
