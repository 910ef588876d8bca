"""Every step through the web: taken once, refused the second time,
and closed with its reasons where it is closed.
"""

from typing import Any

import pytest
import time_machine
from django.test import Client

from civic import wording
from engagements.models import Letter, Outcome, RecordEntry
from engagements.services.case_record import audit_trail
from engagements.views.case.step_registry import UNDERTAKINGS
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import Party, Step
from tests import cases, council
from tests.engagements.case.people_at_work import OUTCOMES, STEPS, WORD_GIVEN, Made, Office, address, whoever

pytestmark = pytest.mark.django_db


def test_every_step_that_the_office_may_take_or_record_has_its_page() -> None:
    parties = {
        Party.OFFICER,
        Party.CIVIC_MANAGER,
        Party.MONITORING_OFFICER,
        Party.ORGANISER,
        Party.MAYOR,
        Party.DEPUTY,
    }
    wanted = {row.step for row in PROTOCOL if row.stage is not None and row.party in parties}
    assert set(UNDERTAKINGS) == wanted
    assert {step for step, *_ in STEPS} | set(OUTCOMES) == wanted


@pytest.mark.parametrize(
    ("step", "role", "made", "entered", "becomes"), STEPS, ids=[f"{step}-{role}" for step, role, *_ in STEPS]
)
def test_a_step_is_taken_once_and_a_replayed_form_takes_it_no_second_time(
    client: Client, people: Office, step: Step, role: str, made: Made, entered: dict[str, Any], becomes: str
) -> None:
    invitation = made(people)
    client.force_login(whoever(people, role))
    page = client.get(address(invitation, step))
    assert page.status_code == 200
    sent = {"seen": invitation.version, **entered}
    if step is Step.SETTLE_SAME_EVENT:
        sent["declined"] = people.declined_of(invitation).pk
    first = client.post(address(invitation, step), sent)
    assert first.status_code == 302, [form_errors(first), first.content.decode()[-1500:]]
    invitation.refresh_from_db()
    assert invitation.stage == becomes
    before = RecordEntry.objects.count(), Letter.objects.count()
    second = client.post(address(invitation, step), sent)
    assert second.status_code == 302
    assert (RecordEntry.objects.count(), Letter.objects.count()) == before
    assert list(audit_trail.broken_entries([invitation])) == []


def form_errors(answer: Any) -> Any:
    form = answer.context.get("form") if answer.context else None
    return form.errors if form is not None else None


@pytest.mark.parametrize("step", OUTCOMES)
def test_the_outcome_is_recorded_once_the_event_is_over(client: Client, people: Office, step: Step) -> None:
    invitation = people.announced()
    with time_machine.travel(council.london(2026, 7, 12, 9), tick=False):
        client.force_login(people.officer)
        assert (
            client.post(address(invitation, step), {"seen": invitation.version, "note": "Fine."}).status_code
            == 302
        )
        invitation.refresh_from_db()
        assert invitation.stage == "completed"
        assert client.get(address(invitation, step)).status_code == 409


def test_a_word_is_recorded_with_who_how_and_when(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    client.post(address(invitation, Step.ACCEPT), {"seen": invitation.version, **WORD_GIVEN})
    entry = RecordEntry.objects.filter(invitation=invitation, kind="accept").get()
    assert entry.on_instruction_of == "Councillor Jane Smith, by telephone, Monday 1 June 2026, 10am"
    decision = invitation.decisions.get()
    assert (decision.made_by, decision.recorded_by, decision.instruction) == (
        people.mayor,
        people.officer,
        "telephone",
    )
    assert decision.made_at == council.london(2026, 6, 1, 10)


def test_a_word_that_is_still_to_come_is_refused_at_its_field(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    answer = client.post(
        address(invitation, Step.ACCEPT), {"seen": invitation.version, **WORD_GIVEN, "told_time": "11pm"}
    )
    assert answer.context["form"].errors == {"told_time": ["Enter a time that is not in the future"]}


def test_nobody_gives_a_word_on_what_has_not_come_yet(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    long_ago = {"told_on_day": "1", "told_on_month": "1", "told_on_year": "2024"}
    answer = client.post(
        address(invitation, Step.ACCEPT), {"seen": invitation.version, **WORD_GIVEN, **long_ago}
    )
    came = wording.day(invitation.received_on)
    assert answer.context["form"].errors == {
        "told_on": [f"Enter a date on or after {came}, when we received the invitation"]
    }


def test_a_reference_with_a_nought_in_it_is_none(client: Client, people: Office) -> None:
    invitation = people.received()
    client.force_login(people.officer)
    odd = {"seen": invitation.version, "carries_on": "CIV\x00-1", "why": "The same."}
    assert client.post(address(invitation, Step.LINK_DUPLICATE), odd).status_code == 200


def test_the_deputy_answers_nothing_before_it_was_asked(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    cases.decide(invitation, mayor=people.mayor, outcome=Outcome.DELEGATE)
    client.force_login(people.officer)
    early = {"seen": invitation.version, **WORD_GIVEN, "told_time": "12.01am"}
    answer = client.post(address(invitation, Step.DEPUTY_ACCEPTS), early)
    [error] = answer.context["form"].errors["told_time"]
    assert error.startswith("Enter a time after this was asked, Monday 1 June 2026")


def test_a_decision_needs_to_say_how_it_was_heard(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    answer = client.post(address(invitation, Step.DELEGATE), {"seen": invitation.version})
    assert set(answer.context["form"].errors) == {"agreed_reason", "how", "told_on", "told_time"}
    assert not invitation.decisions.exists()
