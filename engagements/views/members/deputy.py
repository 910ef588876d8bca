"""The Deputy's pages: what the Mayor asks of this Deputy and the Deputy's own engagements.

Nothing else exists here (P15).
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from civic import typed_words
from civic.access import allow, council_now, person_of
from civic.forms.moved_on import say_so
from civic.models import Person
from civic.queries import Capacity
from engagements import case_context, permissions, situations
from engagements.forms.members import answers, offers
from engagements.forms.members.answers import Answer
from engagements.forms.members.deputy import DeputyAnswerForm
from engagements.forms.members.mayor import InterestForm
from engagements.models import LIVING, SAID_NO, Delegation, Invitation
from engagements.queries import acting, decision_cards, decision_context
from engagements.services import case_notes
from engagements.services.steps import deputys_answer, transitions, triage
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Party
from protocols.wording import in_council_words

for_the_deputy = allow(Capacity.DEPUTY)
ANSWERED = "Your answer has already been recorded."
ENDED: dict[str, str] = {
    Delegation.State.TAKEN_BACK: "You are no longer asked to attend. Nothing was recorded.",
    Delegation.State.FALLEN: "You are no longer asked to attend. Nothing was recorded.",
    Delegation.State.DECLINED: ANSWERED,
    Delegation.State.CANNOT: ANSWERED,
    Delegation.State.MISTAKEN: "You have already taken back your answer. The Mayor has been told.",
}
TOO_LATE = (
    "The Mayor has already acted on your answer, so you cannot take it back here. "
    "Please telephone the civic office."
)
IT_CHANGED = (
    "The invitation has changed since you opened the page. Your answer was not "
    "recorded. Please check the invitation before you answer again."
)
reading_and_answering = require_http_methods(["GET", "HEAD", "POST"])


@for_the_deputy
@require_safe
def box(request: HttpRequest) -> HttpResponse:
    """What the Mayor asks of this Deputy, soonest first, and the Deputy's own engagements."""
    person, at = person_of(request), council_now(request)
    share = permissions.deputys_share(person, at)
    own = decision_cards.own_engagements(person, at.now)
    acts = acting.of_own(person, at)
    to_decide = decision_cards.mayors_box(permissions.mayors_box(person, at), person, at) if acts else None
    context = {
        "asked": decision_cards.asked_of(share, person, at),
        "said_no": decision_cards.said_no_to(share, person),
        "coming": own.coming,
        "outcome_due": [engagement for engagement in own.outcome_due if engagement.attendee == "deputy"],
        "acting": acts,
        "acting_for_you": len(to_decide.cards) if to_decide else 0,
    }
    return render(request, "engagements/deputy/box.html", context)


@for_the_deputy
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One engagement as the Deputy needs it: what, when, where, who asks, what is asked."""
    person, invitation = person_of(request), case_of(request, reference)
    context = case_context.read([invitation], council_now(request))
    situation = situations.situation(invitation, context)
    page = {
        "invitation": invitation,
        "where": decision_cards.where(invitation),
        "who": decision_cards.who_asks(invitation),
        "asked": decision_cards.asked_in_words(invitation),
        "particulars": decision_cards.particulars(invitation),
        "attachments": invitation.attachments.all(),
        "delegation": (delegation := _asked_by(invitation, person)),
        "this_once": _is_this_once(delegation),
        "in_diary": decision_context.diary_of(person, invitation, context),
        "interests": invitation.interests.filter(person=person),
        "offers": offers.offered(answers.DEPUTYS, situation, Party.DEPUTY),
    }
    return render(request, "engagements/deputy/case.html", page)


@for_the_deputy
@reading_and_answering
def answer(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """The confirmation of one answer of the Deputy. Only its button changes anything."""
    chosen = answers.DEPUTYS_BY_SLUG.get(slug)
    if request.method == "POST" and (news := no_longer_asked(request, reference, slug)):
        return _ended(request, news)
    invitation = case_of(request, reference)
    if chosen is None:
        raise Http404
    typed = request.POST if request.method == "POST" else None
    back = reverse("engagements:deputy_case", args=[reference])
    form = DeputyAnswerForm(
        chosen, council_now(request).titles, back, typed, initial={"seen": invitation.version}
    )
    if request.method == "POST" and form.is_valid():
        return _recorded(request, invitation, chosen, form)
    return _confirmation(request, invitation, chosen, form)


def _asked_by(invitation: Invitation, deputy: Person) -> Delegation | None:
    """How the Deputy was asked last."""
    return Delegation.objects.filter(invitation=invitation, deputy=deputy).last()


def _is_this_once(asked: Delegation | None) -> bool:
    """By a goodwill exception, which is for this one occasion (P5)."""
    return asked is not None and asked.kind == Delegation.Kind.EXCEPTION


def _is_open(request: HttpRequest, invitation: Invitation, chosen: Answer) -> bool:
    """Whether it is offered now: no longer to attend is another answer than to decline."""
    return bool(offers.offered([chosen], situations.of(invitation, council_now(request)), Party.DEPUTY))


def _confirmation(
    request: HttpRequest, invitation: Invitation, chosen: Answer, form: DeputyAnswerForm, status: int = 200
) -> HttpResponse:
    if not _is_open(request, invitation, chosen):
        moved = {"invitation": invitation, "words": typed_words.of(request)}
        return render(request, "engagements/deputy/moved.html", moved, status=409)
    this_once = _is_this_once(_asked_by(invitation, person_of(request)))
    page = {"invitation": invitation, "answer": chosen, "form": form, "this_once": this_once}
    return render(request, "engagements/deputy/answer.html", page, status=status)


@for_the_deputy
@reading_and_answering
def interest(request: HttpRequest, reference: str) -> HttpResponse:
    """Declare an interest in the organiser."""
    person, invitation = person_of(request), case_of(request, reference)
    form = InterestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        case_notes.declare_interest(
            invitation, person=person, nature=form.cleaned_data["nature"], party=Party.DEPUTY, by=person
        )
        messages.success(request, "Interest declared.")
        return redirect("engagements:deputy_case", reference)
    return render(request, "engagements/deputy/interest.html", {"invitation": invitation, "form": form})


def case_of(request: HttpRequest, reference: str) -> Invitation:
    """An invitation of the Deputy's share; whatever else there may be is not found,
    as if it were not there.
    """
    share = permissions.deputys_share(person_of(request), council_now(request))
    return get_object_or_404(share.select_related("organiser", "consent"), reference=reference)


def no_longer_asked(request: HttpRequest, reference: str, slug: str) -> str:
    """What to tell a Deputy whose page was open when what was asked came to an end, or when a no could be
    taken back no longer; empty for what was never this Deputy's.
    """
    person = person_of(request)
    last = Delegation.objects.filter(deputy=person, invitation__reference=reference).last()
    if last is None:
        return ""
    takes_back = slug == "mistaken" and last.state in SAID_NO
    if last.state not in LIVING and not takes_back:
        return ENDED.get(last.state, "")
    # A choice that has fallen is over for the Deputy before the worker has put it into the record.
    if permissions.deputys_share(person, council_now(request)).filter(pk=last.invitation_id).exists():
        return ""
    return TOO_LATE if takes_back else ENDED[Delegation.State.FALLEN]


def _ended(request: HttpRequest, news: str) -> HttpResponse:
    """Nothing is asked any more. Words that were typed are shown, to be used elsewhere."""
    words = typed_words.of(request)
    if words and words.shown and news != ANSWERED:
        return render(request, "engagements/deputy/moved.html", {"news": news, "words": words}, status=409)
    messages.info(request, news)
    return redirect("engagements:deputy")


def _recorded(
    request: HttpRequest, invitation: Invitation, chosen: Answer, form: DeputyAnswerForm
) -> HttpResponse:
    person = person_of(request)
    current = form.cleaned_data["seen"] == invitation.version
    if current and not _is_open(request, invitation, chosen):
        return _moved(request, invitation, chosen, form)
    try:
        _record(invitation, chosen, form.cleaned_data, person)
    except transitions.MovedMeanwhile as moved:
        if not (
            moved.entry
            and moved.entry.by == person
            and moved.entry.kind in [step.value for step in chosen.steps]
        ):
            return _moved(request, invitation, chosen, form)
    except BreachOfProtocol:
        return _moved(request, invitation, chosen, form)
    messages.success(request, in_council_words(chosen.then, council_now(request).titles))
    return redirect("engagements:deputy")


def _moved(
    request: HttpRequest, invitation: Invitation, chosen: Answer, form: DeputyAnswerForm
) -> HttpResponse:
    """The answer, where it is still open, with what was typed into it."""
    if news := no_longer_asked(request, invitation.reference, chosen.slug):
        return _ended(request, news)
    stands = case_of(request, invitation.reference)
    say_so(form, IT_CHANGED, seen=stands.version)
    return _confirmation(request, stands, chosen, form, status=409)


def _record(invitation: Invitation, chosen: Answer, said: dict[str, Any], person: Person) -> None:
    if chosen.slug == "accept":
        deputys_answer.accept(invitation, deputy=person, seen=said["seen"], by=person)
    elif chosen.slug in ("decline", "cannot"):
        deputys_answer.say_no(
            invitation, deputy=person, private_reason=said["private_reason"], seen=said["seen"], by=person
        )
    elif chosen.slug == "mistaken":
        deputys_answer.take_back_no(invitation, deputy=person, seen=said["seen"], by=person)
    else:
        triage.record_outcome(
            invitation,
            attended=chosen.slug == "attended",
            note=said["note"],
            party=Party.DEPUTY,
            seen=said["seen"],
            by=person,
        )
