"""Decisions, delegations and engagements follow from the entries, or verify_record names them."""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from time_machine import Traveller

from civic.models import Person
from engagements.models import Decision, Delegation, Engagement, Invitation, Outcome
from engagements.services.case_record import rows_of_entries
from engagements.services.steps import deputys_answer, mayors_decision, organisers_answers, triage
from tests import cases
from tests.council import london, make_person
from tests.guarding import guards_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_year(officer: Person, mayor: Person, deputy: Person) -> None:
    """Of everything that can be decided, accepted, taken back and over, one."""
    cases.mayor_attends(officer=officer, mayor=mayor)
    cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    back = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    mayors_decision.record_decision(back, outcome=Outcome.TAKE_BACK, made_by=mayor, by=mayor)
    no = cases.with_deputy(officer=officer, mayor=mayor)
    deputys_answer.say_no(no, deputy=deputy, private_reason="Away", by=deputy)
    together = cases.with_mayor(officer=officer, addressee="both")
    cases.decide(together, mayor=mayor, outcome=Outcome.ACCEPT_TOGETHER)
    deputys_answer.accept(together, deputy=deputy, by=deputy)
    cases.declined(officer=officer, mayor=mayor)


def told() -> list[str]:
    return [found.what for found in rows_of_entries.all_unlike()]


def test_what_the_office_did_follows_from_the_record(a_year: None) -> None:
    assert Engagement.objects.filter(accompanied_by__isnull=False).exists()
    assert told() == []


def test_what_is_over_follows_from_the_record_too(
    officer: Person, mayor: Person, deputy: Person, office_day: Traveller
) -> None:
    went = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    called_off = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(called_off)
    organisers_answers.withdraw(called_off)
    asked = cases.with_deputy(officer=officer, mayor=mayor)
    organisers_answers.withdraw(asked)
    together = cases.with_mayor(officer=officer, addressee="both")
    cases.decide(together, mayor=mayor, outcome=Outcome.ACCEPT_TOGETHER)
    deputys_answer.accept(together, deputy=deputy, by=deputy)
    deputys_answer.say_no(together, deputy=deputy, private_reason="Ill", by=deputy)
    office_day.move_to(london(2026, 7, 12, 9))
    triage.record_outcome(went, attended=True, by=officer)
    assert set(Engagement.objects.values_list("state", flat=True)) == {"done", "ended", "live"}
    assert told() == []


def of(state: str) -> Any:
    return Engagement.objects.get(delegation__state=state)


Forgery = Callable[[Person], object]
FORGED: dict[str, tuple[Forgery, str]] = {
    "a decision is another": (
        lambda nobody: Decision.objects.filter(outcome="accept").update(
            outcome="decline", decline_kind="diary"
        ),
        r"decision \d+ \(decline\)",
    ),
    "a decision is of another version": (
        lambda nobody: Decision.objects.filter(outcome="accept").update(made_version=1),
        r"decision \d+ \(accept\)",
    ),
    "a decision was made by somebody else": (
        lambda nobody: Decision.objects.filter(outcome="accept").update(
            made_by=nobody, instruction="telephone"
        ),
        r"decision \d+ \(accept\)",
    ),
    "the Deputy stands in the diary of a case that nobody decided": (
        lambda nobody: Engagement.objects.filter(pk=of("accepted").pk).update(
            invitation=cases.make_invitation(title="Undecided")
        ),
        r"engagement \d+ \(deputy, live\)",
    ),
    "the Mayor stands in the diary of a case that nobody decided": (
        lambda nobody: Engagement.objects.filter(decision__outcome="accept").update(
            invitation=cases.make_invitation(title="Undecided")
        ),
        r"engagement \d+ \(mayor, live\)",
    ),
    "the Mayor goes on the choice to ask the Deputy": (
        lambda nobody: Engagement.objects.filter(decision__outcome="accept").update(
            decision=Decision.objects.filter(outcome="delegate").first()
        ),
        r"engagement \d+ \(mayor, live\)",
    ),
    "the Deputy's place is somebody else's": (
        lambda nobody: Engagement.objects.filter(pk=of("accepted").pk).update(person=nobody),
        r"engagement \d+ \(deputy, live\)",
    ),
    "what was asked was asked of somebody else": (
        lambda nobody: Delegation.objects.filter(pk=of("accepted").delegation_id).update(deputy=nobody),
        r"engagement \d+ \(deputy, live\)",
    ),
    "an engagement is given up while the Deputy goes": (
        lambda nobody: Engagement.objects.filter(pk=of("accepted").pk).update(state="ended"),
        r"engagement \d+ \(deputy, ended\)",
    ),
    "what was taken back is in the diary": (
        lambda nobody: Engagement.objects.filter(pk=of("taken_back").pk).update(state="live"),
        r"engagement \d+ \(deputy, live\)",
    ),
    "what was taken back was accepted": (
        lambda nobody: Delegation.objects.filter(state="taken_back").update(state="accepted"),
        r"delegation \d+ \(accepted\)",
    ),
    "what was accepted was declined": (
        lambda nobody: Delegation.objects.filter(pk=of("accepted").delegation_id).update(state="declined"),
        r"delegation \d+ \(declined\)",
    ),
    "nobody accompanies the Mayor any more": (
        lambda nobody: Engagement.objects.filter(accompanied_by__isnull=False).update(accompanied_by=None),
        r"engagement \d+ \(mayor, live\)",
    ),
    "the Mayor's place is removed": (
        lambda nobody: Engagement.objects.filter(decision__outcome="accept").delete(),
        r"which stands nowhere: engagement since version \d+ \(live\)",
    ),
    "what was asked is removed": (
        lambda nobody: Delegation.objects.filter(state="declined").delete(),
        r"which stands nowhere: delegation since version \d+ \(declined\)",
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_whatever_does_not_follow_is_named(a_year: None, name: str) -> None:
    nobody, (forge, named) = make_person("Councillor Nia Bevan"), FORGED[name]
    with transaction.atomic():
        with guards_down():
            forge(nobody)
            found = told()
        transaction.set_rollback(True)
    assert [line for line in found if re.search(named, line)], found


def test_a_stage_that_nobody_took_the_case_to_is_named(a_year: None) -> None:
    with transaction.atomic():
        with guards_down():
            Invitation.objects.filter(stage="declined").update(stage="with_mayor")
            with pytest.raises(CommandError, match="1 of 6 records are broken"):
                call_command("verify_record", stdout=(out := StringIO()))
        transaction.set_rollback(True)
    assert "but the case stands at ‘with_mayor’" in out.getvalue()


def test_what_the_deputy_never_accepted_ends_the_command(a_year: None, deputy: Person) -> None:
    with transaction.atomic():
        with guards_down():
            Delegation.objects.filter(state="declined").update(state="accepted")
            with pytest.raises(CommandError, match="1 rows do not follow from the record"):
                call_command("verify_record", stdout=StringIO())
        transaction.set_rollback(True)
