"""The machine as monitors, officers and the civic manager see it, and the rows the sweeps leave."""

import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import Traveller

from civic import VERSION
from civic.celery import app
from civic.models import Person
from engagements.models import Letter, MailServer, SweepRun
from engagements.queries import machine
from engagements.services import sweeps
from engagements.services.mail import outbox, worker_wakeup
from engagements.services.mail.transport import Connection
from tests import cases
from tests.civic.test_log_lines import Captured, log
from tests.real_parts.mail_server import free_port
from tests.real_parts.processes import BROKERS, Broker

__all__ = ["log"]
Name = SweepRun.Name
TOKEN = "a token of more than twenty characters"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """Redis where it is installed, otherwise the embedded one."""
    broker = Broker(
        BROKERS["redis"]() or str(BROKERS["embedded"]()), tmp_path_factory.mktemp("broker") / "broker.log"
    )
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def broker_at() -> Iterator[Callable[[str], None]]:
    usual = app.conf.broker_url

    def point(address: str) -> None:
        app.conf.broker_url = address
        worker_wakeup.try_again()

    yield point
    point(usual)


@pytest.fixture
def good_day(broker: Broker, broker_at: Callable[[str], None]) -> None:
    """The broker answers, and every sweep was done a moment ago."""
    broker_at(broker.url)
    for name in Name:
        with sweeps.noted(name):
            pass


def readiness_of(client: Client) -> tuple[int, dict[str, bool]]:
    response = client.get(reverse("engagements:readyz"))
    body = response.json()
    assert body["version"] == VERSION
    assert body["ready"] is (response.status_code == 200)
    return response.status_code, {name: check["good"] for name, check in body["checks"].items()}


# --- Rows of sweeps -----------------------------------------------------------------------------------------


def test_a_sweep_leaves_its_row_and_one_line(log: Captured, office_day: Traveller) -> None:
    with sweeps.noted(Name.SEND_LETTERS) as run:
        run.taken, run.failed = 7, 2
        office_day.shift(3)
    row = SweepRun.objects.get(name="send_letters")
    assert (row.started_at, row.finished_at) == (timezone.now() - timedelta(seconds=3), timezone.now())
    assert (row.taken, row.failed, row.trouble) == (7, 2, "")
    [line] = log.lines
    assert (line["sweep"], line["ended"], line["taken"], line["failed"], line["level"]) == (
        "send_letters",
        "done",
        7,
        2,
        "info",
    )
    assert len(str(line["run"])) == 16


def test_a_sweep_that_fails_grows_stale_and_keeps_only_the_kind_of_its_error(
    log: Captured, office_day: Traveller
) -> None:
    with sweeps.noted(Name.SEND_LETTERS):
        pass
    done_at = timezone.now()
    office_day.shift(60)
    with pytest.raises(ValueError, match="Zebedee"), sweeps.noted(Name.SEND_LETTERS):
        raise ValueError("Zebedee Quince")
    row = SweepRun.objects.get(name="send_letters")
    assert (row.started_at, row.finished_at, row.trouble) == (timezone.now(), done_at, "ValueError")
    assert [line.get("ended") for line in log.lines] == ["done", None, "failed"]
    assert len({line["run"] for line in log.lines[1:]}) == 1
    assert "Zebedee Quince" not in str(
        [str(line.get("traceback", "")).splitlines()[-1:] for line in log.lines]
    )


def test_each_task_of_beat_notes_its_sweep(council: object) -> None:
    app.loader.import_default_modules()
    for entry in app.conf.beat_schedule.values():
        app.tasks[entry["task"]].apply(throw=True)
    assert set(SweepRun.objects.filter(finished_at=timezone.now()).values_list("name", flat=True)) == set(
        Name.values
    )


def test_the_mail_servers_yes_is_noted_once_for_a_connection(
    officer: Person, mailoutbox: list[object]
) -> None:
    with Connection() as nothing:
        nothing.open()
    assert not MailServer.objects.exists()
    for _ in range(2):
        cases.send_letters(cases.make_invitation())
    cases.make_invitation()
    outbox.send_due()
    assert MailServer.objects.get().said_yes_at == timezone.now()


def test_a_mail_server_that_says_no_is_not_noted(officer: Person, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    cases.make_invitation()
    assert outbox.send_due() == 1
    assert not MailServer.objects.exists()


# --- The read -----------------------------------------------------------------------------------------------


def test_everything_is_read_in_one_statement(
    good_day: None, officer: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        cases.make_invitation()
    with django_assert_num_queries(1):
        seen = machine.read(timezone.now())
    assert seen.letters == {"draft": 0, "queued": 3, "sending": 0, "failed": 0, "uncertain": 0}
    assert seen.letter_due_since == timezone.now()


def test_a_letter_that_no_server_takes_waits_since_its_release_and_one_put_off_since_its_next_try(
    good_day: None, officer: Person
) -> None:
    invitation, now = cases.make_invitation(), timezone.now()
    letter = Letter.objects.filter(invitation=invitation)
    hour = timedelta(hours=1)
    letter.update(released_at=now - hour, attempts=0, next_attempt_at=now + timedelta(minutes=1))
    assert machine.read(now).letter_due_since == now - hour
    letter.update(attempts=2, next_attempt_at=now + hour)
    assert machine.read(now).letter_due_since is None
    letter.update(attempts=2, next_attempt_at=now - timedelta(minutes=5))
    assert machine.read(now).letter_due_since == now - timedelta(minutes=5)
    letter.update(attempts=0, next_attempt_at=None, channel=Letter.Channel.POST)
    assert machine.read(now).letter_due_since is None


# --- /readyz ------------------------------------------------------------------------------------------------


def test_ready_on_a_good_day(good_day: None, client: Client) -> None:
    status, checks = readiness_of(client)
    assert (status, [name for name, good in checks.items() if not good]) == (200, [])
    assert set(checks) == {
        "database", "broker", *(f"sweep_{name}" for name in Name.values), "mail_server", "oldest_letter",
        "oldest_mail", "troubled_letters", "put_off", "undelivered_notifications",
    }  # fmt: skip


def test_not_ready_when_the_worker_is_stale(good_day: None, client: Client, office_day: Traveller) -> None:
    office_day.shift(121)
    status, checks = readiness_of(client)
    assert (status, [name for name, good in checks.items() if not good]) == (
        503,
        ["sweep_send_letters", "sweep_send_notifications", "sweep_send_links", "sweep_send_account_mails"],
    )


def test_not_ready_without_a_broker_and_nobody_waits_for_it(
    good_day: None, client: Client, broker_at: Callable[[str], None]
) -> None:
    broker_at(f"redis://127.0.0.1:{free_port()}/0")
    assert readiness_of(client)[1]["broker"] is False
    with socket.create_server(("127.0.0.1", 0)) as stalled:
        broker_at(f"redis://127.0.0.1:{stalled.getsockname()[1]}/0")
        began = time.perf_counter()
        status, checks = readiness_of(client)
        assert time.perf_counter() - began < 2
    assert (status, [name for name, good in checks.items() if not good]) == (503, ["broker"])


def test_not_ready_without_a_database(good_day: None, client: Client) -> None:
    def gone(*statement: object) -> None:
        raise DatabaseError("Zebedee")

    with connection.execute_wrapper(gone):
        response = client.get(reverse("engagements:readyz"))
    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "version": VERSION,
        "checks": {"database": {"good": False, "value": None}},
    }


# --- /metrics -----------------------------------------------------------------------------------------------


def scrape(client: Client, authorization: str | None = f"Bearer {TOKEN}") -> Any:
    headers = {} if authorization is None else {"Authorization": authorization}
    return client.get(reverse("engagements:metrics"), headers=headers)


def test_metrics_do_not_exist_without_a_token(council: object, client: Client) -> None:
    assert scrape(client).status_code == 404


@pytest.mark.parametrize(
    "given", [None, "", TOKEN, "Bearer ", "Bearer wrong", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é"]
)
def test_metrics_are_shown_to_nobody_else(given: str | None, client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    response = scrape(client, given)
    assert (response.status_code, response.content, response["WWW-Authenticate"]) == (401, b"", "Bearer")


def test_metrics_read_letters_and_sweeps_at_each_scrape(
    good_day: None, officer: Person, client: Client, settings: Settings, office_day: Traveller
) -> None:
    settings.METRICS_TOKEN = TOKEN
    cases.make_invitation()
    office_day.shift(90)
    text = scrape(client).content.decode()
    for line in (
        "civic_database_up 1.0",
        "civic_broker_up 1.0",
        'civic_letters{state="queued"} 1.0',
        'civic_letters{state="failed"} 0.0',
        "civic_oldest_letter_seconds 90.0",
        'civic_sweep_age_seconds{sweep="system_steps"} 90.0',
        'civic_sweep_last_rows{outcome="failed",sweep="send_letters"} 0.0',
        'civic_check_good{check="sweep_send_letters"} 1.0',
    ):
        assert line in text.splitlines()


def test_metrics_without_a_database_say_so(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN

    def gone(*statement: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(gone):
        response = scrape(client)
    assert response.status_code == 200
    assert "civic_database_up 0.0" in response.content.decode().splitlines()


# --- For officers -------------------------------------------------------------------------------------------

AWAY = "The part of the system that sends letters has not been running since 10am; letters are waiting."


@pytest.fixture
def away(good_day: None, officer: Person, office_day: Traveller) -> None:
    cases.make_invitation()
    office_day.shift(4 * 60 * 60)


@pytest.mark.parametrize("name", ["engagements:work_list", "engagements:letters_desk"])
def test_officers_read_what_is_wrong_and_nothing_on_a_good_day(
    name: str, good_day: None, officer: Person, client: Client, office_day: Traveller
) -> None:
    client.force_login(officer)
    assert "System status" not in client.get(reverse(name)).content.decode()
    cases.make_invitation()
    office_day.shift(4 * 60 * 60)
    page = client.get(reverse(name)).content.decode()
    assert page.count(AWAY) == 1
    assert reverse("engagements:machine") in page


def test_the_banner_costs_one_statement_for_officers_and_none_for_others(
    good_day: None,
    officer: Person,
    monitoring_officer: Person,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def read(now: object) -> list[str]:
        asked.append(now)
        return []

    def statements(person: Person) -> int:
        client.force_login(person)
        client.get(reverse("engagements:work_list"))
        counted: list[object] = []

        def count(execute: Any, *statement: Any) -> Any:
            counted.append(statement)
            return execute(*statement)

        with connection.execute_wrapper(count):
            client.get(reverse("engagements:work_list"))
        return len(counted)

    with_banner = {person: statements(person) for person in (officer, monitoring_officer)}
    monkeypatch.setattr(machine, "troubles", read)
    assert with_banner[officer] - statements(officer) == 1
    assert with_banner[monitoring_officer] - statements(monitoring_officer) == 0
    assert len(asked) == 2


def test_the_manager_reads_how_the_machine_is(good_day: None, manager: Person, client: Client) -> None:
    client.force_login(manager)
    page = client.get(reverse("engagements:machine")).content.decode()
    assert "Everything is working." in page
    assert f"Version {VERSION}" in page


def test_the_manager_reads_what_is_wrong(away: None, manager: Person, client: Client) -> None:
    client.force_login(manager)
    assert AWAY in client.get(reverse("engagements:machine")).content.decode()
    assert reverse("engagements:machine") in client.get(reverse("engagements:work_list")).content.decode()


def test_the_version_is_shown_to_staff_and_not_to_the_public(officer: Person, client: Client) -> None:
    assert VERSION not in client.get(reverse("civic:home")).content.decode()
    client.force_login(officer)
    # Also where the page speaks of another version: the protocol's.
    for page in (reverse("civic:own_account"), reverse("handbook:version", args=[1])):
        assert f"Version {VERSION}" in client.get(page).content.decode()
