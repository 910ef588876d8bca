"""What a council may choose for itself: when the Deputy may be offered,
and whether the form asks about it.
"""

import pytest
from django.test import Client

from civic.models import Person
from civic.queries import read_council
from engagements import situations
from engagements.models import Invitation, Outcome
from protocols import service as protocol
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import OfferDeputy, Wish
from tests import cases, form_answers
from tests.protocols import sign_off

pytestmark = pytest.mark.django_db


def choose(manager: Person, **choices: object) -> None:
    """A new version with these choices, signed by all three and in force."""
    draft = protocol.new_draft(by=manager)
    sign_off.publish(protocol.change_limits(version=draft, by=manager, **choices), by=manager)


@pytest.mark.parametrize(
    ("offer", "wish", "open_to_the_mayor"),
    [
        (OfferDeputy.UNLESS_REFUSED, Wish.NOT_SAID, True),
        (OfferDeputy.UNLESS_REFUSED, Wish.MAYOR_ONLY, False),
        (OfferDeputy.WITH_LEAVE, Wish.NOT_SAID, False),
        (OfferDeputy.WITH_LEAVE, Wish.DEPUTY_WELCOME, True),
        (OfferDeputy.NEVER, Wish.DEPUTY_WELCOME, False),
    ],
)
def test_the_deputy_is_offered_as_the_council_chose(
    offer: OfferDeputy,
    wish: Wish,
    open_to_the_mayor: bool,
    officer: Person,
    manager: Person,
    mayor: Person,
    deputy: Person,
) -> None:
    choose(manager, offer_deputy=offer.value)
    invitation = cases.with_mayor(officer=officer, wish=wish.value)
    if open_to_the_mayor:
        cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
        assert invitation.stage == "with_deputy"
    else:
        with pytest.raises(BreachOfProtocol):
            cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)


def test_a_case_keeps_the_choice_it_was_registered_under(
    officer: Person, manager: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    choose(manager, offer_deputy=OfferDeputy.NEVER.value)
    assert situations.of(Invitation.objects.get(), read_council()).offer is OfferDeputy.UNLESS_REFUSED
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)


def test_the_form_asks_what_is_wished_only_where_the_council_asks(
    client: Client, manager: Person, mayor: Person, deputy: Person
) -> None:
    assert 'name="wish"' in client.get("/invite/").content.decode()
    choose(manager, ask_wish=False)
    assert 'name="wish"' not in client.get("/invite/").content.decode()
    form_answers.send(client, wish=None)
    assert Invitation.objects.get().wish == Wish.NOT_SAID.value
