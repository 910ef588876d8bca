"""The limits of the sign-in pages hold when everything comes at once, on the database's own cache."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from civic.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]
AT_ONCE = 12
TOO_MANY = "There were too many wrong passwords."


@pytest.fixture
def kept_in_the_database(settings: Settings) -> None:
    """As outside the demo and the tests, where every process shares it."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "civic_cache"}
    }
    call_command("createcachetable")


def all_at_once(act: Callable[[int], str]) -> Counter[str]:
    gate = Barrier(AT_ONCE)

    def one(number: int) -> str:
        gate.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(one, range(AT_ONCE)))


def test_of_twelve_wrong_passwords_at_once_five_are_looked_at(
    kept_in_the_database: None, officer: Person
) -> None:
    """Each from another address, for one account."""

    def wrong(number: int) -> str:
        told = {"login": officer.email, "password": f"wrong password {number}"}
        answer = Client(REMOTE_ADDR=f"192.0.2.{number}").post(reverse("account_login"), told)
        return "too many" if TOO_MANY in answer.content.decode() else "looked at"

    assert all_at_once(wrong) == {"looked at": 5, "too many": 7}
