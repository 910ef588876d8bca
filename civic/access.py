"""Who may open a page: asked at each request, from role and terms, never remembered in the session.

Every view of every app says so with `allow` (or is public by login_not_required);
what says nothing is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from civic.models import Person
from civic.queries import Capacity, CouncilNow, read_council

Given = ParamSpec("Given")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, Given], Answer]
ANYBODY_WITH_A_PART = tuple(Capacity)


def council_now(request: HttpRequest) -> CouncilNow:
    """The council as it stands, read once a request."""
    at: CouncilNow | None = getattr(request, "council_now", None)
    if at is None:
        at = read_council()
        setattr(request, "council_now", at)  # noqa: B010  (a request has no such attribute of its own)
    return at


def capacities_of(request: HttpRequest) -> frozenset[Capacity]:
    """What the signed-in person is now; nothing for anybody else."""
    return (
        council_now(request).capacities(person_of(request)) if request.user.is_authenticated else frozenset()
    )


def person_of(request: HttpRequest) -> Person:
    """The signed-in person, for views that only signed-in people reach."""
    return cast(Person, request.user)


def allow(*capacities: Capacity | str) -> Callable[[View[Given, Answer]], View[Given, Answer]]:
    """Opens a view to people who are one of these now; everybody else gets the 403 page."""
    allowed = frozenset(Capacity(capacity) for capacity in capacities)
    if not allowed:
        raise ValueError("Say who may open the view; a public one is marked login_not_required instead.")

    def mark(view: View[Given, Answer]) -> View[Given, Answer]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
            if not allowed & capacities_of(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        setattr(guarded, "allowed", allowed)  # noqa: B010  (a function has no such attribute of its own)
        return guarded

    return mark
