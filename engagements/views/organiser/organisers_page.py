"""Behind the organiser's link: where the invitation stands, and what the organiser can do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from civic import typed_words
from civic.access import council_now
from civic.forms import sent
from civic.forms.choices import labels
from civic.forms.moved_on import say_so
from engagements.forms.organiser.organisers_page import (
    ChangeForm,
    ProtocolAnswerForm,
    QuestionForm,
    WishForm,
    meanings,
)
from engagements.models import Invitation, OrganiserLink, Question
from engagements.queries import organiser_status, organisers_sight
from engagements.queries.organiser_status import May, OrganiserStatus
from engagements.services.steps import organisers_answers
from engagements.services.steps.transitions import MovedMeanwhile
from engagements.views.organiser.organiser_access import COOKIE, behind_the_link
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Step, Wish

NOTED = "Thank you. We have recorded the change. Nothing else changes."
REACHED_US = "Thank you. We have received your answer."
IT_MOVED_ON = (
    "Your invitation has changed since you opened the page, so we have not recorded "
    "what you sent. Please check it and try again."
)


@behind_the_link()
def organiser_home(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """Where it stands."""
    invitation = link.invitation
    told = organiser_status.told(invitation, council_now(request))
    may = {word.name.lower(): word in told.may for word in May}
    shown = {
        "invitation": invitation,
        "told": told,
        "may": may,
        "answer": organiser_status.given_answer(invitation),
    }
    return render(request, "engagements/organiser/home.html", shown)


@behind_the_link("POST")
def organiser_answer(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """The protocol's question: one of three answers is chosen, then confirmed."""
    invitation, mayor = link.invitation, council_now(request).titles["mayor_title"]
    if May.ANSWER_PROTOCOL not in organiser_status.told(invitation, council_now(request)).may:
        return _answered(request, invitation, mayor)
    form = ProtocolAnswerForm(request.POST or None, mayor=mayor)
    form.show(invitation)
    if request.method != "POST" or not form.is_valid():
        return render(request, "engagements/organiser/answer.html", {"form": form, "invitation": invitation})
    answer = form.cleaned_data["answer"]
    if not sent.says(request.POST, "confirm"):
        label = labels(form, "answer")[answer]
        seen = form.cleaned_data["seen"] or 0
        hidden = {"answer": answer, "of": invitation.reference, "seen": seen, "confirm": "1"}
        shown = {"chosen": label, "means": meanings(mayor)[answer], "hidden": hidden}
        return render(request, "engagements/organiser/answer_confirm.html", shown)
    asked = Asked(form, "engagements/organiser/answer.html", May.ANSWER_PROTOCOL)
    act = organisers_answers.answer_protocol
    return _act(request, invitation, act, asked, done=REACHED_US, step=Step(answer))


def _answered(request: HttpRequest, invitation: Invitation, mayor: str) -> HttpResponse:
    """The answer given already, which is no error; or nothing to answer."""
    entry = organiser_status.given_answer(invitation)
    if entry is None:
        return redirect("engagements:organiser_home")
    label = labels(ProtocolAnswerForm(mayor=mayor), "answer")[entry.kind]
    return render(request, "engagements/organiser/answered.html", {"answer": label, "at": entry.at})


@behind_the_link("POST")
def organiser_question(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """The office's question."""
    invitation = link.invitation
    told = organiser_status.told(invitation, council_now(request))
    if May.ANSWER_QUESTION not in told.may:
        return _question_answered(request, invitation, told)
    form = QuestionForm(request.POST or None)
    form.show(invitation)
    if request.method == "POST" and form.is_valid():
        asked = Asked(form, "engagements/organiser/question.html", May.ANSWER_QUESTION)
        act, answer = organisers_answers.answer_question, form.cleaned_data["answer"]
        return _act(request, invitation, act, asked, done=REACHED_US, answer=answer)
    page = {"form": form, "question": organiser_status.open_question(invitation)}
    return render(request, "engagements/organiser/question.html", page)


def _question_answered(request: HttpRequest, invitation: Invitation, told: OrganiserStatus) -> HttpResponse:
    """What was asked and what was answered, which is no error; or nothing to answer."""
    answered = Question.objects.filter(to=Question.To.ORGANISER, answered_at__isnull=False)
    given = answered.filter(invitation=invitation).first()
    if given is None:
        return _home(request, told)
    shown = {"question": given.text, "answer": given.answer, "at": given.answered_at}
    words = typed_words.of(request)
    return render(request, "engagements/organiser/answered.html", shown | {"words": words})


def _home(request: HttpRequest, told: OrganiserStatus) -> HttpResponse:
    """To where the invitation stands; with what was typed, where somebody sent something that is not open."""
    words = typed_words.of(request)
    if words is None or not words.shown:
        return redirect("engagements:organiser_home")
    return render(request, "engagements/organiser/moved.html", {"told": told, "words": words}, status=409)


@behind_the_link("POST")
def organiser_change(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """Another date, place or nature of the event."""
    invitation = link.invitation
    told = organiser_status.told(invitation, council_now(request))
    if May.CHANGE_DETAILS not in told.may:
        return _home(request, told)
    form = ChangeForm(request.POST or None, invitation=invitation)
    form.show(invitation)
    if request.method == "POST" and form.is_valid():
        noted = organisers_answers.is_detail(invitation, form.event)
        done = NOTED if noted else "Thank you. We will look at your changes and write to you."
        asked = Asked(form, "engagements/organiser/change.html", May.CHANGE_DETAILS)
        act = organisers_answers.change_details
        return _act(request, invitation, act, asked, done=done, event=form.event)
    return render(request, "engagements/organiser/change.html", {"form": form, "told": told})


@behind_the_link("POST")
def organiser_wish(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """What is wished if the Mayor cannot attend."""
    invitation, names = link.invitation, council_now(request).titles
    told = organiser_status.told(invitation, council_now(request))
    if May.CHANGE_WISH not in told.may:
        return _home(request, told)
    form = WishForm(
        request.POST or None,
        initial={"wish": invitation.wish},
        mayor=names["mayor_title"],
        deputy=names["deputy_title"],
    )
    form.show(invitation)
    if request.method == "POST" and form.is_valid():
        asked = Asked(form, "engagements/organiser/wish.html", May.CHANGE_WISH)
        act, wish = organisers_answers.change_wish, Wish(form.cleaned_data["wish"])
        if wish == invitation.wish and _seen(request) == invitation.version:
            messages.info(request, "You have not changed your answer.")
            return redirect("engagements:organiser_home")
        return _act(
            request, invitation, act, asked, done="Thank you. We have recorded your answer.", wish=wish
        )
    return render(request, "engagements/organiser/wish.html", {"form": form})


@behind_the_link("POST")
def organiser_withdraw(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """Withdrawing: asked once, with what it means."""
    invitation = link.invitation
    told = organiser_status.told(invitation, council_now(request))
    if May.WITHDRAW not in told.may:
        return redirect("engagements:organiser_home")
    if request.method == "POST":
        done = "Thank you for telling us. We will confirm it in a letter."
        return _act(request, invitation, organisers_answers.withdraw, None, done=done)
    return render(request, "engagements/organiser/withdraw.html", {"invitation": invitation, "told": told})


@behind_the_link("POST")
def organiser_leave(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """Close the door behind oneself, as on a computer that others use."""
    if request.method != "POST":
        return redirect("engagements:organiser_home")
    response = render(request, "engagements/organiser/left.html")
    response.delete_cookie(COOKIE, path="/", samesite="Lax")
    return response


@dataclass(frozen=True)
class Asked:
    """The form whose answer is carried out, its page, and what the organiser must still be free to do."""

    form: Form
    template: str
    may: May


def _act(
    request: HttpRequest,
    invitation: Invitation,
    undertaking: Callable[..., object],
    asked: Asked | None,
    *,
    done: str,
    **what: Any,
) -> HttpResponse:
    """Carry it out for the invitation the page showed; says in neutral words when that is not possible."""
    words = typed_words.of(request)
    if sent.line(request.POST, "of") not in ("", invitation.reference):
        another = {"another": True, "words": words}
        return render(request, "engagements/organiser/moved.html", another, status=409)
    try:
        undertaking(invitation, by=None, seen=_in_sight(request, invitation), **what)
    except MovedMeanwhile:
        return _moved_on(request, invitation, asked)
    except BreachOfProtocol:
        if not organisers_sight.answer_is_unread(invitation):
            return render(request, "engagements/organiser/not_now.html", {"words": words}, status=409)
        organisers_answers.keep_words(invitation, **what)
    messages.success(request, done)
    return redirect("engagements:organiser_home")


def _moved_on(request: HttpRequest, invitation: Invitation, asked: Asked | None) -> HttpResponse:
    """Where the organiser may still do it, the form as it was filled in; otherwise the words, to be kept."""
    invitation = Invitation.objects.select_related("organiser").get(pk=invitation.pk)
    told = organiser_status.told(invitation, council_now(request))
    if asked is None or asked.may not in told.may:
        moved = {"told": told, "words": typed_words.of(request)}
        return render(request, "engagements/organiser/moved.html", moved, status=409)
    say_so(asked.form, f"{IT_MOVED_ON} It now says: {told.heading}.", seen=invitation.version)
    page = {
        "form": asked.form,
        "invitation": invitation,
        "told": told,
        "question": organiser_status.open_question(invitation),
    }
    return render(request, asked.template, page, status=409)


def _in_sight(request: HttpRequest, invitation: Invitation) -> int:
    """The version as it is now, where nothing of it looks otherwise than the page that was sent."""
    seen = _seen(request)
    return seen if seen < 0 or organisers_sight.moved_since(invitation, seen) else invitation.version


def _seen(request: HttpRequest) -> int:
    """The version the page showed; a form that does not say has seen nothing."""
    seen = sent.number(request.POST, "seen")
    return -1 if seen is None else seen
