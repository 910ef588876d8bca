"""Every address of the site asked by everybody: only whom tests/matrix.py names gets an answer,
and nothing changes by GET.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from civic.queries import read_council
from tests.council import OFFICE_DAY
from tests.matrix import CLOSED_TO_ALL, LINES, Line
from tests.matrix_scene import PUBLIC, Scene, Who, make_scene

pytestmark = pytest.mark.django_db

# A session is not the office's business.
WRITES_OF_A_SESSION = ("django_session",)
WRITING = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


def addresses(
    resolver: URLResolver | None = None, space: str = "", before: str = ""
) -> Iterator[tuple[str, str]]:
    """The name and the route of every address; one without a name goes by its route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space, route)
        elif isinstance(entry, URLPattern):
            yield (space + entry.name if entry.name else f"{space}{route}"), route


ADDRESSES = dict(addresses())


def is_closed_to_all(name: str) -> bool:
    return name.startswith(CLOSED_TO_ALL)


def address_of(line: Line, scene: Scene) -> str:
    """A named address by its name, one without by its route."""
    try:
        return reverse(line.name, kwargs=line.given(scene))
    except NoReverseMatch:
        return "/" + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda bracket: str(line.given(scene)[bracket[1]]), ADDRESSES[line.name]
        )


class Askers:
    """Makes a fresh client for each request; everybody of the scene is signed in once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.sessions: dict[Who, str] = {}
        organiser = Client()
        organiser.get(reverse("engagements:organiser_link", kwargs={"token": scene.token}))
        self.links = organiser.cookies
        for who, person in scene.people.items():
            client = Client()
            client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
            self.sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def client(self, who: Who, **options: Any) -> Client:
        client = Client(**options)
        if who is Who.ORGANISER:
            client.cookies.update(self.links)
        if who in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client

    def ask(self, who: Who, method: str, address: str) -> tuple[str, list[str]]:
        """The answer in a word and the tables that were written to; nothing is kept."""
        client, written = self.client(who), []
        # A dozen people at one address within a second are not what the limits of sign-in pages are for.
        cache.clear()

        def watch(execute: Any, sql: str, *rest: Any) -> Any:
            found = WRITING.match(sql)
            if found and found[2] not in WRITES_OF_A_SESSION:
                written.append(found[2])
            return execute(sql, *rest)

        with transaction.atomic(), connection.execute_wrapper(watch):
            response = client.get(address) if method == "GET" else client.post(address)
            # A streamed answer reads the database while it is read.
            b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        return answer_in_a_word(response), written


def answer_in_a_word(response: HttpResponseBase) -> str:
    if response.status_code == 302 and response["Location"].split("?")[0] in (
        reverse("account_login"),
        reverse("admin:login"),
    ):
        return "sign in first"
    if response.status_code < 400:
        return "answered"
    # 409 tells politely that the thing has moved on meanwhile;
    # 503, to whoever watches, that the machine is not ready.
    words = {
        400: "answered",
        403: "refused",
        404: "not found",
        405: "no such method",
        409: "answered",
        503: "answered",
    }
    return words.get(response.status_code, f"status {response.status_code}")


def expected(line: Line, who: Who, method: str) -> str:
    allowed = line.get if method == "GET" else (line.post or frozenset())
    if who in allowed:
        return "not found" if method in line.absent else "answered"
    if who in line.get | (line.post or frozenset()):
        return "no such method"
    if line.behind_link:
        return "refused" if method == "GET" or line.post else "no such method"
    if line.hidden:
        return "not found"
    return "sign in first" if who in PUBLIC else "refused"


@pytest.fixture(scope="module")
def askers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Askers]:
    """One scene for all the tests of this file: every request is undone after it was answered,
    and the scene at the end.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        # In the office's own days, as every test: a link or a session made then has ended by today.
        with time_machine.travel(OFFICE_DAY, tick=False):
            askers = Askers(make_scene())
        yield askers
        transaction.set_rollback(True)


def test_every_address_is_declared() -> None:
    declared = {line.name for line in LINES}
    undeclared = [name for name in ADDRESSES if name not in declared and not is_closed_to_all(name)]
    assert undeclared == [], "say in tests/matrix.py who may open these"
    assert sorted(declared - set(ADDRESSES)) == [], "these are declared in tests/matrix.py and do not exist"
    assert len({str(line) for line in LINES}) == len(LINES)


@pytest.mark.parametrize("line", [line for line in LINES if line.name in ADDRESSES], ids=str)
def test_only_whom_the_matrix_names_gets_an_answer(line: Any, askers: Any) -> None:
    address = address_of(line, askers.scene)
    answers, changed = {}, {}
    for method in ("GET", "POST"):
        for who in Who:
            answers[who, method], written = askers.ask(who, method, address)
            if written and (method == "GET" or answers[who, method] != "answered"):
                changed[who, method] = written
    assert answers == {(who, method): expected(line, who, method) for who, method in answers}
    assert changed == {}, "a GET or a refused POST wrote to these tables"


# What reads the council as it stands asks for these; what shows the settings asks for one of them at a time.
OF_THE_COUNCIL = 'AS "has_logo"'
OF_ITS_TERMS = ('FROM "civic_term"', 'FROM "civic_actingperiod"', 'FROM "civic_councilmeeting"')


def test_each_page_reads_the_council_once(askers: Any) -> None:
    """One reading a request, passed on to whatever the page is made of (civic/queries/council_now.py)."""
    read_council()
    again = {}
    for line in (line for line in LINES if line.get and line.name in ADDRESSES):
        with CaptureQueriesContext(connection) as queries:
            askers.ask(sorted(line.get)[0], "GET", address_of(line, askers.scene))
        asked = [query["sql"] for query in queries]
        councils = sum(OF_THE_COUNCIL in sql for sql in asked)
        terms = all(any(table in sql for sql in asked) for table in OF_ITS_TERMS)
        if councils > 1 or terms:
            again[str(line)] = (councils, terms)
    assert again == {}


@pytest.mark.parametrize("line", [line for line in LINES if line.post and line.name in ADDRESSES], ids=str)
def test_no_post_is_taken_without_its_token(line: Any, askers: Any) -> None:
    who = sorted(line.post)[0]
    assert (
        askers.client(who, enforce_csrf_checks=True).post(address_of(line, askers.scene)).status_code == 403
    )


def test_admin_is_closed_to_every_part_in_the_office(askers: Any) -> None:
    answers: dict[tuple[str, Who], str] = {}
    for name in filter(is_closed_to_all, ADDRESSES):
        address = "/" + re.sub(r"<[^>]*>", "1", re.sub(r"\(\?P<\w+>[^)]*\)|[$^]", "1", ADDRESSES[name]))
        if name not in ("admin:login", "admin:logout"):
            answers |= {(name, who): askers.ask(who, "GET", address)[0] for who in Who}
    assert {
        asked: answer
        for asked, answer in answers.items()
        if answer not in ("sign in first", "refused", "not found")
    } == {}
    assert len(answers) > 100
