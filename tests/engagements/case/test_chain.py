"""Outside the council's area the neighbouring civic head is asked; until then it is badge, not chain (P1)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from civic.models import NeighbouringArea, Person
from engagements import chain
from engagements.models import (
    ChainConsent,
    Instruction,
    Invitation,
    Notification,
    Outcome,
    RecordEntry,
)
from engagements.particulars import EventParticulars
from engagements.services import case_notes
from engagements.services.case_record import audit_trail
from engagements.services.steps import corrections, organisers_answers, triage
from protocols.core.findings import Consent, FindingCode
from protocols.core.vocabulary import Severity
from tests import cases, council, form_answers

pytestmark = pytest.mark.django_db
THEIRS = "MV1 2AB"
ASKED_ON, GIVEN_ON = date(2026, 5, 28), date(2026, 6, 1)
MARLHAVEN = "the Mayor of Marlhaven"
NOT_YET = "Badge, not chain: no consent has been asked for yet (P1)"
GIVEN = "Chain: the Mayor of Marlhaven agreed on Monday 1 June 2026 (P1)"


@pytest.fixture(autouse=True)
def marlhaven(officer: Person, mayor: Person, deputy: Person) -> NeighbouringArea:
    """A council with districts of its own, and Marlhaven beside it, with which nothing is agreed."""
    council.make_area()
    return council.make_neighbour()


@pytest.fixture
def invitation() -> Invitation:
    return cases.make_invitation(postcode=THEIRS)


@pytest.fixture
def desk(client: Client, officer: Person) -> Client:
    client.force_login(officer)
    return client


def heard(invitation: Invitation, officer: Person, state: Consent, **said: Any) -> ChainConsent:
    usual: dict[str, Any] = {"civic_head": MARLHAVEN, "heard_on": GIVEN_ON, "way": Instruction.EMAIL}
    if state is Consent.STANDING:
        usual = {"civic_head": MARLHAVEN}
    if state is Consent.NOT_ASKED:
        usual = {}
    return case_notes.record_consent(invitation, state=state, **usual | said, by=officer)


def wears(invitation: Invitation) -> str:
    worn = chain.worn(Invitation.objects.get(pk=invitation.pk))
    return worn.says if worn else ""


def kinds(invitation: Invitation) -> list[str]:
    return list(RecordEntry.objects.filter(invitation=invitation).values_list("kind", flat=True))


def shown(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"engagements:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(state: str, on: date = GIVEN_ON) -> dict[str, Any]:
    day = form_answers.on("heard_on", on.day, on.month, on.year)
    return {"state": state, "civic_head": MARLHAVEN, "way": "email"} | day


# --- What counts --------------------------------------------------------------------------------------------


def test_inside_the_area_and_where_nobody_knows_nothing_is_said_of_the_chain() -> None:
    for postcode in ("WX1 2AB", ""):
        assert wears(cases.make_invitation(postcode=postcode)) == ""


def test_it_is_badge_not_chain_until_somebody_agreed(invitation: Invitation, officer: Person) -> None:
    told = [wears(invitation)]
    for state, on in (
        (Consent.ASKED, ASKED_ON),
        (Consent.REFUSED, GIVEN_ON),
        (Consent.GIVEN, GIVEN_ON),
    ):
        heard(invitation, officer, state, heard_on=on)
        told.append(wears(invitation))
    assert told == [
        NOT_YET,
        "Badge, not chain: the Mayor of Marlhaven was asked on Thursday 28 May 2026 and has not answered yet "
        "(P1)",
        "Badge, not chain: the Mayor of Marlhaven did not agree (P1)",
        GIVEN,
    ]
    assert kinds(invitation) == ["register", "consent_asked", "consent_refused", "consent_given"]
    assert list(audit_trail.broken_entries([invitation])) == []


def test_what_was_recorded_by_mistake_is_recorded_anew_and_never_taken_away(
    invitation: Invitation, officer: Person
) -> None:
    heard(invitation, officer, Consent.GIVEN)
    heard(invitation, officer, Consent.NOT_ASKED)
    assert wears(invitation) == NOT_YET
    assert list(ChainConsent.objects.order_by("pk").values_list("state", flat=True)) == ["given", "not_asked"]


def test_the_same_words_sent_twice_are_kept_once(invitation: Invitation, officer: Person) -> None:
    first = heard(invitation, officer, Consent.GIVEN)
    assert heard(invitation, officer, Consent.GIVEN) == first
    assert kinds(invitation) == ["register", "consent_given"]


def test_a_standing_agreement_is_noted_without_anyone_asking(marlhaven: NeighbouringArea) -> None:
    NeighbouringArea.objects.update(standing_agreement=True)
    invitation = cases.make_invitation(postcode=THEIRS)
    assert wears(invitation) == "Chain: standing agreement with the Mayor of Marlhaven (P1)"
    entry = RecordEntry.objects.get(kind="consent_standing")
    assert (entry.party, entry.by, entry.clause) == ("system", None, "P1")
    # It was there when it counted.
    NeighbouringArea.objects.update(standing_agreement=False)
    assert wears(invitation) == "Chain: standing agreement with the Mayor of Marlhaven (P1)"


def test_consent_was_for_that_day_in_that_place(invitation: Invitation, officer: Person) -> None:
    heard(invitation, officer, Consent.GIVEN)
    event = EventParticulars.of(invitation)
    organisers_answers.change_details(invitation, event=replace(event, what_happens="Tea."))
    assert wears(invitation) == GIVEN
    later = replace(event, event_on=date(2026, 7, 12), ends_on=date(2026, 7, 12))
    organisers_answers.change_details(invitation, event=later)
    assert wears(invitation) == NOT_YET


def test_a_place_corrected_at_triage_is_asked_about_anew(
    invitation: Invitation, officer: Person, marlhaven: NeighbouringArea
) -> None:
    heard(invitation, officer, Consent.GIVEN)
    saltmere = council.make_neighbour("Saltmere", districts=["SM1"], standing_agreement=True)
    event = replace(EventParticulars.of(invitation), postcode="MV2 2AB")
    corrections.correct(invitation, event=event, why="The other hall.", by=officer)
    assert wears(invitation) == NOT_YET
    corrections.correct(invitation, event=replace(event, postcode="SM1 1AA"), why="Saltmere.", by=officer)
    assert wears(invitation) == f"Chain: standing agreement with {saltmere.civic_head} (P1)"
    corrections.correct(invitation, event=replace(event, postcode="WX1 1AA"), why="Here.", by=officer)
    assert wears(invitation) == ""


def test_a_place_that_moves_after_the_mayor_has_it_is_asked_about_anew(
    invitation: Invitation, officer: Person
) -> None:
    heard(invitation, officer, Consent.GIVEN)
    triage.put_to_mayor(invitation, by=officer)
    NeighbouringArea.objects.update(standing_agreement=True)
    event = replace(EventParticulars.of(invitation), postcode="MV2 2AB")
    corrections.correct(invitation, event=event, why="The other hall.", by=officer)
    assert wears(invitation) == "Chain: standing agreement with the Mayor of Marlhaven (P1)"
    assert kinds(invitation)[-2:] == ["correct_event", "consent_standing"]


def test_the_mayor_may_accept_without_it(invitation: Invitation, officer: Person, mayor: Person) -> None:
    triage.put_to_mayor(invitation, by=officer)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    assert (invitation.stage, wears(invitation)) == ("mayor_attends", NOT_YET)


@pytest.mark.parametrize("attends", [True, False])
def test_whoever_goes_is_told_when_it_becomes_the_chain(
    invitation: Invitation, officer: Person, mayor: Person, attends: bool
) -> None:
    attendant = council.make_attendant()
    triage.put_to_mayor(invitation, by=officer)
    if attends:
        cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    told = Notification.objects.filter(kind=Notification.Kind.CHANGED)
    heard(invitation, officer, Consent.ASKED, heard_on=ASKED_ON)
    assert told.count() == 0
    heard(invitation, officer, Consent.GIVEN)
    assert {one.person for one in told} == ({mayor, attendant} if attends else set())


def test_an_event_in_the_area_a_closed_case_and_a_day_to_come_are_refused(
    invitation: Invitation, officer: Person, mayor: Person
) -> None:
    with pytest.raises(ValidationError, match="not in the future"):
        heard(invitation, officer, Consent.GIVEN, heard_on=date(2026, 6, 2))
    with pytest.raises(ValidationError, match="not outside the council’s area"):
        heard(cases.make_invitation(), officer, Consent.GIVEN)
    closed = cases.declined(officer=officer, mayor=mayor, postcode=THEIRS)
    with pytest.raises(ValidationError, match="The case is closed"):
        heard(closed, officer, Consent.GIVEN)
    assert ChainConsent.objects.count() == 0


# --- What the pages say -------------------------------------------------------------------------------------


def test_the_finding_says_what_to_do_now_and_becomes_a_note(
    desk: Client, invitation: Invitation, officer: Person
) -> None:
    def noticed() -> tuple[Severity, str]:
        found = cases.noticed([invitation])[invitation.pk]
        [one] = [finding for finding in found if finding.code is FindingCode.OUTSIDE_AREA]
        return one.severity, one.says

    assert noticed() == (
        Severity.CAUTION,
        "The event is outside the council’s area. The chain is worn there only with the consent of "
        "the Mayor of Marlhaven, and nobody has asked yet.",
    )
    page = shown(desk, "case", invitation.reference)
    assert "Ask that office for consent, and record it. Until there is consent: badge, not chain." in page
    heard(invitation, officer, Consent.GIVEN)
    invitation.refresh_from_db()
    assert noticed() == (
        Severity.NOTE,
        "The event is outside the council’s area. On Monday 1 June 2026 we heard from "
        "the Mayor of Marlhaven that the chain can be worn there.",
    )


def test_a_neighbour_that_is_not_on_the_list_is_asked_all_the_same(desk: Client) -> None:
    invitation = cases.make_invitation(postcode="QX1 1AA")
    assert "the consent of the neighbouring civic head" in shown(desk, "case", invitation.reference)


def test_the_neighbours_title_is_not_taken_for_the_councils_own(desk: Client, invitation: Invitation) -> None:
    council.make_office("mayor", "Provost")
    assert "the Mayor of Marlhaven" in shown(desk, "case", invitation.reference)


def test_an_officer_records_on_the_case_page_what_was_asked_and_heard(
    desk: Client, invitation: Invitation, officer: Person
) -> None:
    address = reverse("engagements:case_chain", args=[invitation.reference])
    assert address in shown(desk, "case", invitation.reference)
    form = desk.get(address).content.decode()
    assert 'value="the Mayor of Marlhaven"' in form
    assert "(optional)" not in form
    answer = desk.post(address, typed("asked", ASKED_ON), follow=True)
    assert "Recorded. Badge, not chain." in answer.content.decode()
    answer = desk.post(address, typed("given"), follow=True)
    page = answer.content.decode()
    for words in (
        "Recorded. Chain.",
        GIVEN,
        "The civic office asked a neighbouring civic head whether the chain can be worn there",
        "The civic office recorded that the chain can be worn in a neighbouring area",
        "Civic head: the Mayor of Marlhaven",
        "Day: Thursday 28 May 2026",
        "How: by e-mail",
        "by Olive Officer",
    ):
        assert words in page, words
    kept = ChainConsent.objects.get(state="given")
    assert (kept.heard_on, kept.way, kept.recorded_by) == (GIVEN_ON, "email", officer)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"state": ""}, "Choose what has happened"),
        ({"civic_head": ""}, "Enter which civic head"),
        (form_answers.on("heard_on", "", "", ""), "Enter the date"),
        (form_answers.on("heard_on", 2, 6, 2026), "Enter a date that is not in the future"),
        (form_answers.on("heard_on", 31, 2, 2026), "The date must be a real date"),
        ({"way": ""}, "Choose how"),
    ],
)
def test_consent_without_who_when_or_how_is_not_recorded(
    desk: Client, invitation: Invitation, changed: dict[str, Any], told: str
) -> None:
    address = reverse("engagements:case_chain", args=[invitation.reference])
    page = desk.post(address, typed("given") | changed)
    assert (page.status_code, ChainConsent.objects.count()) == (200, 0)
    assert told in " ".join(form_answers.says(page))


def test_an_agreement_and_a_mistake_ask_for_less(desk: Client, invitation: Invitation) -> None:
    address = reverse("engagements:case_chain", args=[invitation.reference])
    nothing = form_answers.on("heard_on", "", "", "") | {"way": ""}
    assert desk.post(address, typed("standing") | nothing).status_code == 302
    assert desk.post(address, typed("not_asked") | nothing).status_code == 302
    assert [(one.civic_head, one.heard_on) for one in ChainConsent.objects.order_by("pk")] == [
        (MARLHAVEN, None),
        ("", None),
    ]


def test_inside_the_area_there_is_no_such_page(desk: Client) -> None:
    here = cases.make_invitation()
    assert desk.get(reverse("engagements:case_chain", args=[here.reference])).status_code == 404
    assert reverse("engagements:case_chain", args=[here.reference]) not in shown(desk, "case", here.reference)


def test_the_mayor_and_the_deputy_read_what_to_wear(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    case = cases.with_mayor(officer=officer, postcode=THEIRS)
    client.force_login(mayor)
    assert NOT_YET in shown(client, "mayor")
    assert NOT_YET in shown(client, "mayor_case", case.reference)
    cases.decide(case, mayor=mayor, outcome=Outcome.DELEGATE, agreed_reason="away")
    client.force_login(deputy)
    assert NOT_YET in shown(client, "deputy")
    assert NOT_YET in shown(client, "deputy_case", case.reference)
    heard(case, officer, Consent.GIVEN)
    assert GIVEN in shown(client, "deputy")
    assert GIVEN in shown(client, "deputy_case", case.reference)


def test_the_diary_its_file_and_the_print_say_it(desk: Client, officer: Person, mayor: Person) -> None:
    case = cases.mayor_attends(officer=officer, mayor=mayor, postcode=THEIRS)
    attendant = Client()
    attendant.force_login(council.make_attendant())

    def everywhere() -> list[str]:
        return [
            shown(desk, "diary"),
            shown(attendant, "diary"),
            b"".join(desk.get(reverse("engagements:diary_csv"))).decode(),
            shown(desk, "case_summary", case.reference),
        ]

    assert all(NOT_YET in said for said in everywhere())
    heard(case, officer, Consent.GIVEN)
    assert all(GIVEN in said and NOT_YET not in said for said in everywhere())


def test_of_a_confidential_event_the_lists_say_nothing(desk: Client, officer: Person, mayor: Person) -> None:
    cases.mayor_attends(officer=officer, mayor=mayor, postcode=THEIRS, confidential=True)
    attendant = Client()
    attendant.force_login(council.make_attendant())
    assert "Badge" not in shown(attendant, "diary")
    assert "Badge, not" not in b"".join(desk.get(reverse("engagements:diary_csv"))).decode()


def test_the_lists_take_as_many_queries_with_consent_as_without(
    desk: Client, officer: Person, mayor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [
        cases.mayor_attends(officer=officer, mayor=mayor, postcode=THEIRS, title=f"Fair {number}")
        for number in range(3)
    ]
    with django_assert_num_queries(DIARY_QUERIES):
        shown(desk, "diary")
    with django_assert_num_queries(ANSWERED_QUERIES):
        shown(desk, "case", made[0].reference)
    for one in made:
        heard(one, officer, Consent.GIVEN)
    with django_assert_num_queries(DIARY_QUERIES):
        shown(desk, "diary")
    with django_assert_num_queries(ANSWERED_QUERIES):
        shown(desk, "case", made[0].reference)


# Of a case that has its answer one asks whether a letter in the Mayor’s name may be written.
DIARY_QUERIES, ANSWERED_QUERIES = 6, 19
