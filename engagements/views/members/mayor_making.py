"""Mayor-making: one page for the annual meeting, with what is done and what is left.

It may be left and taken up at any time.
"""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from civic import wording
from civic.access import allow, council_now, person_of
from civic.forms import sent
from civic.queries import Capacity
from engagements.forms.members.mayor_making import ElectedForm
from engagements.queries import mayor_making as turning
from engagements.queries.mayor_making import Turn
from engagements.services.steps import system_steps
from engagements.services.terms import mayor_making as mayor_making_service

PAGE = "engagements/mayor_making/page.html"
CASES = "cases"


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def mayor_making(request: HttpRequest) -> HttpResponse:
    """What is handed over at the annual meeting asked for, or at the nearest."""
    now, tenure = timezone.now(), council_now(request).tenure
    at = _asked_for(request, turning.meetings(tenure)) or turning.nearest(now, tenure)
    if at is None:
        return render(request, PAGE)
    turn = turning.turn_at(at, now, tenure)
    forms = _forms(request, turn)
    if request.method == "POST" and _carried_out(request, turn, forms):
        return redirect(f"{reverse('engagements:mayor_making')}?meeting={_code(at)}")
    context = {
        "turn": turn,
        "handover": turning.handover(turn, council_now(request)),
        "parts": _parts(request, turn, forms),
        "others": [(_code(other), other) for other in turning.meetings(tenure) if other != at][-5:],
        "meeting": _code(at),
    }
    return render(request, PAGE, context)


def _code(at: datetime) -> str:
    return timezone.localdate(at).isoformat()


def _asked_for(request: HttpRequest, meetings: list[datetime]) -> datetime | None:
    return next((at for at in meetings if _code(at) == sent.line(request.GET, "meeting")), None)


def _forms(request: HttpRequest, turn: Turn) -> dict[str, ElectedForm]:
    """A form for each office that nobody is recorded for yet,
    filled in where it was the one that was sent.
    """
    pressed = sent.line(request.POST, "part")
    return {
        kind: ElectedForm(request.POST if pressed == kind else None, office=office)
        for kind, office in council_now(request).offices.items()
        if kind not in turn.incoming or pressed == kind
    }


def _parts(request: HttpRequest, turn: Turn, forms: dict[str, ElectedForm]) -> list[dict[str, object]]:
    return [
        {
            "office": office,
            "outgoing": turn.outgoing.get(kind),
            "incoming": turn.incoming.get(kind),
            "form": forms.get(kind),
        }
        for kind, office in council_now(request).offices.items()
    ]


def _carried_out(request: HttpRequest, turn: Turn, forms: dict[str, ElectedForm]) -> bool:
    """The one part that was asked for. False when it was refused: the form then says why."""
    if sent.line(request.POST, "part") == CASES:
        system_steps.keep_up()
        messages.success(request, "Invitations moved.")
        return True
    form = forms.get(sent.line(request.POST, "part"))
    if form is None or not form.is_valid():
        return False
    try:
        term = mayor_making_service.elect(
            office=form.office, **form.cleaned_data, at=turn.at, until=turn.until, by=person_of(request)
        )
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return False
    messages.success(request, f"Recorded: {term.person} takes office on {wording.moment(turn.at)}.")
    return True
