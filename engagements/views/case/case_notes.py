"""What officers write on a case beside its steps.

Each page is one small form; each service leaves an entry in the record.
"""

from typing import TypedDict

from django.contrib import messages
from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from civic.access import allow, capacities_of, council_now, person_of
from civic.forms.moved_on import say_so
from civic.models import OFFICE_ROLES, Person, Role
from civic.queries import Capacity
from civic.views.service_call import carried_out
from engagements import chain
from engagements.forms.case import case_notes as forms
from engagements.forms.case.chain import ChainConsentForm, consent_initial
from engagements.forms.members.mayor import InterestForm as OwnInterestForm
from engagements.models import Invitation, Question
from engagements.services import case_notes
from engagements.services.steps import corrections
from engagements.services.steps.transitions import MovedMeanwhile
from engagements.views.case.steps import meanwhile, the_case
from protocols.core.vocabulary import Party
from protocols.wording import in_council_words

WORK_ON_CASES = (*OFFICE_ROLES, Role.MONITORING_OFFICER)
RECORD_KEEPS = (
    "The record keeps the earlier details. Use this for mistakes. If the organiser "
    "changes something, record it as a change."
)
BY_CONSENT = (
    "Outside our area the chain of office is worn only if the civic head of that area agrees, and otherwise "
    "the badge (P1). Record what you asked and what you heard."
)
DECIDED_ANEW = (
    " Where a wrong day, time, place or kind of event was told to the organiser, or the Mayor has it already,"
    " it is decided again and the organiser gets a letter with the right details."
)
FACTS_ONLY = (
    "The press is expected at this event. Give the communications team the facts: who will attend, when and "
    "where. Nothing is published before the organiser has agreed. Before an election, the Monitoring Officer "
    "says what can be published (P24)."
)


class Given(TypedDict):
    data: QueryDict | None
    invitation: Invitation
    names: dict[str, str]
    back: str


def _given(request: HttpRequest, invitation: Invitation) -> Given:
    """What every form of a case takes."""
    data = request.POST if request.method == "POST" else None
    back = reverse("engagements:case", args=[invitation.reference])
    return {
        "data": data,
        "invitation": invitation,
        "names": council_now(request).titles,
        "back": back,
    }


def _page(
    request: HttpRequest, invitation: Invitation, form: Form, title: str, hint: str = "", status: int = 200
) -> HttpResponse:
    names = council_now(request).titles
    page = {
        "invitation": invitation,
        "form": form,
        "title": in_council_words(title, names),
        "hint": in_council_words(hint, names),
    }
    return render(request, "engagements/case/form.html", page, status=status)


def _moved_on(
    request: HttpRequest, moved: MovedMeanwhile, form: Form, title: str, hint: str = ""
) -> HttpResponse:
    """Somebody was quicker: who did what, above the form with what was typed into it."""
    invitation = the_case(moved.invitation.reference)
    say_so(form, meanwhile(request, moved), seen=invitation.version)
    return _page(request, invitation, form, title, hint, status=409)


def _done(request: HttpRequest, invitation: Invitation, says: str) -> HttpResponse:
    messages.success(request, says)
    return redirect("engagements:case", invitation.reference)


@allow(Capacity.OFFICER)
def note(request: HttpRequest, reference: str) -> HttpResponse:
    invitation = the_case(reference)
    form = forms.WriteNoteForm(**_given(request, invitation))
    if form.is_valid():
        case_notes.write_note(invitation, **form.cleaned_data, by=person_of(request))
        return _done(request, invitation, "Note saved.")
    return _page(request, invitation, form, "Write a note")


@allow(Capacity.OFFICER)
def call(request: HttpRequest, reference: str) -> HttpResponse:
    """The telephone log: what was said to the organiser, when, by whom."""
    invitation = the_case(reference)
    form = forms.CallForm(**_given(request, invitation))
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("spoken_to", "said", "called_at")}
        if carried_out(form, case_notes.log_call, invitation, **said, by=person_of(request)):
            return _done(request, invitation, "Call saved.")
    return _page(request, invitation, form, "Log a telephone call")


@allow(Capacity.OFFICER)
def tell_communications(request: HttpRequest, reference: str) -> HttpResponse:
    """Mark as done that Communications know that the press is expected: whom an officer told, and when."""
    invitation = the_case(reference)
    form = forms.CommunicationsForm(**_given(request, invitation))
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("spoken_to", "told_at")}
        if carried_out(form, case_notes.tell_communications, invitation, **said, by=person_of(request)):
            return _done(request, invitation, "Recorded that Communications have been told.")
    return _page(request, invitation, form, "Tell Communications", FACTS_ONLY)


@allow(Capacity.OFFICER)
def advise(request: HttpRequest, reference: str) -> HttpResponse:
    """The officer's own advice to the Mayor (P19)."""
    invitation = the_case(reference)
    form = forms.AdviseMayorForm(**_given(request, invitation), initial={"advice": invitation.advice})
    try:
        if form.is_valid():
            case_notes.advise_mayor(invitation, **form.cleaned_data, by=person_of(request))
            return _done(request, invitation, "Advice saved.")
    except MovedMeanwhile as moved:
        stands = the_case(reference).advice
        return _moved_on(request, moved, form, "Advise the Mayor", stands and f"Current advice: {stands}")
    return _page(request, invitation, form, "Advise the Mayor")


@allow(Capacity.OFFICER, Capacity.MONITORING_OFFICER)
def declare_interest(request: HttpRequest, reference: str) -> HttpResponse:
    """The reader's own interest in the organiser, in the words in which members declare theirs (P18)."""
    invitation, person = the_case(reference), person_of(request)
    form = OwnInterestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        party = Party.OFFICER if Capacity.OFFICER in capacities_of(request) else Party.MONITORING_OFFICER
        case_notes.declare_interest(
            invitation, person=person, nature=form.cleaned_data["nature"], party=party, by=person
        )
        return _done(request, invitation, "Interest declared. Someone else can take the case.")
    return _page(request, invitation, form, "Declare an interest")


@allow(Capacity.OFFICER)
def interest(request: HttpRequest, reference: str) -> HttpResponse:
    """The interest of an office-holder, or of another officer, in the organiser: shown to whoever decides."""
    invitation, now = the_case(reference), timezone.now()
    has_a_part = Q(terms__ends_at__gt=now) | Q(role__in=WORK_ON_CASES)
    people = Person.objects.filter(has_a_part, is_active=True).exclude(pk=person_of(request).pk).distinct()
    form = forms.InterestForm(**_given(request, invitation), people=people)
    if form.is_valid():
        case_notes.declare_interest(invitation, **form.cleaned_data, by=person_of(request))
        return _done(request, invitation, "Interest recorded. It is shown to the person who decides.")
    return _page(request, invitation, form, "Record someone else’s interest")


@allow(Capacity.OFFICER)
def consent(request: HttpRequest, reference: str) -> HttpResponse:
    """Whether the chain can be worn at an event outside the council's area (P1)."""
    invitation = the_case(reference)
    if not invitation.outside_area:
        raise Http404
    neighbour = council_now(request).place_of(invitation.postcode).neighbour
    initial = consent_initial(invitation, neighbour.civic_head if neighbour else "")
    form = ChainConsentForm(**_given(request, invitation), initial=initial)
    if form.is_valid() and carried_out(
        form, case_notes.record_consent, invitation, **form.cleaned_data, by=person_of(request)
    ):
        wears = chain.worn(the_case(reference))
        return _done(request, invitation, f"Recorded. {wears.what if wears else ''}.")
    return _page(request, invitation, form, "Chain or badge", BY_CONSENT)


@allow(Capacity.OFFICER)
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    invitation, person = the_case(reference), person_of(request)
    declared = Person.objects.filter(pk__in=invitation.interests.values("person"))
    mine = None if person in declared else person.pk
    form = forms.AssignForm(
        **_given(request, invitation),
        initial={"to": invitation.assigned_to_id or mine},
        with_an_interest=declared,
    )
    if form.is_valid() and carried_out(
        form, case_notes.assign, invitation, **form.cleaned_data, by=person_of(request)
    ):
        return _done(request, invitation, f"Assigned to {form.cleaned_data['to'] or 'nobody'}.")
    return _page(request, invitation, form, "Assign")


@allow(Capacity.OFFICER)
def answer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The office's answer to what the Mayor asked."""
    invitation = the_case(reference)
    question = get_object_or_404(Question, pk=pk, invitation=invitation, to=Question.To.OFFICE)
    form = forms.AnswerMayorForm(**_given(request, invitation))
    if form.is_valid() and carried_out(
        form,
        case_notes.answer_mayors_question,
        invitation,
        question=question,
        **form.cleaned_data,
        by=person_of(request),
    ):
        return _done(
            request, invitation, "Answer saved. Send the invitation to the Mayor again when it is ready."
        )
    return _page(request, invitation, form, "Answer the Mayor’s question", question.text)


@allow(Capacity.OFFICER)
def correct(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """Correct what was taken down wrongly; recorded with what it was before."""
    invitation = the_case(reference)
    if part not in forms.CORRECTIONS:
        raise Http404
    title, form_class = forms.CORRECTIONS[part]
    says = RECORD_KEEPS if part == "organiser" else RECORD_KEEPS + DECIDED_ANEW
    form = form_class(**_given(request, invitation), initial=forms.correction_initial(invitation, part))
    try:
        if form.is_valid() and _corrected(request, invitation, form):
            return _done(request, invitation, _what_was_corrected(invitation, form.cleaned_data["seen"]))
    except MovedMeanwhile as moved:
        return _moved_on(request, moved, form, title, says)
    return _page(request, invitation, form, title, says)


def _what_was_corrected(invitation: Invitation, seen: int) -> str:
    """Nothing is recorded where nothing differs, and nothing is said to be."""
    invitation.refresh_from_db(fields=["version"])
    return "Correction recorded." if invitation.version != seen else "You have not changed anything."


def _corrected(request: HttpRequest, invitation: Invitation, form: forms.CorrectionForm) -> bool:
    why, seen = form.cleaned_data["why"], form.cleaned_data["seen"]

    def correct(case: Invitation) -> None:
        corrections.correct(
            case, organiser=form.organiser, event=form.event, why=why, seen=seen, by=person_of(request)
        )

    return carried_out(form, correct, invitation)
