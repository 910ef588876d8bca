"""What is read on paper: the protocol, and the sheets that say what each part does;
as pages to print and as PDFs.
"""

from functools import lru_cache

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

import printing
from civic.access import ANYBODY_WITH_A_PART, allow
from handbook.views.readers import READERS, reasons_printed_with
from protocols import service, sign_off
from protocols.models import ProtocolVersion
from protocols.texts import role_lines

ROLES = ("mayor", "deputy", "officers")
# The same words make the same file, so that whoever asks for the public one again and again costs nothing.
_made = lru_cache(maxsize=16)(printing.as_pdf)


def pdf(
    request: HttpRequest, template: str, context: dict[str, object], *, title: str, name: str, instead: str
) -> HttpResponse:
    """The template as a tagged PDF; where this machine cannot make one,
    the page to print with what is missing.
    """
    try:
        made = _made(render_to_string(template, context, request=request), title)
    except printing.CannotPrint as why:
        messages.error(request, str(why))
        return redirect(instead)
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )


def contents(version: ProtocolVersion) -> dict[str, object]:
    """What a printed version holds."""
    return {
        "version": version,
        "clauses": version.clauses.all(),
        "agreed_reasons": reasons_printed_with(version),
        "sign_offs": sign_off.sign_offs(version),
        "lacking": sign_off.lacking(version),
    }


@login_not_required
@require_safe
def protocol(request: HttpRequest) -> HttpResponse:
    """The protocol in force, for the public."""
    version = service.version_in_force()
    name = f"protocol-version-{version.number}"
    return pdf(
        request,
        "handbook/paper/protocol.html",
        contents(version),
        title="Protocol for civic invitations",
        name=name,
        instead="/protocol/",
    )


@allow(*READERS)
@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """Any version, also a draft to be signed on paper: with lines for the signatures that are lacking."""
    shown = get_object_or_404(service.all_versions(), number=number)
    title, name = f"Protocol for civic invitations, version {number}", f"protocol-version-{number}"
    return pdf(
        request,
        "handbook/paper/protocol.html",
        contents(shown),
        title=title,
        name=name,
        instead=f"/handbook/versions/{number}/",
    )


def sheet(role: str) -> dict[str, object]:
    """What the sheet of one part says: what to do and, for officers, what not to be asked;
    each with its clause.
    """
    if role not in ROLES:
        raise Http404
    version = service.version_in_force()
    titles = {clause.code: clause.title for clause in version.clauses.all()}
    lines = [
        (code, titles[code], sentence, whose) for code, whose, sentence in role_lines() if code in titles
    ]
    context = {"role": role, "version": version, "can_print": printing.is_available()}
    context["does"] = [line[:3] for line in lines if line[3] == role]
    context["does_not"] = [line[:3] for line in lines if line[3] == f"{role}-not"]
    return context


@allow(*ANYBODY_WITH_A_PART)
@require_safe
def role(request: HttpRequest, role: str) -> HttpResponse:
    """What one part does, in a page."""
    return render(request, "handbook/role.html", sheet(role))


@allow(*ANYBODY_WITH_A_PART)
@require_safe
def role_pdf(request: HttpRequest, role: str) -> HttpResponse:
    """The same as a PDF."""
    title, instead = "Who does what", f"/handbook/roles/{role}/"
    return pdf(
        request, "handbook/paper/role.html", sheet(role), title=title, name=f"role-{role}", instead=instead
    )
