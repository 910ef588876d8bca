"""The frame around every letter: the same letterhead, reference, date, signature and foot,
whatever the template says.

Pure: words in, plain text and HTML out. Nothing in the frame can be edited letter by letter, so that
the same case gets the same letter (P21), signed by a named officer on the council's letterhead
(P12), naming every copy (P13).
"""

import re
import textwrap
from collections.abc import Mapping
from html import escape

from protocols.wording import fill, with_capitals

WIDTH = 76
RULE = "-" * 24
FROM = "{office_name}\n{office_address}\n{office_telephone}\n{office_email}"
ADDRESSED_TO = "{organiser_name}\n{organisation}\n{organiser_address}"
REFERENCE = "Our reference: {reference}\n{letter_date}"
CONFIDENTIAL = "Confidential"
MATTER = "{event_title}\n{event_when}\n{event_where}"
CLOSE = "Yours sincerely"
SIGNATURE = "{officer_name}\n{officer_post}\n{office_name}"
CLAUSE_LINE = (
    "This letter follows clause {clause} of our protocol for civic invitations, “{clause_title}”: "
    "{protocol_address}#{clause}"
)
PROTOCOL_LINE = "Our protocol for civic invitations is published at {protocol_address}"
DISCLOSURE = (
    "What you write to us and what we write to you may have to be disclosed under freedom of "
    "information and data protection law."
)
# A style sheet in the head, not style attributes: most mail programs read it and the letter is sound without.
STYLE = (
    "body{margin:0;padding:24px;background:#fff;color:#0b0c0c;font:16px/1.5 Georgia,'Times New Roman',serif}"
    ".civic-letter{max-width:38em;margin:0 auto}"
    ".civic-letter__head{border-bottom:2px solid #0b0c0c;margin-bottom:24px}"
    ".civic-letter__council{font-size:20px;font-weight:bold}.civic-letter__subject{font-weight:bold}"
    "address{font-style:normal;margin:0 0 16px}"
    ".civic-letter__copies{border-top:1px solid #b1b4b6;padding-top:8px;font-size:14px}"
)


def letterhead(words: Mapping[str, str]) -> str:
    """The council's own letterhead, or its name."""
    return words.get("letterhead") or fill("{council_name}", words)


def foot_lines(values: Mapping[str, str]) -> list[str]:
    """Copies named (P13), the clause the letter rests on, and that letters may be disclosed."""
    words = with_capitals(values)
    copies = [fill("Copies to: {copies}", words)] if words.get("copies") else []
    clause = [
        fill(CLAUSE_LINE if words.get("clause") and words.get("clause_title") else PROTOCOL_LINE, words)
    ]
    return copies + clause + [DISCLOSURE]


def wrapped(paragraph: str) -> str:
    """Lines short enough for any mail program; addresses are never broken."""
    lines = []
    for line in paragraph.split("\n"):
        indent = "  " if line.startswith(("- ", "* ")) else ""
        lines.append(
            textwrap.fill(
                line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
            )
        )
    return "\n".join(lines)


def as_text(body: str, values: Mapping[str, str], *, confidential: bool = False) -> str:
    """The letter as plain text, framed; `body` is the finished wording and is not interpreted."""
    words = with_capitals(values)
    blocks = [
        letterhead(words),
        fill(FROM, words),
        CONFIDENTIAL.upper() if confidential else "",
        fill(ADDRESSED_TO, words),
        fill(REFERENCE, words),
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
    ours = sorted(
        {escape(address) for address in addresses if re.match(r"https?://", address)}, key=len, reverse=True
    )
    html = escape(text)
    if ours:
        # Not followed by more of an address: a longer one that merely begins like ours is not ours.
        html = re.sub(f"({'|'.join(map(re.escape, ours))})(?![\\w/#?%=-])", r'<a href="\1">\1</a>', html)
    return html.replace("\n", "<br>")


def as_article(body: str, values: Mapping[str, str], *, confidential: bool = False) -> str:
    """The letter as one HTML element without styles, for a page that shows or prints it."""
    words = with_capitals(values)
    protocol = words.get("protocol_address", "")
    addresses = (words.get("link", ""), protocol, f"{protocol}#{words.get('clause', '')}")

    def block(tag: str, name: str, text: str) -> str:
        css = f' class="civic-letter__{name}"' if name else ""
        return f"<{tag}{css}>{marked_up(text, addresses)}</{tag}>" if text.strip() else ""

    parts = [
        '<article class="civic-letter">',
        '<div class="civic-letter__head">',
        block("p", "council", letterhead(words)),
        block("address", "from", fill(FROM, words)),
        "</div>",
        block("p", "subject", CONFIDENTIAL if confidential else ""),
        block("address", "to", fill(ADDRESSED_TO, words)),
        block("p", "", fill(REFERENCE, words)),
        block("p", "", fill("{salutation},", words)),
        block("p", "subject", fill(MATTER, words)),
        *(block("p", "", paragraph) for paragraph in body.split("\n\n")),
        block("p", "", f"{CLOSE},"),
        block("p", "", fill(SIGNATURE, words)),
        '<div class="civic-letter__copies">',
        *(block("p", "", line) for line in foot_lines(words)),
        "</div>",
        "</article>",
    ]
    return "\n".join(filter(None, parts))


def as_page(article: str, title: str) -> str:
    """A whole HTML document around the article, for the mail's HTML part."""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{article}\n</body>\n</html>\n"
    )
