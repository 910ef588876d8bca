"""Each answer of the Mayor, given through the web, and given a second time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.models import Person
from engagements.models import (
    Decision,
    Delegation,
    Engagement,
    Invitation,
    Letter,
    Outcome,
    Question,
    RecordEntry,
)
from engagements.services.steps import deputys_answer, triage
from protocols.core.vocabulary import Step
from tests import cases
from tests.council import london, make_acting
from tests.web import Answer

pytestmark = pytest.mark.django_db
Made = Callable[[Person, Person, Person], Invitation]


@pytest.fixture
def page(client: Client, mayor: Person) -> Client:
    client.force_login(mayor)
    return client


def answer(page: Client, invitation: Invitation, slug: str, **said: Any) -> Answer:
    """Press the confirming button of a page that was opened now."""
    return page.post(
        reverse("engagements:mayor_answer", args=[invitation.reference, slug]),
        {"seen": invitation.version} | said,
    )


def letters(invitation: Invitation) -> list[str]:
    waiting = (
        Letter.objects.filter(invitation=invitation)
        .exclude(state="cancelled")
        .exclude(kind="acknowledgement")
    )
    return list(waiting.values_list("kind", flat=True))


def waits(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    return cases.with_mayor(officer=officer)


def attends(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    return cases.mayor_attends(officer=officer, mayor=mayor)


def joint(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    return cases.with_mayor(officer=officer, addressee="both")


def special(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    return triage.tell_special_case(
        cases.make_invitation(addressee="deputy"), why="The hall bears her name.", by=officer
    )


def accepted(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    return cases.mayor_attends(officer=officer, mayor=mayor)


def announced(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    invitation = accepted(officer, mayor, deputy)
    cases.send_letters(invitation)
    return invitation


def asked(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    return cases.with_deputy(officer=officer, mayor=mayor)


def represented(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    return cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)


def accompanied(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    invitation = joint(officer, mayor, deputy)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT_TOGETHER)
    return invitation


def declined(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    invitation = waits(officer, mayor, deputy)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
    return invitation


def told_of_decline(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    invitation = declined(officer, mayor, deputy)
    cases.send_letters(invitation)
    return invitation


def refused(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    invitation = cases.make_invitation()
    return triage.refuse(invitation, step=Step.REFUSE_P10, reason="It is a party's rally.", by=officer)


ANSWERS = [
    (waits, "accept", {}, "accept", "mayor_attends", ["acceptance"]),
    (joint, "accept", {}, "accept", "mayor_attends", ["acceptance"]),
    (joint, "accept-together", {}, "accept_together", "mayor_attends", ["acceptance"]),
    (waits, "ask-deputy", {"agreed_reason": "illness"}, "delegate", "with_deputy", []),
    (accepted, "no-longer", {"agreed_reason": "illness"}, "delegate", "with_deputy", []),
    (announced, "no-longer", {"agreed_reason": "illness"}, "delegate", "with_deputy", ["acceptance"]),
    (waits, "decline", {"decline_kind": "diary"}, "decline", "declined", ["decline"]),
    (joint, "exception", {"exception_reason": "An old friendship."}, "exception", "with_deputy", []),
    (special, "exception", {"exception_reason": "An old friendship."}, "exception", "with_deputy", []),
    (special, "leave", {}, "leave", "received", []),
    (waits, "ask", {"question": "Is it the same hall as last year?"}, "ask", "received", []),
    (
        announced,
        "nobody",
        {"reason_for_release": "The hall is closed."},
        "nobody",
        "cancelled",
        ["acceptance", "apology"],
    ),
    (asked, "take-back", {}, "take_back", "with_mayor", []),
    (represented, "take-back", {}, "take_back", "with_mayor", []),
    (accompanied, "take-back", {}, "take_back", "mayor_attends", ["acceptance"]),
    (accepted, "correct", {}, "correct", "with_mayor", []),
    (declined, "correct", {}, "correct", "with_mayor", []),
    (told_of_decline, "take-up", {}, "take_up", "with_mayor", ["decline", "open_again"]),
    (refused, "look-again", {"reason": "It is a charity's rally."}, "look_again", "received", []),
]


@pytest.mark.parametrize("given", ANSWERS, ids=lambda given: f"{given[0].__name__}-{given[1]}")
def test_each_answer_is_confirmed_recorded_and_has_one_effect(
    page: Client,
    officer: Person,
    mayor: Person,
    deputy: Person,
    given: tuple[Made, str, dict[str, str], str, str, list[str]],
) -> None:
    made, slug, said, outcome, becomes, written = given
    invitation = made(officer, mayor, deputy)
    before = RecordEntry.objects.filter(invitation=invitation).count()
    assert page.get(reverse("engagements:mayor_answer", args=[invitation.reference, slug])).status_code == 200
    assert RecordEntry.objects.filter(invitation=invitation).count() == before
    first, second = answer(page, invitation, slug, **said), answer(page, invitation, slug, **said)
    invitation.refresh_from_db()
    decision = Decision.objects.filter(invitation=invitation).latest("id")
    assert (decision.outcome, decision.made_by, decision.recorded_by) == (outcome, mayor, mayor)
    assert (invitation.stage, letters(invitation)) == (becomes, written)
    assert RecordEntry.objects.filter(invitation=invitation).count() == before + 1
    assert [first.status_code, second.status_code] == [302, 302]
    assert (
        first["Location"]
        == second["Location"]
        == reverse("engagements:mayor_done", args=[invitation.reference])
    )
    assert page.get(first["Location"]).status_code == 200
    if slug != "take-back" or made is not accompanied:
        assert (
            page.get(
                reverse("engagements:mayor_answer", args=[invitation.reference, slug]), follow=True
            ).status_code
            == 200
        )


@pytest.mark.parametrize(
    ("made", "slug"),
    [
        (declined, "ask-deputy"),
        (declined, "accept"),
        (accepted, "decline"),
        (waits, "nobody"),
        (asked, "accept"),
    ],
)
def test_what_the_table_does_not_open_is_neither_shown_nor_done(
    page: Client, officer: Person, mayor: Person, deputy: Person, made: Made, slug: str
) -> None:
    invitation = made(officer, mayor, deputy)
    address = reverse("engagements:mayor_answer", args=[invitation.reference, slug])
    decisions = Decision.objects.count()
    assert (
        address
        not in page.get(reverse("engagements:mayor_case", args=[invitation.reference])).content.decode()
    )
    assert page.get(address).status_code == 409
    assert answer(page, invitation, slug, agreed_reason="away").status_code == 409
    assert Decision.objects.count() == decisions


@pytest.mark.parametrize(
    ("made", "slug", "way_out"), [(announced, "nobody", "Go back"), (waits, "ask", "Cancel")]
)
def test_no_link_is_called_cancel_beside_a_button_that_cancels(
    page: Client, officer: Person, mayor: Person, deputy: Person, made: Made, slug: str, way_out: str
) -> None:
    reference = made(officer, mayor, deputy).reference
    shown = page.get(reverse("engagements:mayor_answer", args=[reference, slug])).content.decode()
    back = f'href="{reverse("engagements:mayor_case", args=[reference])}">{way_out}<'
    assert back in "".join(shown.split("\n"))


@pytest.mark.parametrize(("slug", "missing"), [
    ("ask-deputy", "Choose the reason why you cannot attend"),
    ("exception", "Enter the reason for the goodwill exception"),
    ("decline", "Choose what kind of reason it is"),
    ("ask", "Enter your question to the office"),
])  # fmt: skip
def test_what_must_be_said_is_asked_for(
    page: Client, officer: Person, mayor: Person, deputy: Person, slug: str, missing: str
) -> None:
    invitation = joint(officer, mayor, deputy)
    shown = answer(page, invitation, slug)
    assert shown.status_code == 200
    assert missing in shown.content.decode()
    assert not Decision.objects.exists()


def test_the_agreed_reason_is_on_the_list_and_never_in_a_letter(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = waits(officer, mayor, deputy)
    assert answer(page, invitation, "ask-deputy", agreed_reason="bored").status_code == 200
    answer(page, invitation, "ask-deputy", agreed_reason="illness", reason="Pneumonia.")
    deputys_answer.accept(invitation, deputy=deputy, by=deputy)
    letter = Letter.objects.get(kind="acceptance_deputy")
    assert "illness" not in letter.body
    assert "Pneumonia" not in letter.body
    assert Decision.objects.get(outcome="delegate").reason == "Pneumonia."


def test_words_for_the_letter_are_read_in_it_before_and_a_note_for_the_office_is_not(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = waits(officer, mayor, deputy)
    said = {"reason": "I cannot bear them.", "reason_for_release": "There is another engagement that day."}
    shown = answer(page, invitation, "decline", read_again="1", **said)
    assert not Decision.objects.exists()
    assert "There is another engagement that day." in shown.context["letter"].rendered.body
    assert "I cannot bear them." not in shown.context["letter"].rendered.body
    answer(page, invitation, "decline", decline_kind="not_supported", **said)
    letter = Letter.objects.get(kind="decline")
    assert Decision.objects.get(outcome="decline").decline_kind == "not_supported"
    assert "support" not in letter.body
    assert "There is another engagement that day." in letter.body
    assert "I cannot bear them." not in letter.body
    assert letter.state == "draft"


def test_the_preview_is_the_letter_that_is_then_written(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = waits(officer, mayor, deputy)
    shown = page.get(reverse("engagements:mayor_answer", args=[invitation.reference, "accept"])).context[
        "letter"
    ]
    answer(page, invitation, "accept")
    letter = Letter.objects.get(kind="acceptance")
    assert shown.rendered.subject == letter.subject
    assert shown.rendered.body.split("[the organiser")[0] == letter.body.split("[[")[0]


@pytest.mark.parametrize(
    ("slug", "told"), [("accept", False), ("accept-together", True), ("ask-deputy", True), ("decline", False)]
)
def test_the_confirmation_says_whether_the_deputy_gets_a_message(
    page: Client, officer: Person, mayor: Person, deputy: Person, slug: str, told: bool
) -> None:
    shown = page.get(
        reverse("engagements:mayor_answer", args=[joint(officer, mayor, deputy).reference, slug])
    ).content.decode()
    assert ("The Deputy Mayor gets a short e-mail" in shown) is told


def test_a_joint_invitation_offers_to_accept_alone_or_together(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    offers = page.get(
        reverse("engagements:mayor_case", args=[joint(officer, mayor, deputy).reference])
    ).context["offers"]
    assert [offer.answer.says for offer in offers][:2] == [
        "Accept alone",
        "Accept, and ask the Deputy to accompany you",
    ]


def test_a_question_reaches_the_office(page: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    answer(page, invitation, "ask", question="Who else is invited?")
    question = Question.objects.get()
    assert (question.to, question.text, question.asked_by) == ("office", "Who else is invited?", mayor)


def test_exceptions_are_counted_for_the_year_the_deputy_and_the_organiser(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    for organisation in ("Northgate Scouts", "Southgate Choir"):
        one = cases.with_mayor(
            officer=officer,
            addressee="both",
            organised_by=cases.organiser(organisation=organisation, email=f"{organisation[0]}@x.example"),
        )
        cases.decide(one, mayor=mayor, outcome=Outcome.EXCEPTION)
    taken_back = cases.with_mayor(officer=officer, addressee="both")
    cases.decide(taken_back, mayor=mayor, outcome=Outcome.EXCEPTION)
    cases.decide(taken_back, mayor=mayor, outcome=Outcome.TAKE_BACK)
    counted = page.get(reverse("engagements:mayor_answer", args=[taken_back.reference, "exception"])).context[
        "exceptions"
    ]
    assert (counted.civic_year, counted.total, counted.for_deputy, counted.for_organiser) == (
        "2026/27",
        2,
        2,
        1,
    )


def test_the_deputy_who_was_taken_back_from_is_no_longer_asked(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = represented(officer, mayor, deputy)
    answer(page, invitation, "take-back")
    assert Delegation.objects.get().state == "taken_back"
    assert not Engagement.objects.filter(state="live").exists()


@pytest.mark.parametrize(("slug", "attended"), [("attended", True), ("not-attended", False)])
def test_the_mayor_says_what_became_of_an_own_engagement(
    page: Client, officer: Person, mayor: Person, office_day: Traveller, slug: str, attended: bool
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    assert page.get(reverse("engagements:mayor_answer", args=[invitation.reference, slug])).status_code == 409
    office_day.move_to(invitation.ends_at)
    page.force_login(mayor)
    assert invitation.title in str(list(page.get(reverse("engagements:mayor")).context["outcome_due"]))
    assert [answer(page, invitation, slug).status_code for _ in range(2)] == [302, 302]
    invitation.refresh_from_db()
    assert invitation.stage == "completed"
    assert Engagement.objects.get().attended is attended


@pytest.mark.parametrize(("made", "slug"), [(waits, "no-longer"), (attends, "ask-deputy")])
def test_one_way_to_ask_the_deputy_is_not_taken_for_the_other(
    page: Client, officer: Person, mayor: Person, deputy: Person, made: Made, slug: str
) -> None:
    invitation = made(officer, mayor, deputy)
    stage = invitation.stage
    assert answer(page, invitation, slug, agreed_reason="away").status_code == 409
    invitation.refresh_from_db()
    assert (invitation.stage, Delegation.objects.count()) == (stage, 0)


def test_a_deputy_who_is_to_act_decides_what_falls_into_that_time(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    make_acting(deputy, begins_at=london(2026, 7, 10), ends_at=london(2026, 7, 20))
    invitation = cases.with_mayor(officer=officer)
    elsewhere = cases.with_mayor(officer=officer, event_on=date(2026, 8, 1), ends_on=date(2026, 8, 1))
    for person, status in ((deputy, 200), (mayor, 404)):
        client.force_login(person)
        assert (
            client.get(reverse("engagements:mayor_case", args=[invitation.reference])).status_code == status
        )
    client.force_login(deputy)
    assert client.get(reverse("engagements:mayor_case", args=[elsewhere.reference])).status_code == 404
    assert answer(client, invitation, "accept").status_code == 302
    decision = Decision.objects.get(invitation=invitation)
    assert (decision.made_by, decision.capacity) == (deputy, "acting")
