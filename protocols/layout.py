"""The frame around every letter: the same letterhead, reference, date, signature and foot, whatever the template says.

Pure: words in, plain text and HTML out. Nothing in the frame can be edited letter by letter, so that the same case gets
the same letter (P21), signed by a named officer on the council's letterhead (P12), naming every copy (P13).
"""

import re
import textwrap
from collections.abc import Mapping
from html import escape

from protocols.wording import fill, with_capitals

WIDTH = 76
RULE = "-" * 24
LETTERHEAD = "{council_name}\n{office_name}\n{office_address}\n{office_telephone}\n{office_email}"
ADDRESSED_TO = "{organiser_name}\n{organisation}"
CONFIDENTIAL = "Confidential"
MATTER = "{event_title}\n{event_when}\n{event_where}"
CLOSE = "Yours sincerely"
SIGNATURE = "{officer_name}\n{officer_post}\n{office_name}"
CLAUSE_LINE = "This letter follows clause {clause} of our protocol for civic invitations, \u201c{clause_title}\u201d: {protocol_address}#{clause}"
PROTOCOL_LINE = "Our protocol for civic invitations is published at {protocol_address}"
DISCLOSURE = (
    "What you write to us and what we write to you may have to be disclosed under freedom of information and data"
    " protection law. We keep your particulars only for as long as we need them for this invitation."
)
# A style sheet in the head, not style attributes: most mail programs read it and the letter is sound without.
STYLE = (
    "body{margin:0;padding:24px;background:#fff;color:#0b0c0c;font:16px/1.5 Arial,Helvetica,sans-serif}"
    ".letter{max-width:38em;margin:0 auto}.letter-head{border-bottom:2px solid #0b0c0c;padding-bottom:8px}"
    ".letter-foot{border-top:1px solid #b1b4b6;font-size:14px;color:#505a5f;padding-top:8px}"
)


def foot_lines(values: Mapping[str, str]) -> list[str]:
    """Copies named (P13), the clause the letter rests on, and that letters may be disclosed."""
    words = with_capitals(values)
    copies = [fill("Copies to: {copies}", words)] if words.get("copies") else []
    clause = [fill(CLAUSE_LINE if words.get("clause") and words.get("clause_title") else PROTOCOL_LINE, words)]
    return copies + clause + [DISCLOSURE]


def wrapped(paragraph: str) -> str:
    """Lines short enough for any mail program; addresses are never broken."""
    lines = []
    for line in paragraph.split("\n"):
        indent = "  " if line.startswith(("- ", "* ")) else ""
        lines.append(textwrap.fill(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False))
    return "\n".join(lines)


def as_text(body: str, values: Mapping[str, str], *, confidential: bool = False) -> str:
    """The letter as plain text, framed; `body` is the finished wording and is not interpreted."""
    words = with_capitals(values)
    blocks = [
        fill(LETTERHEAD, words),
        CONFIDENTIAL.upper() if confidential else "",
        fill("Our reference: {reference}\n{letter_date}", words),
        fill(ADDRESSED_TO, words),
        fill("{salutation},", words),
        fill(MATTER, words),
        *body.split("\n\n"),
        f"{CLOSE},",
        fill(SIGNATURE, words),
        RULE,
        *foot_lines(words),
    ]
    return "\n\n".join(wrapped(block) for block in blocks if block.strip()) + "\n"


def marked_up(text: str, addresses: tuple[str, ...]) -> str:
    """The text escaped, its lines kept, and our own addresses, only those, as links."""
    ours = sorted({escape(address) for address in addresses if re.match(r"https?://", address)}, key=len, reverse=True)
    html = escape(text)
    if ours:
        # Not followed by more of an address: a longer one that merely begins like ours is not ours.
        html = re.sub(f"({'|'.join(map(re.escape, ours))})(?![\\w/#?%=-])", r'<a href="\1">\1</a>', html)
    return html.replace("\n", "<br>\n")


def as_article(body: str, values: Mapping[str, str], *, confidential: bool = False) -> str:
    """The letter as one HTML element without styles, for a page that shows or prints it."""
    words = with_capitals(values)
    protocol = words.get("protocol_address", "")
    addresses = (words.get("link", ""), protocol, f"{protocol}#{words.get('clause', '')}")

    def paragraph(text: str) -> str:
        return f"<p>{marked_up(text, addresses)}</p>" if text.strip() else ""

    parts = [
        '<article class="letter">',
        f'<header class="letter-head">{paragraph(fill(LETTERHEAD, words))}</header>',
        f"<p><strong>{CONFIDENTIAL}</strong></p>" if confidential else "",
        paragraph(fill("Our reference: {reference}\n{letter_date}", words)),
        paragraph(fill(ADDRESSED_TO, words)),
        paragraph(fill("{salutation},", words)),
        f'<p class="letter-matter"><strong>{marked_up(fill(MATTER, words), ())}</strong></p>',
        *map(paragraph, body.split("\n\n")),
        paragraph(f"{CLOSE},"),
        paragraph(fill(SIGNATURE, words)),
        '<footer class="letter-foot">',
        *map(paragraph, foot_lines(words)),
        "</footer>",
        "</article>",
    ]
    return "\n".join(filter(None, parts))


def as_page(article: str, title: str) -> str:
    """A whole HTML document around the article, for the mail's HTML part."""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{article}\n</body>\n</html>\n"
    )
