"""That no page of the work list reads the whole table,
asked of the database itself with some thousands of invitations.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from civic.models import Person
from civic.queries import read_council
from engagements.models import Invitation
from engagements.queries import worklist
from engagements.queries.paging import cursor
from engagements.queries.worklist import Filters
from tests import council, many_invitations

CROWD = 3000
POSTGRESQL = connection.vendor == "postgresql"
# SQLite goes through all invitations in their own order until a page is full, and has no index for a search.
LOOKS: list[tuple[str, dict[str, Any]]] = [
    ("now", {}), ("organiser", {}), ("members", {}), ("advice", {}), ("coming", {}), ("outcome", {}),
    ("communications", {}),
    ("open", {}), ("all", {"stage": "received"}), ("all", {"kind": "sport"}),
    ("all", {"addressee": "unclear"}), ("open", {"mine": True}),
    *([("all", {}), ("all", {"words": "zanzibar"}), ("all", {"words": "concert 17"})] if POSTGRESQL else []),
]  # fmt: skip


def whole_table_read(tab: worklist.Tab, filters: Filters, person: Person) -> list[str]:
    """The lines of the plan that read all of the invitations, for the first page and for one further on."""
    rows = worklist.filtered(tab, filters, person=person, at=read_council(council.OFFICE_DAY))
    pages = [rows.order_by(*tab.order.by())[:26]]
    found = worklist.work_list(tab, filters, person=person, at=read_council(council.OFFICE_DAY))
    with CaptureQueriesContext(connection) as queries:
        worklist.work_list(
            tab, filters, person=person, at=read_council(council.OFFICE_DAY), where=cursor(found.next, "")
        )
    plans = [page.explain() for page in pages]
    with connection.cursor() as database:
        database.execute(
            ("EXPLAIN " if POSTGRESQL else "EXPLAIN QUERY PLAN ") + queries.captured_queries[-1]["sql"]
        )
        plans.append("\n".join(str(line[-1]) for line in database.fetchall()))
    lines = [line for plan in plans for line in plan.splitlines()]
    bare = ("Seq Scan on engagements_invitation",) if POSTGRESQL else ("SCAN engagements_invitation",)
    return [line for line in lines if any(said in line for said in bare) and " USING INDEX" not in line]


@pytest.fixture
def crowded(officer: Person, mayor: Person) -> Person:
    many_invitations.make_crowd(CROWD, mayor=mayor, today=council.OFFICE_DAY.date())
    return officer


def test_no_page_reads_the_whole_table(crowded: Person) -> None:
    tabs = {tab.name: tab for tab in worklist.TABS}
    assert Invitation.objects.count() == CROWD
    if POSTGRESQL:
        # A few thousand rows are read as quickly from end to end;
        # what is asked is whether there is another way.
        with connection.cursor() as database:
            database.execute("SET LOCAL enable_seqscan = off")
    read = {
        (name, *filters.values()): whole_table_read(tabs[name], Filters(**filters), crowded)
        for name, filters in LOOKS
    }
    assert read == {(name, *filters.values()): [] for name, filters in LOOKS}


def test_the_page_of_a_crowd_costs_as_many_queries_as_any(client: Client, crowded: Person) -> None:
    client.force_login(crowded)
    # Where somebody looks is kept in the session once, and read with it.
    client.get(reverse("engagements:work_list"), {"tab": "open"})
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse("engagements:work_list"), {"tab": "open"})
    assert (len(response.context["rows"]), len(queries)) == (25, 14)
    assert {tab.name: count for tab, count, _ in response.context["tabs"]}["open"] == "120"
    assert (
        dict((stage.value, count) for stage, count, _ in response.context["stages"])["declined"]
        == "more than 500"
        or CROWD < 3100
    )
