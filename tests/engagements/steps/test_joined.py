"""Whoever was joined to another case is written to with it, and comes back when it ends (P21)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from civic.models import Person
from civic.queries import read_council
from engagements.models import Invitation, Letter, Outcome, RecordEntry
from engagements.particulars import EventParticulars
from engagements.queries import organiser_status
from engagements.services.case_record import organiser_links
from engagements.services.steps import corrections, deputys_answer, joined, organisers_answers, triage
from protocols.core.findings import FindingCode
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Party, Step
from tests import cases, council

pytestmark = pytest.mark.django_db


def two(officer: Person) -> tuple[Invitation, Invitation]:
    first, second = cases.make_invitation(), cases.make_invitation()
    triage.link_duplicate(second, carries_on=first, why="The same.", by=officer)
    cases.send_letters(second)
    return first, second


def accepted_for_two(officer: Person, mayor: Person) -> tuple[Invitation, Invitation]:
    """The Mayor attends, and the first organiser has been told."""
    first, second = two(officer)
    triage.put_to_mayor(first, by=officer)
    cases.decide(first, mayor=mayor, outcome=Outcome.ACCEPT)
    release(Letter.objects.get(invitation=first, kind="acceptance"), officer)
    cases.send_letters(first)
    return first, second


def kinds(invitation: Invitation) -> list[str]:
    return list(invitation.letters.exclude(state="cancelled").values_list("kind", flat=True))


def release(letter: Letter, by: Person) -> Letter:
    return joined.release(letter, subject=letter.subject, body=letter.body, by=by)


def test_both_are_written_to_at_one_release_and_held_back_together(officer: Person, mayor: Person) -> None:
    first, second = two(officer)
    triage.put_to_mayor(first, by=officer)
    cases.decide(first, mayor=mayor, outcome=Outcome.ACCEPT)
    acceptance = Letter.objects.get(invitation=first, kind="acceptance")
    assert joined.also_told(acceptance) == [second]
    assert joined.also_told(Letter.objects.get(invitation=first, kind="acknowledgement")) == []
    release(acceptance, officer)
    assert Letter.objects.get(told_with=acceptance).state == "queued"
    assert joined.also_told(acceptance) == []
    joined.hold_back(acceptance, why="A wrong name.", by=officer)
    assert Letter.objects.get(told_with=acceptance).state == "draft"


def test_what_is_no_answer_is_told_to_nobody_else(officer: Person) -> None:
    first, second = two(officer)
    triage.ask_information(first, question="At what time?", by=officer)
    release(Letter.objects.get(invitation=first, kind="question"), officer)
    assert kinds(second) == ["acknowledgement", "joined"]


def test_what_was_called_off_and_opened_again_has_no_answer_to_tell(
    officer: Person, manager: Person, mayor: Person
) -> None:
    first = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(first)
    triage.take(first, step=Step.CALL_OFF_FOR_CAUSE, party=Party.CIVIC_MANAGER, why="A flood.", by=manager)
    cases.send_letters(first)
    triage.take(first, step=Step.REOPEN, party=Party.CIVIC_MANAGER, why="It is dry.", by=manager)
    second = cases.make_invitation()
    triage.link_duplicate(second, carries_on=first, why="The same.", by=officer)
    assert kinds(second) == ["acknowledgement", "joined"]


def test_a_decline_keeps_what_is_joined_and_a_withdrawal_gives_it_back(
    officer: Person, mayor: Person
) -> None:
    first, second = two(officer)
    triage.put_to_mayor(first, by=officer)
    cases.decide(first, mayor=mayor, outcome=Outcome.DECLINE)
    second.refresh_from_db()
    assert second.stage == "duplicate"
    third, fourth = (
        cases.make_invitation(title="Harvest supper", venue="Barn", postcode="") for _ in range(2)
    )
    triage.link_duplicate(fourth, carries_on=third, why="The same.", by=officer)
    organisers_answers.withdraw(third)
    fourth.refresh_from_db()
    assert (fourth.stage, fourth.was_joined_to) == ("received", third)


def test_only_an_earlier_case_carries_on(officer: Person) -> None:
    first, second = cases.make_invitation(), cases.make_invitation()
    with pytest.raises(BreachOfProtocol, match="came later"):
        triage.link_duplicate(first, carries_on=second, why="The same.", by=officer)


def test_what_waits_to_tell_the_other_organiser_goes_no_more_once_it_is_untrue(
    officer: Person, mayor: Person
) -> None:
    first, second = accepted_for_two(officer, mayor)
    organisers_answers.change_details(first, event=replace(EventParticulars.of(first), venue="Barn"))
    assert Letter.objects.get(kind="joined_attends").state == "cancelled"
    told = RecordEntry.objects.filter(invitation=second).last()
    assert told is not None
    assert (told.kind, told.party) == ("letter_cancelled", "system")


def test_whoever_was_never_told_of_a_visit_is_not_told_that_it_was_promised(
    officer: Person, mayor: Person, manager: Person
) -> None:
    first, second = accepted_for_two(officer, mayor)
    triage.take(first, step=Step.CALL_OFF_FOR_CAUSE, party=Party.CIVIC_MANAGER, why="A flood.", by=manager)
    release(Letter.objects.get(invitation=first, kind="apology"), officer)
    told = Letter.objects.get(invitation=second, kind="joined_off")
    assert "We had hoped to be with you. I am very sorry" in told.body


def test_whoever_was_told_of_the_visit_is_told_that_it_was_promised(
    officer: Person, mayor: Person, manager: Person
) -> None:
    first, second = accepted_for_two(officer, mayor)
    cases.send_letters(second)
    triage.take(first, step=Step.CALL_OFF_FOR_CAUSE, party=Party.CIVIC_MANAGER, why="A flood.", by=manager)
    release(Letter.objects.get(invitation=first, kind="apology"), officer)
    told = Letter.objects.get(invitation=second, kind="joined_off")
    assert "that the Mayor would attend" in " ".join(told.body.split())


def told(joined: Invitation, kind: str) -> str:
    """The words of the newest letter of this kind to the joined organiser."""
    newest = Letter.objects.filter(invitation=joined, kind=kind).latest("pk")
    return " ".join(newest.body.split())


def nobody_came(first: Invitation, officer: Person) -> None:
    """The office records that nobody attended, and both organisers' letters are released."""
    triage.record_outcome(first, attended=False, by=officer)
    release(Letter.objects.get(invitation=first, kind="apology"), officer)
    cases.send_letters(first)


def somebody_did(first: Invitation, manager: Person, officer: Person) -> None:
    triage.record_outcome(first, attended=True, note="He came.", party=Party.CIVIC_MANAGER, by=manager)
    release(Letter.objects.filter(invitation=first, kind="thanks", state="draft").get(), officer)
    cases.send_letters(first)


def test_both_organisers_are_told_that_an_outcome_was_told_wrongly(
    officer: Person, mayor: Person, manager: Person, office_day: time_machine.Traveller
) -> None:
    first, second = accepted_for_two(officer, mayor)
    cases.send_letters(second)
    office_day.move_to(council.london(2026, 7, 12, 9))
    nobody_came(first, officer)
    cases.send_letters(second)
    office_day.move_to(council.london(2026, 7, 13, 9))
    somebody_did(first, manager, officer)
    words = told(second, "joined_attended")
    assert "On Sunday 12 July 2026 I wrote that nobody from the council had come. That was wrong" in words
    assert f"The Mayor, {mayor.written_name}, was at your event, and has asked me to thank you" in words
    cases.send_letters(second)
    second.refresh_from_db()
    assert organiser_status.told(second, read_council()).heading == "The event is over"
    office_day.move_to(council.london(2026, 7, 14, 9))
    triage.record_outcome(first, attended=False, note="No.", party=Party.CIVIC_MANAGER, by=manager)
    release(Letter.objects.filter(invitation=first, kind="apology", state="draft").get(), officer)
    says = "On Monday 13 July 2026 I wrote of a visit that did not take place."
    assert says in told(second, "joined_off")


def test_a_joined_organiser_who_was_not_told_wrongly_reads_nothing_of_a_correction(
    officer: Person, mayor: Person, manager: Person, office_day: time_machine.Traveller
) -> None:
    first, second = accepted_for_two(officer, mayor)
    cases.send_letters(second)
    office_day.move_to(council.london(2026, 7, 12, 9))
    nobody_came(first, officer)  # the other's has not left
    somebody_did(first, manager, officer)
    assert kinds(second) == ["acknowledgement", "joined", "joined_attends"]


def test_a_joined_organiser_who_was_told_of_another_guest_reads_that_it_has_changed(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    first, second = accepted_for_two(officer, mayor)
    assert "that the Mayor would attend" not in told(second, "joined_attends")
    cases.send_letters(second)
    cases.decide(first, mayor=mayor, outcome=Outcome.DELEGATE)
    deputys_answer.accept(first, deputy=deputy, by=deputy)
    release(Letter.objects.get(invitation=first, kind="substitution"), officer)
    words = told(second, "joined_attends")
    assert "We wrote to you on Monday 1 June 2026 that the Mayor would attend. That has changed." in words
    assert deputy.written_name in words


def moved(first: Invitation, **when: Any) -> None:
    as_it_is = EventParticulars.of(Invitation.objects.get(pk=first.pk))
    first.refresh_from_db()
    organisers_answers.change_details(first, event=replace(as_it_is, **when))


def test_what_is_joined_to_a_case_that_moves_to_another_day_is_answered_by_itself(
    officer: Person, mayor: Person
) -> None:
    first, second = accepted_for_two(officer, mayor)
    cases.send_letters(second)
    moved(first, venue="The barn", postcode="WX9 9ZZ")
    second.refresh_from_db()
    assert second.stage == "duplicate"
    moved(first, event_on=date(2026, 7, 18), ends_on=date(2026, 7, 18))
    second.refresh_from_db()
    assert (second.stage, second.joined_day) == ("received", None)
    [noticed] = [one for one in cases.noticed([second])[second.pk] if one.code is FindingCode.WAS_JOINED]
    assert "which is on another day now. Its organiser was told who would attend." in noticed.says


def test_what_is_joined_stays_so_where_the_day_was_only_taken_down_wrongly(
    officer: Person, mayor: Person
) -> None:
    first, second = accepted_for_two(officer, mayor)
    event = replace(EventParticulars.of(first), event_on=date(2026, 7, 18), ends_on=date(2026, 7, 18))
    corrections.correct(first, event=event, why="Heard wrongly.", by=officer)
    second.refresh_from_db()
    assert (second.stage, second.joined_day) == ("duplicate", date(2026, 7, 18))


def test_what_is_joined_stays_so_where_something_else_than_the_day_was_taken_down_wrongly(
    officer: Person, mayor: Person
) -> None:
    first, second = accepted_for_two(officer, mayor)
    second.refresh_from_db()
    day = second.joined_day
    corrections.correct(
        first, event=replace(EventParticulars.of(first), venue="The barn"), why="Misread.", by=officer
    )
    second.refresh_from_db()
    assert (second.stage, second.joined_day) == ("duplicate", day)


@pytest.mark.parametrize("outcome", [Outcome.ACCEPT, Outcome.DECLINE])
def test_the_officer_reads_beforehand_what_the_joined_organiser_will_be_told(
    officer: Person, mayor: Person, outcome: Outcome
) -> None:
    first, second = two(officer)
    triage.put_to_mayor(first, by=officer)
    reason = {"reason_for_release": "The diary is full."} if outcome is Outcome.DECLINE else {}
    cases.decide(first, mayor=mayor, outcome=outcome, **reason)
    letter = Letter.objects.get(invitation=first, state="draft")
    shown = joined.preview(second, letter, by=officer)
    assert shown is not None
    release(letter, officer)
    told = Letter.objects.get(told_with=letter)
    assert (shown.subject, shown.body.replace(organiser_links.SHOWN, organiser_links.MARK)) == (
        told.subject,
        told.body,
    )


def test_whoever_was_promised_the_same_answer_is_told_with_the_other_that_it_takes_longer(
    officer: Person, mayor: Person
) -> None:
    first, second = two(officer)
    longer = first.promise_due_on + timedelta(days=7)
    triage.send_holding(first, answer_by=longer, by=officer)
    second.refresh_from_db()
    assert second.promise_due_on == longer
    assert (kinds(first)[-1], kinds(second)[-1]) == ("holding", "holding")
    triage.put_to_mayor(first, by=officer)
    cases.decide(first, mayor=mayor, outcome=Outcome.ACCEPT)
    release(Letter.objects.get(invitation=first, kind="acceptance"), officer)
    assert kinds(second)[-1] == "joined_attends"
    assert "holding" not in kinds(second)


def test_a_joined_organiser_who_was_told_of_a_later_day_before_hears_nothing_of_another(
    officer: Person, mayor: Person
) -> None:
    first, second = cases.make_invitation(), cases.make_invitation()
    triage.send_holding(second, answer_by=second.promise_due_on + timedelta(days=14), by=officer)
    promised = second.promise_due_on
    triage.link_duplicate(second, carries_on=first, why="The same.", by=officer)
    triage.send_holding(first, answer_by=first.promise_due_on + timedelta(days=7), by=officer)
    second.refresh_from_db()
    assert second.promise_due_on == promised


def test_the_name_of_a_joined_event_is_corrected_and_its_day_is_the_other_cases(officer: Person) -> None:
    _first, second = two(officer)
    second.refresh_from_db()
    event = EventParticulars.of(second)
    corrections.correct(second, event=replace(event, title="Northgate fête"), why="Misread.", by=officer)
    second.refresh_from_db()
    assert (second.title, second.stage) == ("Northgate fête", "duplicate")
    moved = replace(EventParticulars.of(second), event_on=date(2026, 7, 18), ends_on=date(2026, 7, 18))
    with pytest.raises(ValidationError, match="separate the two first"):
        corrections.correct(second, event=moved, why="Misread.", by=officer)


def test_whoever_was_separated_and_joined_again_may_still_withdraw(officer: Person) -> None:
    first, second = two(officer)
    triage.take(second, step=Step.UNLINK, why="Two events.", by=officer)
    triage.link_duplicate(second, carries_on=first, why="One after all.", by=officer)
    organisers_answers.withdraw(second)
    second.refresh_from_db()
    assert (second.stage, second.joined_to) == ("withdrawn", None)


def test_whoever_was_joined_again_and_told_the_answer_may_withdraw(officer: Person, mayor: Person) -> None:
    first, second = two(officer)
    triage.take(second, step=Step.UNLINK, why="Two events.", by=officer)
    triage.link_duplicate(second, carries_on=first, why="One after all.", by=officer)
    cases.send_letters(second)
    triage.put_to_mayor(first, by=officer)
    cases.decide(first, mayor=mayor, outcome=Outcome.ACCEPT)
    release(Letter.objects.get(invitation=first, kind="acceptance"), officer)
    cases.send_letters(first)
    cases.send_letters(second)
    organisers_answers.withdraw(second)
    second.refresh_from_db()
    assert second.stage == "withdrawn"


def test_whoever_knows_the_answer_is_not_told_that_it_takes_longer(officer: Person, mayor: Person) -> None:
    first, second = two(officer)
    triage.put_to_mayor(first, by=officer)
    cases.decide(first, mayor=mayor, outcome=Outcome.ACCEPT)
    acceptance = Letter.objects.get(invitation=first, kind="acceptance")
    release(acceptance, officer)
    cases.send_letters(second)
    joined.hold_back(acceptance, why="A slip.", by=officer)
    cases.decide(first, mayor=mayor, outcome=Outcome.CORRECT)
    triage.send_holding(first, answer_by=first.promise_due_on + timedelta(days=7), by=officer)
    assert "holding" not in kinds(second)
