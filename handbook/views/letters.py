"""The letters' wordings, read as they will arrive.

They are changed on a page of the office's own, which shows them on real cases (engagements.views.letters).
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from civic.access import allow, capacities_of, person_of
from civic.queries import Capacity
from handbook.forms import ByItselfForm
from handbook.views.readers import KEEPERS
from protocols import letters as library
from protocols.letters import LetterName


def letter_named(code: str) -> LetterName:
    try:
        return LetterName.read(code)
    except ValueError as unknown:
        raise Http404 from unknown


@allow(*KEEPERS)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter the protocol knows, in the order in which an invitation may meet them."""
    return render(request, "handbook/letters.html", {"wordings": library.wordings_in_force()})


@allow(*KEEPERS)
@require_safe
def letter(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """One letter as it arrives, with made-up particulars, and its earlier wordings."""
    wordings = library.wordings_of(letter_named(code))
    shown = get_object_or_404(wordings[:1]) if number is None else get_object_or_404(wordings, number=number)
    context = {
        "letter": letter_named(code),
        "wording": shown,
        "wordings": wordings,
        "may_edit": Capacity.MANAGER in capacities_of(request),
    }
    return render(request, "handbook/letter.html", context)


@allow(Capacity.MANAGER)
@require_POST
def by_itself(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a letter may leave without an officer reading it first."""
    named = letter_named(code)
    form = ByItselfForm(request.POST)
    if form.is_valid():
        library.let_go_by_itself(letter=named, allowed=form.cleaned_data["allowed"], by=person_of(request))
        says = (
            "is sent automatically"
            if form.cleaned_data["allowed"]
            else "is checked by an officer before it is sent"
        )
        messages.success(request, f"This letter {says} from now on.")
    return redirect("handbook:letter", code=code)
