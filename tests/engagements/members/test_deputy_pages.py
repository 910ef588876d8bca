"""The Deputy's pages, through the web: what the Mayor asks, and nothing else of the Mayor's box (P15)."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from civic.models import Person
from engagements.models import (
    Delegation,
    Engagement,
    Invitation,
    Letter,
    Note,
    Notification,
    Outcome,
    RecordEntry,
)
from engagements.services import case_notes
from engagements.services.steps import deputys_answer, triage
from protocols.core.vocabulary import Party
from tests import cases
from tests.guarding import guards_down
from tests.web import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, deputy: Person) -> Client:
    client.force_login(deputy)
    return client


def answer(page: Client, invitation: Invitation, slug: str, **said: str) -> Answer:
    return page.post(
        reverse("engagements:deputy_answer", args=[invitation.reference, slug]),
        {"seen": str(invitation.version)} | said,
    )


def case(page: Client, reference: str) -> Answer:
    return page.get(reverse("engagements:deputy_case", args=[reference]))


def offered(page: Client, invitation: Invitation) -> list[str]:
    return [offer.answer.slug for offer in case(page, invitation.reference).context["offers"]]


def accompanied(officer: Person, mayor: Person) -> Invitation:
    invitation = cases.with_mayor(officer=officer, addressee="both")
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT_TOGETHER)
    return invitation


@pytest.mark.parametrize(
    ("made", "slug", "becomes", "state"),
    [
        ("asked", "accept", "deputy_attends", "accepted"),
        ("asked", "decline", "with_mayor", "declined"),
        ("going", "cannot", "with_mayor", "cannot"),
        ("beside", "accept", "mayor_attends", "accepted"),
        ("beside", "decline", "mayor_attends", "declined"),
    ],
)
def test_each_answer_of_the_deputy_has_one_effect(
    page: Client,
    officer: Person,
    mayor: Person,
    deputy: Person,
    made: str,
    slug: str,
    becomes: str,
    state: str,
) -> None:
    if made == "beside":
        invitation = accompanied(officer, mayor)
    elif made == "asked":
        invitation = cases.with_deputy(officer=officer, mayor=mayor)
    else:
        invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    before = RecordEntry.objects.filter(invitation=invitation).count()
    assert (
        page.get(reverse("engagements:deputy_answer", args=[invitation.reference, slug])).status_code == 200
    )
    assert RecordEntry.objects.filter(invitation=invitation).count() == before
    said = {} if slug == "accept" else {"private_reason": "My daughter's wedding."}
    first, second = answer(page, invitation, slug, **said), answer(page, invitation, slug, **said)
    assert (first.status_code, first["Location"]) == (302, reverse("engagements:deputy"))
    assert (second.status_code, second["Location"]) == (302, reverse("engagements:deputy"))
    # A no may be taken back until the Mayor acts on it, and is all that is left to do.
    assert offered(page, invitation) == (["cannot"] if slug == "accept" else ["mistaken"])
    assert RecordEntry.objects.filter(invitation=invitation).count() == before + 1
    invitation.refresh_from_db()
    assert (invitation.stage, Delegation.objects.get().state) == (becomes, state)
    assert "wedding" not in "".join(Letter.objects.values_list("body", flat=True))


def test_the_deputy_can_no_longer_accompany(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = accompanied(officer, mayor)
    answer(page, invitation, "accept")
    invitation.refresh_from_db()
    assert offered(page, invitation) == ["cannot"]
    assert answer(page, invitation, "cannot", private_reason="Ill.").status_code == 302
    invitation.refresh_from_db()
    assert (invitation.stage, Engagement.objects.get().accompanied_by) == ("mayor_attends", None)


def test_a_no_needs_a_reason_and_says_who_reads_it(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    shown = answer(page, invitation, "decline").content.decode()
    assert "Enter your reason" in shown
    assert "The Mayor, the civic office and the Monitoring Officer can read it" in shown
    assert Delegation.objects.get().state == "asked"


def test_the_deputy_reads_what_when_where_who_and_what_for(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    assert "no invitations for you to answer" in page.get(reverse("engagements:deputy")).content.decode()
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    for address in (
        reverse("engagements:deputy"),
        reverse("engagements:deputy_case", args=[invitation.reference]),
    ):
        shown = page.get(address).content.decode()
        expected = [
            "Northgate summer fête",
            "Saturday 11 July 2026, 2pm to 5pm",
            "Scout hut",
            "Jane Smith",
            "open or start the event",
        ]
        assert [words for words in expected if words not in shown] == []
    assert offered(page, invitation) == ["accept", "decline"]


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
SECRETS = {
    "advice": "ADVICE-OF-THE-OFFICER",
    "note": "NOTE-TO-THE-MAYOR",
    "reason": "REASON-OF-THE-MAYOR",
    "interest": "INTEREST-OF-THE-MAYOR",
    "dealings": "DEALINGS-WITH-THE-COUNCIL",
    "words": "CALLERS-WORDS",
    "agreed": "away from the area",
    "history": "earlier invitation",
}


def test_nothing_of_the_mayors_box_reaches_the_deputy(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.declined(
        officer=officer,
        mayor=mayor,
        event_on=date(2026, 6, 20),
        ends_on=date(2026, 6, 20),
        title="ANOTHER-CASE",
    )
    invitation = cases.with_mayor(officer=officer, dealings=SECRETS["dealings"])
    with guards_down():
        Invitation.objects.filter(pk=invitation.pk).update(callers_words=SECRETS["words"])
    case_notes.advise_mayor(invitation, advice=SECRETS["advice"], by=officer)
    case_notes.write_note(invitation, text=SECRETS["note"], audience=Note.Audience.MAYOR, by=officer)
    case_notes.declare_interest(
        invitation, person=mayor, nature=SECRETS["interest"], party=Party.MAYOR, by=mayor
    )
    invitation.refresh_from_db()
    cases.decide(
        invitation, mayor=mayor, outcome=Outcome.DELEGATE, reason=SECRETS["reason"], agreed_reason="away"
    )
    pages = [reverse("engagements:deputy"), reverse("engagements:deputy_case", args=[invitation.reference])]
    pages += [
        reverse("engagements:deputy_answer", args=[invitation.reference, slug])
        for slug in ("accept", "decline")
    ]
    for address in pages:
        shown = page.get(address).content.decode()
        assert [secret for secret in (*SECRETS.values(), "ANOTHER-CASE") if secret in shown] == []
    [notification] = Notification.objects.filter(person=deputy)
    assert notification.kind == "deputy_asked"


def test_guessed_references_and_real_ones_are_answered_alike(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    special = cases.make_invitation(addressee="deputy", event_on=date(2026, 9, 1), ends_on=date(2026, 9, 1))
    hidden = [
        cases.make_invitation(confidential=True),
        cases.with_mayor(officer=officer),
        cases.mayor_attends(officer=officer, mayor=mayor),
        cases.declined(officer=officer, mayor=mayor, event_on=date(2026, 8, 1), ends_on=date(2026, 8, 1)),
        triage.tell_special_case(special, why="-", by=officer),
    ]
    guess = "CIV-2026-9999"

    def answers(reference: str) -> list[tuple[int, str]]:
        got = [case(page, reference), page.get(reverse("engagements:deputy_interest", args=[reference]))]
        for slug in ("accept", "decline", "attended", "sing"):
            address = reverse("engagements:deputy_answer", args=[reference, slug])
            got += [page.get(address), page.post(address, {"seen": "2", "private_reason": "-", "note": "-"})]
        got.append(page.post(reverse("engagements:deputy_interest", args=[reference]), {"nature": "-"}))
        got.append(page.get(reverse("engagements:mayor_case", args=[reference])))
        return [(one.status_code, TOKEN.sub("", one.content.decode())) for one in got]

    nothing = answers(guess)
    assert [status for status, _ in nothing] == [404] * 11 + [403]
    for invitation in hidden:
        assert answers(invitation.reference) == nothing
    assert page.get(reverse("engagements:deputy")).context["asked"] == []


def test_what_the_mayor_takes_back_is_gone(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    seen = invitation.version
    cases.decide(invitation, mayor=mayor, outcome=Outcome.TAKE_BACK)
    assert case(page, invitation.reference).status_code == 404
    assert (
        page.get(reverse("engagements:deputy_answer", args=[invitation.reference, "accept"])).status_code
        == 404
    )
    assert page.get(reverse("engagements:deputy")).context["asked"] == []
    # The page was open when it was taken back: told so, and nothing recorded.
    late = page.post(
        reverse("engagements:deputy_answer", args=[invitation.reference, "accept"]),
        {"seen": seen},
        follow=True,
    )
    assert "You are no longer asked to attend." in late.content.decode()
    assert not Engagement.objects.exists()


@pytest.mark.parametrize(("accepted", "slug"), [(True, "decline"), (False, "cannot")])
def test_one_no_is_not_taken_for_the_other(
    page: Client, officer: Person, mayor: Person, deputy: Person, accepted: bool, slug: str
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    if accepted:
        deputys_answer.accept(invitation, deputy=deputy, by=deputy)
    stage, said = invitation.stage, {"seen": invitation.version, "private_reason": "A wedding."}
    answer = page.post(reverse("engagements:deputy_answer", args=[invitation.reference, slug]), said)
    assert answer.status_code == 409
    invitation.refresh_from_db()
    assert invitation.stage == stage


def test_a_mayor_who_takes_back_at_the_same_moment_is_told_of(
    page: Client, officer: Person, mayor: Person, deputy: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    seen, accept = invitation.version, deputys_answer.accept

    def a_moment_late(case: Invitation, **answer: Any) -> Delegation:
        cases.decide(Invitation.objects.get(pk=case.pk), mayor=mayor, outcome=Outcome.TAKE_BACK)
        return accept(case, **answer)

    monkeypatch.setattr(deputys_answer, "accept", a_moment_late)
    answer = reverse("engagements:deputy_answer", args=[invitation.reference, "accept"])
    late = page.post(answer, {"seen": seen}, follow=True)
    assert (late.status_code, "You are no longer asked" in late.content.decode()) == (200, True)
    assert not Engagement.objects.exists()


def test_a_confidential_case_is_shown_once_it_is_delegated(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer, confidential=True)
    assert case(page, invitation.reference).status_code == 404
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    assert "Confidential" in case(page, invitation.reference).content.decode()


def test_a_deputy_who_is_asked_no_more_keeps_the_words(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    said = {"seen": invitation.version, "private_reason": "A family wedding."}
    cases.decide(invitation, mayor=mayor, outcome=Outcome.TAKE_BACK)
    # As a browser sends it, with its token.
    page.handler.enforce_csrf_checks = True
    page.cookies[settings.CSRF_COOKIE_NAME] = said["csrfmiddlewaretoken"] = "t" * 32
    answer = page.post(reverse("engagements:deputy_answer", args=[invitation.reference, "decline"]), said)
    shown = answer.content.decode()
    assert (answer.status_code, "A family wedding." in shown) == (409, True)
    assert "You are no longer asked to attend. Nothing was recorded." in shown
    assert "Send again" not in shown


def test_a_page_that_was_overtaken_says_so(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    seen = invitation.version
    cases.decide(invitation, mayor=mayor, outcome=Outcome.TAKE_BACK)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    told = page.post(
        reverse("engagements:deputy_answer", args=[invitation.reference, "accept"]), {"seen": seen}
    )
    assert told.status_code == 409
    assert "The invitation has changed since you opened the page" in told.content.decode()
    assert not Engagement.objects.exists()


@pytest.mark.parametrize(("slug", "attended"), [("attended", True), ("not-attended", False)])
def test_the_deputy_says_what_became_of_an_own_engagement(
    page: Client,
    officer: Person,
    mayor: Person,
    deputy: Person,
    office_day: Traveller,
    slug: str,
    attended: bool,
) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    office_day.move_to(invitation.ends_at)
    page.force_login(deputy)
    assert [
        engagement.invitation for engagement in page.get(reverse("engagements:deputy")).context["outcome_due"]
    ] == [invitation]
    assert [answer(page, invitation, slug).status_code for _ in range(2)] == [302, 302]
    assert Engagement.objects.get().attended is attended
    assert case(page, invitation.reference).status_code == 200
    assert offered(page, invitation) == []


def test_thirty_requests_take_as_many_queries_as_one(
    page: Client, officer: Person, mayor: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    taken = []
    for number in range(30):
        day = date(2026, 7, 1) + timedelta(days=number)
        cases.with_deputy(officer=officer, mayor=mayor, event_on=day, ends_on=day)
        if number in (0, 29):
            page.get(reverse("engagements:deputy"))
            with django_assert_max_num_queries(16) as queries:
                assert len(page.get(reverse("engagements:deputy")).context["asked"]) == number + 1
            taken.append(len(queries))
    assert taken[0] == taken[1]


def test_an_interest_of_the_deputy_is_recorded_as_the_deputys(
    page: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    assert (
        page.post(
            reverse("engagements:deputy_interest", args=[invitation.reference]), {"nature": "I am a member."}
        ).status_code
        == 302
    )
    assert "I am a member." in case(page, invitation.reference).content.decode()
    assert RecordEntry.objects.filter(invitation=invitation).latest("sequence").party == "deputy"
