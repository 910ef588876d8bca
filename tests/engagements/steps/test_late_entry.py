"""What took place before the office heard of it is entered afterwards, on the Mayor's recorded word (P8)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from civic.models import Person, Term
from civic.queries import read_council
from civic.services import terms
from engagements import permissions
from engagements.models import (
    Channel,
    Decision,
    Delegation,
    Engagement,
    Instruction,
    Invitation,
    Letter,
    NoInvitation,
    Notification,
    RecordEntry,
)
from engagements.services.intake import registration
from engagements.services.intake.registration import Arrival
from engagements.services.steps import late_entry, triage
from engagements.services.steps.late_entry import TookPlace, Went
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Addressee, Party
from tests import cases, council

pytestmark = pytest.mark.django_db

YESTERDAY = date(2026, 5, 31)


def entered(officer: Person, went: Went = Went.MAYOR, **how: Any) -> Invitation:
    """What took place yesterday, on the Mayor's word by telephone."""
    given: dict[str, Any] = {"agreed_reason": "another_engagement"} if went is Went.DEPUTY else {}
    if went is not Went.MAYOR:
        given["deputys_word"] = Instruction.IN_PERSON
    on = how.pop("on", YESTERDAY)
    addressee = Addressee.BOTH if went is Went.BOTH else Addressee.MAYOR
    return late_entry.enter(
        organiser=cases.organiser(),
        event=cases.event(event_on=on, ends_on=on, addressee=addressee),
        arrival=Arrival(Channel.LATE),
        took_place=TookPlace(went=went, instruction=Instruction.TELEPHONE, **(given | how)),
        by=officer,
    )


def kinds(invitation: Invitation) -> list[str]:
    return list(RecordEntry.objects.filter(invitation=invitation).values_list("kind", flat=True))


def test_what_the_mayor_went_to_is_in_the_diary_and_nobody_is_written_to(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = entered(officer, note="A late call.")
    assert (invitation.stage, invitation.entered_late) == ("completed", True)
    assert kinds(invitation) == ["enter_late", "accept", "outcome_attended"]
    went = Engagement.objects.get()
    assert (went.person, went.state, went.attended, went.outcome_note) == (
        mayor,
        "done",
        True,
        "A late call.",
    )
    assert not Letter.objects.exists()
    decision = Decision.objects.get()
    assert (decision.made_by, decision.recorded_by, decision.instruction) == (mayor, officer, "telephone")


def test_the_mayor_is_told_that_a_word_was_recorded(officer: Person, mayor: Person) -> None:
    entered(officer)
    told = Notification.objects.get()
    assert (told.person, told.kind) == (mayor, "word_recorded")


def test_the_deputy_went_by_the_mayors_choice_for_a_reason_on_the_list(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    entered(officer, Went.DEPUTY)
    assert Engagement.objects.get().person == deputy
    assert (Delegation.objects.get().deputy, Decision.objects.get().agreed_reason_id) == (
        deputy,
        "another_engagement",
    )


def test_both_went(officer: Person, mayor: Person, deputy: Person) -> None:
    entered(officer, Went.BOTH)
    went = Engagement.objects.select_related("accompanied_by").get()
    assert went.person == mayor
    assert went.accompanied_by is not None
    assert went.accompanied_by.deputy == deputy


def test_thanks_are_written_where_the_office_chooses_and_once(officer: Person, mayor: Person) -> None:
    invitation = entered(officer, thanks=True)
    assert list(Letter.objects.values_list("kind", "state")) == [("thanks", "draft")]
    assert mayor.written_name in Letter.objects.get().body
    with pytest.raises(BreachOfProtocol):
        triage.write_thanks(invitation, by=officer)
    cases.send_letters(invitation)
    with pytest.raises(BreachOfProtocol, match="written to"):
        triage.write_thanks(invitation, by=officer)


def test_thanks_may_follow_later(officer: Person, mayor: Person) -> None:
    invitation = entered(officer)
    triage.write_thanks(invitation, by=officer)
    assert Letter.objects.get().kind == "thanks"


def test_a_wrong_outcome_is_corrected_in_silence_until_somebody_was_written_to(
    officer: Person, manager: Person, mayor: Person
) -> None:
    invitation = entered(officer, thanks=True)
    triage.record_outcome(invitation, attended=False, note="It was another day.", by=officer)
    assert Letter.objects.get().state == "cancelled"
    with pytest.raises(BreachOfProtocol, match="that nobody attended"):
        triage.write_thanks(invitation, by=officer)
    triage.record_outcome(invitation, attended=True, note="It was that day.", by=officer)
    triage.write_thanks(invitation, by=officer)
    cases.send_letters(invitation)
    with pytest.raises(BreachOfProtocol):
        triage.record_outcome(invitation, attended=False, note="No.", by=officer)
    triage.record_outcome(invitation, attended=False, note="No.", party=Party.CIVIC_MANAGER, by=manager)
    assert Letter.objects.filter(kind="apology", state="draft").exists()


def test_what_was_entered_by_mistake_is_set_aside_and_leaves_the_diary(
    officer: Person, mayor: Person
) -> None:
    invitation = entered(officer)
    triage.set_aside(invitation, what=NoInvitation.MISTAKE, why="Another council’s.", by=officer)
    assert invitation.stage == "set_aside"
    assert Engagement.objects.get().state == "ended"


def test_what_is_still_to_come_is_registered_and_not_entered_late(officer: Person, mayor: Person) -> None:
    with pytest.raises(BreachOfProtocol, match="not over yet"):
        entered(officer, on=cases.FETE_ON)
    assert not Invitation.objects.exists()


def test_whoever_was_mayor_on_that_day_gives_the_word_after_the_annual_meeting_too(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    turn = council.london(2026, 6, 1, 8)
    for person in (mayor, deputy):
        terms.end_term(Term.objects.get(person=person), ends_at=turn, by=None)
    council.make_mayor("Councillor Next", begins_at=turn)
    council.make_deputy("Councillor Other", begins_at=turn)
    invitation = entered(officer, Went.BOTH)
    went = Engagement.objects.select_related("accompanied_by").get()
    assert went.accompanied_by is not None
    assert (went.person, went.accompanied_by.deputy, invitation.stage) == (mayor, deputy, "completed")
    triage.record_outcome(invitation, attended=False, note="It was another day.", by=officer)
    triage.record_outcome(invitation, attended=True, note="It was that day.", by=officer)
    triage.write_thanks(invitation, by=officer)
    assert mayor.written_name in Letter.objects.get(state="draft").body


def test_a_former_mayor_answers_nothing_in_person(officer: Person, mayor: Person) -> None:
    terms.end_term(Term.objects.get(person=mayor), ends_at=council.london(2026, 6, 1, 8), by=None)
    council.make_mayor("Councillor Next", begins_at=council.london(2026, 6, 1, 8))
    invitation = entered(officer)
    assert Party.MAYOR not in permissions.standing(mayor, invitation, read_council()).in_person


def test_nobody_gives_the_word_where_no_mayor_was_in_office(officer: Person, mayor: Person) -> None:
    terms.end_term(Term.objects.get(person=mayor), ends_at=council.london(2026, 5, 30), by=None)
    council.make_mayor("Councillor Next", begins_at=council.london(2026, 6, 1, 8))
    with pytest.raises(BreachOfProtocol, match="Nobody was the Mayor on that day"):
        entered(officer)
    assert not Invitation.objects.exists()


def test_an_acting_mayor_gives_the_word_for_the_days_of_acting(
    officer: Person, monitoring_officer: Person, mayor: Person, deputy: Person
) -> None:
    council.make_acting(deputy, begins_at=council.london(2026, 5, 31, 0))
    entered(officer)
    assert Engagement.objects.get().attendee == "acting"
    before = entered(officer, on=date(2026, 5, 29))
    assert Engagement.objects.get(invitation=before).attendee == "mayor"


def test_of_a_day_of_acting_that_is_over_nobody_gives_the_word_of_the_mayor(
    officer: Person, monitoring_officer: Person, mayor: Person, deputy: Person
) -> None:
    council.make_acting(deputy, begins_at=council.london(2026, 5, 30), ends_at=council.london(2026, 6, 1))
    with pytest.raises(BreachOfProtocol, match="carried out the duties of the Mayor on that day"):
        entered(officer)


def test_what_was_declined_was_not_the_deputys_either(
    officer: Person, mayor: Person, deputy: Person, office_day: time_machine.Traveller
) -> None:
    cases.declined(officer=officer, mayor=mayor)
    office_day.move_to(council.london(2026, 7, 12, 9))
    with pytest.raises(BreachOfProtocol, match="decline"):
        entered(officer, Went.DEPUTY, on=cases.FETE_ON)


def test_the_database_takes_no_late_entry_that_is_none(officer: Person, mayor: Person) -> None:
    ahead = cases.make_invitation()
    late = entered(officer)
    for sql, pk in (
        ("UPDATE engagements_invitation SET entered_late = true WHERE id = %s", ahead.pk),
        ("UPDATE engagements_invitation SET entered_late = false WHERE id = %s", late.pk),
    ):
        with (
            pytest.raises(IntegrityError, match="invitation_stays_as_it_came"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [pk])


def test_a_late_entry_leaves_nothing_where_it_fails_halfway(
    officer: Person, mayor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: Any, **more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(triage, "record_outcome", fails)
    with pytest.raises(RuntimeError):
        entered(officer)
    assert not Invitation.objects.exists()
    assert not Decision.objects.exists()


def test_only_what_is_over_is_entered_late_at_the_intake_too(officer: Person, mayor: Person) -> None:
    with pytest.raises(BreachOfProtocol, match="Register the invitation instead"):
        registration.enter_late(
            organiser=cases.organiser(),
            event=cases.event(),
            arrival=Arrival(Channel.LATE),
            by=officer,
        )
