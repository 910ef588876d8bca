"""Limits count and decide at once: of many at the same time no more pass than one after the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from time_machine import Traveller

from engagements.models import IntakeCount
from engagements.services.intake import rate_limits
from engagements.services.intake.rate_limits import Kind, TooMany

ADDRESS, MAILBOX = "192.0.2.1", "jane@northgate-scouts.example"


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty from one address, six from one mailbox."""
    day = rate_limits.DAY
    monkeypatch.setitem(rate_limits.BY_ADDRESS, Kind.INVITE, rate_limits.Limit(20, day))
    monkeypatch.setitem(rate_limits.BY_MAILBOX, Kind.INVITE, rate_limits.Limit(6, day))


def passes(kind: Kind = Kind.INVITE, *, address: str = ADDRESS, mailbox: str = MAILBOX) -> bool:
    try:
        rate_limits.count(kind, address=address, mailbox=mailbox)
    except TooMany:
        return False
    return True


@pytest.mark.django_db
def test_a_span_begins_with_the_first_and_ends_for_all(office_day: Traveller) -> None:
    assert [passes() for _ in range(8)] == [True] * 6 + [False] * 2
    office_day.shift(timedelta(hours=23))
    assert not passes()
    office_day.shift(timedelta(hours=1))
    assert [passes() for _ in range(8)] == [True] * 6 + [False] * 2


@pytest.mark.django_db
def test_a_span_that_a_wrong_clock_began_is_over(office_day: Traveller) -> None:
    office_day.shift(timedelta(days=400))
    assert [passes() for _ in range(7)][-1] is False
    office_day.shift(timedelta(days=-400))
    assert passes()


@pytest.mark.django_db
def test_one_of_the_two_is_enough_to_refuse() -> None:
    assert [passes(mailbox=f"{number}@elsewhere.example") for number in range(21)][-2:] == [True, False]
    assert passes(address="192.0.2.2", mailbox="x@elsewhere.example")


@pytest.mark.django_db
def test_what_was_undone_was_not_counted() -> None:
    def undone() -> None:
        with transaction.atomic():
            rate_limits.count(Kind.INVITE, address=ADDRESS, mailbox=MAILBOX)
            raise ZeroDivisionError

    for _ in range(8):
        with pytest.raises(ZeroDivisionError):
            undone()
    assert not IntakeCount.objects.exists()


@pytest.mark.django_db
def test_a_limit_costs_one_statement_for_each_of_the_two(django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    for _ in range(30):
        passes()
    with django_assert_num_queries(2):
        passes()


@pytest.mark.django_db(transaction=True)
def test_of_twelve_at_once_from_one_mailbox_six_pass() -> None:
    together = Barrier(12)

    def at_once(number: int) -> bool:
        together.wait()
        try:
            return passes(address=f"192.0.2.{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(at_once, range(12))) == 6
