"""How an organiser wishes to be addressed: asked, kept, used by every letter, corrected and disclosed."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from civic.models import Person
from civic.queries import read_council
from engagements.models import Invitation, Letter, Organiser
from engagements.queries.disclosure import SOURCES
from engagements.services.letters import placeholder_values
from engagements.services.mail import lost_link_mails
from engagements.services.steps import triage
from protocols.core.vocabulary import LetterKind
from tests import cases, form_answers
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(officer: Person, mayor: Person) -> Invitation:
    return cases.make_invitation(
        organised_by=cases.organiser(name="Major Denis Orme", addressed_as="Major Orme")
    )


def test_the_letter_greets_as_was_asked_and_is_sent_to_the_full_name(invitation: Invitation) -> None:
    letter = Letter.objects.get(invitation=invitation)
    assert letter.values["salutation"] == "Dear Major Orme"
    assert letter.values["organiser_name"] == letter.recipient_name == "Major Denis Orme"


def test_who_said_nothing_is_greeted_by_name(officer: Person) -> None:
    assert Letter.objects.get(invitation=cases.make_invitation()).values["salutation"] == "Dear Jane Smith"


@pytest.mark.parametrize("letter", list(LetterKind), ids=str)
def test_every_letter_greets_alike(invitation: Invitation, letter: LetterKind) -> None:
    at = read_council()
    assert placeholder_values.values_for(invitation, letter, "P1", at)["salutation"] == "Dear Major Orme"


@pytest.mark.parametrize(
    "typed", ["Major Orme", "Dear Major Orme,", "  dear  Major Orme ", "DEAR Major Orme, "]
)
def test_dear_may_be_typed_with_it(typed: str) -> None:
    assert cases.organiser(addressed_as=typed).addressed_as == "Major Orme"


@pytest.mark.parametrize("typed", ["Deardra Lee", "Mrs Dear", "Dear-Love"])
def test_a_name_that_only_looks_like_dear_is_kept(typed: str) -> None:
    assert cases.organiser(addressed_as=typed).addressed_as == typed


def test_dear_alone_addresses_nobody() -> None:
    assert cases.organiser(addressed_as="Dear,").addressed_as == ""


def test_the_public_form_asks_and_keeps_it(client: Client, officer: Person) -> None:
    form_answers.send(client, name="Amrit Singh", addressed_as="Dear Dr Singh,")
    assert Organiser.objects.get().addressed_as == "Dr Singh"
    assert Letter.objects.get().values["salutation"] == "Dear Dr Singh"


def test_an_officer_corrects_it_and_the_waiting_draft_follows(
    invitation: Invitation, officer: Person, client: Client
) -> None:
    triage.ask_information(invitation, question="When?", by=officer)
    client.force_login(officer)
    address = reverse("engagements:case_correct", args=[invitation.reference, "organiser"])
    page = client.get(address).content.decode()
    form = next(form for form in forms_of(page, address) if "why" in form.sent)
    client.post(address, form.as_it_stands() | {"addressed_as": "Colonel Orme", "why": "Promoted"})
    invitation.refresh_from_db()
    assert Organiser.objects.get().addressed_as == "Colonel Orme"
    draft = Letter.objects.get(invitation=invitation, kind="question")
    assert draft.values["salutation"] == "Dear Colonel Orme"
    page = client.get(reverse("engagements:case", args=[invitation.reference])).content.decode()
    assert "Colonel Orme" in page


def test_a_link_asked_for_anew_greets_alike(invitation: Invitation) -> None:
    lost_link_mails.ask("jane@northgate-scouts.example")
    lost_link_mails.send_due()
    assert str(mail.outbox[-1].body).startswith("Dear Major Orme,")


def test_whoever_asks_for_their_data_is_told_of_it_too() -> None:
    assert "addressed_as" in next(source.columns for source in SOURCES if source.name == "organiser")
