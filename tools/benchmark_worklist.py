"""How the work list bears 100,000 invitations:
times beside those of 1,000, and on PostgreSQL the plan of each page.

Usage:
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres \\
        .venv/bin/python tools/benchmark_worklist.py [number]
"""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import scratch  # first: it gets Django ready
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civic.queries import read_council
from engagements.queries import worklist
from engagements.queries.worklist import Filters
from tests import council, many_invitations

LOOKS = {
    "what needs the office": ("now", Filters()),
    "everything open": ("open", Filters()),
    "with the Mayor or the Deputy": ("members", Filters()),
    "coming engagements": ("coming", Filters()),
    "all, newest first": ("all", Filters()),
    "all, one stage": ("all", Filters(stage="declined")),
    "all, to the Deputy": ("all", Filters(addressee="deputy")),
    "all, a kind nobody has": ("all", Filters(kind="sport")),
    "all, one week": (
        "all",
        Filters(first_on=timezone.localdate(), last_on=timezone.localdate() + timedelta(days=7)),
    ),
    "all, my cases": ("all", Filters(mine=True)),
    "search, many": ("all", Filters(words="concert")),
    "search, one": ("all", Filters(words="secretary 4711 camp")),
    "search, none": ("all", Filters(words="zanzibar")),
    "noticed: told before": ("open", Filters(finding="told_before")),
    "noticed: another at that time": ("open", Filters(finding="shared_resource")),
    "noticed: confidential": ("all", Filters(finding="confidential")),
}


def main(number: int) -> int:
    """Prints the table; gives 1 when a page on PostgreSQL reads the whole table."""
    bad, now = 0, timezone.now()
    with scratch.office() as mayor:
        officer = council.make_officer()
        few = measured(1000, officer, mayor, now)
        many = measured(number - 1000, officer, mayor, now)
        print(f"{'':34}{'1,000':>10}{number:>10,}  times as long   plan")
        for look in few:
            plan = scans(LOOKS[look], officer, now) if look in LOOKS else ""
            bad += "Seq Scan on engagements_invitation" in plan
            print(
                f"{look:34}{few[look]:8.1f} ms{many[look]:7.1f} ms{many[look] / few[look]:10.1f}      {plan}"
            )
    return int(bool(bad))


def measured(more: int, officer: Any, mayor: Any, now: Any) -> dict[str, float]:
    many_invitations.make_crowd(more, mayor=mayor, today=timezone.localdate())
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer)
    tabs = {tab.name: tab for tab in worklist.TABS}
    times = {"the whole page /office/": best(lambda: client.get(reverse("engagements:work_list")).content)}
    times["the counts"] = best(lambda: worklist.counts(now))
    for look, (tab, filters) in LOOKS.items():
        times[look] = best(
            partial(worklist.work_list, tabs[tab], filters, person=officer, at=read_council(now))
        )
    return times


def best(of: Callable[[], Any], tries: int = 5) -> float:
    """The shortest time in milliseconds."""
    times = []
    for _ in range(tries):
        begun = time.perf_counter()
        of()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times)


def scans(look: tuple[str, Filters], officer: Any, now: Any) -> str:
    """The scans of the plan of the first page, as PostgreSQL says them."""
    if connection.vendor != "postgresql":
        return ""
    tab = next(tab for tab in worklist.TABS if tab.name == look[0])
    rows = worklist.filtered(tab, look[1], person=officer, at=read_council(now)).order_by(*tab.order.by())[
        :26
    ]
    lines = [line.strip().removeprefix("->").strip() for line in rows.explain().splitlines()]
    return "; ".join(line.split("  (")[0] for line in lines if "Scan" in line and "invitation" in line)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
