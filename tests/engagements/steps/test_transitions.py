"""One step after another, in the order the office takes them."""

from datetime import date
from typing import Any

import pytest
import time_machine

from civic.models import Person
from civic.queries import read_council
from engagements import permissions
from engagements.models import Decision, Engagement, Invitation, Letter, Outcome, RecordEntry
from engagements.services.case_record import audit_trail
from engagements.services.steps import (
    deputys_answer,
    mayors_decision,
    organisers_answers,
    transitions,
    triage,
)
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Step
from tests import cases, council
from tests.there import there

pytestmark = pytest.mark.django_db


def stages(invitation: Invitation) -> list[str]:
    return list(
        RecordEntry.objects.filter(invitation=invitation)
        .exclude(to_stage="")
        .values_list("to_stage", flat=True)
    )


def letters(invitation: Invitation) -> list[str]:
    return list(
        Letter.objects.filter(invitation=invitation).exclude(state="cancelled").values_list("kind", flat=True)
    )


def test_the_mayor_accepts_and_the_organiser_is_told(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    assert invitation.stage == "mayor_attends"
    assert stages(invitation) == ["received", "with_mayor", "mayor_attends"]
    assert letters(invitation) == ["acknowledgement", "acceptance"]
    assert Engagement.objects.get().person == mayor
    assert list(audit_trail.broken_entries([invitation])) == []


def test_the_deputy_goes_when_the_mayor_asks(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    assert letters(invitation) == ["acknowledgement", "acceptance_deputy"]
    engagement = Engagement.objects.get()
    assert (engagement.attendee, engagement.person, there(engagement.delegation).decision.made_by) == (
        "deputy",
        deputy,
        mayor,
    )


def test_what_the_mayor_declines_goes_no_further(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    with pytest.raises(BreachOfProtocol) as breach:
        cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    assert breach.value.clause == "P2"
    with pytest.raises(BreachOfProtocol):
        mayors_decision.record_decision(invitation, outcome=Outcome.CORRECT, made_by=mayor, by=mayor)


def test_an_organiser_who_asked_for_the_deputy_is_asked_and_says_no(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation(addressee="deputy")
    triage.explain_protocol(invitation, by=officer)
    cases.send_letters(invitation)
    organisers_answers.answer_protocol(invitation, step=Step.NO_THANK_YOU)
    assert stages(invitation) == ["received", "protocol_explained", "withdrawn"]
    assert letters(invitation) == ["acknowledgement", "protocol_explained", "no_thank_you"]
    assert not Decision.objects.exists()


def test_a_page_opened_before_somebody_else_moved_may_not_act(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    seen = invitation.version
    triage.put_to_mayor(invitation, seen=seen, by=officer)
    with pytest.raises(transitions.MovedMeanwhile) as moved:
        triage.put_to_mayor(invitation, seen=seen, by=officer)
    assert moved.value.entry is not None
    assert moved.value.entry.by == officer


def test_a_letter_that_is_no_longer_true_is_withdrawn(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    mayors_decision.record_decision(invitation, outcome=Outcome.CORRECT, made_by=mayor, by=mayor)
    assert Letter.objects.get(kind="acceptance").state == "cancelled"
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
    assert letters(invitation) == ["acknowledgement", "decline"]


def test_the_deputys_no_returns_the_invitation_to_the_mayor(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="Away.", by=deputy)
    assert invitation.stage == "with_mayor"
    assert letters(invitation) == ["acknowledgement"]
    with pytest.raises(BreachOfProtocol):
        cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)


def test_a_change_that_changes_nothing_is_refused(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    with pytest.raises(BreachOfProtocol, match="You have not changed anything"):
        organisers_answers.change_details(invitation, event=cases.event())
    assert invitation.stage == "mayor_attends"


def test_while_the_deputy_acts_the_mayor_decides_what_lies_after(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    council.make_acting(deputy, ends_at=council.london(2026, 7, 1))
    within = cases.with_mayor(officer=officer, event_on=date(2026, 6, 20), ends_on=date(2026, 6, 20))
    after_it = cases.with_mayor(officer=officer)
    assert list(permissions.mayors_box(mayor, read_council())) == [after_it]
    assert list(permissions.mayors_box(deputy, read_council())) == [within]


def test_an_engagement_that_took_place_keeps_who_accompanied(
    officer: Person, mayor: Person, deputy: Person, office_day: time_machine.Traveller
) -> None:
    invitation = cases.with_mayor(officer=officer, addressee="both")
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT_TOGETHER)
    deputys_answer.accept(invitation, deputy=deputy, by=deputy)
    office_day.move_to(council.london(2026, 7, 12, 9))
    triage.record_outcome(invitation, attended=True, by=officer)
    assert there(Engagement.objects.get().accompanied_by).deputy == deputy
    assert list(permissions.deputys_share(deputy, read_council())) == [invitation]


def test_an_invitation_is_not_joined_to_itself_nor_to_one_that_is_joined(officer: Person) -> None:
    first, second, third = (cases.make_invitation() for _ in range(3))
    triage.link_duplicate(second, carries_on=first, why="The same.", by=officer)
    for carries_on in (third, second):
        with pytest.raises(BreachOfProtocol, match="Choose the invitation that should continue") as breach:
            triage.link_duplicate(third, carries_on=carries_on, why="The same.", by=officer)
        assert breach.value.clause == "P21"
        third.refresh_from_db()
        assert (third.stage, third.joined_to, letters(third)) == ("received", None, ["acknowledgement"])


def test_who_went_though_it_was_not_confirmed_again_is_thanked_for(
    officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    organisers_answers.change_details(invitation, event=cases.event(venue="Another hall"), by=officer)
    assert not Engagement.objects.live().exists()
    office_day.move_to(council.london(2026, 7, 12, 9))
    triage.record_outcome(invitation, attended=True, by=officer)
    thanks = Letter.objects.get(invitation=invitation, kind="thanks").body
    assert thanks.startswith("The Mayor, Councillor Jane Smith, has asked me to thank you")
    [engagement] = Engagement.objects.all()
    assert (engagement.state, engagement.attended) == ("done", True)


def elsewhere(**particulars: Any) -> Invitation:
    """Another organiser's event on another day, at another place."""
    rotary = cases.organiser(name="Ali Khan", organisation="Rotary", email="ali@rotary.example")
    usual: dict[str, Any] = {
        "title": "Rotary lunch",
        "venue": "Town Hall",
        "postcode": "WX1 1AA",
        "organised_by": rotary,
    }
    day = date(2026, 9, 12)
    return cases.make_invitation(**(usual | {"event_on": day, "ends_on": day} | particulars))


def test_nothing_is_joined_to_what_it_cannot_be_the_same_as(officer: Person, mayor: Person) -> None:
    first = cases.make_invitation()
    with pytest.raises(BreachOfProtocol, match="a different date, organiser and name"):
        triage.link_duplicate(elsewhere(), carries_on=first, why="Away.", by=officer)


def test_nothing_is_declined_by_joining_it_to_another_event(officer: Person, mayor: Person) -> None:
    declined = cases.declined(officer=officer, mayor=mayor)
    other = elsewhere(organised_by=cases.organiser())
    with pytest.raises(BreachOfProtocol, match="would be declined without being asked"):
        triage.link_duplicate(other, carries_on=declined, why="To be rid of it.", by=officer)


def test_nothing_is_joined_to_what_is_closed(officer: Person, mayor: Person) -> None:
    closed = cases.make_invitation()
    organisers_answers.withdraw(closed)
    with pytest.raises(BreachOfProtocol, match="is closed"):
        triage.link_duplicate(cases.make_invitation(), carries_on=closed, why="The same.", by=officer)
