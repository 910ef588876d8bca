"""The letters desk: what waits to be read, what did not simply go, what has to be printed and posted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

import printing
from civic import typed_words
from civic.access import allow, council_now, person_of
from civic.forms import sent
from civic.forms.moved_on import say_so
from civic.queries import Capacity
from engagements.forms.letters.letters_desk import ReleaseForm
from engagements.models import Invitation, Letter
from engagements.queries import letters_desk, mayors_words, stale_drafts
from engagements.queries.letters_desk import Tab
from engagements.services.letters import drafts, rendering
from engagements.services.letters.drafts import TooLate
from engagements.services.steps import joined
from engagements.views.letters.letter_actions import Action, actions_for
from protocols.letters import Rendered

NOW_DO = {
    Letter.Channel.POST: " Please print and post it.",
    Letter.Channel.TELEPHONE: " Please read it out by telephone.",
}


@allow(Capacity.OFFICER)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters of one tab, the oldest first; those that left, the newest first."""
    tab = Tab.of(sent.line(request.GET, "tab"))
    words = sent.line(request.GET, "q")
    page = letters_desk.page_of(tab, words, sent.line(request.GET, "page"))
    stale = stale_drafts.of(page.object_list, council_now(request))
    return render(
        request,
        "engagements/letters/desk.html",
        {
            "tab": tab,
            "tabs": letters_desk.counted(),
            "page": page,
            "rows": [(letter, stale.get(letter.pk)) for letter in page.object_list],
            "q": words,
        },
    )


@allow(Capacity.OFFICER)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as it will look, or as it went; a draft can be worded, copied and released here."""
    letter = the_letter(pk)
    form = _release_form(request, letter)
    if request.method == "POST" and form is None:
        return too_late(request, letter, "It is no longer a draft.")
    if form is not None and form.is_valid():
        try:
            return _released_or_kept(request, letter, form)
        except TooLate as late:
            return _reworded(request, letter, form, late)
        except ValidationError as refused:
            form.add_error(None if hasattr(refused, "error_dict") else "body", refused)
    return render(request, "engagements/letters/letter.html", _page(request, letter, form))


def _release_form(request: HttpRequest, letter: Letter) -> ReleaseForm | None:
    if letter.state != Letter.State.DRAFT:
        return None
    at = council_now(request)
    words = mayors_words.of(letter, at)
    return ReleaseForm(
        request.POST or None,
        letter=letter,
        reader=person_of(request),
        stale=stale_drafts.of([letter], at).get(letter.pk),
        may_go=words is None or words.stands,
    )


def _reworded(request: HttpRequest, letter: Letter, form: ReleaseForm, late: TooLate) -> HttpResponse:
    """Somebody else's words stand above the form, one's own in it; or it is a draft no more."""
    letter = the_letter(letter.pk)
    if letter.state != Letter.State.DRAFT:
        return too_late(request, letter, str(late))
    say_so(form, str(late), read=drafts.wording_of(letter), seen=letter.invitation.version, read_again="")
    return render(request, "engagements/letters/letter.html", _page(request, letter, form), status=409)


def _released_or_kept(request: HttpRequest, letter: Letter, form: ReleaseForm) -> HttpResponse:
    words = {**form.words, "by": person_of(request)}
    if sent.says(request.POST, "keep"):
        drafts.save_draft(letter, **words)
        messages.success(request, "Draft saved. It has not been sent.")
        return redirect("engagements:letter", letter.pk)
    joined.release(letter, seen=form.cleaned_data["seen"], **words)
    messages.success(request, f"Letter released.{NOW_DO.get(Letter.Channel(letter.channel), '')}")
    if not sent.says(request.POST, "release_next"):
        return redirect("engagements:case", letter.invitation.reference)
    following = letters_desk.next_draft(after=letter)
    return redirect("engagements:letter", following.pk) if following else redirect("engagements:letters_desk")


def the_letter(pk: int) -> Letter:
    """The letter with what its page names. Raises Http404."""
    related = (
        "invitation__organiser",
        "released_by",
        "posted_by",
        "cancelled_by",
        "template_version",
        "protocol_version",
        "copy_of",
        "resent_of",
        "words_under__by",
        "words_under__particulars",
        "copied_under__by",
        "copied_under__particulars",
        "entry",
    )
    found: Letter = get_object_or_404(Letter.objects.select_related(*related), pk=pk)
    return found


def too_late(request: HttpRequest, letter: Letter, says: str) -> HttpResponse:
    """Somebody, or the case itself, was quicker: what became of the letter."""
    letter.refresh_from_db()
    page = {"letter": letter, "says": says, "words": typed_words.of(request)}
    return render(request, "engagements/letters/too_late.html", page, status=409)


def _page(
    request: HttpRequest, letter: Letter, form: ReleaseForm | None = None, tried: Action | None = None
) -> dict[str, object]:
    """What the page of one letter shows; `tried` is an action whose form has errors."""
    actions = [tried if tried and tried.name == action.name else action for action in actions_for(letter)]
    return {
        "letter": letter,
        "invitation": letter.invitation,
        "form": form,
        "tried": tried,
        "shown": rendering.on_screen(letter, reader=person_of(request), at=council_now(request)),
        "mayors": mayors_words.of(letter, council_now(request)),
        "read": drafts.wording_of(letter),
        "actions": actions,
        "also_told": _also_told(request, letter),
        "copies": letter.copy_rows.order_by("id"),
    }


def _also_told(request: HttpRequest, letter: Letter) -> list[tuple[Invitation, Rendered | None]]:
    """The joined cases whose organisers this draft tells too, each with its own letter."""
    if letter.state != Letter.State.DRAFT:
        return []
    by = person_of(request)
    return [(case, joined.preview(case, letter, by=by)) for case in joined.also_told(letter)]


@allow(Capacity.OFFICER)
@require_safe
def letter_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter on its own, for paper, with the organiser's link in place. Only what an officer released."""
    letter = _released(pk)
    page = {
        "letter": letter,
        "invitation": letter.invitation,
        "finished": rendering.on_paper(letter),
        "dated_today": rendering.carries_today(letter),
        "can_print": printing.is_available(),
    }
    return render(request, "engagements/letters/print.html", page)


@allow(Capacity.OFFICER)
@require_safe
def letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a PDF, which fits one sheet and the window of an envelope on every printer."""
    letter = _released(pk)
    try:
        made = rendering.as_pdf(letter)
    except printing.CannotPrint as why:
        messages.error(request, str(why))
        return redirect("engagements:letter_print", letter.pk)
    name = f"letter-{letter.invitation.reference}-{letter.pk}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _released(pk: int) -> Letter:
    """A letter that an officer let go, or that goes by itself. Raises Http404."""
    letter = the_letter(pk)
    if letter.state in (Letter.State.DRAFT, Letter.State.CANCELLED):
        raise Http404
    return letter


@allow(Capacity.OFFICER)
@require_POST
def letter_action(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Hold back, send again, count as sent, try again, draft anew, mark as posted."""
    letter = the_letter(pk)
    action = next((action for action in actions_for(letter, request.POST) if action.name == name), None)
    if action is None:
        return too_late(request, letter, "You can no longer do this with the letter.")
    try:
        done = action.form.is_valid() and action.carry_out(letter, person_of(request))
    except TooLate as late:
        return too_late(request, letter, str(late))
    if not done:
        return render(request, "engagements/letters/letter.html", _page(request, letter, tried=action))
    messages.success(request, action.done)
    return redirect("engagements:letter", done.pk if isinstance(done, Letter) else letter.pk)
