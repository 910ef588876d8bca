"""The wording of a letter: changed, and read as it would arrive before it is used."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civic.access import allow, council_now, person_of
from civic.forms import sent
from civic.queries import Capacity
from engagements.forms.letters.wordings import WordingForm
from engagements.queries import written_letters
from engagements.services.letters import wording_trials
from engagements.services.letters.wording_trials import Trials
from protocols import letters as library
from protocols.letters import LetterName


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, code: str) -> HttpResponse:
    """Change a letter's wording. It is saved only by the button below a preview of these very words."""
    name = _letter_named(code)
    current = get_object_or_404(library.wordings_of(name)[:1])
    form = WordingForm(
        request.POST if request.method == "POST" else None,
        name=name,
        current=current,
        cases=written_letters.latest_cases(name),
        back=reverse("handbook:letter", args=[code]),
    )
    trials = _trials(request, form)
    if trials and trials.can_be_written and sent.line(request.POST, "save") == form.digest:
        try:
            library.save_wording(
                letter=name, **form.words, after=form.cleaned_data["after"], by=person_of(request)
            )
            messages.success(request, "New wording saved. It is used from now on.")
            return redirect("handbook:letter", code=code)
        except library.StaleWording as stale:
            form.add_error(None, str(stale))
    return render(request, "engagements/letters/wording.html", _page(request, form, trials))


def _trials(request: HttpRequest, form: WordingForm) -> Trials | None:
    """What was typed, as it would arrive; None where it cannot be a wording of this letter."""
    if not form.is_valid():
        return None
    at, by = council_now(request), person_of(request)
    return wording_trials.of(form.name, **form.words, case=form.chosen, at=at, by=by)


def _page(request: HttpRequest, form: WordingForm, trials: Trials | None) -> dict[str, object]:
    return {
        "form": form,
        "letter": form.name,
        "placeholders": library.placeholders_for(form.name.kind),
        "trials": trials,
        "changed_since": sent.says(request.POST, "save") and not form.errors,
    }


def _letter_named(code: str) -> LetterName:
    """Raises Http404 where there is no such letter."""
    try:
        return LetterName.read(code)
    except ValueError as unknown:
        raise Http404 from unknown
