"""`make run` as a newcomer meets it: in a folder of its own, with real processes."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from tests.there import there
from tools.processes import Companion

# The demo of a newcomer is on SQLite, whatever the tests are on.
pytestmark = [pytest.mark.real_clock, pytest.mark.any_database]
ROOT = Path(__file__).parent.parent
NOT_OURS = shutil.ignore_patterns(
    ".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache", ".hypothesis"
)
PATIENCE = 900
"""Seconds: the year of the demo council on the slowest of machines, while other tests run beside it."""
WITH_A_CHILD = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a fresh clone has it, with the environment of these tests."""
    copy = tmp_path_factory.mktemp("newcomer") / "civic office"
    shutil.copytree(ROOT, copy, ignore=NOT_OURS)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    return copy


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Run:
    """One `make run`, in a session of its own as in a terminal of its own."""

    def __init__(self, folder: Path, port: int | str) -> None:
        bare = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "tools/run.py"],
            cwd=folder,
            env=bare | {"PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        self.queue: Queue[str] = Queue()
        self.listener = Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        with there(self.process.stdout) as spoken:
            for line in spoken:
                self.queue.put(line.rstrip())

    def until(self, words: str) -> str:
        """The first line with these words in it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.said.append(self.queue.get(timeout=0.2))
            except Empty:
                if self.process.poll() is not None and self.queue.empty():
                    break
                continue
            if words in self.said[-1]:
                return self.said[-1]
        raise AssertionError(f"never said '{words}':\n" + "\n".join(self.said))

    def descendants(self) -> dict[int, str]:
        """All that it started, children of children too: process and command."""
        listed = subprocess.run(
            ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        ).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()]
        found: dict[int, str] = {}
        parents = {self.process.pid}
        while parents:
            children = {int(pid): args for pid, parent, args in rows if int(parent) in parents}
            found |= children
            parents = set(children)
        return found

    def end(self, sign: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(sign)
        return self.process.wait(PATIENCE)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[int | str], Run]]:
    runs: list[Run] = []

    def started(port: int | str) -> Run:
        runs.append(Run(folder, port))
        return runs[-1]

    yield started
    for run in runs:
        if run.process.poll() is None:
            run.end(signal.SIGTERM)
        run.listener.join()


def is_alive(pid: int) -> bool:
    """Not when it has ended and only waits for its parent to notice."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")


def people(folder: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(folder / "var" / "civic.sqlite3")) as database:
        return database.execute("SELECT email FROM civic_person ORDER BY email").fetchall()


@pytest.mark.parametrize("text", ["eighty", "0", "70000"])
def test_a_port_that_is_none_is_one_sentence(start: Any, text: Any) -> None:
    run = start(text)
    assert (
        run.until("PORT=")
        == f"PORT={text} is not a port number; choose one from 1024 to 65535, such as: make run PORT=8001"
    )
    assert run.process.wait(10) == 1


def test_a_taken_port_is_one_sentence_that_names_another(start: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = start(port)
        assert (
            run.until("taken")
            == f"Port {port} is taken by another program; choose another: make run PORT={port + 1}"
        )
        assert run.process.wait(10) == 1
    assert run.said == [f"Port {port} is taken by another program; choose another: make run PORT={port + 1}"]


UNUSABLE: dict[str, Callable[[Path], object]] = {
    "var": lambda var: var.touch(),
    "var ": lambda var: var.symlink_to("nowhere"),
    "var/run.lock": lambda var: (var / "run.lock").mkdir(parents=True),
    "var/log": lambda var: a_file_in(var),
}


def a_file_in(var: Path) -> None:
    var.mkdir()
    (var / "log").touch()


@pytest.mark.parametrize("place", UNUSABLE)
def test_a_var_that_cannot_hold_the_offices_data_is_one_sentence(place: Any, folder: Any, port: Any) -> None:
    var = folder / "var"
    shutil.rmtree(var, ignore_errors=True)
    UNUSABLE[place](var)
    command = [sys.executable, "tools/run.py"]
    bare = {"PATH": os.environ["PATH"], "PORT": str(port)}
    done = subprocess.run(
        command, cwd=folder, env=bare, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if var.is_dir() and not var.is_symlink():
        shutil.rmtree(var)
    else:
        var.unlink()
    [sentence] = done.stderr.splitlines()
    assert done.returncode == 1
    assert sentence.startswith(f"{place.strip()} cannot be used (")
    assert sentence.endswith(
        "): the office keeps its data in the folder var/, which you must be able to write."
    )


def test_what_is_set_and_empty_is_not_set_for_make_run() -> None:
    load = (
        "import sys; sys.path.insert(0, 'tools'); import run, pathlib; "
        "e = run.environment_of('http://127.0.0.1:1', pathlib.Path('/b'))"
    )
    show = "print(e['DEMO'], e['REDIS_URL'], 'DATABASE_URL' in e)"
    emptied = {"DEMO": "", "REDIS_URL": "", "DATABASE_URL": "", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", f"{load}; {show}"]
    done = subprocess.run(command, cwd=ROOT, env=emptied, capture_output=True, text=True, check=True)
    assert done.stdout == "1 redis+socket:///b False\n"


# --- A database on which the office must not open -----------------------------------------------------------

STRANGER = (
    "Nobody declared stranger, which stands on civic_council. "
    "Find out who made it and what it does, then remove it."
)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as `migrate` leaves it, and a trigger that nobody declared."""
    path = tmp_path_factory.mktemp("database") / "civic.sqlite3"
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment_on(path), check=True)
    shutil.copy(path, path.with_name("fit.sqlite3"))
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TRIGGER stranger BEFORE UPDATE ON civic_council BEGIN SELECT 1; END")
        database.execute("PRAGMA journal_mode=DELETE")
    return path


@pytest.fixture(scope="module")
def fit(migrated: Path) -> Path:
    """The same database without the stranger."""
    return migrated.with_name("fit.sqlite3")


def environment_on(database: Path) -> dict[str, str]:
    return dict(os.environ) | {
        "DEMO": "1",
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "civic.settings",
    }


SERVERS = {
    "web server": ["-m", "gunicorn", "--bind", "127.0.0.1:0"],
    "worker": ["-m", "celery", "--app", "civic", "--quiet", "worker", "--concurrency", "1"],
    "worker without a broker": ["tools/without_broker.py"],
    "beat": ["-m", "celery", "--app", "civic", "--quiet", "beat", "--pidfile=", "--schedule=/dev/null/none"],
    "web server of another make": ["-c", "import civic.wsgi"],
    "web server of another make (ASGI)": ["-c", "import civic.asgi"],
    "developer's web server": ["manage.py", "runserver", "127.0.0.1:0"],
}


@pytest.mark.parametrize("name", SERVERS)
def test_on_an_unfit_database_nothing_serves_and_each_says_why(name: str, migrated: Any) -> None:
    command = [sys.executable, *SERVERS[name]]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment_on(migrated),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    said = done.stderr.strip().splitlines()
    assert (done.returncode, said[-2:]) == (1, ["The civic office does not open.", STRANGER])
    assert not any("Traceback" in line for line in said)


@pytest.mark.parametrize("schedule", ["not there/schedule", "file/schedule", "folder"])
def test_beat_says_where_it_cannot_keep_its_schedule(schedule: Any, tmp_path: Path, fit: Any) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    place = tmp_path / schedule
    command = [sys.executable, "-m", "celery", "--app", "civic", "beat", "--pidfile=", f"--schedule={place}"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment_on(fit) | {"REDIS_URL": "redis://127.0.0.1:1/0"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    sentence = (
        f"Beat cannot keep its schedule in {place}: "
        "name by --schedule a file in a folder that this user may write."
    )
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (1, [sentence])
    assert "Traceback" not in done.stdout + done.stderr


@pytest.fixture
def var(folder: Path) -> Iterator[Path]:
    """The folder of the data, emptied again for the tests that follow."""
    shutil.rmtree(folder / "var", ignore_errors=True)
    (folder / "var").mkdir()
    yield folder / "var"
    shutil.rmtree(folder / "var")


def test_make_run_does_not_open_on_an_unfit_database(start: Any, port: Any, var: Any, migrated: Any) -> None:
    shutil.copy(migrated, var / "civic.sqlite3")
    run = start(port)
    assert run.until("could not be") == f"The office could not be prepared: {STRANGER} (var/log/prepare.log)"
    assert run.process.wait(10) == 1


def test_the_data_of_the_first_build_are_recognised_and_left_alone(start: Any, port: Any, var: Any) -> None:
    with closing(sqlite3.connect(var / "civic.sqlite3")) as database:
        database.execute(
            "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT, applied TEXT)"
        )
        for app, name in (
            ("civic", "0001_initial"),
            ("engagements", "0001_initial"),
            ("engagements", "0008_advice_and_tasks"),
        ):
            database.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-11-01')", (app, name)
            )
        database.commit()
        before = list(database.iterdump())
    run = start(port)
    assert run.until("could not be") == (
        "The office could not be prepared: The database was made by another version of this software"
        " (it knows the step “engagements 0008_advice_and_tasks”, which this version does not);"
        " nothing was changed: move the folder var/ aside,"
        " or remove it if nothing in it is needed, and start again. (var/log/prepare.log)"
    )
    assert run.process.wait(10) == 1
    assert not any("Traceback" in line for line in run.said)
    with closing(sqlite3.connect(var / "civic.sqlite3")) as database:
        assert list(database.iterdump()) == before


@pytest.mark.real_parts
def test_office_opens_mends_itself_closes_and_keeps_its_data(start: Any, folder: Any, port: Any) -> None:
    run = start(port)
    assert run.until("open at") == f"The civic office is open at http://127.0.0.1:{port}/"
    run.until("Ctrl-C closes it")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:  # noqa: S310
        assert (page.status, "unsafe-inline" in page.headers["Content-Security-Policy"]) == (200, False)

    second = start(port)
    assert "already running" in second.until("already running")
    assert second.process.wait(10) == 1

    worker = next(pid for pid, command in run.descendants().items() if " worker " in command)
    os.kill(worker, signal.SIGKILL)
    assert (
        run.until("The worker stopped")
        == "The worker stopped; it is started again in 1 s. What it said is in var/log/worker.log."
    )
    before = people(folder)
    everything = run.descendants()
    assert any("valkey-server" in command for command in everything.values())
    assert run.end() == 0
    assert [command for pid, command in everything.items() if is_alive(pid)] == []

    again = start(port)
    again.until("Ctrl-C closes it")
    assert not any("demo council" in line for line in again.said)
    assert people(folder) == before
    assert again.end(signal.SIGTERM) == 0


def test_a_companion_that_keeps_dying_is_started_with_growing_patience(tmp_path: Path) -> None:
    said: list[str] = []
    companion = Companion(
        "worker", [sys.executable, "-c", "print('no')"], log=tmp_path / "worker.log", environ=dict(os.environ)
    )
    companion.start()
    end = time.monotonic() + 20
    while len(said) < 3 and time.monotonic() < end:
        companion.watch(said.append)
        time.sleep(0.02)
    companion.kill()
    waits = [sentence.split(" in ")[1].split(";")[0].split(".")[0] for sentence in said]
    assert waits == ["1 s", "2 s", "4 s"]
    assert companion.last_words() == "no"


def test_stopping_a_companion_ends_what_it_started(tmp_path: Path) -> None:
    companion = Companion(
        "web server", [sys.executable, "-c", WITH_A_CHILD], log=tmp_path / "web.log", environ=dict(os.environ)
    )
    companion.start()
    while not companion.last_words():
        time.sleep(0.05)
    child = int(companion.last_words())
    companion.stop(patience=2)
    time.sleep(0.2)
    assert (companion.is_alive(), is_alive(child)) == (False, False)
