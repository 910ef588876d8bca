"""Counters for Prometheus, added up over all processes of a machine.

Labels are view names, status classes and sweeps: never a person. Each process keeps its numbers in files of
its own in PROMETHEUS_MULTIPROC_DIR. The files go by the process's place (web-0, worker-…-1), not by its pid:
a process that follows one that died takes its place and counts on, so that the files stay as few as the
processes.
"""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

PLACE = "CIVIC_PROCESS"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Few, because each view has all of them: a page at once, one that is noticed, one that is complained about.
SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


def place() -> str:
    """Whose files these are."""
    return os.environ.get(PLACE) or str(os.getpid())


def folder() -> Path:
    return Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])


def in_files() -> Any:
    """The library's own kind of value, whose folder is made when the first number is kept and not before."""
    kept: Any = values.MultiProcessValue(place)

    class InAFolder(kept):  # type: ignore[misc]
        def __init__(self, *of: Any, **named: Any) -> None:
            folder().mkdir(parents=True, exist_ok=True)
            super().__init__(*of, **named)

    return InAFolder


if settings.METRICS_TOKEN:
    values.ValueClass = in_files()
else:
    # Whatever the library found in the environment: nobody reads the counts, so none are kept in files.
    values.ValueClass = values.MutexValue

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "civic_requests", "Requests by view and class of answer.", ["view", "status"], registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "civic_request_seconds", "How long requests take.", ["view"], registry=REGISTRY, buckets=SECONDS
)
STATEMENTS = Counter(
    "civic_request_statements", "Statements to the database by view.", ["view"], registry=REGISTRY
)
SWEEP_RUNS = Counter("civic_sweep_runs", "Sweeps by how they ended.", ["sweep", "ended"], registry=REGISTRY)
SWEEP_ROWS = Counter(
    "civic_sweep_rows",
    "Rows that sweeps took up, and of these the failed.",
    ["sweep", "outcome"],
    registry=REGISTRY,
)


def begin(who: str) -> None:
    """Forget the numbers of an earlier run of these processes (the web's, or one worker's), and no others."""
    if settings.METRICS_TOKEN:
        folder().mkdir(parents=True, exist_ok=True)
        for left in folder().glob(f"*_{who}-*.db"):
            left.unlink(missing_ok=True)


def take_place(name: str) -> None:
    """This process counts under this name from now on."""
    os.environ[PLACE] = name


def request(*, view: str, status: int, seconds: float, statements: int) -> None:
    """Count a request."""
    REQUESTS.labels(view, f"{status // 100}xx").inc()
    REQUEST_SECONDS.labels(view).observe(seconds)
    STATEMENTS.labels(view).inc(statements)


def sweep(*, name: str, ended: str, taken: int, failed: int) -> None:
    """Count a sweep."""
    SWEEP_RUNS.labels(name, ended).inc()
    SWEEP_ROWS.labels(name, "taken").inc(taken)
    SWEEP_ROWS.labels(name, "failed").inc(failed)


def exposition(*read_now: Collector) -> bytes:
    """Everything as Prometheus reads it: what all processes counted, and what these collectors read now."""
    scraped = CollectorRegistry()
    if settings.METRICS_TOKEN and getattr(values.ValueClass, "_multiprocess", False):
        MultiProcessCollector(scraped, str(folder()))
    else:
        scraped.register(REGISTRY)
    for collector in read_now:
        scraped.register(collector)
    return generate_latest(scraped)
