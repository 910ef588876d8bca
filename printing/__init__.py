"""Tagged PDFs of what the office shows and keeps. Any package may use it; it knows nothing of any of them.

`as_pdf(markup, title)` makes one of a page, and with `sheet=LETTER` one of a letter; `is_available()` says
beforehand whether this machine can, `HOW_TO_INSTALL` is what to tell whoever asked when it cannot. A page
stays printable from the browser either way. `square_code(address)` is a picture that a camera follows.
"""

import importlib
import logging
from functools import cache
from html import escape
from pathlib import Path
from types import ModuleType

import segno

__all__ = [
    "HOW_TO_INSTALL",
    "LETTER",
    "PAGE",
    "CannotPrint",
    "as_document",
    "as_pdf",
    "is_available",
    "square_code",
]

log = logging.getLogger(__name__)
HERE = Path(__file__).resolve().parent
# The style sheets: of pages that are taken to a meeting, and of letters.
PAGE, LETTER = HERE / "print.css", HERE / "letter.css"
HOW_TO_INSTALL = (
    "This machine lacks the libraries that make PDF files: Pango and HarfBuzz. "
    "On Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0 fonts-liberation. "
    "Until then, print the page from your browser."
)


class CannotPrint(Exception):
    """The libraries that make PDF files are not installed here; the message says which."""


@cache
def _weasyprint() -> ModuleType | None:
    """The PDF maker, or None.

    Loaded at the first PDF and not when the office starts, the one exception to imports at the top of a file:
    it takes a second, and fails where the system lacks Pango, on which nothing but PDFs depends.
    """
    # It tells of each of its seven steps, which says nothing to whoever reads the office's log.
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as missing:
        log.warning("no PDFs on this machine: %s", missing)
        return None


def is_available() -> bool:
    """Whether this machine can make PDFs."""
    return _weasyprint() is not None


def square_code(address: str) -> str:
    """A picture, as a data: address, of the square code (QR) that leads to this address."""
    made: str = segno.make_qr(address, error="m").svg_data_uri(
        border=0, omitsize=True, svgclass=None, lineclass=None, encode_minimal=True
    )
    return made


def as_document(
    html: str, title: str, *, language: str = "en-GB", sheet: Path = PAGE, colour: str = "#0b0c0c"
) -> str:
    """A whole document around the markup of its body, with a style sheet for paper."""
    styles = f":root {{ --civic-brand: {colour}; }}\n{sheet.read_text(encoding='utf-8')}"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{styles}</style>\n</head>\n<body>\n{html}\n</body>\n</html>\n"
    )


def as_pdf(
    html: str, title: str, *, language: str = "en-GB", sheet: Path = PAGE, colour: str = "#0b0c0c"
) -> bytes:
    """A tagged PDF (PDF/UA-1) of this markup: the contents of a body, with headings,
    tables with th, and alt texts; `colour` is the council's own, where the sheet uses it.

    Nothing is fetched from anywhere: pictures are data: addresses or inline SVG. Raises CannotPrint.
    """
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise CannotPrint(HOW_TO_INSTALL)
    fetcher = importlib.import_module("weasyprint.urls").URLFetcher(allowed_protocols=["data"])
    markup = as_document(html, title, language=language, sheet=sheet, colour=colour)
    document = weasyprint.HTML(string=markup, url_fetcher=fetcher)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made
