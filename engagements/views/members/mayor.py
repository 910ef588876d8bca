"""The Mayor's pages: what waits, one invitation, its confirmation, and what happens next."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from civic import typed_words, wording
from civic.access import allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.forms.moved_on import say_so
from civic.queries import Capacity
from engagements import case_context, goodwill, permissions, record_sentences, situations
from engagements.forms.members import answers, offers
from engagements.forms.members.answers import Answer
from engagements.forms.members.mayor import AnswerForm, InterestForm
from engagements.forms.members.offers import Closed
from engagements.models import Decision, Delegation, Invitation, Letter, Note, Outcome, Question
from engagements.queries import acting, decision_cards, mayors_words
from engagements.services import case_notes
from engagements.services.letters import preview
from engagements.services.steps import mayors_decision, transitions, triage
from protocols import service as protocol
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import News, Party

# While the Deputy acts the Mayor still decides the events that lie after the acting period (P8, P9).
for_the_mayor = allow(*permissions.OPENS_THE_BOX)
reading_and_answering = require_http_methods(["GET", "HEAD", "POST"])
SHORT_LIST = 5


@for_the_mayor
@require_safe
def box(request: HttpRequest) -> HttpResponse:
    """What waits, the answer due first; below it what was decided lately, what comes,
    and what the office refused (P10).
    """
    person, at = person_of(request), council_now(request)
    invitations = permissions.mayors_box(person, at)
    found = decision_cards.mayors_box(invitations, person, at)
    own = decision_cards.own_engagements(person, at.now)
    decided = Decision.objects.filter(made_by=person, invitation__in=invitations)
    context = {
        "cards": found.cards,
        "refused": found.refused[: SHORT_LIST * 4],
        "decided": [
            (decision, answers.MAYORS_BY_OUTCOME[Outcome(decision.outcome)].did)
            for decision in decided.select_related("invitation", "recorded_by").order_by("-id")[:SHORT_LIST]
        ],
        "coming": own.coming[:SHORT_LIST],
        "outcome_due": [engagement for engagement in own.outcome_due if engagement.attendee != "deputy"],
        "acting": acting.of_own(person, at),
        "acted_for": acting.in_place_of(person, at),
        "own_letters": mayors_words.waiting() if Capacity.MAYOR in capacities_of(request) else [],
        "names_deputy": Capacity.MAYOR in capacities_of(request),
    }
    return render(request, "engagements/mayor/box.html", context)


@for_the_mayor
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One invitation with the answers the table opens."""
    person, invitation = person_of(request), case_of(request, reference)
    at = council_now(request)
    [card] = decision_cards.cards([invitation], person, case_context.read([invitation], at))
    decides = Party.MAYOR in permissions.standing(person, invitation, at).in_person
    context = {
        "invitation": invitation,
        "card": card,
        "where": decision_cards.where(invitation),
        "who": decision_cards.who_asks(invitation),
        "particulars": decision_cards.particulars(invitation) + decision_cards.mayors_particulars(invitation),
        "offers": offers.offered(answers.MAYORS, card.situation, Party.MAYOR) if decides else [],
        "closed": offers.closed(answers.MAYORS, card.situation, Party.MAYOR) if decides else [],
        "decides": decides,
    }
    return render(request, "engagements/mayor/case.html", context | _what_was_said(invitation))


@for_the_mayor
@reading_and_answering
def answer(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """The confirmation of one answer: what will be recorded, what will be written to whom.

    Only its button changes anything.
    """
    invitation, chosen = case_of(request, reference), answers.MAYORS_BY_SLUG.get(slug)
    if chosen is None:
        raise Http404
    back = reverse("engagements:mayor_case", args=[reference])
    form = AnswerForm(
        chosen, council_now(request).titles, back, typed(request), initial={"seen": invitation.version}
    )
    if request.method == "POST" and form.is_valid() and not sent.says(request.POST, "read_again"):
        return _recorded(request, invitation, chosen, form)
    return _confirmation(request, invitation, chosen, form)


@for_the_mayor
@require_safe
def done(request: HttpRequest, reference: str) -> HttpResponse:
    """What happens next with what was just decided, and the next that waits."""
    person, at, invitation = person_of(request), council_now(request), case_of(request, reference)
    decision = Decision.objects.filter(invitation=invitation, made_by=person).order_by("-id").first()
    if decision is None:
        return redirect("engagements:mayor_case", reference)
    others = decision_cards.mayors_box(permissions.mayors_box(person, at), person, at).cards
    context = {
        "invitation": invitation,
        "decision": decision,
        "answer": answers.MAYORS_BY_OUTCOME[Outcome(decision.outcome)],
        "letters": invitation.letters.letters().filter(state=Letter.State.DRAFT),
        "next": next((card for card in others if card.invitation.pk != invitation.pk), None),
        "waiting": sum(card.invitation.pk != invitation.pk for card in others),
    }
    return render(request, "engagements/mayor/done.html", context)


@for_the_mayor
@reading_and_answering
def interest(request: HttpRequest, reference: str) -> HttpResponse:
    """Declare an interest in the organiser on the case."""
    person, invitation = person_of(request), case_of(request, reference)
    form = InterestForm(typed(request))
    if form.is_valid():
        case_notes.declare_interest(
            invitation, person=person, nature=form.cleaned_data["nature"], party=Party.MAYOR, by=person
        )
        messages.success(request, "Interest declared.")
        return redirect("engagements:mayor_case", reference)
    return render(request, "engagements/mayor/interest.html", {"invitation": invitation, "form": form})


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent with the page's button; nothing when the page was only opened."""
    return request.POST if request.method == "POST" else None


def case_of(request: HttpRequest, reference: str) -> Invitation:
    """An invitation of this person's box that was put before the Mayor, or that the office refused;
    anything else is not found.
    """
    mine = permissions.mayors_cases(person_of(request), council_now(request))
    return get_object_or_404(
        mine.select_related("organiser", "advice_by", "protocol_version", "consent"), reference=reference
    )


def _what_was_said(invitation: Invitation) -> dict[str, object]:
    of_deputy = Delegation.objects.filter(invitation=invitation).select_related("deputy")
    advised = invitation.legal_advice.filter(given_at__isnull=False, void=False).select_related("given_by")
    return {
        "notes": invitation.notes.filter(audience=Note.Audience.MAYOR).select_related("written_by"),
        "questions": invitation.questions.filter(to=Question.To.OFFICE).select_related(
            "asked_by", "answered_by"
        ),
        "decisions": invitation.decisions.select_related("made_by", "recorded_by").order_by("-id"),
        "living": of_deputy.living().first(),
        "said_no": of_deputy.said_no(),
        "advised": advised,
        "attachments": invitation.attachments.all(),
    }


def _confirmation(
    request: HttpRequest, invitation: Invitation, chosen: Answer, form: AnswerForm, status: int = 200
) -> HttpResponse:
    context = case_context.read([invitation], council_now(request))
    situation = situations.situation(invitation, context)
    offer = offers.ruling(chosen, situation, Party.MAYOR)
    if isinstance(offer, Closed):
        return _not_open(request, invitation, offer)
    row, names = offer.row, context.at.titles
    exceptions = goodwill.counted(invitation, context) if "exception_reason" in form.fields else None
    letters = preview.of_step(invitation, row, situation, context, given=form.for_the_letter)
    page = {
        "invitation": invitation,
        "card": decision_cards.cards([invitation], person_of(request), context)[0],
        "answer": offer.answer,
        "form": form,
        "row": row,
        "tells_deputy": bool({News.DEPUTY_ASKED, News.DEPUTY_RELEASED} & set(row.tells)),
        "clause_title": protocol.clause_title(row.clause, invitation.protocol_version, names),
        "capacity": decision_cards.capacity_of(situation),
        "letter": letters.written,
        "withdrawn": letters.withdrawn,
        "exceptions": exceptions,
    }
    return render(request, "engagements/mayor/answer.html", page, status=status)


def _not_open(request: HttpRequest, invitation: Invitation, shut: Closed) -> HttpResponse:
    last = Decision.objects.filter(invitation=invitation, made_version=invitation.version).last()
    if last and last.made_by == person_of(request) and last.outcome == shut.answer.outcome:
        # Back from "recorded": what was just decided is told again, not refused.
        return redirect("engagements:mayor_done", invitation.reference)
    return _closed(request, invitation, shut)


def _closed(request: HttpRequest, invitation: Invitation, shut: Closed) -> HttpResponse:
    words = typed_words.of(request)
    page = {"invitation": invitation, "answer": shut.answer, "shut": shut, "words": words}
    return render(request, "engagements/mayor/closed.html", page, status=409)


def _recorded(request: HttpRequest, invitation: Invitation, chosen: Answer, form: AnswerForm) -> HttpResponse:
    person = person_of(request)
    if form.cleaned_data["seen"] == invitation.version:
        now = situations.of(invitation, council_now(request))
        if isinstance(offer := offers.ruling(chosen, now, Party.MAYOR), Closed):
            return _not_open(request, invitation, offer)
    try:
        _record(request, invitation, chosen, form.cleaned_data)
    except transitions.MovedMeanwhile as moved:
        entry = moved.entry
        if entry and entry.by == person and entry.kind in [step.value for step in chosen.steps]:
            return redirect("engagements:mayor_done", invitation.reference)
        stands = case_of(request, invitation.reference)
        say_so(form, _meanwhile(request, moved), seen=stands.version)
        return _confirmation(request, stands, chosen, form, status=409)
    except BreachOfProtocol as breach:
        return _closed(request, invitation, Closed(chosen, breach.clause, breach.reasons))
    if chosen.outcome is None:
        messages.success(request, chosen.then)
        return redirect("engagements:mayor")
    return redirect("engagements:mayor_done", invitation.reference)


def _meanwhile(request: HttpRequest, moved: transitions.MovedMeanwhile) -> str:
    """What became of the invitation while the page was open, for the head of the form."""
    told = "Someone else has just acted on this invitation"
    if moved.entry:
        happened = record_sentences.happened(moved.entry, council_now(request).titles)
        by = f" ({moved.entry.by.name})" if moved.entry.by else ""
        told += f": {happened}, {wording.moment(moved.entry.at)}{by}"
    return f"{told}. Your answer was not recorded. Please check the invitation before you answer again."


def _record(request: HttpRequest, invitation: Invitation, chosen: Answer, said: dict[str, Any]) -> None:
    person = person_of(request)
    if chosen.outcome is None:
        if Party.MAYOR not in permissions.standing(person, invitation, council_now(request)).in_person:
            raise Http404
        attended = chosen.slug == "attended"
        triage.record_outcome(
            invitation, attended=attended, note=said["note"], party=Party.MAYOR, seen=said["seen"], by=person
        )
        return
    mayors_decision.record_decision(
        invitation,
        outcome=chosen.outcome,
        made_by=person,
        agreed_reason=said.get("agreed_reason", ""),
        decline_kind=said.get("decline_kind", ""),
        reason=said.get("exception_reason") or said.get("reason", ""),
        reason_for_release=said.get("reason_for_release", ""),
        question=said.get("question", ""),
        seen=said["seen"],
        by=person,
    )
