"""Whoever looks around the demonstration signs in with one press, as its people and as nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from demo.cast import ACCOUNTS
from tests.council import make_council, make_person

pytestmark = pytest.mark.django_db


def test_one_press_signs_in_as_one_of_the_demonstrations_people(client: Client) -> None:
    make_council()
    officer = make_person("Daniel Marchbanks", role="civic_officer", email=ACCOUNTS[0].email)
    answer = client.post(reverse("demo:sign_in_as"), {"email": officer.email})
    assert answer["Location"] == reverse("civic:landing")
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_a_closed_account_stays_closed(client: Client) -> None:
    make_council()
    make_person("Daniel Marchbanks", role="civic_officer", email=ACCOUNTS[0].email, is_active=False)
    assert client.post(reverse("demo:sign_in_as"), {"email": ACCOUNTS[0].email}).status_code == 404


@pytest.mark.parametrize("email", ["real.person@council.example", "", "\x00"])
def test_nobody_else_is_signed_in_so(client: Client, email: str) -> None:
    make_council()
    make_person("A Real Person", role="civic_officer", email="real.person@council.example")
    assert client.post(reverse("demo:sign_in_as"), {"email": email}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_looking_at_the_address_signs_nobody_in(client: Client) -> None:
    assert client.get(reverse("demo:sign_in_as"), {"email": ACCOUNTS[0].email}).status_code == 405
