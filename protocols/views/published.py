"""The protocol as the public reads it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from protocols import service


@login_not_required
@require_safe
def in_force(request: HttpRequest) -> HttpResponse:
    """The version in force, clause by clause."""
    version = service.version_in_force()
    return render(request, "protocols/protocol.html", {"version": version, "clauses": version.clauses.all(), "in_force": version})


@login_not_required
@require_safe
def earlier(request: HttpRequest, number: int) -> HttpResponse:
    """A version that was in force once, for whoever was answered under it. A draft is not for the public."""
    version = get_object_or_404(service.published_versions(), number=number)
    context = {"version": version, "clauses": version.clauses.all(), "in_force": service.version_in_force()}
    return render(request, "protocols/protocol.html", context)
