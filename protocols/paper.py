"""The letter as one HTML element without styles of its own, for paper and for our own pages.

Its looks are in printing/letter.css on paper and in assets/scss/_letter.scss on the screen. Addressee and
office stand side by side, the addressee where the window of an envelope is.
"""

import re
from collections.abc import Mapping
from html import escape

from protocols.layout import (
    CLOSE,
    CONFIDENTIAL,
    LOGO_ALT,
    MATTER,
    PLAIN,
    REFERENCE,
    SIGNATURE,
    Block,
    Stationery,
    blocks_of,
    copies_line,
    letterhead,
    marked_up,
    small_print,
    web_addresses,
)
from protocols.wording import fill, with_capitals

FROM = "{office_name}\n{office_address}\n{office_telephone}\n{office_email}"
ADDRESSED_TO = "{organiser_name}\n{organisation}\n{organiser_address}"
CODE_ALT = "A square code with the address beside it"
HOW_TO_OPEN = "Type this address into a browser, or point the camera of your telephone at the square."


def as_article(
    body: str, values: Mapping[str, str], *, confidential: bool = False, stationery: Stationery = PLAIN
) -> str:
    """The letter as it is printed, and as our own pages show it."""
    words = with_capitals(values)
    leads_to = web_addresses(words)

    def block(tag: str, name: str, text: str) -> str:
        css = f' class="civic-letter__{name}"' if name else ""
        return f"<{tag}{css}>{marked_up(text, leads_to)}</{tag}>" if text.strip() else ""

    def of_body(part: Block) -> str:
        if part.kind == "list":
            return f"<ul>{''.join(block('li', '', item) for item in part.lines)}</ul>"
        if part.kind == "link" and stationery.code:
            return _door(part.text, stationery.code)
        return block("p", "", part.text)

    parts = [
        '<article class="civic-letter">',
        '<div class="civic-letter__head">',
        _logo(stationery),
        _letterhead(words),
        "</div>",
        '<div class="civic-letter__ends">',
        f'<div class="civic-letter__window">{block("address", "to", fill(ADDRESSED_TO, words))}</div>',
        '<div class="civic-letter__from">',
        block("address", "", fill(FROM, words)),
        block("p", "", fill(REFERENCE, words)),
        "</div>",
        "</div>",
        block("p", "confidential", CONFIDENTIAL if confidential else ""),
        block("p", "salutation", fill("{salutation},", words)),
        block("p", "subject", fill(MATTER, words)),
        *(of_body(part) for part in blocks_of(body, words.get("link", ""))),
        '<div class="civic-letter__close">',
        block("p", "", f"{CLOSE},"),
        block("p", "signature", fill(SIGNATURE, words)),
        "</div>",
        block("p", "copies", copies_line(words)),
        '<div class="civic-letter__foot">',
        *(block("p", "", line) for line in small_print(words)),
        "</div>",
        "</article>",
    ]
    return "\n".join(filter(None, parts))


def _logo(stationery: Stationery) -> str:
    if not stationery.logo:
        return ""
    return f'<img class="civic-letter__logo" src="{escape(stationery.logo)}" alt="{LOGO_ALT}">'


def _door(link: str, code: str) -> str:
    """The organiser's link to be typed, or read by a telephone's camera from the square beside it."""
    typed = escape(re.sub("^https?://", "", link))
    return (
        '<div class="civic-letter__door">'
        f'<img class="civic-letter__code" src="{escape(code)}" alt="{CODE_ALT}">'
        f'<p><a href="{escape(link)}">{typed}</a><br><small>{HOW_TO_OPEN}</small></p></div>'
    )


def _letterhead(words: Mapping[str, str]) -> str:
    """The council's name in type, with the other lines of its letterhead below it."""
    name, *others = letterhead(words).split("\n")
    below = "".join(f"<br><small>{escape(line)}</small>" for line in others)
    return f'<p class="civic-letter__council">{escape(name)}{below}</p>'
