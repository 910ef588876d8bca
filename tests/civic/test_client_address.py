"""One address for every limit: what our own proxies saw, and nothing that a client says of itself."""

import pytest
from allauth.core import context
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from civic.client_address import UNKNOWN, client_address
from civic.models import Person
from civic.services.sign_in import CouncilAccountAdapter
from tests.council import PASSWORD

NEAR, STRANGER, OFFICER = "192.0.2.1", "198.51.100.9", "203.0.113.7"


@pytest.mark.parametrize(
    ("proxies", "told", "counted"),
    [
        (0, None, NEAR),
        (0, STRANGER, NEAR),
        (0, f"{STRANGER}, {OFFICER}", NEAR),
        (1, None, NEAR),
        (1, STRANGER, STRANGER),
        (1, f"{OFFICER}, {STRANGER}", STRANGER),
        (2, f"{STRANGER}, {NEAR}", STRANGER),
        (2, f"{OFFICER}, {STRANGER}, {NEAR}", STRANGER),
        # Fewer than there are proxies: somebody went round one of them.
        (2, STRANGER, NEAR),
        (1, f"{STRANGER}:4711", STRANGER),
        (1, "[2001:db8:1:2:3::9]:4711", "2001:db8:1:2::"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        (1, f"::ffff:{STRANGER}", STRANGER),
        (1, "Robert'); DROP TABLE", UNKNOWN),
        (1, " , ,", NEAR),
    ],
)
def test_the_address_is_what_our_own_proxies_saw(
    settings: Settings, proxies: int, told: str | None, counted: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": told} if told is not None else {}
    request = RequestFactory(REMOTE_ADDR=NEAR, headers=headers).get("/")
    assert client_address(request) == counted
    with context.request_context(request):
        assert CouncilAccountAdapter(request).get_client_ip(request) == counted


def test_without_a_proxy_a_socket_has_no_address() -> None:
    assert client_address(RequestFactory(REMOTE_ADDR="").get("/")) == UNKNOWN


def signs_in(told: str, email: str, password: str) -> bool:
    client = Client(REMOTE_ADDR=NEAR, headers={"x-forwarded-for": told})
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


@pytest.mark.django_db
def test_a_strangers_wrong_passwords_keep_nobody_else_out(
    settings: Settings, officer: Person, manager: Person
) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(40):
        assert not signs_in(
            f"{number}.1.1.1, {STRANGER}", f"guess{number}@wexcombe.example", "a wrong password"
        )
    assert not signs_in(STRANGER, officer.email, PASSWORD)
    assert signs_in(OFFICER, officer.email, PASSWORD)
    assert signs_in(OFFICER, manager.email, PASSWORD)


@pytest.mark.django_db
def test_wrong_passwords_for_one_account_from_everywhere_slow_that_account_alone(
    settings: Settings, officer: Person, manager: Person
) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(6):
        assert not signs_in(f"198.51.100.{number}", officer.email, "a wrong password")
    assert not signs_in(OFFICER, officer.email, PASSWORD)
    assert signs_in(OFFICER, manager.email, PASSWORD)


@pytest.mark.django_db
def test_a_strangers_requests_for_new_passwords_keep_nobody_else_from_one(
    settings: Settings, officer: Person
) -> None:
    settings.TRUSTED_PROXIES = 1

    def asks(told: str, email: str) -> tuple[int, str]:
        client = Client(REMOTE_ADDR=NEAR, headers={"x-forwarded-for": told})
        answer = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        return answer.status_code, answer.content.decode()

    answers = [asks(STRANGER, f"guess{number}@elsewhere.example") for number in range(24)]
    assert [status for status, _ in answers] == [200] * 20 + [429] * 4
    assert "Please wait a few minutes" in answers[-1][1]
    assert asks(OFFICER, officer.email)[0] == 200
