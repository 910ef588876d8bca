"""The public way in: the form, the answers checked, and what happens next. Nobody signs in here."""

import logging
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.access import council_now
from civic.client_address import client_address
from civic.forms import sent
from civic.models import Person
from engagements.forms.intake.fields import as_typed
from engagements.forms.intake.intake_form import TRAP, IntakeFormBase, attached_to, typed_into
from engagements.forms.intake.invitation_forms import PublicForm
from engagements.forms.intake.summary import sections
from engagements.models import Channel, Invitation, Submission
from engagements.services.intake import rate_limits, submissions
from engagements.services.intake.registration import Arrival
from protocols.core.rulings import BreachOfProtocol

logger = logging.getLogger(__name__)
IntakeForm = TypeVar("IntakeForm", bound=IntakeFormBase)
OWN_SUBMISSIONS = "intake_submissions"
INVITED = "intake_invited"
Kind = rate_limits.Kind
TOO_FAST = "Please check your answers, then select Continue again. Nothing has been lost"
TOO_OLD = "This page had been open for a long time. Please select Continue again. Nothing has been lost"
TRAPPED = "Your browser may have filled in a hidden field. We have cleared it. Please select Continue again"
TOO_MANY = (
    "We have received too many forms from you or your network. Please telephone the "
    "office on {telephone}, or try again tomorrow"
)
FILES_AWAY = (
    "We cannot read your files at the moment, so nothing was sent. We have kept your "
    "answers. Please try again in a few minutes, or remove the files"
)
PASSED = "The date or time is no longer valid. Please check it."


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """The form, empty or as it came back."""
    if request.method == "POST":
        return _look_at(request)
    return _page(request, PublicForm(offices=council_now(request).offices, token=submissions.new_token()))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite_again(request: HttpRequest, key: str) -> HttpResponse:
    """The form with what was typed before, to change an answer."""
    if request.method == "POST":
        return _look_at(request)
    submission = _own_submission(request, key)
    if submission.invitation_id:
        return redirect("engagements:invite_received")
    typed = MultiValueDict(submission.typed)
    form = PublicForm(
        offices=council_now(request).offices, files=list(submission.files.all()), token=typed.get("token", "")
    )
    form.initial = as_typed(form, typed)
    return _page(request, form)


def _look_at(request: HttpRequest) -> HttpResponse:
    """Keep what came, and go on to the check when nothing is wrong with it."""
    try:
        rate_limits.count(Kind.FORM, address=client_address(request))
    except rate_limits.TooMany:
        form = PublicForm(
            request.POST, offices=council_now(request).offices, token=sent.line(request.POST, "token", 400)
        )
        form.add_error(None, TOO_MANY.format(telephone=council_now(request).council.telephone))
        return _page(request, form)
    submission, troubles, form = save_submission(request, PublicForm, by=None)
    if submission.invitation_id:
        _remember(request, submission)
        return redirect("engagements:invite_received")
    for name, says in troubles:
        form.add_error(name, says)
    if not form.is_valid():
        return _page(request, form)
    _remember(request, submission)
    return redirect("engagements:invite_check", key=submission.key)


def save_submission(
    request: HttpRequest, kind: type[IntakeForm], *, by: Person | None
) -> tuple[Submission, list[tuple[str | None, str]], IntakeForm]:
    """What came, kept: the submission, what is wrong beside the answers themselves, and the form over it."""
    token, ticket, troubles = _ticket_of(request, by)
    offices = council_now(request).offices
    known = kind(offices=offices).fields
    typed = typed_into(known, request.POST) | {"token": [token]}
    submission = submissions.keep(ticket.key, typed, by=by)
    submissions.remove_files(submission, list(sent.several(request.POST, "remove")))
    files = attached_to(known, request.FILES)
    troubles += [("attachments", says) for says in submissions.keep_files(submission, files)]
    kept = MultiValueDict(submission.typed)
    form = kind(kept, offices=offices, files=list(submission.files.all()), token=token)
    return submission, troubles, form


def _ticket_of(
    request: HttpRequest, by: Person | None
) -> tuple[str, submissions.Ticket, list[tuple[str | None, str]]]:
    """The form's token and what it says, a new one where it is too old, and what is suspicious of either."""
    token, troubles = sent.line(request.POST, "token", 400), list[tuple[str | None, str]]()
    ticket = submissions.read_token(token)
    if ticket is None:
        token = submissions.new_token()
        ticket = submissions.read_token(token)
        troubles.append((None, TOO_OLD))
    elif by is None and ticket.age < timedelta(seconds=settings.INTAKE_MINIMUM_SECONDS):
        troubles.append((None, TOO_FAST))
    if sent.line(request.POST, TRAP):
        troubles.append((None, TRAPPED))
    assert ticket is not None  # noqa: S101  (a token made a moment ago)
    return token, ticket, troubles


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite_check(request: HttpRequest, key: str) -> HttpResponse:
    """The answers once more, and the button that sends them."""
    submission = _own_submission(request, key)
    if submission.invitation_id:
        return _received(request, submission.invitation)
    form = PublicForm(
        MultiValueDict(submission.typed),
        offices=council_now(request).offices,
        files=list(submission.files.all()),
    )
    if not form.is_valid():
        return redirect("engagements:invite_again", key=key)
    problem = ""
    if request.method == "POST":
        try:
            return _send(request, submission, form)
        except rate_limits.TooMany:
            problem = TOO_MANY.format(telephone=council_now(request).council.telephone)
        except submissions.FilesAway:
            logger.exception("A form could not be sent with its files.")
            problem = FILES_AWAY
    change_url = reverse("engagements:invite_again", args=[key])
    answers = sections(form, change_url)
    shown = {"sections": answers, "files": form.kept, "change_url": change_url, "problem": problem}
    return render(request, "engagements/intake/check.html", shown)


def _send(request: HttpRequest, submission: Submission, form: PublicForm) -> HttpResponse:
    """Raises TooMany."""
    who = {"address": client_address(request), "mailbox": form.organiser.email}
    try:
        invitation = submissions.register(
            submission,
            organiser=form.organiser,
            event=form.event,
            arrival=Arrival(Channel.FORM),
            by=None,
            first=lambda: rate_limits.count(Kind.INVITE, **who),
        )
    except BreachOfProtocol:
        messages.warning(request, PASSED)
        return redirect("engagements:invite_again", key=submission.key)
    return _received(request, invitation)


def _received(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    request.session[INVITED] = invitation.pk if invitation else None
    return redirect("engagements:invite_received")


@login_not_required
@never_cache
@require_safe
def invite_received(request: HttpRequest) -> HttpResponse:
    """The reference and what happens next, for whoever sent the form and nobody else."""
    invitation = (
        Invitation.objects.select_related("organiser").filter(pk=request.session.get(INVITED) or 0).first()
    )
    if invitation is None:
        return redirect("engagements:invite")
    return render(request, "engagements/intake/received.html", {"invitation": invitation})


def _page(request: HttpRequest, form: PublicForm) -> HttpResponse:
    return render(request, "engagements/intake/form.html", {"form": form})


def _remember(request: HttpRequest, submission: Submission) -> None:
    """Which forms are this visitor's own; somebody else's is never shown."""
    own = [key for key in request.session.get(OWN_SUBMISSIONS, []) if key != submission.key]
    request.session[OWN_SUBMISSIONS] = [*own[-9:], submission.key]
    if submission.invitation_id:
        request.session[INVITED] = submission.invitation_id


def _own_submission(request: HttpRequest, key: str) -> Submission:
    if key not in request.session.get(OWN_SUBMISSIONS, []):
        raise Http404
    return get_object_or_404(Submission.objects.select_related("invitation"), key=key)
