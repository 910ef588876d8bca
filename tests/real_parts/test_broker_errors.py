"""Whatever Redis answers, the worker outlives it, and takes up letters again once Redis is well."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
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
from tests.real_parts.processes import BROKERS, Broker, Worker, wait_until

pytestmark = [pytest.mark.real_parts, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
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
def broker(tmp_path: Path) -> Iterator[Broker]:
    program = BROKERS["redis"]()
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
    worker = Worker(broker=broker, mail_port=post.port, log=tmp_path / "worker.log")
    worker.start()
    yield worker
    worker.kill()


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
    wait_until(lambda: tried_again(broker) >= 6, within=40, what="the worker has tried again and again")
    return broker.start


def tried_again(broker: Broker) -> int:
    return (broker.log.parent / "worker.log").read_text().count("Trying again in")


def is_ready(server: redis.Redis) -> bool:
    try:
        return bool(server.ping())
    except redis.RedisError:
        return False


@pytest.mark.parametrize("trouble", [out_of_memory, read_only, cannot_save, hangs, loads, stays_away])
def test_the_worker_outlives_what_redis_answers(
    trouble: Callable[[redis.Redis, Broker], Callable[[], object]], broker: Broker, worker: Worker
) -> None:
    server = redis.Redis(port=broker.port, socket_timeout=20)
    a_letter_leaves("before")
    well_again = trouble(server, broker)
    invite("meanwhile")
    # Long enough for beat to speak to it, and for the worker to hear of it.
    wait_until(lambda: "rror" in worker.log.read_text(), within=12, what="the worker hears of it")
    well_again()
    a_letter_leaves("after")
    assert worker.process
    assert worker.process.poll() is None
    assert not Letter.objects.filter(state="queued").exists()


def invite(name: str) -> None:
    day = timezone.localdate() + timedelta(days=60)
    cases.make_invitation(
        organised_by=cases.organiser(email=f"{name}@example.org", name=name), event_on=day, ends_on=day
    )


def a_letter_leaves(name: str) -> None:
    invite(name)
    wait_until(
        lambda: not Letter.objects.filter(state__in=["queued", "sending"]).exists(),
        within=40 if name == "before" else WITHIN,
        what=f"the letter '{name}' leaves",
    )
