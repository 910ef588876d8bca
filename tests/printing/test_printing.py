"""PDFs: tagged, titled, and made without asking anybody for anything."""

import re
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

import printing

PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/%3E"


def parts_of(pdf: bytes) -> bytes:
    """The file with its packed streams unpacked after it, so that what stands in it can be found."""
    unpacked = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A real server on this machine that remembers who asked it for what."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Says nothing on the tests' terminal."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_pdf_is_tagged_titled_and_says_its_language() -> None:
    inside = parts_of(
        printing.as_pdf("<h1>Protocol</h1><p>Every invitation is for the Mayor first.</p>", "Our protocol")
    )
    assert inside.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in inside
    assert b"/Marked true" in inside
    assert b"/Lang (en-GB)" in inside
    assert b"pdfuaid:part" in inside
    assert b"Our protocol" in inside


def test_a_title_cannot_end_the_head_of_the_document() -> None:
    document = printing.as_document("<p>Yes</p>", "</title><h1>Other</h1>")
    assert "<h1>Other" not in document
    assert "&lt;h1&gt;Other" in document


def test_making_a_pdf_asks_nobody_for_anything(listener: Any, tmp_path: Path) -> None:
    address, asked = listener
    secret = tmp_path / "secret.svg"
    secret.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><text>secret words</text></svg>", encoding="utf-8"
    )
    markup = (
        f'<h1>Fetch</h1><link rel="stylesheet" href="{address}/style"><img src="{address}/picture" alt="a">'
        f'<img src="{secret.as_uri()}" alt="b"><img src="{PICTURE}" alt="c">'
        f'<style>@import url("{address}/import");</style>'
    )
    inside = parts_of(printing.as_pdf(markup, "Fetch"))
    assert asked == []
    assert b"secret words" not in inside


def test_the_office_starts_without_loading_the_pdf_maker() -> None:
    told = "import sys, printing; print('weasyprint' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )


def test_a_machine_without_the_library_is_told_what_to_install() -> None:
    """A fresh interpreter to which the library cannot be imported, as where Pango is missing."""
    told = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "import printing\nprint(printing.is_available())\n"
        "try: printing.as_pdf('<p>A</p>', 'A')\n"
        "except printing.CannotPrint as why: print('libpango-1.0-0' in str(why))"
    )
    assert (
        subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
        == "False\nTrue\n"
    )
