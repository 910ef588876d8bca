"""Who may open a handbook page.

The council says as what somebody is signed in (its middleware puts it on every request); the protocol only compares.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

MANAGER = "manager"
MONITORING_OFFICER = "monitoring_officer"
CHIEF_EXECUTIVE = "chief_executive"
LEADER = "leader"
# Who reads the handbook: those who keep it and those who sign it.
READERS = (MANAGER, MONITORING_OFFICER, CHIEF_EXECUTIVE, LEADER)
SIGNERS = (MONITORING_OFFICER, CHIEF_EXECUTIVE, LEADER)
# Who acknowledges it, in office or to come.
OFFICE_HOLDERS = ("mayor", "acting_mayor", "mayor_designate", "mayor_not_acting", "deputy", "deputy_designate")
EVERYBODY = (*READERS, *OFFICE_HOLDERS, "officer", "attendant")


def capacities_on(request: HttpRequest) -> frozenset[str]:
    """As what the person is here; nothing when the council said nothing, and then every page refuses."""
    return frozenset(str(capacity) for capacity in getattr(request, "civic_capacities", ()))


def terms_to_come(request: HttpRequest) -> list[Any]:
    """The terms of both offices that have not ended, as the council read them for this request."""
    tenure, now = getattr(request, "civic_tenure", None), timezone.now()
    return [term for term in tenure.terms if term.ends_at > now] if tenure else []


def own_terms(request: HttpRequest) -> list[Any]:
    """Those of the signed-in person."""
    return [term for term in terms_to_come(request) if term.person_id == request.user.pk]


def open_to(*capacities: str) -> Callable[[View], View]:
    """Opens a view to people who are one of these now; everybody else is refused."""
    allowed = frozenset(capacities)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allowed & capacities_on(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.allowed = allowed  # type: ignore[attr-defined]
        return cast(View, guarded)

    return mark
