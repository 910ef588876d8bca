"""A letter that could not be delivered is told where its reader may look: on the organiser's own page."""

import pytest
from django.test import Client

from civic.models import Person
from engagements.models import Letter, Outcome
from engagements.services.case_record import organiser_links
from engagements.services.letters import delivery_problems, drafts
from tests import cases

pytestmark = pytest.mark.django_db


def test_a_letter_that_came_back_is_told_and_one_that_left_after_it_ends_that(
    officer: Person, mayor: Person, client: Client
) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    last = Letter.objects.filter(invitation=invitation).latest("pk")
    drafts.release(last, subject=last.subject, body=last.body, by=officer)
    Letter.objects.filter(pk=last.pk).update(state=Letter.State.FAILED)
    came_back = "We wrote to you on Monday 1 June 2026, but the letter could not be delivered."
    link = organiser_links.token_of(organiser_links.live_link(invitation))
    client.get(f"/invitation/{link}/")
    page = client.get("/invitation/").content.decode()
    assert came_back in page
    assert "will attend" not in page
    delivery_problems.retry_failed(last, by=officer)
    cases.send_letters(invitation)
    assert came_back not in client.get("/invitation/").content.decode()
