"""Whom a step tells by a notification: a column of the table,
written with the step and with nobody else's data (P16).
"""

from dataclasses import replace
from datetime import time

import pytest
from django.urls import reverse

from civic.models import Person
from engagements.models import Instruction, Invitation, MailState, Notification, Outcome
from engagements.particulars import EventParticulars
from engagements.services.mail.notification_mails import OF_A_CASE, PAGES
from engagements.services.steps import (
    deputys_answer,
    mayors_decision,
    organisers_answers,
    system_steps,
    triage,
)
from protocols.core.facts import Fact
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import ATTENDING_STAGES, News, Party, Stage, Step, Wish
from tests import cases
from tests.council import (
    YEAR_ENDS_AT,
    london,
    make_attendant,
    make_manager,
    make_mayor,
    make_monitoring_officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendant(council: object) -> Person:
    person: Person = make_attendant()
    return person


def told(invitation: Invitation) -> list[tuple[str, str]]:
    """The names of those told since the last look, and of what."""
    rows = Notification.objects.filter(invitation=invitation, state=MailState.QUEUED).order_by("pk")
    found = [(row.person.name, row.kind) for row in rows.select_related("person")]
    rows.update(state=MailState.LEFT)
    return found


def test_every_news_of_the_table_is_a_notification_with_its_page() -> None:
    kinds = {Notification.Kind(news.value) for news in News}
    assert kinds <= set(PAGES)
    assert {news for row in PROTOCOL for news in row.tells} == set(News)


def test_every_notification_but_a_heads_leads_to_a_page() -> None:
    assert set(Notification.Kind) - set(PAGES) == {Notification.Kind.RECORD_HEAD}
    for name in PAGES.values():
        assert reverse(name, args=["CIV-2026-0001"] if name in OF_A_CASE else []).startswith("/")


def test_whatever_takes_an_engagement_out_of_the_diary_tells_whoever_goes_or_drives() -> None:
    """Who takes the step knows it already; the attendant does not."""
    leaves = [
        row for row in PROTOCOL if row.stage in ATTENDING_STAGES and row.becomes not in ATTENDING_STAGES
    ]
    silent = {
        (row.stage, row.step)
        for row in leaves
        if not {Fact.EVENT_OVER, Fact.ENTERED_LATE} & row.provided
        and not {News.CALLED_OFF, News.CHANGED} & set(row.tells)
    }
    assert silent == set()


def test_the_attendant_hears_of_whatever_takes_a_run_away(
    officer: Person, mayor: Person, deputy: Person, attendant: Person
) -> None:
    first = cases.mayor_attends(officer=officer, mayor=mayor)
    told(first)
    cases.decide(first, mayor=mayor, outcome=Outcome.CORRECT)
    assert told(first) == [(attendant.name, "changed")]
    second = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy, title="Opening")
    told(second)
    deputys_answer.say_no(second, deputy=deputy, private_reason="Ill.", by=deputy)
    assert told(second) == [(mayor.name, "mayor_decides"), (attendant.name, "changed")]


def test_the_mayor_hears_that_an_invitation_waits(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.make_invitation()
    triage.put_to_mayor(invitation, by=officer)
    assert told(invitation) == [(mayor.name, "mayor_decides")]


def test_the_deputy_hears_of_being_asked_and_of_being_asked_no_more(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    told(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    assert told(invitation) == [(deputy.name, "deputy_asked")]
    organisers_answers.withdraw(invitation)
    assert told(invitation) == [(deputy.name, "deputy_released")]


def test_the_mayor_hears_of_the_deputys_no(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    told(invitation)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="Away.", by=deputy)
    assert told(invitation) == [(mayor.name, "mayor_decides")]


def test_whoever_was_to_go_hears_that_it_is_called_off(
    officer: Person, manager: Person, mayor: Person, deputy: Person, attendant: Person
) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    cases.send_letters(invitation)
    told(invitation)
    organisers_answers.withdraw(invitation)
    assert invitation.stage == Stage.CANCELLED.value
    assert told(invitation) == [
        (deputy.name, "called_off"),
        (mayor.name, "called_off"),
        (attendant.name, "called_off"),
    ]


def test_what_is_called_off_while_it_is_to_be_confirmed_again_is_told_to_the_mayor_and_to_whom_it_was_asked(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    manager = make_manager()
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE, agreed_reason="illness")
    told(invitation)
    triage.take(
        invitation, step=Step.CALL_OFF_FOR_CAUSE, party=Party.CIVIC_MANAGER, why="It snows.", by=manager
    )
    assert invitation.stage == Stage.CANCELLED.value
    assert told(invitation) == [(mayor.name, "called_off"), (deputy.name, "deputy_released")]
    assert cases.send_letters(invitation) == ["apology"]


def test_an_organiser_who_says_late_that_only_the_mayor_is_invited_releases_the_deputy(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    told(invitation)
    organisers_answers.change_wish(invitation, wish=Wish.MAYOR_ONLY)
    assert invitation.stage == Stage.WITH_MAYOR.value
    assert told(invitation) == [(mayor.name, "mayor_decides"), (deputy.name, "deputy_released")]


def test_whoever_takes_the_step_is_not_told_of_it(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    told(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.NOBODY)
    assert told(invitation) == []


def test_a_word_that_an_officer_records_is_told_to_whose_word_it_is(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    told(invitation)
    day = cases.FETE_ON.replace(day=18)
    event = replace(EventParticulars.of(invitation), event_on=day, ends_on=day)
    organisers_answers.change_details(invitation, event=event, word="rang", by=officer)
    assert told(invitation) == [(mayor.name, "changed")]


def test_nothing_is_recorded_in_anybodys_name_without_their_hearing(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    adviser = make_monitoring_officer()
    invitation = cases.make_invitation()
    triage.ask_monitoring_officer(invitation, question="May we?", by=officer)
    told(invitation)
    triage.advise(invitation, answer="You may.", against=False, adviser=adviser, by=officer)
    assert told(invitation) == [(adviser.name, "word_recorded")]
    triage.put_to_mayor(invitation, by=officer)
    told(invitation)
    mayors_decision.record_decision(
        invitation,
        outcome=Outcome.DELEGATE,
        made_by=mayor,
        instruction=Instruction.TELEPHONE,
        agreed_reason="away",
        by=officer,
    )
    assert told(invitation) == [(mayor.name, "word_recorded"), (deputy.name, "deputy_asked")]
    deputys_answer.accept(invitation, deputy=deputy, instruction=Instruction.TELEPHONE, by=officer)
    assert told(invitation) == [(deputy.name, "word_recorded")]


def test_the_monitoring_officers_hear_that_advice_is_asked_for(officer: Person, mayor: Person) -> None:
    adviser = make_monitoring_officer()
    invitation = cases.make_invitation()
    triage.ask_monitoring_officer(invitation, question="May we?", by=officer)
    assert told(invitation) == [(adviser.name, "advice_asked")]


def test_a_successor_who_is_known_hears_of_what_was_held(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    day = cases.FETE_ON.replace(year=2027)
    invitation = cases.make_invitation(event_on=day, ends_on=day)
    triage.put_to_mayor(invitation, by=officer)
    assert (invitation.stage, told(invitation)) == (Stage.HELD_FOR_SUCCESSOR.value, [])
    successor = make_mayor("Councillor Next", begins_at=YEAR_ENDS_AT, ends_at=london(2028, 5, 10, 18, 30))
    system_steps.keep_up()
    assert told(invitation) == [(successor.name, "mayor_decides")]


def test_what_is_to_be_confirmed_again_is_told_to_whoever_has_it_in_the_diary(
    officer: Person, mayor: Person, deputy: Person, attendant: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    for hour in (15, 16):
        told(invitation)
        moved = replace(EventParticulars.of(invitation), starts_wall=time(hour), ends_wall=time(hour + 2))
        organisers_answers.change_details(invitation, event=moved)
        assert told(invitation) == [(mayor.name, "changed"), (attendant.name, "changed")]
    organisers_answers.withdraw(invitation)
    assert told(invitation) == [(mayor.name, "called_off"), (attendant.name, "called_off")]
