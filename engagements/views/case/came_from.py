"""The list an officer came from: the way back to it as it was, and the next case in it.

Kept in the officer's session, which ends with signing out: what was searched for is nobody else's business.
"""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from civic.access import council_now, person_of
from civic.forms import sent
from engagements.models import Invitation
from engagements.queries import worklist
from engagements.views.case.look import look_of

_KEPT, _MOST = "work_list", 500


@dataclass(frozen=True)
class CameFrom:
    """The list a case was opened from, the next case in it, and how many others there are."""

    url: str
    next: Invitation | None
    others: str


def remember(request: HttpRequest) -> None:
    """Keep the list as it is looked at; written only where it is another."""
    query = sent.without(request.GET)
    kept = query if len(query) <= _MOST else ""
    if request.session.get(_KEPT, "") != kept:
        request.session[_KEPT] = kept


def address(request: HttpRequest) -> str:
    """The list as it was looked at last."""
    query, url = request.session.get(_KEPT, ""), reverse("engagements:work_list")
    return f"{url}?{query}" if query else url


def came_from(request: HttpRequest, invitation: Invitation) -> CameFrom:
    """The last list that was looked at, and what comes in it after this case."""
    query = QueryDict(request.session.get(_KEPT, ""))
    look = look_of(request, query)
    after, others = worklist.following(
        invitation, look.tab, look.filters, person=person_of(request), at=council_now(request)
    )
    return CameFrom(address(request), after, worklist.in_words(others))
