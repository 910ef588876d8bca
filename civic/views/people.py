"""People, terms and acting periods."""

from datetime import datetime

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from civic import queries
from civic.access import allow, council_now, person_of
from civic.forms.moments import initial_of
from civic.forms.office import ActingForm, EndForm, TermForm, TermMomentsForm
from civic.forms.people import PersonForm
from civic.models import ActingPeriod, Person, Term
from civic.queries import Capacity
from civic.services import accounts
from civic.services import terms as terms_service
from civic.views.service_call import carried_out, form_page, say_what_came_of


@allow(Capacity.MANAGER)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and what each is now."""
    at = council_now(request)
    everybody = [
        {"person": person, "holds": queries.offices_held(person, at.now, tenure=at.tenure)}
        for person in Person.objects.order_by("-is_active", "name")
    ]
    return render(request, "civic/people.html", {"everybody": everybody})


@allow(Capacity.MANAGER)
def person_add(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, accounts.add_person, values=form.cleaned_data, by=person_of(request)
    ):
        messages.success(
            request,
            f"{form.cleaned_data['name']} has been added. We have sent them a link to choose a password.",
        )
        return redirect("civic:people")
    return form_page(request, form, title="Add a person", back="civic:people")


@allow(Capacity.MANAGER)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, post, role and addresses, and a way to end what is signed in."""
    whose = get_object_or_404(Person, pk=pk)
    form = PersonForm(request.POST or None, instance=whose)
    if form.is_valid() and carried_out(
        form,
        accounts.change_person,
        Person.objects.get(pk=pk),
        values=form.cleaned_data,
        by=person_of(request),
    ):
        messages.success(request, f"Changes to {form.cleaned_data['name']} saved.")
        return redirect("civic:people")
    context = {
        "form": form,
        "title": "Change a person",
        "back": "civic:people",
        "person": whose,
        "has_second_step": is_mfa_enabled(whose),
    }
    return render(request, "civic/person.html", context)


@allow(Capacity.MANAGER)
@require_POST
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    whose = get_object_or_404(Person, pk=pk)
    done = f"{whose} can no longer sign in, and has been signed out everywhere."
    say_what_came_of(request, done, accounts.close_account, whose, by=person_of(request))
    return redirect("civic:people")


@allow(Capacity.MANAGER)
@require_POST
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Everywhere, as when a telephone was lost; the person may sign in again."""
    whose = get_object_or_404(Person, pk=pk)
    accounts.sign_out_everywhere(whose, by=person_of(request))
    messages.success(request, f"{whose} has been signed out everywhere, and can sign in again.")
    return redirect("civic:people")


@allow(Capacity.MANAGER)
@require_POST
def second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes it away from whoever lost it, to be set up anew."""
    whose = get_object_or_404(Person, pk=pk)
    done = f"{whose} will set up a new second step at the next sign-in, and has been told."
    say_what_came_of(request, done, accounts.take_away_second_step, whose, by=person_of(request))
    return redirect("civic:people")


@allow(Capacity.MANAGER)
@require_POST
def account_open(request: HttpRequest, pk: int) -> HttpResponse:
    whose = accounts.open_account(get_object_or_404(Person, pk=pk), by=person_of(request))
    messages.success(request, f"{whose} can sign in again.")
    return redirect("civic:people")


@allow(Capacity.MANAGER, Capacity.MONITORING_OFFICER)
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Every term, the latest first."""
    now = timezone.now()
    kept = [
        {"term": term, "state": _state_of(term, now)}
        for term in Term.objects.select_related("office", "person").order_by("-begins_at", "-office__kind")
    ]
    return render(request, "civic/terms.html", {"terms": kept})


def _state_of(term: Term | ActingPeriod, now: datetime) -> str:
    if term.begins_at > now:
        return "coming"
    return "now" if term.ends_at is None or now < term.ends_at else "over"


@allow(Capacity.MANAGER)
def term_record(request: HttpRequest) -> HttpResponse:
    """A new term; the moments offered are those of the coming annual meetings."""
    meetings = [
        meeting for meeting in council_now(request).tenure.annual_meetings if meeting > timezone.now()
    ][:2]
    offered = dict(zip(("begins", "ends"), meetings, strict=False))
    form = TermForm(
        request.POST or None,
        initial={key: value for name, at in offered.items() for key, value in initial_of(name, at).items()},
    )
    if form.is_valid() and carried_out(form, terms_service.record_term, **form.values, by=person_of(request)):
        messages.success(request, "Term recorded.")
        return redirect("civic:terms")
    return form_page(request, form, title="Record a term of office", back="civic:terms")


@allow(Capacity.MANAGER)
def term_change(request: HttpRequest, pk: int) -> HttpResponse:
    term = get_object_or_404(Term.objects.select_related("office", "person"), pk=pk)
    form = TermMomentsForm(request.POST or None, initial=TermMomentsForm.initial_for(term))
    if form.is_valid() and carried_out(
        form, terms_service.change_term, term, **form.values, by=person_of(request)
    ):
        messages.success(request, "Term saved.")
        return redirect("civic:terms")
    return form_page(request, form, title=f"{term.office.title}: {term.person}", back="civic:terms")


@allow(Capacity.MANAGER)
def term_end(request: HttpRequest, pk: int) -> HttpResponse:
    term = get_object_or_404(Term.objects.select_related("office", "person"), pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, terms_service.end_term, term, ends_at=form.cleaned_data["ends_at"], by=person_of(request)
    ):
        messages.success(request, "End of the term recorded.")
        return redirect("civic:terms")
    hint = "The holder’s access to the office’s pages ends at that time."
    return form_page(
        request,
        form,
        title=f"End the term early: {term.office.title}, {term.person}",
        hint=hint,
        back="civic:terms",
    )


@allow(Capacity.MANAGER, Capacity.MONITORING_OFFICER)
@require_safe
def acting_periods(request: HttpRequest) -> HttpResponse:
    """When the Deputy acted or acts (P9)."""
    now = timezone.now()
    kept = [
        {"period": period, "state": _state_of(period, now)}
        for period in ActingPeriod.objects.select_related("person").order_by("-begins_at")
    ]
    return render(request, "civic/acting_periods.html", {"periods": kept})


@allow(Capacity.MONITORING_OFFICER)
def acting_record(request: HttpRequest) -> HttpResponse:
    form = ActingForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, terms_service.record_acting, **form.values, by=person_of(request)
    ):
        messages.success(request, "Acting period recorded.")
        return redirect("civic:acting_periods")
    return form_page(request, form, title="Record an acting period", back="civic:acting_periods")


@allow(Capacity.MONITORING_OFFICER)
def acting_end(request: HttpRequest, pk: int) -> HttpResponse:
    period = get_object_or_404(ActingPeriod, pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, terms_service.end_acting, period, ends_at=form.cleaned_data["ends_at"], by=person_of(request)
    ):
        messages.success(request, "End of the acting period recorded.")
        return redirect("civic:acting_periods")
    return form_page(request, form, title="End the acting period", back="civic:acting_periods")
