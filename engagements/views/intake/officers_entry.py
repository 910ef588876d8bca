"""What comes in by other ways than the form: taken down by an officer, or passed on by the Deputy."""

import logging
from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from civic.access import allow, council_now, person_of
from civic.models import Person
from civic.queries import Capacity
from engagements.forms.intake.intake_form import IntakeFormBase
from engagements.forms.intake.invitation_forms import EntryForm
from engagements.forms.intake.late_entry import LateEntryForm
from engagements.forms.intake.referral import ReferralForm
from engagements.models import Channel, Invitation, Submission
from engagements.services.intake import registration, submissions
from engagements.services.intake.registration import Arrival
from engagements.services.steps import late_entry
from engagements.views.intake.public_form import FILES_AWAY, IntakeForm, save_submission
from protocols.core.rulings import BreachOfProtocol

logger = logging.getLogger(__name__)


@allow(Capacity.OFFICER)
@never_cache
def office_new(request: HttpRequest) -> HttpResponse:
    """An invitation that came by post, telephone, e-mail or in person."""
    initial = {"received_on": timezone.localdate(), "received_by": person_of(request).pk}
    form, invitation = _looked_at(request, EntryForm, _register, initial=initial)
    if invitation:
        return _on_its_case(request, invitation, "registered. We will send the acknowledgement.")
    return render(request, "engagements/intake/entry.html", {"form": form})


@allow(Capacity.OFFICER)
@never_cache
def office_late(request: HttpRequest) -> HttpResponse:
    """What took place before the office heard of it (P8)."""
    form, invitation = _looked_at(request, LateEntryForm, _enter_late)
    if invitation:
        return _on_its_case(request, invitation, "is entered and stands in the diary.")
    return render(request, "engagements/intake/late.html", {"form": form})


@allow(Capacity.DEPUTY)
@never_cache
def deputy_refer(request: HttpRequest) -> HttpResponse:
    """The Deputy passes on an approach; the organiser gets the link to invite the Mayor (P6)."""
    form, invitation = _looked_at(request, ReferralForm, _refer)
    if invitation:
        return render(request, "engagements/intake/referred.html", {"invitation": invitation})
    return render(request, "engagements/intake/refer.html", {"form": form})


def _on_its_case(request: HttpRequest, invitation: Invitation, says: str) -> HttpResponse:
    messages.success(request, f"{invitation.reference} {says}")
    return redirect("engagements:case", reference=invitation.reference)


def _looked_at(
    request: HttpRequest,
    kind: type[IntakeForm],
    undertaking: Callable[[Submission, IntakeForm, Person], Invitation],
    *,
    initial: Mapping[str, object] | None = None,
) -> tuple[IntakeForm, Invitation | None]:
    """The form as it opens, or as it was sent; then what came is kept, and is an invitation where nothing
    was wrong.
    """
    if request.method == "POST":
        return _sent(request, kind, undertaking)
    form = kind(offices=council_now(request).offices, token=submissions.new_token(), initial=initial)
    _offer_officers(form)
    return form, None


def _sent(
    request: HttpRequest,
    kind: type[IntakeForm],
    undertaking: Callable[[Submission, IntakeForm, Person], Invitation],
) -> tuple[IntakeForm, Invitation | None]:
    submission, troubles, form = save_submission(request, kind, by=person_of(request))
    if submission.invitation:
        return form, submission.invitation
    _offer_officers(form)
    for name, says in troubles:
        form.add_error(name, says)
    if not form.is_valid():
        return form, None
    try:
        return form, undertaking(submission, form, person_of(request))
    except BreachOfProtocol as breach:
        form.add_error("event_on", f"{' '.join(breach.reasons).rstrip('.')} (clause {breach.clause})")
    except submissions.FilesAway:
        logger.exception("A form could not be sent with its files.")
        form.add_error("attachments", FILES_AWAY)
    return form, None


def _offer_officers(form: IntakeFormBase) -> None:
    """Who took it down: only the entry by an officer asks."""
    if isinstance(form, EntryForm):
        form.set_officers(Person.objects.officers())


def _register(submission: Submission, form: EntryForm, by: Person) -> Invitation:
    given = form.cleaned_data
    arrival = Arrival(
        channel=Channel(given["channel"]),
        received_on=given["received_on"],
        received_by=given["received_by"],
        callers_words=given["callers_words"],
    )
    return submissions.register(
        submission, organiser=form.organiser, event=form.event, arrival=arrival, by=by
    )


def _refer(submission: Submission, form: ReferralForm, by: Person) -> Invitation:
    words = form.cleaned_data["words"]
    return submissions.once(
        submission,
        lambda: registration.refer(organiser=form.organiser, event=form.event, words=words, by=by),
    )


def _enter_late(submission: Submission, form: LateEntryForm, by: Person) -> Invitation:
    arrival = Arrival(Channel.LATE, submission=submission.key)
    return submissions.once(
        submission,
        lambda: late_entry.enter(
            organiser=form.organiser, event=form.event, arrival=arrival, took_place=form.took_place, by=by
        ),
    )
