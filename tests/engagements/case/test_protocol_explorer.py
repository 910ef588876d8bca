"""What may happen next? The table's answers for training; nothing is stored."""

import random

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from civic.queries import read_council
from engagements import situations
from engagements.forms.case.protocol_explorer import SituationForm, written
from engagements.models import RecordEntry
from protocols.core import exploration, world
from protocols.core.rulings import open_rows
from protocols.core.vocabulary import MayorOfEvent, OfferDeputy, Stage
from tests import cases
from tests.council import make_chief_executive
from tests.web import Visitor

pytestmark = pytest.mark.django_db
NAMES = {"mayor_title": "the Mayor", "deputy_title": "the Deputy Mayor"}


def test_an_officer_walks_a_made_up_case_from_step_to_step(officer: Person, council: object) -> None:
    page = (
        Visitor(officer)
        .open("/protocol/explore/")
        .press("Show what can happen", stage="received", addressee="deputy")
    )
    assert page.sees(
        "Stage: received",
        "Explain the protocol (",
        "the organiser gets the letter ‘protocol explained’",
    )
    page.follow("Try this step: explain the protocol")
    assert page.sees("Stage: protocol explained", "Yes, invite the Mayor (")
    page.follow("Its letter leaves").follow("Try this step: yes, invite the Mayor").follow(
        "Try this step: send to the Mayor"
    )
    assert page.sees("Stage: with the Mayor", "Cannot attend, ask the Deputy Mayor (")
    page.follow("Try this step: decline outright")
    assert page.sees("Stage: declined")


def test_a_closed_step_says_why_and_what_helps_instead(officer: Person, council: object) -> None:
    page = Visitor(officer).open("/protocol/explore/?stage=with_mayor&mayor=acting")
    assert page.sees(
        "Only a Mayor in office can do this, for an event within the term",
        "Instead: The person who decides for that day",
    )


def test_a_case_is_explored_as_it_stands_and_stays_as_it_is(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    entries = RecordEntry.objects.count()
    page = (
        Visitor(officer).open(f"/office/invitations/{invitation.reference}/").follow("What can happen next")
    )
    assert page.sees("Stage: with the Mayor", f"Started from {invitation.reference}")
    page.follow("Try this step: accept")
    assert page.sees("Stage: the Mayor attends", "Start again from the case as it is now")
    invitation.refresh_from_db()
    assert (invitation.stage, RecordEntry.objects.count()) == ("with_mayor", entries)


def test_the_address_carries_every_situation_there_and_back(council: object) -> None:
    """Random walks: what a link says is the situation it was made from."""
    chance = random.Random(20260601)
    for _ in range(60):
        situation = chance.choice(list(exploration.beginnings()))
        for _ in range(8):
            form = SituationForm(written(situation), names=NAMES)
            assert form.is_valid(), form.errors
            assert form.situation(OfferDeputy.NEVER) == situation
            steps = exploration.steps(situation, open_rows(situation))
            following = [then for _, then in (*steps, *world.moves(situation))]
            if not following:
                break
            situation = chance.choice(following)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_alone_makes_a_page(
    stage: Stage, officer: Person, council: object, client: Client
) -> None:
    client.force_login(officer)
    answer = client.get("/protocol/explore/", {"stage": stage.value})
    assert answer.status_code == 200
    assert answer.context["situation"].stage is stage


def test_what_cannot_be_used_is_said(officer: Person, council: object) -> None:
    assert (
        Visitor(officer)
        .open("/protocol/explore/?case=CIV-2026-9999")
        .sees("Check the reference: no case has it")
    )
    assert Visitor(officer).open("/protocol/explore/?stage=nonsense").sees("from the list")


def test_the_chief_executive_makes_situations_up_and_opens_no_case(
    officer: Person, mayor: Person, council: object
) -> None:
    invitation = cases.with_mayor(officer=officer)
    assert situations.of(invitation, read_council()).mayor is MayorOfEvent.IN_OFFICE
    chief = Visitor(make_chief_executive())
    assert chief.open("/protocol/explore/?stage=with_mayor").sees("Stage: with the Mayor")
    page = chief.open(f"/protocol/explore/?case={invitation.reference}")
    assert page.sees("Check the reference: no case has it")
    assert not page.sees("Started from")


@pytest.mark.parametrize("typed", ["CIV-2026-0001%00x", "x" * 200, "no such case"])
def test_a_reference_that_is_none_is_said_to_be_unknown(client: Client, officer: Person, typed: str) -> None:
    client.force_login(officer)
    answer = client.get(reverse("engagements:protocol_explorer") + f"?case={typed}")
    assert answer.status_code == 200
    assert answer.context["unknown"] is True
