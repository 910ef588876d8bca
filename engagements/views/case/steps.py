"""Taking a step from the case page: what will happen first, then the step, then the letter it drafted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civic import typed_words, wording
from civic.access import allow, council_now, person_of
from civic.forms import sent
from civic.forms.moved_on import say_so
from civic.queries import Capacity
from engagements import case_context, goodwill, guidance, kept_shut, record_sentences, remedies, situations
from engagements.forms.case.steps import StepForm
from engagements.models import Invitation, RecordEntry
from engagements.permissions import standing
from engagements.queries import case_file
from engagements.services.steps.transitions import MovedMeanwhile
from engagements.views.case import step_page, step_registry
from engagements.views.case.step_page import Opening
from engagements.views.case.step_registry import UNDERTAKINGS, Said
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Step
from protocols.wording import in_council_words


@allow(Capacity.OFFICER, Capacity.MONITORING_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_step(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """One step of the table: its page, and taking it."""
    invitation, wanted = the_case(reference), _known(step)
    try:
        if request.method == "POST" and (moved := _moved_meanwhile(request, invitation)):
            return _moved_on(request, moved, wanted)
        opened, form = _opened(request, invitation, wanted)
        if form.is_valid():
            UNDERTAKINGS[wanted].call(invitation, Said(opened, form, person_of(request)))
            return lead_on(request, invitation, seen=form.cleaned_data["seen"])
    except MovedMeanwhile as moved:
        return _moved_on(request, moved, wanted)
    except BreachOfProtocol as breach:
        return closed(request, invitation, wanted, breach)
    except ValidationError as error:
        form.add_error(None, error)
    return render(request, "engagements/steps/step.html", _page(request, opened, form))


def the_case(reference: str) -> Invitation:
    """The invitation with everything its pages name. Raises Http404."""
    related = ("assigned_to", "advice_by", "received_by")
    cases = Invitation.objects.for_situations().select_related(*related)
    found: Invitation = get_object_or_404(cases, reference=reference)
    return found


def _known(step: str) -> Step:
    try:
        wanted = Step(step)
    except ValueError:
        raise Http404 from None
    if wanted not in UNDERTAKINGS:
        raise Http404
    return wanted


def _moved_meanwhile(request: HttpRequest, invitation: Invitation) -> MovedMeanwhile | None:
    """Set where the page was opened before the invitation last changed;
    also where the same form is sent twice.
    """
    if sent.number(request.POST, "seen") in (None, invitation.version):
        return None
    return MovedMeanwhile(invitation, _last_entry(invitation))


def _last_entry(invitation: Invitation) -> RecordEntry | None:
    """What brought the invitation to where it stands."""
    entries = RecordEntry.objects.filter(invitation=invitation, made_version=invitation.version)
    return entries.select_related("by").first()


def _opened(request: HttpRequest, invitation: Invitation, wanted: Step) -> tuple[Opening, StepForm]:
    """The step as it is open to this person now, and its form. Raises BreachOfProtocol where it is not."""
    at = council_now(request)
    opened = step_page.of(invitation, wanted, standing(person_of(request), invitation, at), at)
    return opened, _form(request, opened)


def _form(request: HttpRequest, opened: Opening) -> StepForm:
    step = opened.row.step
    return step_registry.form_for(
        opened,
        names=council_now(request).titles,
        back=reverse("engagements:case", args=[opened.invitation.reference]),
        button=in_council_words(
            ("Record: " if opened.on_the_word else "") + wording.capital(step.label),
            council_now(request).titles,
        ),
        data=request.POST if request.method == "POST" else None,
        initial={"carries_on": sent.line(request.GET, "carries_on")},
    )


def _page(request: HttpRequest, opened: Opening, form: StepForm) -> dict[str, object]:
    invitation, step = opened.invitation, opened.row.step
    letters = step_page.letters_of(opened, person_of(request))
    return {
        "invitation": invitation,
        "opening": opened,
        "form": form,
        "told": step_page.told_by_the_step(opened, letters, person_of(request)),
        "preview": letters.written,
        "proof": letters.proof,
        "exceptions": goodwill.counted(invitation, opened.context) if step is Step.GRANT_EXCEPTION else None,
        "compared": case_file.compared(
            invitation, sent.line(request.POST if request.method == "POST" else request.GET, "carries_on")
        )
        if step is Step.LINK_DUPLICATE
        else None,
        "alike": case_file.likely_twins(invitation, opened.context) if step is Step.LINK_DUPLICATE else [],
        "declined": step_registry.lookalikes_to_settle(opened) if step is Step.SETTLE_SAME_EVENT else [],
    }


def lead_on(request: HttpRequest, invitation: Invitation, *, seen: int) -> HttpResponse:
    """To the letter the step drafted, or back to the case; nothing is said to be done where nothing was."""
    if invitation.version == seen:
        messages.info(request, "You have not changed anything.")
        return redirect("engagements:case", invitation.reference)
    entry = _last_entry(invitation)
    done = record_sentences.happened(entry, council_now(request).titles) if entry else "Done"
    draft = case_file.letter_of_last_step(invitation)
    if draft:
        messages.success(request, f"{done}. Please check and release the letter.")
        return redirect("engagements:letter", draft.pk)
    messages.success(request, f"{done}.")
    return redirect("engagements:case", invitation.reference)


def _moved_on(request: HttpRequest, moved: MovedMeanwhile, wanted: Step) -> HttpResponse:
    """Somebody was quicker: who did what, above the form with what was typed into it.

    The same person's same step is a form sent twice, and leads on. Raises BreachOfProtocol where the step is
    no longer open.
    """
    entry, invitation = moved.entry, the_case(moved.invitation.reference)
    if entry and entry.kind == wanted.value and entry.by == person_of(request):
        messages.info(request, "This has already been recorded.")
        return redirect("engagements:case", invitation.reference)
    try:
        opened, form = _opened(request, invitation, wanted)
    except BreachOfProtocol as breach:
        return closed(request, invitation, wanted, breach, meanwhile(request, moved))
    say_so(form, meanwhile(request, moved), seen=invitation.version)
    return render(request, "engagements/steps/step.html", _page(request, opened, form), status=409)


def meanwhile(request: HttpRequest, moved: MovedMeanwhile) -> str:
    """What became of the case while the page was open, for the head of the form."""
    told = "The case has changed since you opened the page"
    if moved.entry:
        happened = record_sentences.happened(moved.entry, council_now(request).titles)
        by = f", recorded by {moved.entry.by}" if moved.entry.by else ""
        told += f": {happened}{by}, {wording.moment(moved.entry.at)}"
    return f"{told}. What you sent was not recorded. Please check the case as it is now."


def closed(
    request: HttpRequest, invitation: Invitation, wanted: Step, breach: BreachOfProtocol, happened: str = ""
) -> HttpResponse:
    """The step is closed: why, under which clause, and what can be done instead; what happened, if somebody
    was quicker.
    """
    stands = standing(person_of(request), invitation, council_now(request))
    ever = step_page.is_ever_for(wanted, stands)
    context = case_context.read([invitation], council_now(request))
    page = {
        "invitation": invitation,
        "step": wanted,
        "breach": breach,
        "happened": happened,
        "instead": remedies.instead_of(breach.reasons),
        "ways": guidance.ways(
            situations.situation(invitation, context),
            in_person=stands.in_person,
            on_the_word=stands.on_the_word,
            kept_shut=kept_shut.kept_shut(invitation, context),
        ),
        "ever": ever,
        "words": typed_words.of(request),
    }
    return render(request, "engagements/steps/closed.html", page, status=409 if ever else 403)
