"""A real web server, asked by hand in ways that no browser asks: its log names neither a token nor what stood
in a line or a header of it.
"""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import council
from tests.real_parts.processes import wait_until
from tests.real_parts.test_machine_speaks import Web

pytestmark = [pytest.mark.real_parts, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
TOKEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
HOST = "Host: 127.0.0.1\r\n"
REQUESTS = [
    f"GET /%69nvitation/{TOKEN} HTTP/1.1\r\n{HOST}\r\n",
    f"GET //invitation/{TOKEN} HTTP/1.1\r\n{HOST}\r\n",
    f"GET /invitation/{TOKEN}/ of Zebedee HTTP/1.1\r\n{HOST}\r\n",
    f"GET /%69nvitation/{TOKEN} HTTP/9.9\r\n{HOST}\r\n",
    f"GET /%69nvitation/{TOKEN}\r\n\r\n",
    f"/%69nvitation/{TOKEN} GET HTTP/1.1\r\n{HOST}\r\n",
    f"Zebedee /{TOKEN} HTTP/1.1\r\n{HOST}\r\n",
    f"GET / HTTP/1.1\r\n{HOST}X Letter: Dear Zebedee {TOKEN}\r\n\r\n",
    f"GET / HTTP/1.1\r\n{HOST}Zebedee of Wexcombe\r\n\r\n",
    f"GET / HTTP/1.1\r\n{HOST} folded: Zebedee\r\n\r\n",
    f"GET / HTTP/1.1\r\n{HOST}Cookie: Zebedee\x00{TOKEN}\r\n\r\n",
    f"GET / HTTP/1.1\r\n{HOST}Content-Length: Zebedee\r\n\r\n",
    f"GET / HTTP/1.1\r\n{HOST}Transfer-Encoding: Zebedee\r\n\r\n",
    f"GET / HTTP/1.1\r\n{HOST}Expect: Zebedee\r\n\r\n",
    f"GET /{TOKEN * 200} HTTP/1.1\r\n{HOST}\r\n",
    f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\nZebedee\r\n\r\n",
    f"GET /invitation/{TOKEN} HTTP/1.1\r\n{HOST}Cookie: Zebedee",
]


@pytest.fixture(params=["json", "readable"])
def web(request: pytest.FixtureRequest, transactional_db: None, tmp_path: Path) -> Iterator[Web]:
    council.make_council()
    web = Web(tmp_path / "web.log", LOG_LINES=request.param)
    # As much as it can be brought to say.
    web.command += ["--log-level", "debug", "--access-logfile", "-"]
    web.start()
    wait_until(lambda: web.get("/healthz")[0] == 200, within=30, what="the web server answers")
    yield web
    web.kill()


def sent(web: Web, request: str) -> str:
    """The first line of the answer, if there is one."""
    with socket.create_connection(("127.0.0.1", web.port), timeout=10) as connection:
        connection.sendall(request.encode("latin-1"))
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(4096).decode("latin-1").partition("\r\n")[0]


def test_a_request_that_cannot_be_read_leaves_nothing_of_itself_in_the_log(web: Web) -> None:
    answers = [sent(web, request) for request in REQUESTS]
    assert len([answer for answer in answers if answer.startswith(("HTTP/1.1 4", "HTTP/1.1 501"))]) > 8, (
        answers
    )
    refused = "A request could not be read: InvalidHeaderName"
    wait_until(lambda: refused in web.log.read_text(encoding="utf-8"), within=10, what="the log says so")
    lines = [line for line in web.log.read_text(encoding="utf-8").splitlines() if TOKEN[:16] in line]
    assert lines == []
    assert [line for line in web.log.read_text(encoding="utf-8").splitlines() if "Zebedee" in line] == []
