"""Whether an event is outside the council's area: worked out from the postcode, or as an officer said."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Invitation, RecordEntry
from engagements.particulars import EventParticulars
from engagements.services.intake import registration
from engagements.services.steps import corrections, organisers_answers, triage
from tests import cases, council, form_answers
from tests.engagements.intake.test_officers_entry import taken_down
from tests.there import there

pytestmark = pytest.mark.django_db
OURS, THEIRS = "WX1 2AB", "MV1 2AB"


@pytest.fixture
def area(officer: Person, mayor: Person, deputy: Person) -> None:
    """A council with districts of its own, and Marlhaven beside it."""
    council.make_area()
    council.make_neighbour()


def corrected(invitation: Invitation, officer: Person, **event: Any) -> Invitation:
    invitation.refresh_from_db()
    as_it_is = EventParticulars.of(invitation)
    corrections.correct(invitation, event=replace(as_it_is, **event), why="Looked up.", by=officer)
    invitation.refresh_from_db()
    return invitation


def changed(invitation: Invitation, **event: Any) -> Invitation:
    """As the organiser changes it by the link."""
    new = replace(EventParticulars.of(invitation), **event)
    return organisers_answers.change_details(invitation, event=new)


def last_changes(invitation: Invitation) -> Any:
    return there(RecordEntry.objects.filter(invitation=invitation).last()).particulars.words["changes"]


@pytest.mark.parametrize(("postcode", "outside"), [(OURS, False), (THEIRS, True), ("", None)])
def test_the_postcode_says_it_when_an_invitation_comes(
    area: None, postcode: str, outside: bool | None
) -> None:
    assert cases.make_invitation(postcode=postcode).outside_area is outside


def test_nothing_is_guessed_before_the_council_has_entered_its_districts(officer: Person) -> None:
    council.make_neighbour()
    assert cases.make_invitation(postcode=THEIRS).outside_area is None


def test_the_public_form_and_the_officers_entry_know_it(area: None, client: Client, officer: Person) -> None:
    form_answers.send(client, postcode="mv1 2ab")
    client.force_login(officer)
    taken_down(client, received_by=officer, postcode="wx1 2ab")
    assert [one.outside_area for one in Invitation.objects.order_by("pk")] == [True, False]


def test_an_approach_that_the_deputy_passes_on_knows_it(area: None, deputy: Person) -> None:
    event = cases.event(postcode=THEIRS)
    approach = registration.refer(organiser=cases.organiser(), event=event, words="At the fair.", by=deputy)
    assert approach.outside_area is True


def test_whoever_registers_and_says_it_is_believed(area: None, officer: Person) -> None:
    assert cases.make_invitation(by=officer, postcode=OURS, outside_area=True).outside_area is True


def test_the_organisers_new_place_is_worked_out_and_stands_in_the_record(area: None) -> None:
    invitation = changed(cases.make_invitation(postcode=OURS), venue="Marlhaven Hall", postcode=THEIRS)
    assert invitation.outside_area is True
    assert last_changes(invitation)["outside_area"] == [False, True]
    assert changed(invitation, postcode="").outside_area is None


def test_what_is_no_other_place_changes_nothing(area: None, officer: Person) -> None:
    invitation = cases.make_invitation(postcode="", outside_area=True)
    assert changed(invitation, what_happens="Tea.").outside_area is True
    assert corrected(invitation, officer, expected_numbers=80).outside_area is True
    assert corrected(invitation, officer, venue="Town Hall").outside_area is None


def test_what_an_officer_said_stays_until_the_place_changes(area: None, officer: Person) -> None:
    invitation = cases.make_invitation(postcode=THEIRS)
    assert corrected(invitation, officer, outside_area=False).outside_area is False
    assert corrected(invitation, officer, venue="Hall, large room").outside_area is False
    assert corrected(invitation, officer, postcode="MV2 1AA").outside_area is True


def test_one_correction_may_say_the_place_and_the_area(area: None, officer: Person) -> None:
    invitation = cases.make_invitation(postcode=OURS)
    assert corrected(invitation, officer, postcode="WX2 9AB", outside_area=True).outside_area is True


def test_a_wrong_postcode_that_the_mayor_has_before_her_is_decided_anew(area: None, officer: Person) -> None:
    invitation = triage.put_to_mayor(cases.make_invitation(postcode=OURS), by=officer)
    corrected(invitation, officer, postcode=THEIRS)
    assert (invitation.stage, invitation.outside_area) == ("received", True)


def test_an_officer_corrects_it_on_the_page_with_a_reason(
    area: None, client: Client, officer: Person
) -> None:
    invitation = cases.make_invitation(postcode=OURS)
    client.force_login(officer)
    address = reverse("engagements:case_correct", args=[invitation.reference, "case"])
    form = client.get(address).context["form"]
    sent = {
        name: form[name].field.prepare_value(form[name].value()) or ""
        for name in form.fields
        if name not in ("confidential", "affects_election")
    }
    assert sent["outside_area"] == "no"
    client.post(address, sent | {"outside_area": "yes", "why": "The field lies across the river."})
    invitation.refresh_from_db()
    assert invitation.outside_area is True
    page = client.get(reverse("engagements:case", args=[invitation.reference])).content.decode()
    assert "Outside the council’s area changed from no to yes" in page
    assert "The field lies across the river." in page
