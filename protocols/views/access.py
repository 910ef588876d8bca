"""Who may open a handbook page.

The council says as what somebody is signed in (its middleware puts it on every request); the protocol only compares.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

MANAGER = "manager"
MONITORING_OFFICER = "monitoring_officer"


def capacities_on(request: HttpRequest) -> frozenset[str]:
    """As what the person is here; nothing when the council said nothing, and then every page refuses."""
    return frozenset(str(capacity) for capacity in getattr(request, "civic_capacities", ()))


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
