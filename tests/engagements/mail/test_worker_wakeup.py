"""Waking the worker never holds up a page, whatever state the broker is in (R2, R3)."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from civic.celery import app
from civic.models import Person
from engagements.models import Letter
from engagements.services.mail import worker_wakeup
from tests import cases
from tests.real_parts.mail_server import free_port


@pytest.fixture
def broker_at() -> Iterator[Callable[[str], None]]:
    """Point the application at a broker; forgotten afterwards, with what was learnt of it."""
    usual = app.conf.broker_url

    def point(address: str) -> None:
        app.conf.broker_url = address
        worker_wakeup.try_again()

    yield point
    point(usual)


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def test_a_dead_broker_costs_nothing(broker_at: Callable[[str], None]) -> None:
    broker_at(f"redis://127.0.0.1:{free_port()}/0")
    assert worker_wakeup.call() is False
    worker_wakeup.try_again()
    assert seconds(worker_wakeup.call) < 0.5


def test_a_broker_whose_socket_is_gone_costs_nothing(broker_at: Callable[[str], None]) -> None:
    broker_at("redis+socket:///nowhere/broker.sock")
    assert worker_wakeup.call() is False


def test_a_stalled_broker_is_given_up_and_then_left_alone(broker_at: Callable[[str], None]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stalled:
        broker_at(f"redis://127.0.0.1:{stalled.getsockname()[1]}/0")
        assert seconds(worker_wakeup.call) < 2
        assert seconds(lambda: [worker_wakeup.call() for _ in range(100)]) < 0.1


@pytest.mark.django_db
def test_an_invitation_is_received_while_the_broker_is_stalled(
    broker_at: Callable[[str], None],
    officer: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stalled:
        broker_at(f"redis://127.0.0.1:{stalled.getsockname()[1]}/0")
        with django_capture_on_commit_callbacks() as calls:
            invitation = cases.make_invitation()
        assert seconds(lambda: [call() for call in calls]) < 2
    assert len(calls) == 1
    assert Letter.objects.get(invitation=invitation).state == "queued"


@pytest.mark.django_db
def test_nobody_is_woken_for_what_was_rolled_back(
    broker_at: Callable[[str], None], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    broker_at(f"redis://127.0.0.1:{free_port()}/0")

    @transaction.atomic
    def half_done() -> None:
        worker_wakeup.wake()
        raise ZeroDivisionError

    with django_capture_on_commit_callbacks() as calls, pytest.raises(ZeroDivisionError):
        half_done()
    assert calls == []
