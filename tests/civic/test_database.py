"""The database as a page meets it: somebody else at the row, nobody there, and how long a page waits."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError, connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civic import database
from civic.database import Trouble, trouble_of
from civic.models import ClosedDay, Person
from tests.real_parts.processes import database_url
from tests.test_settings import PRODUCTION, settings_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]
CHRISTMAS = {
    "nation": "england_wales", "on_day": "24", "on_month": "12", "on_year": "2026", "name": "Christmas Eve"
}  # fmt: skip


@contextmanager
def somebody_at_the_closed_days() -> Iterator[None]:
    """Another process holds them, and a page waits no longer than a moment."""
    other = connections.create_connection("default")
    patience = {"sqlite": "PRAGMA busy_timeout = 50", "postgresql": "SET lock_timeout = '50ms'"}
    usual = {"sqlite": "PRAGMA busy_timeout = 20000", "postgresql": "RESET lock_timeout"}
    hold = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN; LOCK TABLE civic_closedday"}
    with connection.cursor() as cursor, other.cursor() as holder:
        cursor.execute(patience[connection.vendor])
        holder.execute(hold[connection.vendor])
        try:
            yield
        finally:
            holder.execute("ROLLBACK")
            cursor.execute(usual[connection.vendor])
    other.close()


@contextmanager
def no_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    nowhere = {"sqlite": ("NAME", "/nowhere/at/all.sqlite3"), "postgresql": ("PORT", "1")}
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, *nowhere[connection.vendor])
        try:
            yield
        finally:
            connection.close()


def visitor(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def test_somebody_else_at_the_row_is_said_and_nothing_is_written(manager: Person) -> None:
    client, before = visitor(manager), ClosedDay.objects.count()
    with somebody_at_the_closed_days():
        answer = client.post(reverse("civic:closed_day_enter"), CHRISTMAS)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Someone else is using the same records at the moment." in answer.content.decode()
    assert ClosedDay.objects.count() == before
    assert client.post(reverse("civic:closed_day_enter"), CHRISTMAS).status_code == 302
    assert ClosedDay.objects.count() == before + 1


def test_a_database_that_is_away_is_said_in_our_words(
    manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visitor(manager)
    with no_database(monkeypatch):
        pages = [client.get("/"), client.get("/office/"), client.post("/invite/", {"name": "Bo"})]
    assert {(page.status_code, page["Retry-After"]) for page in pages} == {(503, "60")}
    assert all("Sorry, the office’s records are unavailable" in page.content.decode() for page in pages)
    assert client.get("/").status_code == 200


def test_a_statement_that_is_wrong_is_an_error_of_ours() -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="nowhere") as raised:
        cursor.execute("SELECT * FROM nowhere")
    assert trouble_of(raised.value) is None


WORKERS, PAGES = "the worker and the commands", "pages"


def time_outs(**given: str) -> dict[str, str]:
    told = settings_of("DATABASES", "PAGES_TIME_OUTS", **PRODUCTION | given)
    options = told["DATABASES"]["default"]["OPTIONS"]
    assert options["connect_timeout"] == 5
    return {WORKERS: options["options"], PAGES: told["PAGES_TIME_OUTS"]}


def test_postgresql_ends_a_wait_for_a_lock_and_a_pages_statement() -> None:
    usual = time_outs()
    assert usual == {
        WORKERS: "-c lock_timeout=10s",
        PAGES: "-c lock_timeout=5s -c statement_timeout=20s",
    }
    assert time_outs(DATABASE_LOCK_TIMEOUT="0")[WORKERS] == ""
    assert time_outs(DATABASE_LOCK_TIMEOUT="3", DATABASE_STATEMENT_TIMEOUT="60") == usual | {
        WORKERS: "-c lock_timeout=3s -c statement_timeout=60s"
    }
    assert time_outs(PAGES_LOCK_TIMEOUT="0", PAGES_STATEMENT_TIMEOUT="0")[PAGES] == ""


def test_what_the_databases_address_says_of_time_outs_wins() -> None:
    own = "-c lock_timeout=1s"
    address = f"{PRODUCTION['DATABASE_URL']}?options={quote(own)}"
    assert time_outs(DATABASE_URL=address) == {
        WORKERS: f"-c lock_timeout=10s {own}",
        PAGES: f"-c lock_timeout=5s -c statement_timeout=20s {own}",
    }


if connection.vendor == "postgresql":

    @pytest.mark.parametrize(
        ("sql", "trouble"),
        [
            ("SET statement_timeout = '20ms'; SELECT pg_sleep(2)", Trouble.BUSY),
            ("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$", Trouble.BUSY),
            ("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$", Trouble.BUSY),
            ("DO $$ BEGIN RAISE SQLSTATE '53300'; END $$", Trouble.AWAY),
            ("SELECT pg_terminate_backend(pg_backend_pid())", Trouble.AWAY),
        ],
    )
    def test_postgresqls_own_words_are_told_apart(sql: str, trouble: Trouble) -> None:
        with pytest.raises(OperationalError) as raised, connection.cursor() as cursor:
            cursor.execute(sql)
        connection.close()
        assert trouble_of(raised.value) == trouble

    def test_a_machine_whose_clock_is_wrong_takes_nothing_that_another_holds() -> None:
        """Ninety seconds, which is longer than any lease."""
        with time_machine.travel(timezone.now(), tick=True):
            before = database.clock()
        with time_machine.travel(timezone.now() + timedelta(seconds=90), tick=True):
            assert database.clock() - before < timedelta(seconds=60)

    ASK = """
from importlib import import_module
import_module("{module}")
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
    print(*cursor.fetchone())
"""

    @pytest.mark.parametrize(
        ("module", "time_outs"),
        [
            ("civic.wsgi", "5s 20s"),
            ("civic.asgi", "5s 20s"),
            ("civic.celery", "10s 0"),
        ],
    )
    def test_people_wait_less_than_the_worker_may(module: str, time_outs: str) -> None:
        ours = {"DEMO": "1", "DATABASE_URL": database_url(), "CIVIC_ASKED": "yes"}
        done = subprocess.run(
            [sys.executable, "-c", ASK.format(module=module)],
            env=os.environ | ours | {"DJANGO_SETTINGS_MODULE": "civic.settings"},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == time_outs
