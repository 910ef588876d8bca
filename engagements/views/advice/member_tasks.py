"""What members ask of the office: asked on the member's page,
owned and answered in the office's queue (P17).
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.access import allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.forms.layout import GovForm
from civic.queries import Capacity
from civic.views.service_call import carried_out, say_what_came_of
from engagements import permissions
from engagements.forms.advice.member_tasks import (
    AskOfficeForm,
    CannotForm,
    FinishTaskForm,
    GiveTaskForm,
)
from engagements.models import Asker, Invitation, MemberTask, Question
from engagements.queries import communications, paging
from engagements.services.advice import member_tasks
from engagements.views.advice.consultations import clauses

MEMBERS = (*sorted(permissions.MAYORS), Capacity.DEPUTY)
reading_and_answering = require_http_methods(["GET", "HEAD", "POST"])
# slug: (service, form, title, what is said afterwards)
WAYS: dict[str, tuple[Callable[..., object], type[GovForm], str, str]] = {
    "give": (member_tasks.give, GiveTaskForm, "Assign the task to a colleague", "Task assigned."),
    "done": (member_tasks.finish, FinishTaskForm, "Mark as done", "Task completed. The member will be told."),
    "cannot": (
        member_tasks.cannot,
        CannotForm,
        "It cannot be done",
        "Task closed. The member will be told why.",
    ),
}


# --- The member ---------------------------------------------------------------------------------------------


@allow(*MEMBERS)
@require_safe
@cache_control(no_store=True)
def own_tasks(request: HttpRequest) -> HttpResponse:
    """What this member asked of the office, the newest first, and what came of it."""
    own = MemberTask.objects.filter(asked_by=person_of(request)).select_related(
        "owner", "closed_by", "invitation"
    )
    context = {"tasks": _paged(request, own), "still_mine": _may_see(request, own)}
    return render(request, "engagements/member_tasks/own.html", context)


@allow(*MEMBERS)
@reading_and_answering
def task_new(request: HttpRequest) -> HttpResponse:
    """Ask something of the office, about a case or not."""
    person, back = person_of(request), reverse("engagements:own_tasks")
    # An officer who holds an office asks here as the member, about the member's cases.
    cases = permissions.mayors_cases(person, council_now(request)) | permissions.deputys_share(
        person, council_now(request)
    )
    named = {"case": sent.line(request.GET, "case", 20)}
    given: dict[str, Any] = {"cases": Invitation.objects.filter(pk__in=cases.values("pk")), "initial": named}
    form = AskOfficeForm(request.POST if request.method == "POST" else None, back=back, **given)
    if form.is_valid():
        invitation = form.cleaned_data["case"]
        member_tasks.ask(
            wanted=form.cleaned_data["wanted"],
            invitation=invitation,
            asked_as=_asks_as(request, invitation),
            by=person,
        )
        messages.success(request, "Your request has gone to the civic office. You will see the answer here.")
        return redirect(back)
    return render(request, "engagements/member_tasks/new.html", {"form": form, "back": back})


# --- The office ---------------------------------------------------------------------------------------------


@allow(Capacity.OFFICER)
@require_safe
@cache_control(no_store=True)
def office_tasks(request: HttpRequest) -> HttpResponse:
    """What Communications are to be told of (P24); then what members ask: nobody's tasks first, one's own and
    colleagues', what the Mayor asked on cases, and what is closed.
    """
    person = person_of(request)
    tasks = MemberTask.objects.select_related("asked_by", "owner", "invitation", "closed_by")
    waiting = tasks.filter(state=MemberTask.State.OPEN).order_by("id")
    asked_on_cases = Question.objects.filter(to=Question.To.OFFICE, answered_at__isnull=True).select_related(
        "asked_by", "invitation"
    )
    context = {
        "to_tell": communications.to_tell(timezone.now()),
        "unowned": waiting.filter(owner__isnull=True),
        "mine": waiting.filter(owner=person),
        "others": waiting.exclude(owner__isnull=True).exclude(owner=person),
        "questions": asked_on_cases.order_by("id"),
        "closed": _paged(request, tasks.exclude(state=MemberTask.State.OPEN)),
    }
    return render(request, "engagements/member_tasks/office.html", context)


@allow(Capacity.OFFICER)
@require_safe
@cache_control(no_store=True)
def office_task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task with its history."""
    task = _task(pk)
    return render(
        request,
        "engagements/member_tasks/task.html",
        {"task": task, "history": task.history.select_related("by", "to")},
    )


@allow(Capacity.OFFICER)
@require_POST
def task_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the task on; told who was quicker where somebody was."""
    say_what_came_of(
        request, "The task is assigned to you.", member_tasks.take, _task(pk), by=person_of(request)
    )
    return redirect("engagements:office_task", pk)


@allow(Capacity.OFFICER)
@reading_and_answering
def task_way(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Give it to a colleague, or close it with an answer."""
    if way not in WAYS:
        raise Http404
    task, back = _task(pk), reverse("engagements:office_task", args=[pk])
    undertaking, form_class, title, said = WAYS[way]
    more = {"clauses": clauses(council_now(request).titles)} if form_class is CannotForm else {}
    form = form_class(request.POST if request.method == "POST" else None, back=back, **more)
    if form.is_valid() and carried_out(form, undertaking, task, **form.cleaned_data, by=person_of(request)):
        messages.success(request, said)
        return redirect(back)
    return render(
        request,
        "engagements/member_tasks/way.html",
        {"form": form, "title": title, "task": task, "back": back},
    )


def _task(pk: int) -> MemberTask:
    found: MemberTask = get_object_or_404(
        MemberTask.objects.select_related("asked_by", "owner", "invitation", "closed_by"), pk=pk
    )
    return found


def _paged(request: HttpRequest, tasks: QuerySet[MemberTask]) -> paging.Page[MemberTask]:
    return paging.page(tasks, paging.NEWEST_FIRST, paging.cursor(*sent.turn(request.GET)))


def _may_see(request: HttpRequest, own: QuerySet[MemberTask]) -> set[int]:
    """The cases of one's own tasks that one may still open:
    a Deputy who is no longer asked finds no trace of a case (P15).
    """
    person = person_of(request)
    cases = permissions.mayors_cases(person, council_now(request)) | permissions.deputys_share(
        person, council_now(request)
    )
    return set(cases.filter(pk__in=own.values("invitation")).values_list("pk", flat=True))


def _asks_as(request: HttpRequest, invitation: Invitation | None) -> Asker:
    held = capacities_of(request) & frozenset(MEMBERS)
    deputys = (
        invitation is not None
        and not permissions.mayors_cases(person_of(request), council_now(request))
        .filter(pk=invitation.pk)
        .exists()
    )
    asker = permissions.asks_as(held, deputys_case=deputys)
    if asker is None:
        raise PermissionDenied
    return asker
