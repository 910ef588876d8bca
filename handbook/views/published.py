"""The protocol as the public reads it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

import printing
from handbook.views.readers import reasons_printed_with
from protocols import service, sign_off
from protocols.models import ProtocolVersion


def shown(version: ProtocolVersion) -> dict[str, object]:
    """What the public sees of a version."""
    return {
        "version": version,
        "clauses": version.clauses.all(),
        "agreed_reasons": reasons_printed_with(version),
        "in_force": service.version_in_force(),
        "sign_offs": sign_off.sign_offs(version),
        "can_print": printing.is_available(),
    }


@login_not_required
@require_safe
def in_force(request: HttpRequest) -> HttpResponse:
    """The version in force, clause by clause."""
    return render(request, "handbook/protocol.html", shown(service.version_in_force()))


@login_not_required
@require_safe
def earlier(request: HttpRequest, number: int) -> HttpResponse:
    """A version that was in force once, for whoever was answered under it. A draft is not for the public."""
    version = get_object_or_404(service.published_versions(), number=number)
    return render(request, "handbook/protocol.html", shown(version))
