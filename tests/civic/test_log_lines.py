"""Lines of the log: what they hold, under which number, and what they leave out."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from civic.logs import masked
from civic.machine import runs
from civic.machine.log_lines import LEFT_OUT, JsonLines, ReadableLines
from civic.models import Council, Person
from civic.root_urls import handler500, urlpatterns

TOKEN = "q1w2e3r4t5y6u7i8o9p0q1w2e3r4t5y6"


@login_not_required
def ask_the_database_and_fail(request: HttpRequest, token: str) -> HttpResponse:
    Council.objects.get()
    raise ValueError("Zebedee Quince of 3 Secret Lane")


urlpatterns = [path("fail/<str:token>/", ask_the_database_and_fail, name="fail"), *urlpatterns]
assert handler500


class Captured(logging.Handler):
    """What production would write to its log."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.text: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.text.append(self.format(record))

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.text]


@pytest.fixture
def log() -> Iterator[Captured]:
    captured, root = Captured(), logging.getLogger()
    level = root.level
    root.addHandler(captured)
    root.setLevel(logging.INFO)
    yield captured
    root.setLevel(level)
    root.removeHandler(captured)


def formatted(error: Exception) -> dict[str, str]:
    try:
        raise error
    except Exception as raised:
        record = logging.LogRecord(
            "x", logging.ERROR, "x.py", 1, "It failed.", None, (type(raised), raised, raised.__traceback__)
        )
    line: dict[str, str] = json.loads(JsonLines().format(record))
    return line


# --- One line a request -------------------------------------------------------------------------------------


def test_a_request_has_one_line_with_its_facts(log: Captured, officer: Person, client: Client) -> None:
    client.force_login(officer)
    log.text.clear()
    response = client.get(reverse("civic:home"))
    [line] = log.lines
    ms, statements = line.pop("ms"), line.pop("statements")
    assert isinstance(ms, int)
    assert isinstance(statements, int)
    assert statements > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", str(line.pop("at")))
    assert str(line.pop("says")).startswith("GET civic:home: 200 in ")
    assert line == {
        "level": "info", "from": "civic.requests", "run": response["X-Request-ID"], "view": "civic:home",
        "status": 200, "method": "GET", "person": officer.pk, "capacities": ["officer"],
    }  # fmt: skip


def test_statements_are_counted_as_the_database_hears_them(
    log: Captured, officer: Person, client: Client
) -> None:
    client.force_login(officer)
    log.text.clear()
    with CaptureQueriesContext(connection) as heard:
        client.get(reverse("civic:own_account"))
    assert log.lines[0]["statements"] == len(heard) > 5


def test_a_line_for_nobody_and_for_what_is_not_there(log: Captured, council: Council, client: Client) -> None:
    client.get("/no-such-page/Zebedee-Quince/?q=Zebedee")
    [line] = log.lines
    assert (line["view"], line["status"], line["person"], line["capacities"]) == ("none", 404, None, [])


def test_an_unusual_method_is_not_repeated(log: Captured, council: Council, client: Client) -> None:
    client.generic("ZEBEDEE", reverse("civic:home"))
    assert [line["method"] for line in log.lines] == ["other"]


GIVEN = "6f1c2a90-3b7d-4f6e-9a51-0d2c4b8e7f13"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (GIVEN, True), ("0123456789abcdef", True), ("", False), ("short", False),
        ("Zebedee-Quince-of-Secret-Lane", False), ("0123456789abcdef\n{}", False), ("a" * 65, False),
    ],
)  # fmt: skip
def test_a_number_from_outside_is_taken_only_when_it_is_one(
    given: str, taken: bool, log: Captured, council: Council, client: Client
) -> None:
    response = client.get(reverse("civic:healthz"), headers={"X-Request-ID": given})
    assert log.lines[0]["run"] == response["X-Request-ID"]
    assert (response["X-Request-ID"] == given) is taken
    assert len(response["X-Request-ID"]) >= 16


def test_two_requests_have_two_numbers_and_nothing_has_one_afterwards(
    council: Council, client: Client
) -> None:
    numbers = {client.get(reverse("civic:healthz"))["X-Request-ID"] for _ in range(2)}
    assert len(numbers) == 2
    assert runs.number() == ""


# --- Errors -------------------------------------------------------------------------------------------------


@pytest.mark.urls(__name__)
def test_an_errors_page_and_its_traceback_share_a_number(log: Captured, council: Council) -> None:
    response = Client(raise_request_exception=False).get(f"/fail/{TOKEN}/?name=Zebedee")
    assert response.status_code == 500
    number = response["X-Request-ID"]
    assert (
        f"If you contact us, please give this number: <strong>{number}</strong>"
    ) in response.content.decode()
    told = [line for line in log.lines if line["from"] == "django.request"]
    assert [line["run"] for line in log.lines] == [number] * 2
    assert "ask_the_database_and_fail" in str(told[0]["traceback"])
    assert str(told[0]["traceback"]).endswith(f"builtins.ValueError: {LEFT_OUT}")
    assert told[0]["says"] == "Internal Server Error: (page)"
    assert TOKEN not in "".join(log.text)


@pytest.mark.urls(__name__)
def test_an_errors_page_is_shown_without_the_database(log: Captured, client: Client) -> None:
    """No test may ask the database without saying so: here every statement is an error, as with a server that
    is gone.
    """
    response = Client(raise_request_exception=False).get(f"/fail/{TOKEN}/")
    assert response.status_code == 500
    assert f"<strong>{response['X-Request-ID']}</strong>" in response.content.decode()


@pytest.mark.urls(__name__)
def test_an_errors_page_is_shown_without_templates(
    log: Captured, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*names: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("civic.views.errors.loader.render_to_string", broken)
    response = Client(raise_request_exception=False).get(f"/fail/{TOKEN}/")
    assert response.status_code == 500
    assert response.content.decode().startswith("<!DOCTYPE html>")
    assert f"give this number: <strong>{response['X-Request-ID']}</strong>" in response.content.decode()
    assert [line["from"] for line in log.lines] == ["civic.views.errors", "django.request", "civic.requests"]


def test_healthz_answers_when_no_statement_can_be_made(client: Client) -> None:
    def refuse(*statement: object) -> None:
        raise AssertionError("healthz asked the database")

    with connection.execute_wrapper(refuse):
        assert client.get(reverse("civic:healthz")).json() == {"alive": True}


# --- What is left out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error",
    [
        ValueError("Zebedee"),
        KeyError("Zebedee"),
        UnicodeError("Zebedee"),
        TypeError("Zebedee"),
        OSError("Zebedee"),
    ],
)
def test_what_an_error_quotes_is_left_out(error: Exception) -> None:
    assert "Zebedee" not in formatted(error)["traceback"].splitlines()[-1]


def test_what_the_machine_itself_says_stays() -> None:
    assert formatted(ConnectionRefusedError("[Errno 111] Connection refused"))["traceback"].endswith(
        "Connection refused"
    )


@pytest.mark.django_db
def test_a_constraint_is_named_without_the_row(council: Council) -> None:
    Person.objects.create(email="zebedee@quince.example", name="Zebedee")
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Person.objects.create(email="zebedee@quince.example", name="Zebedee")
    said = formatted(raised.value)["traceback"].splitlines()[-1]
    assert re.search("person_email_once|civic_person_email_key", said), said
    assert "zebedee" not in said


def test_query_strings_mailboxes_and_tokens_are_left_out_of_what_libraries_say() -> None:
    said = f"GET /office/?q=Zebedee&tab=all of /invitation/{TOKEN}/ to zebedee@quince.example"
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "x.py", 1, said, None, None)
    assert (
        json.loads(JsonLines().format(record))["says"]
        == "GET /office/?(query) of /invitation/***/ to (address)"
    )


HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (f"GET /%69nvitation/{HEX}{HEX}/ HTTP/1.1", "GET /%69nvitation/***/ HTTP/1.1"),
        (f"GET //invitation/{HEX} HTTP/1.1", "GET //invitation/*** HTTP/1.1"),
        (f"/invitation/{HEX[:9]}%{ord(HEX[9]):x}{HEX[10:]}", "/invitation/***"),
        (f"/invitation/%25{ord(HEX[0]):x}{HEX[1:]}", "/invitation/***"),
        (f"b'GET /invitation/{HEX} Zebedee'", "b'GET /invitation/*** Zebedee'"),
        (f"/account/password/reset/key/1a-d0tw3k-{HEX}/", "/account/password/reset/key/***/"),
        ("token=k2Jd8_Qw-7rTz5XcVb9NmLp3", "token=***"),
    ],
)
def test_a_token_is_known_by_its_shape_wherever_it_stands(said: str, written: str) -> None:
    assert masked(said) == written


@pytest.mark.parametrize(
    "said",
    [
        "CO-2026-00123 moved meanwhile", "engagements.0008_advice_and_tasks",
        "in test_no_traceback_names_a_token", "CompressedManifestStaticFilesStorage",
        "python3.11/site-packages/x86_64-linux-gnu/prometheus_multiproc_dir",
        "2026-06-01T09:00:00.123456+00:00", "Listening at: http://127.0.0.1:8000 (1234567)",
        "/invitation/lost/asked/", "Heads of 2026-06-01-and-2026-06-02",
    ],
)  # fmt: skip
def test_words_and_numbers_stay_readable(said: str) -> None:
    assert masked(said) == said


@pytest.mark.parametrize("formatter", [JsonLines, ReadableLines])
def test_what_a_line_tells_as_its_facts_stays_readable_in_its_words(
    formatter: type[logging.Formatter],
) -> None:
    record = logging.LogRecord(
        "x", logging.INFO, "x.py", 1, "Head of the day: %s, not %s", (HEX, f"{HEX}0"), None
    )
    record.facts = {"head": HEX}
    with runs.running(GIVEN):
        told = formatter().format(record)
    assert f"Head of the day: {HEX}, not ***" in told
    assert GIVEN in told


def test_what_celery_quotes_of_an_error_is_left_out() -> None:
    record = logging.LogRecord(
        "celery.app.trace", logging.ERROR, "x.py", 1, "Task %(name)s raised: %(exc)s", None, None
    )
    record.data = {"name": "engagements.tasks.keep_up", "exc": "ValueError('Zebedee')"}
    assert json.loads(JsonLines().format(record))["says"] == "Task engagements.tasks.keep_up: error"
