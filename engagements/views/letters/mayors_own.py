"""The office's side of letters over the Mayor's own name (P12): drafted, put before the Mayor, given up."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from civic.access import allow, council_now, person_of
from civic.queries import Capacity
from engagements.forms.letters.mayors_own import MayorsLetterForm, ReadForm
from engagements.services.letters import mayors_own
from engagements.services.letters.drafts import TooLate
from engagements.views.case.steps import the_case
from engagements.views.letters.letters_desk import the_letter, too_late
from protocols.core.vocabulary import LetterKind
from protocols.wording import in_council_words

DRAFTED = "Letter drafted. Check it, then ask the Mayor."


@allow(Capacity.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """Draft thanks, congratulations or condolences in the Mayor's own name."""
    invitation, names = the_case(reference), council_now(request).titles
    kinds = mayors_own.may_be_written(invitation)
    back = reverse("engagements:case", args=[reference])
    form = MayorsLetterForm(
        request.POST if request.method == "POST" else None, kinds=kinds, names=names, back=back
    )
    if kinds and form.is_valid():
        kind, words = LetterKind(form.cleaned_data["kind"]), form.cleaned_data["own_words"]
        try:
            letter = mayors_own.write(invitation, kind=kind, own_words=words, by=person_of(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, in_council_words(DRAFTED, names))
            return redirect("engagements:letter", letter.pk)
    page = {"invitation": invitation, "form": form, "kinds": kinds, "no": mayors_own.NOT_ANSWERED}
    return render(request, "engagements/letters/mayors_own.html", page)


@allow(Capacity.OFFICER)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the words before the Mayor."""
    letter, form = the_letter(pk), ReadForm(request.POST)
    try:
        if not letter.is_mayors or not form.is_valid():
            raise Http404
        mayors_own.ask(letter, read=form.cleaned_data["read"], by=person_of(request))
        messages.success(request, in_council_words("The Mayor has been asked.", council_now(request).titles))
    except TooLate as late:
        return too_late(request, letter, str(late))
    except ValidationError as refused:
        messages.error(request, in_council_words(refused.messages[0], council_now(request).titles))
    return redirect("engagements:letter", letter.pk)


@allow(Capacity.OFFICER)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give such a letter up before it leaves."""
    letter = the_letter(pk)
    try:
        mayors_own.withdraw(letter, by=person_of(request))
    except TooLate as late:
        return too_late(request, letter, str(late))
    messages.success(request, "Letter withdrawn. It has not been sent.")
    return redirect("engagements:case", letter.invitation.reference)
