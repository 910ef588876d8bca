"""A real web server with several processes, a real worker and Redis: one scrape counts for all, and what they
log is JSON.
"""

import json
import os
import shutil
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from civic import VERSION
from civic.models import Person
from engagements.models import SweepRun
from tests import cases, council
from tests.real_parts import mail_server
from tests.real_parts.mail_server import MailServer, Mood, free_port
from tests.real_parts.processes import BROKERS, Broker, Killable, Worker, database_url, wait_until

pytestmark = [pytest.mark.real_parts, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
TOKEN = "a token of more than twenty characters"
TELL_TALE = "quillfeather"


class Web(Killable):
    """gunicorn with three processes, on the test's own database."""

    def __init__(self, log: Path, **environ: str) -> None:
        super().__init__(log)
        self.port = free_port()
        self.command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            "3",
            "--threads",
            "1",
        ]
        mine = {"DEMO": "1", "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "civic.settings"}
        self.environ = (
            {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
            | mine
            | environ
        )

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def scrape(self) -> dict[str, float]:
        status, text = self.get("/metrics", Authorization=f"Bearer {TOKEN}")
        assert status == 200
        lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in lines}

    @property
    def lines(self) -> list[dict[str, Any]]:
        return lines_of(self.log)


def lines_of(log: Path) -> list[dict[str, Any]]:
    """Every line that should be JSON. Celery greets the terminal before it logs anything."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]


@pytest.fixture
def speaking(tmp_path: Path) -> dict[str, str]:
    return {
        "METRICS_TOKEN": TOKEN,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"),
        "LOG_LINES": "json",
    }


@pytest.fixture
def officer(transactional_db: None) -> Person:
    council.make_council()
    return council.make_officer()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    broker = Broker(str(shutil.which("redis-server") or BROKERS["embedded"]()), tmp_path / "broker.log")
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def web(officer: Person, broker: Broker, speaking: dict[str, str], tmp_path: Path) -> Iterator[Web]:
    left_over = tmp_path / "metrics" / "counter_web-7.db"
    left_over.parent.mkdir()
    left_over.write_bytes(b"of an earlier run")
    web = Web(tmp_path / "web.log", REDIS_URL=broker.url, **speaking)
    web.start()
    wait_until(lambda: web.get("/healthz")[0] == 200, within=30, what="the web server answers")
    assert not left_over.exists()
    yield web
    web.kill()


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server.running() as server:
        server.moody(f"{TELL_TALE}@example.org", Mood.DEAD_ADDRESS)
        yield server


@pytest.fixture
def worker(broker: Broker, post: MailServer, speaking: dict[str, str], tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(broker=broker, mail_port=post.port, log=tmp_path / "worker.log")
    worker.environ |= speaking
    yield worker
    worker.kill()


HEALTHZ = 'civic_requests_total{status="2xx",view="civic:healthz"}'


def test_one_scrape_counts_for_all_processes_also_after_one_is_killed(
    web: Web, speaking: dict[str, str]
) -> None:
    before = web.scrape()[HEALTHZ]
    for _ in range(40):
        web.get("/healthz")
    assert web.scrape()[HEALTHZ] == before + 40
    files = sorted(path.name for path in Path(speaking["PROMETHEUS_MULTIPROC_DIR"]).iterdir())
    begun = [line for line in web.lines if line["from"] == "civic.start"]
    assert {line["version"] for line in begun} == {VERSION}
    busy = _child_of(web)
    os.kill(busy, signal.SIGKILL)
    wait_until(
        lambda: len([line for line in web.lines if line["from"] == "civic.start"]) > len(begun),
        within=20,
        what="another process",
    )
    for _ in range(40):
        wait_until(lambda: web.get("/healthz")[0] == 200, within=5, what="an answer")
    assert web.scrape()[HEALTHZ] >= before + 80
    # What the killed one counted stays, and whoever follows counts on under one of the same names.
    kept = {path.name for path in Path(speaking["PROMETHEUS_MULTIPROC_DIR"]).iterdir()}
    assert set(files) <= kept
    assert {name.rpartition("_")[2] for name in kept} <= {"web-0.db", "web-1.db", "web-2.db"}
    assert web.get("/metrics", Authorization="Bearer wrong")[0] == 401


def _child_of(web: Web) -> int:
    assert web.process is not None
    children = Path(f"/proc/{web.process.pid}/task/{web.process.pid}/children").read_text().split()
    return int(children[0])


def test_worker_and_web_are_seen_in_one_scrape_and_a_killed_worker_turns_readyz_red(
    web: Web, worker: Worker, post: MailServer, officer: Person
) -> None:
    status, body = web.get("/readyz")
    assert (status, json.loads(body)["checks"]["sweep_send_letters"]) == (503, {"good": False, "value": None})
    day = timezone.localdate() + timedelta(days=60)
    for name, email in (
        ("Zebedee Quillfeather", f"{TELL_TALE}@example.org"),
        ("A Friend", "friend@example.org"),
    ):
        by = cases.organiser(name=name, email=email)
        cases.make_invitation(organised_by=by, event_on=day, ends_on=day)
    worker.start()
    wait_until(
        lambda: web.get("/readyz")[0] == 200,
        within=60,
        what="the office is ready: beat looks at everything at once",
    )
    wait_until(
        lambda: post.ledger.addresses == ["friend@example.org"],
        within=30,
        what="the letter that can leave has left",
    )
    wait_until(
        lambda: web.scrape().get('civic_letters{state="failed"}') == 1,
        within=30,
        what="the other is counted as failed",
    )
    scraped = web.scrape()
    assert scraped['civic_sweep_runs_total{ended="done",sweep="system_steps"}'] >= 1
    assert scraped['civic_sweep_rows_total{outcome="taken",sweep="send_letters"}'] == 2
    assert scraped['civic_sweep_age_seconds{sweep="send_letters"}'] < 60
    assert scraped["civic_broker_up"] == 1
    worker.kill()
    killed_at = time.time()
    SweepRun.objects.filter(name="send_letters").update(finished_at=council.london(2026, 6, 1, 9, 14))
    status, body = web.get("/readyz")
    assert (status, json.loads(body)["checks"]["sweep_send_letters"]["good"]) == (503, False)
    assert time.time() - killed_at < 5
    _every_line_is_json_and_names_nobody(web, worker)


def _every_line_is_json_and_names_nobody(web: Web, worker: Worker) -> None:
    said = [line for line in lines_of(worker.log) if line["from"] == "engagements.services.sweeps"]
    sweeps = [line for line in said if "ended" in line]
    assert {line["sweep"] for line in sweeps} == set(SweepRun.Name.values)
    assert len({line["run"] for line in sweeps}) == len(sweeps)
    assert {line["version"] for line in lines_of(worker.log) if line["from"] == "civic.start"} == {VERSION}
    assert {line["view"] for line in web.lines if line["from"] == "civic.requests"} == {
        "civic:healthz", "engagements:readyz", "engagements:metrics",
    }  # fmt: skip
    for log in (web.log, worker.log):
        assert TELL_TALE not in log.read_text(encoding="utf-8").casefold()
    assert [
        line for line in web.log.read_text(encoding="utf-8").splitlines() if not line.startswith("{")
    ] == []


def test_readyz_says_so_when_the_broker_dies(web: Web, broker: Broker) -> None:
    assert json.loads(web.get("/readyz")[1])["checks"]["broker"]["good"] is True
    broker.kill()
    began = time.monotonic()
    assert json.loads(web.get("/readyz")[1])["checks"]["broker"]["good"] is False
    assert time.monotonic() - began < 3


def test_readyz_does_not_wait_for_a_database_that_holds_it_up(web: Web) -> None:
    """On PostgreSQL somebody has locked what it reads; on SQLite a writer holds everything, and readers go
    on.
    """
    table, postgresql = SweepRun._meta.db_table, connection.vendor == "postgresql"
    with transaction.atomic(), connection.cursor() as cursor:
        hold = f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"
        write = f"UPDATE {table} SET taken = 1"  # noqa: S608
        cursor.execute(hold if postgresql else write)
        began = time.monotonic()
        status, body = web.get("/readyz")
        assert time.monotonic() - began < 6
    assert (status, json.loads(body)["checks"]["database"]["good"]) == (503, not postgresql)
