"""What a hostile reader broke in November 2026: each says in its name what holds since."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civic.models import Person
from engagements.models import Channel, Instruction, Invitation, Letter, Outcome
from engagements.particulars import EventParticulars
from engagements.services.case_record import organiser_links
from engagements.services.intake.registration import Arrival
from engagements.services.letters import delivery_problems, drafts
from engagements.services.letters.drafts import TooLate
from engagements.services.mail import outbox
from engagements.services.steps import corrections, joined, late_entry, organisers_answers, triage
from engagements.services.steps.late_entry import TookPlace, Went
from protocols.core.rulings import BreachOfProtocol
from tests import cases, council

pytestmark = pytest.mark.django_db
S = Letter.State
WRONG, RIGHT = "jane@northgate-scouts.example", "jane.smith@northgate-scouts.example"


def organiser_corrected(invitation: Invitation, officer: Person, **said: Any) -> None:
    invitation.refresh_from_db()
    corrections.correct(invitation, organiser=cases.organiser(**said), why="Mistyped.", by=officer)


def made_confidential(invitation: Invitation, officer: Person, **said: Any) -> None:
    invitation.refresh_from_db()
    event = replace(EventParticulars.of(invitation), confidential=True, **said)
    corrections.correct(invitation, event=event, why="The palace asked.", by=officer)


def declining(officer: Person, mayor: Person, **how: Any) -> Letter:
    invitation = cases.with_mayor(officer=officer)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE, **how)
    return Letter.objects.get(invitation=invitation, kind="decline")


@pytest.mark.parametrize("way", ["failed", "uncertain", "queued again", "being sent"])
def test_the_new_link_does_not_go_to_the_address_that_was_wrong(
    way: str, officer: Person, mayor: Person
) -> None:
    invitation = cases.make_invitation()
    letter = Letter.objects.get(invitation=invitation)
    if way == "being sent":
        [held] = outbox.claim(1)
        assert outbox.begin(held)
        organiser_corrected(invitation, officer, email=RIGHT)
        outbox._put_back(held, "Greylisted.")
        Letter.objects.filter(pk=letter.pk).update(next_attempt_at=timezone.now())
    else:
        state = S.FAILED if way == "failed" else S.UNCERTAIN
        cases.become(Letter.objects.filter(pk=letter.pk), state)
        if way == "queued again":
            delivery_problems.send_again(Letter.objects.get(), by=officer)
        organiser_corrected(invitation, officer, email=RIGHT)
        try:
            if way == "failed":
                delivery_problems.retry_failed(Letter.objects.get(), by=officer)
            if way == "uncertain":
                delivery_problems.send_again(Letter.objects.get(), by=officer)
        except TooLate:
            pass
    outbox.send_due()
    opens = organiser_links.token_of(organiser_links.live_link(invitation))
    assert [to for one in mail.outbox if opens in one.body for to in one.recipients()] in ([], [RIGHT])


def test_no_copy_of_a_decline_goes_to_the_deputy(officer: Person, mayor: Person, deputy: Person) -> None:
    letter = declining(officer, mayor)
    copy = {"name": f"{deputy.name}, Deputy Mayor", "email": deputy.email or "deputy@council.example"}
    with pytest.raises(ValidationError):
        drafts.release(letter, subject=letter.subject, body=letter.body, copies=[copy], by=officer)


def test_no_reason_that_is_given_in_a_decline_offers_the_deputy(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    letter = declining(officer, mayor, reason_for_release="The Deputy Mayor would gladly come instead.")
    with pytest.raises(ValidationError):
        drafts.release(letter, subject=letter.subject, body=letter.body, by=officer)


def test_the_deputy_reads_nothing_of_what_is_confidential_and_no_longer_the_deputys(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    cases.send_letters(invitation)
    event, later = EventParticulars.of(invitation), date(2026, 7, 18)
    organisers_answers.change_details(invitation, event=replace(event, event_on=later, ends_on=later))
    made_confidential(invitation, officer, title="Visit of the Princess")
    assert invitation.stage == "received"
    client.force_login(deputy)
    assert "Princess" not in client.get(reverse("engagements:diary")).content.decode()


def test_a_code_on_paper_ends_when_the_postal_address_is_corrected(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation(organised_by=cases.organiser(email="", postal_address="4 Mil Lane"))
    delivery_problems.mark_posted(Letter.objects.get(), by=officer, posted_on=timezone.localdate())
    astray = organiser_links.live_link(invitation)
    organiser_corrected(invitation, officer, email="", postal_address="41 Mill Road")
    astray.refresh_from_db()
    assert not organiser_links.is_live(astray)


@pytest.mark.parametrize("went", [Went.MAYOR, Went.DEPUTY])
def test_of_a_day_on_which_the_deputy_acted_no_word_of_the_mayor_is_entered(
    went: Went, officer: Person, monitoring_officer: Person, mayor: Person, deputy: Person
) -> None:
    council.make_acting(deputy, begins_at=council.london(2026, 5, 30), ends_at=council.london(2026, 6, 1))
    on = date(2026, 5, 31)
    reason = "another_engagement" if went is Went.DEPUTY else ""
    with pytest.raises(BreachOfProtocol):
        late_entry.enter(
            organiser=cases.organiser(),
            event=cases.event(event_on=on, ends_on=on),
            arrival=Arrival(Channel.LATE),
            took_place=TookPlace(
                went=went,
                instruction=Instruction.TELEPHONE,
                agreed_reason=reason,
                deputys_word=None if went is Went.MAYOR else Instruction.IN_PERSON,
            ),
            by=officer,
        )


def test_good_wishes_go_to_the_organisation_as_it_was_corrected(officer: Person, mayor: Person) -> None:
    letter = declining(officer, mayor)
    organiser_corrected(letter.invitation, officer, organisation="Southgate Guides")
    letter.refresh_from_db()
    assert "Northgate Scouts" not in letter.body


def test_whoever_was_joined_reads_a_decline_once_though_the_other_letter_is_sent_anew(
    officer: Person, mayor: Person
) -> None:
    first = cases.make_invitation()
    second = cases.make_invitation(organised_by=cases.organiser(name="Bob Ash", email="bob@ash.example"))
    triage.link_duplicate(second, carries_on=first, why="The same fête.", by=officer)
    triage.put_to_mayor(first, by=officer)
    cases.decide(first, mayor=mayor, outcome=Outcome.DECLINE)
    letter = Letter.objects.get(invitation=first, kind="decline")
    joined.release(letter, subject=letter.subject, body=letter.body, by=officer)
    outbox.send_due()
    again = delivery_problems.resend_as_new(Letter.objects.get(pk=letter.pk), by=officer, to_email=RIGHT)
    joined.release(again, subject=again.subject, body=again.body, by=officer)
    assert Letter.objects.filter(invitation=second, kind="joined_declined").count() == 1


def test_a_letter_lost_in_the_post_can_be_written_again_to_whoever_has_no_email(
    client: Client, officer: Person, mayor: Person
) -> None:
    cases.make_invitation(organised_by=cases.organiser(email=""))
    letter = Letter.objects.get()
    delivery_problems.mark_posted(letter, by=officer, posted_on=timezone.localdate())
    client.force_login(officer)
    client.post(reverse("engagements:letter_action", args=[letter.pk, "resend"]), {"to_email": ""})
    assert [fresh.channel for fresh in Letter.objects.filter(resent_of=letter)] == ["post"]
