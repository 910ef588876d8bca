"""A worker that lives and takes nothing begins anew; one that only has nothing to do stays as it is."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis

from civic.machine.worker_watch import UNANSWERED
from tests.real_parts.deaf_worker import WAITS_FOR_THE_SIGN, WAYS
from tests.real_parts.processes import BROKERS, Broker, Worker, wait_until

pytestmark = [
    *(pytest.mark.real_parts, pytest.mark.real_clock, pytest.mark.any_database),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    program = BROKERS["embedded"]()
    assert program
    broker = Broker(program, tmp_path / "broker.log")
    broker.start()
    yield broker
    broker.kill()


@contextmanager
def working(broker: Broker, log: Path, **environ: str) -> Iterator[Worker]:
    """A worker that nothing wakes: there is no beat."""
    worker = Worker(broker=broker, mail_port=1, log=log, beats=False)
    worker.command[worker.command.index("--app") + 1] = "tests.real_parts.deaf_worker"
    worker.environ |= environ
    worker.start()
    try:
        wait_until(lambda: said(worker, "A worker begins") > 0, within=40, what="the worker begins")
        yield worker
    finally:
        with suppress(ProcessLookupError):
            worker.kill()


@pytest.mark.parametrize("way", WAYS)
def test_a_worker_that_no_longer_hears_its_broker_begins_anew(
    broker: Broker, tmp_path: Path, way: str
) -> None:
    with working(broker, tmp_path / "worker.log", DEAF=way) as worker:
        assert worker.process
        children = processes_of(worker.process.pid) - {worker.process.pid}
        assert len(children) == 2
        wait_until(lambda: said(worker, WAITS_FOR_THE_SIGN) == 1, within=40, what="it can go deaf")
        worker.process.send_signal(signal.SIGUSR2)
        wait_until(lambda: said(worker, "A worker begins") == 2, within=60, what="it begins anew")
        assert said(worker, "It begins anew.") == 1
        assert worker.process.poll() is None
        after = processes_of(worker.process.pid)
        assert not children & after
        assert len(after) == 3


def test_a_worker_without_work_and_without_a_broker_goes_on(broker: Broker, tmp_path: Path) -> None:
    with working(broker, tmp_path / "worker.log") as worker:
        assert worker.process
        server = redis.Redis(port=broker.port)
        wait_until(lambda: messages(server) > UNANSWERED, within=40, what="it asks itself again and again")
        broker.kill()
        in_vain = "The worker could not ask itself"
        wait_until(lambda: said(worker, in_vain) > UNANSWERED, within=60, what="it asks in vain")
        connected = said(worker, "Connected to ")
        broker.start()
        wait_until(lambda: said(worker, "Connected to ") > connected, within=20, what="it is back")
        assert worker.process.poll() is None


def said(worker: Worker, words: str) -> int:
    """How often its log says so."""
    return worker.log.read_text().count(words)


def messages(server: redis.Redis) -> int:
    """How many the broker was given so far."""
    told: dict[str, dict[str, int]] = server.info("commandstats")
    return told.get("cmdstat_lpush", {"calls": 0})["calls"]


def processes_of(group: int) -> set[int]:
    """What runs in this group of processes."""
    return {
        int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _group_of(path) == group
    }


def _group_of(process: Path) -> int | None:
    try:
        state, _, group = (process / "stat").read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return None
    return int(group) if state != "Z" else None
