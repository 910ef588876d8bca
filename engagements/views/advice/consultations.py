"""Advice on the protocol: asking, answering, passing up, citing;
and where concerns about conduct go, which is not here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from civic.access import ANYBODY_WITH_A_PART, allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.models import Person, Role
from civic.queries import Capacity
from civic.views.service_call import carried_out
from engagements import permissions
from engagements.forms.advice.consultations import AskAdviceForm, ClauseNoteForm, WordsForm
from engagements.models import Asker, Consultation, Invitation
from engagements.queries import paging
from engagements.services.advice import consultations
from protocols import service as protocol

ASKING = (Capacity.OFFICER, *sorted(permissions.MAYORS), Capacity.DEPUTY)
ANSWERING = (Capacity.MANAGER, Capacity.MONITORING_OFFICER, Capacity.CHIEF_EXECUTIVE)
FORM_PAGE = "engagements/advice/form.html"
reading_and_answering = require_http_methods(["GET", "HEAD", "POST"])
# slug: (service, title and label, button, what is said afterwards)
WAYS: dict[str, tuple[Callable[..., object], str, str, str, str]] = {
    "answer": (
        consultations.answer, "Answer the question", "Your answer",
        "Send answer", "Answer recorded.",
    ),
    "pass-up": (
        consultations.pass_up, "Pass the question up", "Why are you passing it up?",
        "Pass it up", "Question passed up.",
    ),
    "take-up": (
        consultations.take_up, "Take the question to the next level", "Why are you taking it further?",
        "Take it to the next level", "Question taken to the next level.",
    ),
}  # fmt: skip


@allow(*ASKING, *ANSWERING)
@require_safe
@cache_control(no_store=True)
def advice_list(request: HttpRequest) -> HttpResponse:
    """What waits for this person's level, what this person asked, and what else this person may read."""
    person, held = person_of(request), capacities_of(request)
    readable = permissions.consultations(person, held).select_related("asked_by", "invitation")
    waiting = readable.filter(state=Consultation.State.OPEN, level__in=permissions.levels_of(held)).exclude(
        asked_by=person
    )
    at = paging.cursor(*sent.turn(request.GET))
    context = {
        "answers_here": bool(permissions.levels_of(held)),
        "waiting": waiting.order_by("id"),
        "others": paging.page(readable.exclude(pk__in=waiting.values("pk")), paging.NEWEST_FIRST, at),
        "may_ask": permissions.asks_as(held) is not None,
    }
    return render(request, "engagements/advice/list.html", context)


@allow(*ASKING)
@reading_and_answering
def advice_new(request: HttpRequest) -> HttpResponse:
    """Ask, on a case or in general."""
    person, back = person_of(request), reverse("engagements:advice")
    given: dict[str, Any] = {
        "cases": permissions.cases_to_ask_about(person, council_now(request)),
        "initial": {"case": sent.line(request.GET, "case", 20)},
    }
    form = AskAdviceForm(request.POST if request.method == "POST" else None, back=back, **given)
    if form.is_valid():
        invitation = form.cleaned_data["case"]
        asked_as = _asks_as(request, invitation)
        asked = consultations.ask(
            question=form.cleaned_data["question"], invitation=invitation, asked_as=asked_as, by=person
        )
        messages.success(request, f"Your question {asked.reference} is with the {asked.get_level_display()}.")
        return redirect("engagements:advice_question", asked.reference)
    return render(request, "engagements/advice/new.html", {"form": form, "back": back})


@allow(*ASKING, *ANSWERING)
@cache_control(no_store=True)
def advice_question(request: HttpRequest, reference: str) -> HttpResponse:
    """One question, everything said to it, and what this person can do with it.

    Whoever may not read it learns not even its methods.
    """
    return _question(request, _readable(request, reference))


@require_safe
def _question(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    person, above = person_of(request), consultations.next_level(consultation.level)
    context = {
        "consultation": consultation,
        "answers": consultation.answers.select_related("by"),
        "case_url": _case_url(request, consultation.invitation),
        "names_case": _names_case(request, consultation.invitation),
        "may_answer": _answers(request, consultation),
        "is_mine": consultation.asked_by == person,
        "may_note": consultation.state == Consultation.State.ANSWERED
        and bool(set(ANSWERING) & capacities_of(request)),
        "above": above.label if above else "",
    }
    return render(request, "engagements/advice/question.html", context)


@allow(*ASKING, *ANSWERING)
@reading_and_answering
def advice_say(request: HttpRequest, reference: str, way: str) -> HttpResponse:
    """Answer, pass up, or take further."""
    consultation = _readable(request, reference)
    if way not in WAYS:
        raise Http404
    undertaking, title, label, submit, said = WAYS[way]
    if not (consultation.asked_by == person_of(request) if way == "take-up" else _may_answer_at_all(request)):
        raise PermissionDenied
    back = reverse("engagements:advice_question", args=[reference])
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, label=label, submit=submit, back=back, initial={"level": consultation.level})
    if form.is_valid() and carried_out(
        form, undertaking, consultation, **form.cleaned_data, by=person_of(request)
    ):
        messages.success(request, said)
        return redirect(back)
    return render(
        request, FORM_PAGE, {"form": form, "title": title, "consultation": consultation, "back": back}
    )


@allow(*ANSWERING)
@reading_and_answering
def advice_note(request: HttpRequest, reference: str) -> HttpResponse:
    """Make advice that was given a note for staff on a clause in force."""
    consultation, back = (
        _readable(request, reference),
        reverse("engagements:advice_question", args=[reference]),
    )
    given = consultation.answers.filter(kind="answer").last()
    if given is None:
        raise Http404
    form = ClauseNoteForm(
        request.POST if request.method == "POST" else None,
        clauses=clauses(council_now(request).titles),
        back=back,
        initial={"text": given.words},
    )
    if form.is_valid() and carried_out(
        form, consultations.note_on_clause, consultation, **form.cleaned_data, by=person_of(request)
    ):
        messages.success(request, f"Advice saved as a note on clause {form.cleaned_data['code']}.")
        return redirect(back)
    return render(
        request,
        FORM_PAGE,
        {"form": form, "title": "Save as a note on a clause", "consultation": consultation, "back": back},
    )


@allow(*ANYBODY_WITH_A_PART)
@reading_and_answering
@cache_control(no_store=True)
def conduct(request: HttpRequest) -> HttpResponse:
    """Concerns about conduct are not for this system:
    it shows the route and the persons, and counts that it did, nothing else.
    """
    if request.method == "POST":
        consultations.count_conduct_route_shown()
        return redirect(f"{reverse('engagements:conduct')}?shown")
    shown = sent.says(request.GET, "shown")
    roles = (Role.MONITORING_OFFICER, Role.CIVIC_MANAGER, Role.CHIEF_EXECUTIVE, Role.LEADER)
    people = Person.objects.filter(is_active=True, role__in=roles)
    route = {role.value: [person for person in people if person.role == role] for role in roles}
    return render(request, "engagements/advice/conduct.html", {"shown": shown, "route": route})


def clauses(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The clauses in force to choose from, each with its title in this council's words."""
    version = protocol.version_in_force()
    return [
        (clause.code, f"{clause.code}. {protocol.in_words_of(version, clause.title, names)}")
        for clause in version.clauses.all()
    ]


def _readable(request: HttpRequest, reference: str) -> Consultation:
    """The question. What this person may not read is refused as what does not exist is."""
    questions: QuerySet[Consultation] = permissions.consultations(person_of(request), capacities_of(request))
    found = questions.select_related("asked_by", "invitation").filter(reference=reference).first()
    if found is None:
        raise PermissionDenied
    return found


def _asks_as(request: HttpRequest, invitation: Invitation | None) -> Asker:
    person = person_of(request)
    deputys = (
        invitation is not None
        and not permissions.mayors_cases(person, council_now(request)).filter(pk=invitation.pk).exists()
    )
    asker = permissions.asks_as(capacities_of(request), deputys_case=deputys)
    if asker is None:
        raise PermissionDenied
    return asker


def _answers(request: HttpRequest, consultation: Consultation) -> bool:
    """Whether the question waits for this person's level now."""
    waits = consultation.state == Consultation.State.OPEN and consultation.level in permissions.levels_of(
        capacities_of(request)
    )
    return waits and consultation.asked_by != person_of(request)


def _may_answer_at_all(request: HttpRequest) -> bool:
    """Whoever has a level may send the form; whether the question still waits there,
    the service says in words.
    """
    return bool(permissions.levels_of(capacities_of(request)))


def _names_case(request: HttpRequest, invitation: Invitation | None) -> bool:
    """A Deputy who is no longer asked finds no trace of the case (P15);
    whoever a question reached needs to know its case.
    """
    held = capacities_of(request)
    if invitation is None or held & {Capacity.OFFICER, *ANSWERING}:
        return invitation is not None
    return (
        permissions.cases_to_ask_about(person_of(request), council_now(request))
        .filter(pk=invitation.pk)
        .exists()
    )


def _case_url(request: HttpRequest, invitation: Invitation | None) -> str:
    person = person_of(request)
    if invitation is None:
        return ""
    if permissions.may_see_case(person, council_now(request)):
        return reverse("engagements:case", args=[invitation.reference])
    if permissions.mayors_cases(person, council_now(request)).filter(pk=invitation.pk).exists():
        return reverse("engagements:mayor_case", args=[invitation.reference])
    asks = (
        Capacity.DEPUTY in capacities_of(request)
        and permissions.deputys_share(person, council_now(request)).filter(pk=invitation.pk).exists()
    )
    return reverse("engagements:deputy_case", args=[invitation.reference]) if asks else ""
