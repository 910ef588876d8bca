"""Whatever Redis answers, the worker outlives it, and takes up letters again once Redis is well."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import redis
from django.utils import timezone

from civic.celery import app
from civic.models import Person
from engagements.models import Letter
from engagements.services.mail import worker_wakeup
from tests import cases, council
from tests.real_parts import mail_server
from tests.real_parts.mail_server import MailServer
from tests.real_parts.processes import BROKERS, Beat, Broker, Worker, wait_until

pytestmark = [
    *(pytest.mark.real_parts, pytest.mark.real_clock, pytest.mark.any_database),
    pytest.mark.django_db(transaction=True),
]
# What is done to the broker; it gives what makes it well again.
Trouble = Callable[[redis.Redis, Broker], Callable[[], object]]
# After Redis is well again.
WITHIN = 10


@pytest.fixture
def officer(transactional_db: None) -> Person:
    council.make_council()
    return council.make_officer()


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server.running() as server:
        yield server


@pytest.fixture
def broker(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Broker]:
    program = BROKERS[request.param]()
    if program is None:
        reason = "no redis-server here: install Redis to try what it answers when it is not well"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    broker, usual = Broker(program, tmp_path / "broker.log"), app.conf.broker_url
    app.conf.broker_url = broker.url
    broker.start()
    yield broker
    broker.kill()
    app.conf.broker_url = usual
    worker_wakeup.try_again()


@pytest.fixture
def worker(broker: Broker, post: MailServer, officer: Person, tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(broker=broker, mail_port=post.port, log=tmp_path / "worker.log", beats=False)
    beat = Beat(worker)
    for process in (worker, beat):
        process.start()
    yield worker
    assert beat.process
    assert beat.process.poll() is None
    for process in (worker, beat):
        process.kill()


def out_of_memory(server: redis.Redis, broker: Broker) -> Callable[[], object]:
    server.config_set("maxmemory", "1")
    return lambda: server.config_set("maxmemory", "0")


def read_only(server: redis.Redis, broker: Broker) -> Callable[[], object]:
    server.replicaof("127.0.0.1", 1)
    return lambda: server.replicaof("NO", "ONE")


def cannot_save(server: redis.Redis, broker: Broker) -> Callable[[], object]:
    shutil.rmtree(broker.folder)
    server.config_set("save", "3600 1")
    server.set("something", "to save")
    with suppress(redis.ResponseError):
        server.bgsave()
    status = "rdb_last_bgsave_status"
    wait_until(lambda: server.info("persistence")[status] == "err", within=5, what="it cannot save")
    return lambda: server.config_set("save", "")


def hangs(server: redis.Redis, broker: Broker) -> Callable[[], object]:
    server.client_pause(8000)
    return lambda: server.ping()


def loads(server: redis.Redis, broker: Broker) -> Callable[[], object]:
    """Started anew, with so much to read that it is not ready for seconds."""
    server.mset({f"key{number}": "value" for number in range(60)})
    server.save()
    broker.kill()
    broker.command += ["--key-load-delay", "100000"]
    broker.start()
    return lambda: wait_until(lambda: is_ready(server), within=20, what="Redis has loaded")


def stays_away(server: redis.Redis, broker: Broker) -> Callable[[], object]:
    broker.kill()
    tried = tried_again(broker)
    wait_until(
        lambda: tried_again(broker) >= tried + 6, within=40, what="the worker has tried again and again"
    )
    return broker.start


def tried_again(broker: Broker) -> int:
    return (broker.log.parent / "worker.log").read_text().count("Trying again in")


def is_ready(server: redis.Redis) -> bool:
    try:
        return bool(server.ping())
    except redis.RedisError:
        return False


# All of them once; of the broker of `make run`, which is of the same making, those that it can have there.
TROUBLES = {
    "redis": (out_of_memory, read_only, hangs, loads, cannot_save, stays_away),
    "embedded": (out_of_memory, read_only, hangs),
}


@pytest.mark.parametrize(("broker", "troubles"), TROUBLES.items(), ids=list(TROUBLES), indirect=["broker"])
def test_the_worker_and_beat_outlive_whatever_redis_answers(
    broker: Broker, worker: Worker, troubles: Sequence[Trouble]
) -> None:
    """One worker and one beat, one trouble after another."""
    server = redis.Redis(port=broker.port, socket_timeout=20)
    a_letter_leaves("first", within=40)
    for trouble in troubles:
        name, heard = trouble.__name__, troubles_heard(worker)
        with worker.telling():
            well_again = trouble(server, broker)
            invite(f"during-{name}")
            # One that hangs says nothing, and is well again only when its time is over.
            if trouble is not hangs:
                wait_until(partial(hears_more, worker, heard), within=12, what=f"the worker hears: {name}")
            well_again()
            a_letter_leaves(f"after-{name}", within=WITHIN)
        assert worker.process
        assert worker.process.poll() is None, name


def troubles_heard(worker: Worker) -> int:
    """Each leaves its word in the log, and there are more of them than of lines."""
    return worker.log.read_text().casefold().count("error")


def hears_more(worker: Worker, than: int) -> bool:
    return troubles_heard(worker) > than


def invite(name: str) -> None:
    day = timezone.localdate() + timedelta(days=60)
    cases.make_invitation(
        organised_by=cases.organiser(email=f"{name}@example.org", name=name), event_on=day, ends_on=day
    )


def a_letter_leaves(name: str, *, within: float) -> None:
    """And whatever waited before it."""
    invite(name)
    waiting = Letter.objects.filter(state__in=["queued", "sending"])
    wait_until(lambda: not waiting.exists(), within=within, what=f"the letter '{name}' leaves")
