"""The council's agreed list of reasons (P2): kept by the civic manager, printed for everybody."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from civic.forms.reasons import ReasonForm
from civic.models import AgreedReason, CivicChange, Council, Person
from civic.queries import agreed_reasons
from civic.services import agreed_reasons as keeping
from engagements.models import Decision, Outcome
from protocols import service
from protocols.core.rulings import BreachOfProtocol
from tests import cases
from tests.guarding import refused_by, run_sql
from tests.protocols.sign_off import publish

pytestmark = pytest.mark.django_db

REST = "The week is full already."
CEREMONY = "There is a citizenship ceremony at that time."


@pytest.fixture
def desk(client: Client, manager: Person) -> Client:
    """A browser in which the civic manager is signed in."""
    client.force_login(manager)
    return client


def one(code: str) -> AgreedReason:
    return AgreedReason.objects.get(code=code)


def said(reason: AgreedReason, **changes: Any) -> dict[str, Any]:
    kept = {"wording": reason.wording, "may_be_told": "no", "in_use": "yes", "place": reason.place}
    return kept | changes


def test_a_new_office_begins_with_seven_reasons_of_which_three_may_be_told(council: Council) -> None:
    found = agreed_reasons()
    assert len(found) == 7
    assert [reason.code for reason in found if reason.may_be_told] == [
        "another_engagement",
        "council_business",
        "away",
    ]


def test_every_shipped_reason_is_a_sentence_that_the_form_would_take(council: Council) -> None:
    for reason in agreed_reasons():
        form = ReasonForm({"wording": reason.wording, "may_be_told": "no", "place": "1"})
        assert (form.errors, form.cleaned_data["wording"]) == ({}, reason.wording)


def test_the_manager_adds_a_reason_and_the_record_says_so(desk: Client, manager: Person) -> None:
    answer = desk.post(
        reverse("civic:agreed_reason_add"),
        {"wording": "there is a citizenship ceremony at that time", "may_be_told": "yes", "place": "2"},
    )
    assert answer.status_code == 302
    added = AgreedReason.objects.get(wording=CEREMONY)
    assert (added.may_be_told, added.in_use, added.place) == (True, True, 2)
    entry = CivicChange.objects.get(what="Agreed reason added")
    assert (entry.changed_by, entry.after["wording"]) == (manager, CEREMONY)
    assert CEREMONY in desk.get(reverse("civic:agreed_reasons")).content.decode()


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("Illness", "Write a full sentence"),
        ("", "Write the reason as a full sentence"),
        (REST, "This reason is on the list already, or was on it."),
        ("There is " + "a long story " * 20, "Use 160 characters or fewer"),
    ],
)
def test_what_is_no_new_sentence_is_refused(desk: Client, wording: str, told: str) -> None:
    shown = desk.post(
        reverse("civic:agreed_reason_add"), {"wording": wording, "may_be_told": "no", "place": "2"}
    )
    assert shown.status_code == 200
    assert told in shown.content.decode()
    assert AgreedReason.objects.count() == 7


def test_a_reason_that_is_taken_off_is_chosen_by_nobody_and_kept_on_the_page(
    desk: Client, manager: Person
) -> None:
    reason = one("rest")
    desk.post(reverse("civic:agreed_reason", args=[reason.pk]), said(reason, in_use="no"))
    assert REST not in [reason.wording for reason in agreed_reasons()]
    shown = desk.get(reverse("civic:agreed_reasons")).content.decode()
    assert shown.index("Removed from the list") < shown.index(REST)
    entry = CivicChange.objects.get()
    assert (entry.what, entry.before, entry.after) == (
        f"Agreed reason: {REST}",
        {"in_use": True},
        {"in_use": False},
    )


def test_the_last_reason_stays_on_the_list(desk: Client) -> None:
    AgreedReason.objects.exclude(code="away").update(in_use=False)
    last = one("away")
    shown = desk.post(reverse("civic:agreed_reason", args=[last.pk]), said(last, in_use="no"))
    assert "This is the last reason on the list." in shown.content.decode()
    assert one("away").in_use
    with refused_by("agreed_list_is_never_empty"):
        run_sql("UPDATE civic_agreedreason SET in_use = %s WHERE code = 'away'", False)


def test_a_reason_is_never_removed_and_never_becomes_another(council: Council) -> None:
    with refused_by("agreed_reason_is_never_deleted"):
        run_sql("DELETE FROM civic_agreedreason WHERE code = 'rest'")
    with refused_by("agreed_reason_is_never_altered"):
        run_sql("UPDATE civic_agreedreason SET code = 'tired' WHERE code = 'rest'")


def test_two_reasons_that_begin_alike_are_two(manager: Person) -> None:
    made = [
        keeping.add(
            wording=f"There is a citizenship ceremony in {town}.", may_be_told=False, place=9, by=manager
        )
        for town in ("Wexcombe", "Marlhaven")
    ]
    assert len({reason.code for reason in made}) == 2


# --- What decisions keep ------------------------------------------------------------------------------------


def test_a_decision_keeps_the_words_it_was_made_with(
    manager: Person, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE, agreed_reason="rest")
    keeping.change(
        one("rest"), wording="There are many engagements that week.", may_be_told=False, in_use=False,
        place=7, by=manager,
    )  # fmt: skip
    assert Decision.objects.get(outcome="delegate").agreed_reason_words == REST
    client = Client()
    client.force_login(mayor)
    shown = client.get(reverse("engagements:mayor_case", args=[invitation.reference])).content.decode()
    assert REST in shown
    assert "There are many engagements that week." not in shown


def test_a_reason_that_is_no_longer_on_the_list_decides_nothing(
    manager: Person, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    reason = one("rest")
    keeping.change(reason, wording=REST, may_be_told=False, in_use=False, place=7, by=manager)
    with pytest.raises(BreachOfProtocol, match="no longer on the agreed list"):
        cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE, agreed_reason="rest")
    invitation.refresh_from_db()
    assert invitation.stage == "with_mayor"


def test_the_mayor_chooses_from_the_list_of_today_and_sees_what_may_be_told(
    manager: Person, officer: Person, mayor: Person, deputy: Person, client: Client
) -> None:
    invitation = cases.with_mayor(officer=officer)
    keeping.add(wording=CEREMONY, may_be_told=True, place=1, by=manager)
    keeping.change(one("rest"), wording=REST, may_be_told=False, in_use=False, place=7, by=manager)
    client.force_login(mayor)
    address = reverse("engagements:mayor_answer", args=[invitation.reference, "ask-deputy"])
    shown = client.get(address).content.decode()
    assert CEREMONY in shown
    assert REST not in shown
    assert shown.count("An organiser can be told.") == 4


# --- What is printed ----------------------------------------------------------------------------------------


def printed(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_everybody_reads_the_list_with_the_protocol_in_force_and_what_may_be_told(
    client: Client, manager: Person
) -> None:
    keeping.change(one("rest"), wording=REST, may_be_told=False, in_use=False, place=7, by=manager)
    shown = printed(client, "handbook:protocol")
    said = [
        "An organiser who asks can be told:",
        "There is another engagement at that time.",
        "The civic office does not tell anyone:",
        "There is an illness.",
    ]
    found = [shown.index(words) for words in said]
    assert found == sorted(found)
    assert REST not in shown


def test_a_superseded_version_is_not_printed_with_the_list_of_today(client: Client, manager: Person) -> None:
    publish(service.new_draft(by=manager), by=manager)
    assert "There is an illness." not in printed(client, "handbook:protocol_version", 1)
    client.force_login(manager)
    assert "There is an illness." in printed(client, "handbook:version", 2)
    assert "There is an illness." not in printed(client, "handbook:version", 1)


def test_only_the_manager_is_led_to_change_the_list(
    client: Client, manager: Person, monitoring_officer: Person
) -> None:
    way = reverse("civic:agreed_reasons")
    client.force_login(monitoring_officer)
    assert way not in printed(client, "handbook:version", 1)
    client.force_login(manager)
    assert way in printed(client, "handbook:version", 1)


def test_a_service_refuses_what_the_form_would(manager: Person) -> None:
    with pytest.raises(ValidationError, match="on the list already"):
        keeping.add(wording=REST, may_be_told=False, place=1, by=manager)
