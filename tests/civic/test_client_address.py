"""One address for every limit: what our own proxies saw, and nothing that a client says of itself."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.core import context
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from civic.client_address import UNKNOWN, client_address
from civic.models import Person
from civic.services.sign_in import CouncilAccountAdapter
from engagements.models import LinkRequest
from tests.council import PASSWORD

FORGED = "1.1.1.1"
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


# As the web server of an office behind none, one and two proxies of its own hears of somebody's request.
BEHIND: list[tuple[int, Callable[[str], dict[str, Any]]]] = [
    (0, lambda who: {"REMOTE_ADDR": who, "headers": {"x-forwarded-for": f"{FORGED}, {FORGED}"}}),
    (1, lambda who: {"REMOTE_ADDR": NEAR, "headers": {"x-forwarded-for": f"{FORGED}, {who}"}}),
    (2, lambda who: {"REMOTE_ADDR": NEAR, "headers": {"x-forwarded-for": f"{FORGED}, {who}, 10.0.0.1"}}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "heard"), BEHIND, ids=["none", "one", "two"])
def test_each_limit_counts_by_whoever_asks_behind_any_number_of_proxies(
    settings: Settings, officer: Person, proxies: int, heard: Callable[[str], dict[str, Any]]
) -> None:
    """A sign-in, a new password, a lost link: a stranger uses up the stranger's own."""
    settings.TRUSTED_PROXIES = proxies
    tries: dict[str, tuple[int, Callable[[Client, int], Any]]] = {
        "sign-in": (
            40,
            lambda client, number: client.post(
                reverse("account_login"), {"login": f"guess{number}@wexcombe.example", "password": "no"}
            ),
        ),
        "new password": (
            24,
            lambda client, number: client.post(
                reverse("account_reset_password"), {"email": f"guess{number}@wexcombe.example"}
            ),
        ),
    }
    for most, act in tries.values():
        stranger, neighbour = Client(**heard(STRANGER)), Client(**heard(OFFICER))
        answers = [pages_words(act(stranger, number)) for number in range(most)]
        assert answers[-1] != answers[0]
        assert pages_words(act(neighbour, 1)) == answers[0]
    # Whoever asks for a lost link reads the same page, and no more mail is written.
    lost = reverse("engagements:lost_link")
    for number in range(40):
        stranger.post(lost, {"email": f"guess{number}@wexcombe.example"})
    asked = LinkRequest.objects.count()
    assert asked < 40
    neighbour.post(lost, {"email": "another@wexcombe.example"})
    assert LinkRequest.objects.count() == asked + 1


def pages_words(answer: Any) -> tuple[int, bool]:
    """How it was answered, and whether somebody is asked to wait."""
    words = answer.content.decode()
    return answer.status_code, any(said in words for said in ("wait a few minutes", "too many", "so often"))


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
