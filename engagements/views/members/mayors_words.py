"""The Mayor's side of letters over the Mayor's own name (P12): the words, read and approved or not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from civic.access import allow, council_now, person_of
from civic.forms import sent
from civic.queries import Capacity
from engagements.forms.letters.mayors_own import ReadForm, RefuseForm
from engagements.models import Letter
from engagements.queries import mayors_words
from engagements.services.letters import drafts, mayors_own, rendering
from engagements.services.letters.drafts import TooLate


@allow(Capacity.MAYOR)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter in the Mayor's own name, with the two answers. Only a button changes anything."""
    letter = get_object_or_404(mayors_words.waiting(), pk=pk)
    refusing = request.method == "POST" and sent.says(request.POST, "refuse")
    form = RefuseForm(request.POST if refusing else None, initial={"read": drafts.wording_of(letter)})
    says = ""
    if request.method == "POST":
        try:
            if _answered(request, letter, form):
                return redirect("engagements:mayor")
        except TooLate as late:
            says, letter = str(late), get_object_or_404(mayors_words.mayors(), pk=pk)
            form = RefuseForm(initial={"read": drafts.wording_of(letter)})
    page = {
        "letter": letter,
        "invitation": letter.invitation,
        "shown": rendering.on_screen(letter, reader=person_of(request), at=council_now(request)),
        "form": form,
        "read": drafts.wording_of(letter),
        "says": says,
    }
    return render(request, "engagements/mayor/words.html", page, status=409 if says else 200)


def _answered(request: HttpRequest, letter: Letter, form: RefuseForm) -> bool:
    """Whether the answer was taken; False where the reason is missing. Raises TooLate."""
    person = person_of(request)
    if form.is_bound:
        if not form.is_valid():
            return False
        mayors_own.refuse(letter, why=form.cleaned_data["why"], read=form.cleaned_data["read"], by=person)
        messages.success(request, "Your answer is recorded. The civic office will change the words.")
        return True
    read = ReadForm(request.POST)
    mayors_own.approve(letter, read=read.cleaned_data["read"] if read.is_valid() else "", by=person)
    messages.success(request, "You approved the words. The civic office will send the letter.")
    return True
