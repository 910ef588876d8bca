"""What the Mayor finds on opening the page: what waits, in ten seconds a card, and who may see what."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import Traveller

from civic.models import Council, CouncilMeeting, OfficeKind, Person
from engagements.models import Decision, Invitation, Note, Outcome
from engagements.services import case_notes
from engagements.services.steps import triage
from protocols.core.vocabulary import Party, Step
from tests import cases
from tests.council import YEAR_ENDS_AT, london, make_acting, make_council, make_mayor, make_office
from tests.there import there

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert(1)</script>{{ council.name }}" onload="x'


@pytest.fixture
def page(client: Client, mayor: Person) -> Client:
    client.force_login(mayor)
    return client


def box(page: Client) -> Any:
    return page.get(reverse("engagements:mayor")).context


def case(page: Client, invitation: Invitation) -> str:
    return page.get(reverse("engagements:mayor_case", args=[invitation.reference])).content.decode()


def offered(page: Client, invitation: Invitation) -> list[str]:
    context = page.get(reverse("engagements:mayor_case", args=[invitation.reference])).context
    return [offer.answer.slug for offer in context["offers"]]


def why_not(page: Client, invitation: Invitation) -> dict[str, tuple[str, str]]:
    context = page.get(reverse("engagements:mayor_case", args=[invitation.reference])).context
    return {shut.answer.slug: (shut.clause, " ".join(shut.reasons)) for shut in context["closed"]}


def on(day: date, **particulars: Any) -> dict[str, Any]:
    return {"event_on": day, "ends_on": day} | particulars


def test_nothing_waits(page: Client) -> None:
    assert box(page)["cards"] == []
    assert (
        "There are no invitations for you to decide."
        in page.get(reverse("engagements:mayor")).content.decode()
    )


def test_what_waits_is_read_in_the_order_in_which_answers_are_due_then_soonest_first(
    page: Client, officer: Person
) -> None:
    late = cases.with_mayor(officer=officer, **on(date(2026, 9, 12)))
    soon = cases.with_mayor(officer=officer, **on(date(2026, 6, 20)))
    owed = cases.with_mayor(officer=officer, **on(date(2026, 10, 3)))
    Invitation.objects.filter(pk=owed.pk).update(promise_due_on=date(2026, 5, 28))
    cases.make_invitation(**on(date(2026, 6, 10)))
    assert [card.invitation for card in box(page)["cards"]] == [owed, soon, late]
    shown = page.get(reverse("engagements:mayor")).content.decode()
    assert shown.count("Overdue") == 2  # the word, and the title of the same tag


def test_a_card_leads_at_once_to_each_answer_that_is_open(page: Client, officer: Person) -> None:
    waiting = cases.with_mayor(officer=officer)
    shown = page.get(reverse("engagements:mayor")).content.decode()
    for slug in ("accept", "decline", "ask"):
        assert reverse("engagements:mayor_answer", args=[waiting.reference, slug]) in shown


def test_a_clash_is_told_again_where_the_answer_is_confirmed(
    page: Client, officer: Person, mayor: Person
) -> None:
    cases.mayor_attends(officer=officer, mayor=mayor, title="Chamber dinner")
    waiting = cases.with_mayor(officer=officer)
    address = reverse("engagements:mayor_answer", args=[waiting.reference, "accept"])
    assert "Clash: Chamber dinner" in page.get(address).content.decode()


def test_a_card_says_clash_or_free(page: Client, officer: Person, mayor: Person) -> None:
    cases.mayor_attends(
        officer=officer, mayor=mayor, title="Chamber dinner", starts_wall=time(16), ends_wall=time(20)
    )
    CouncilMeeting.objects.create(at=london(2026, 7, 13, 19))
    overlapping = cases.with_mayor(officer=officer)
    after = cases.with_mayor(officer=officer, starts_wall=time(20), ends_wall=time(21))
    evening = cases.with_mayor(
        officer=officer, **on(date(2026, 7, 13), starts_wall=time(21), ends_wall=time(22))
    )
    free = cases.with_mayor(officer=officer, **on(date(2026, 7, 14)))
    cards = {card.invitation: [other.says for other in card.clashes] for card in box(page)["cards"]}
    assert cards == {overlapping: ["Chamber dinner"], after: [], evening: ["Full council"], free: []}


def test_a_card_tells_what_helps_to_decide(page: Client, officer: Person, mayor: Person) -> None:
    cases.declined(officer=officer, mayor=mayor, **on(date(2026, 6, 30)))
    invitation = cases.with_mayor(officer=officer, addressee="both")
    case_notes.advise_mayor(invitation, advice="Worth going.", by=officer)
    case_notes.declare_interest(
        invitation, person=mayor, nature="My daughter is a scout.", party=Party.MAYOR, by=mayor
    )
    [card] = box(page)["cards"]
    assert (card.history, card.is_joint, card.asked) == (
        "1 earlier invitation: 1 declined",
        True,
        "attend, open or start the event",
    )
    shown = page.get(reverse("engagements:mayor")).content.decode()
    expected = ["Saturday 11 July 2026, 2pm to 5pm", "Scout hut", "Jane Smith, Northgate Scouts"]
    for words in [*expected, "Worth going.", "My daughter is a scout.", "in 14 days"]:
        assert words in shown


def test_thirty_cards_take_as_many_queries_as_one(page: Client, officer: Person) -> None:
    taken = []
    for number in range(30):
        cases.with_mayor(officer=officer, **on(date(2026, 7, 1) + timedelta(days=number)))
        if number in (0, 29):
            box(page)
            with CaptureQueriesContext(connection) as queries:
                assert len(box(page)["cards"]) == number + 1
            taken.append(len(queries))
    assert taken == [15, 15]


@pytest.mark.parametrize(
    ("page_of", "asked"), [("engagements:mayor_case", 19), ("engagements:mayor_answer", 17)]
)
def test_a_case_and_its_answer_ask_the_database_little_however_much_is_around(
    page: Client, officer: Person, page_of: str, asked: int
) -> None:
    taken = []
    for number in range(30):
        cases.with_mayor(officer=officer, **on(date(2026, 7, 1) + timedelta(days=number // 3)))
        if number in (0, 29):
            args = [there(Invitation.objects.first()).reference, *(["accept"] if "answer" in page_of else [])]
            page.get(reverse(page_of, args=args))
            with CaptureQueriesContext(connection) as queries:
                assert page.get(reverse(page_of, args=args)).status_code == 200
            taken.append(len(queries))
    assert taken == [asked, asked]


def test_what_the_table_does_not_open_is_said_with_its_clause(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    only = cases.with_mayor(officer=officer, wish="mayor_only")
    assert offered(page, only) == ["accept", "decline", "ask"]
    assert why_not(page, only) == {
        "ask-deputy": (
            "P2",
            "The organiser said that only the Mayor is invited. Ask the organiser first.",
        )
    }
    refused = cases.with_deputy(officer=officer, mayor=mayor, **on(date(2026, 8, 1)))
    page.force_login(deputy)
    page.post(
        reverse("engagements:deputy_answer", args=[refused.reference, "decline"]),
        {"seen": refused.version, "private_reason": "Away."},
    )
    page.force_login(mayor)
    assert why_not(page, refused)["ask-deputy"] == ("P2", "The Deputy has already said no to this event.")
    assert "Away." in case(page, refused)


def test_a_decline_that_stands_is_not_passed_on_by_another_case(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    declined = cases.declined(officer=officer, mayor=mayor)
    assert offered(page, declined) == ["take-up"]
    again = cases.make_invitation()
    triage.settle_same_event(again, declined=declined, same=True, why="The same fête.", by=officer)
    triage.put_to_mayor(again, by=officer)
    assert offered(page, again) == ["accept", "decline", "ask"]
    assert "never passed on" in why_not(page, again)["ask-deputy"][1]


def test_without_a_deputy_nobody_can_be_asked(page: Client, officer: Person, mayor: Person) -> None:
    make_council(with_deputy=False)
    invitation = cases.with_mayor(officer=officer)
    assert offered(page, invitation) == ["accept", "decline", "ask"]
    assert why_not(page, invitation) == {"ask-deputy": ("P2", "There is no Deputy in office for the event.")}


def test_nothing_is_chosen_beforehand(page: Client, officer: Person, deputy: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    assert offered(page, invitation) == ["accept", "ask-deputy", "decline", "ask"]
    shown = page.get(
        reverse("engagements:mayor_answer", args=[invitation.reference, "ask-deputy"])
    ).content.decode()
    assert shown.count('type="radio"') == 7
    assert "checked" not in shown


def test_the_council_calls_its_offices_as_it_likes(page: Client, officer: Person, deputy: Person) -> None:
    make_office(OfficeKind.MAYOR, "Provost")
    make_office(OfficeKind.DEPUTY, "Depute Provost")
    invitation = cases.with_mayor(officer=officer)
    shown = (
        case(page, invitation)
        + page.get(
            reverse("engagements:mayor_answer", args=[invitation.reference, "ask-deputy"])
        ).content.decode()
    )
    assert "Cannot attend, ask the Depute Provost" in shown
    assert "Mayor" not in shown.replace("Wexcombe Town Council", "")


def test_what_an_organiser_typed_is_shown_and_never_run(page: Client, officer: Person) -> None:
    organiser = cases.organiser(name=HOSTILE, organisation=HOSTILE)
    invitation = cases.with_mayor(
        officer=officer, title=HOSTILE, venue=HOSTILE, what_happens=HOSTILE, organised_by=organiser
    )
    pages = [reverse("engagements:mayor"), reverse("engagements:mayor_case", args=[invitation.reference])]
    pages += [
        reverse("engagements:mayor_answer", args=[invitation.reference, slug])
        for slug in ("accept", "decline")
    ]
    for address in pages:
        shown = page.get(address).content.decode()
        assert "<script>alert" not in shown
        assert '" onload="x' not in shown
        assert "{{ council.name }}" in shown


def test_the_mayor_sees_what_the_office_refused_and_what_was_decided(
    page: Client, officer: Person, mayor: Person
) -> None:
    refused = triage.refuse(
        cases.make_invitation(), step=Step.REFUSE_P10, reason="A party's rally.", by=officer
    )
    accepted = cases.mayor_attends(officer=officer, mayor=mayor, **on(date(2026, 8, 1)))
    context = box(page)
    assert list(context["refused"]) == [refused]
    assert [(decision.invitation, did) for decision, did in context["decided"]] == [(accepted, "accepted")]
    assert [engagement.invitation for engagement in context["coming"]] == [accepted]


def test_notes_for_the_office_alone_are_not_the_mayors(page: Client, officer: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    case_notes.write_note(invitation, text="For us.", audience=Note.Audience.OFFICE, by=officer)
    case_notes.write_note(invitation, text="For you.", audience=Note.Audience.MAYOR, by=officer)
    shown = case(page, invitation)
    assert "For you." in shown
    assert "For us." not in shown


def test_what_was_never_put_before_the_mayor_is_not_found(page: Client, officer: Person) -> None:
    received = cases.make_invitation()
    for name, *more in (
        ("engagements:mayor_case",),
        ("engagements:mayor_answer", "accept"),
        ("engagements:mayor_done",),
        ("engagements:mayor_interest",),
    ):
        assert page.get(reverse(name, args=[received.reference, *more])).status_code == 404
    assert (
        page.get(
            reverse("engagements:mayor_answer", args=[cases.with_mayor(officer=officer).reference, "sing"])
        ).status_code
        == 404
    )


def test_an_interest_is_declared_on_the_case(page: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    address = reverse("engagements:mayor_interest", args=[invitation.reference])
    assert "Enter your interest" in page.post(address, {"nature": ""}).content.decode()
    assert page.post(address, {"nature": "I am their patron."}).status_code == 302
    assert "I am their patron." in case(page, invitation)
    assert invitation.entries.latest("sequence").party == "mayor"


def test_a_former_mayor_finds_nothing(
    page: Client, officer: Person, mayor: Person, office_day: Traveller
) -> None:
    invitation = cases.with_mayor(officer=officer, **on(date(2027, 5, 20)))
    accepted = cases.mayor_attends(officer=officer, mayor=mayor)
    office_day.move_to(YEAR_ENDS_AT)
    page.force_login(mayor)
    for address in (
        reverse("engagements:mayor"),
        *(reverse("engagements:mayor_case", args=[one.reference]) for one in (invitation, accepted)),
    ):
        assert page.get(address).status_code == 403
    assert (
        page.post(
            reverse("engagements:mayor_answer", args=[accepted.reference, "nobody"]), {"seen": 3}
        ).status_code
        == 403
    )


def test_the_mayor_designate_sees_only_the_coming_term(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    designate = make_mayor(
        "Councillor Noor Khan", begins_at=YEAR_ENDS_AT, ends_at=london(2028, 5, 10, 18, 30)
    )
    now = cases.with_mayor(officer=officer)
    later = cases.with_mayor(officer=officer, **on(date(2027, 6, 5)))
    client.force_login(designate)
    assert [card.invitation for card in box(client)["cards"]] == [later]
    assert client.get(reverse("engagements:mayor_case", args=[now.reference])).status_code == 404
    assert offered(client, later) == ["accept", "decline", "ask"]
    assert "Mayor-designate" in why_not(client, later)["ask-deputy"][1]
    client.post(
        reverse("engagements:mayor_answer", args=[later.reference, "accept"]), {"seen": later.version}
    )
    assert (Decision.objects.get().made_by, Decision.objects.get().capacity) == (designate, "designate")
    client.force_login(mayor)
    assert client.get(reverse("engagements:mayor_case", args=[later.reference])).status_code == 404


def test_a_deputy_who_acts_has_both_pages_and_cannot_choose_the_deputy(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    make_acting(deputy, ends_at=london(2026, 8, 1))
    within, beyond = (
        cases.with_mayor(officer=officer),
        cases.with_mayor(officer=officer, **on(date(2026, 9, 5))),
    )
    client.force_login(deputy)
    assert [card.invitation for card in box(client)["cards"]] == [within]
    assert client.get(reverse("engagements:deputy")).status_code == 200
    assert client.get(reverse("engagements:mayor_case", args=[beyond.reference])).status_code == 404
    assert offered(client, within) == ["accept", "decline", "ask"]
    assert "acting" in why_not(client, within)["ask-deputy"][1]
    client.post(
        reverse("engagements:mayor_answer", args=[within.reference, "accept"]), {"seen": within.version}
    )
    assert Decision.objects.get().capacity == "acting"
    client.force_login(mayor)
    assert [card.invitation for card in box(client)["cards"]] == [beyond]


@pytest.mark.parametrize("first", [Outcome.DECLINE, Outcome.DELEGATE])
def test_whoever_is_second_is_told_politely(
    page: Client, officer: Person, mayor: Person, deputy: Person, first: Outcome
) -> None:
    invitation = cases.with_mayor(officer=officer)
    seen = invitation.version
    triage.take(invitation, step=Step.RECALL, by=officer)
    triage.put_to_mayor(invitation, by=officer)
    told = page.post(
        reverse("engagements:mayor_answer", args=[invitation.reference, "accept"]), {"seen": seen}
    )
    assert told.status_code == 409
    shown = told.content.decode()
    for words in (
        "Olive Officer",
        "sent the invitation to the Mayor for a decision",
        "Monday 1 June 2026, 10am",
    ):
        assert words in shown
    cases.decide(invitation, mayor=mayor, outcome=first)
    assert (
        page.post(
            reverse("engagements:mayor_answer", args=[invitation.reference, "accept"]), {"seen": seen}
        ).status_code
        == 409
    )
    assert Decision.objects.count() == 1


def test_a_decision_of_long_ago_keeps_its_done_page(page: Client, officer: Person, mayor: Person) -> None:
    invitation, other = (
        cases.with_mayor(officer=officer),
        cases.with_mayor(officer=officer, **on(date(2026, 8, 1))),
    )
    assert page.get(reverse("engagements:mayor_done", args=[invitation.reference])).status_code == 302
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    context = page.get(reverse("engagements:mayor_done", args=[invitation.reference])).context
    assert (context["next"].invitation, context["waiting"]) == (other, 1)


def test_only_the_mayors_come_in(
    client: Client, council: Council, officer: Person, deputy: Person, manager: Person
) -> None:
    for person in (officer, manager, deputy):
        client.force_login(person)
        assert client.get(reverse("engagements:mayor")).status_code == 403


def test_how_it_came_about_is_said_in_the_councils_own_titles(page: Client, officer: Person) -> None:
    make_office(OfficeKind.DEPUTY, "Deputy Lord Mayor")
    waits = cases.with_mayor(officer=officer, provenance="deputy")
    assert "It follows a conversation with the Deputy Lord Mayor" in case(page, waits)
