"""The frame around every letter: the same letterhead, reference, date, signature and foot,
whatever the template says.

Pure: words in, plain text out, and the parts of which the mail's HTML (`protocols.mail_page`) and the letter
on paper and screen (`protocols.paper`) are made. Nothing in the frame can be edited letter by letter, so that
the same case gets the same letter (P21), signed by a named officer on the council's letterhead (P12), naming
every copy (P13).
"""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

from protocols.wording import fill, with_capitals

WIDTH = 76
RULE = "-" * 24
TO = "To {organiser_name}\n{organisation}"
REFERENCE = "Our reference: {reference}\n{letter_date}"
CONFIDENTIAL = "Confidential"
MATTER = "{event_title}\n{event_when}\n{event_where}"
CLOSE = "Yours sincerely"
SIGNED = "{officer_name}\n{officer_post}"
REACHED_AT = "{office_address}\nTelephone: {office_telephone}\nE-mail: {office_email}"
CLAUSE_LINE = (
    "This letter follows clause {clause} of our protocol for civic invitations, “{clause_title}”: "
    "{protocol_address}#{clause}"
)
PROTOCOL_LINE = "Our protocol for civic invitations is published at {protocol_address}"
DISCLOSURE = (
    "What you write to us and what we write to you may have to be disclosed under freedom of "
    "information and data protection law."
)
LOGO_ALT = "The council’s logo"
# Not within a longer address or number, which merely begins or ends like ours and is not ours.
_ALONE = r"(?<![\w.+/@-])({})(?![\w/#?%=@-]|\.\w)"
_TELEPHONE = re.compile(r"\+?[\d\s().-]{5,30}")
_ITEM = ("- ", "* ")
_IN_A_SENTENCE = re.compile(r"https?://\S*[\w/]")


@dataclass(frozen=True)
class Stationery:
    """What the council's paper looks like: its colour, and its logo where it has one.

    `logo` is the address that the picture is shown from, of our own page, of the mail's part or of the data
    itself; its width and height are the picture's own. `code` is such a picture of the organiser's link, for
    paper: a square that a telephone's camera reads.
    """

    colour: str = "#0b0c0c"
    logo: str = ""
    width: int = 0
    height: int = 0
    code: str = ""

    def logo_within(self, width: int, height: int) -> tuple[int, int]:
        """Its width and height, made no larger than this."""
        scale = min(1.0, width / max(self.width, 1), height / max(self.height, 1))
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


PLAIN = Stationery()


@dataclass(frozen=True)
class Block:
    """A part of the body: a paragraph with its lines, a list with its items, or the organiser's link."""

    kind: Literal["paragraph", "list", "link"]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def letterhead(words: Mapping[str, str]) -> str:
    """The council's own letterhead, or its name."""
    return words.get("letterhead") or fill("{council_name}", words)


def on_one_line(text: str) -> str:
    """Lines of an address, with commas between them."""
    return ", ".join(line.strip().rstrip(",") for line in text.split("\n") if line.strip())


def heading(words: Mapping[str, str], *, confidential: bool) -> list[str]:
    """What stands above the salutation in a mail: to whom, our reference and the day."""
    to = on_one_line(fill(TO, words))
    return [CONFIDENTIAL.upper() if confidential else "", f"{to}\n{fill(REFERENCE, words)}"]


def reached_at(words: Mapping[str, str]) -> str:
    """Where the office can be reached, a line each."""
    address = on_one_line(words.get("office_address", ""))
    return fill(REACHED_AT, {**words, "office_address": address})


def matter(words: Mapping[str, str]) -> str:
    """What the letter is about; nothing above one that is about no event."""
    return fill(MATTER, words) if words.get("event_title") else ""


def signature(words: Mapping[str, str]) -> str:
    """Who signs: an officer of the office, or the Mayor, whom the council has and not its office."""
    return f"{fill(SIGNED, words)}\n{words.get('signed_from') or fill('{office_name}', words)}"


def foot_lines(values: Mapping[str, str]) -> list[str]:
    """What stands below the line: copies named (P13), then the small print."""
    return copies_line(values) + small_print(values)


def copies_line(values: Mapping[str, str]) -> list[str]:
    """Everybody else who gets the letter (P13)."""
    return [fill("Copies to: {copies}", values)] if values.get("copies") else []


def small_print(values: Mapping[str, str]) -> list[str]:
    """The clause the letter rests on, or where the protocol is published, unless it is no answer to an
    invitation; how to complain (P23); and that letters may be disclosed.
    """
    words = with_capitals(values)
    cited = CLAUSE_LINE if words.get("clause") and words.get("clause_title") else PROTOCOL_LINE
    protocol = fill(cited, words) if words.get("protocol_address") else ""
    return [line for line in (protocol, words.get("complaints", ""), DISCLOSURE) if line]


def wrapped(paragraph: str) -> str:
    """Lines short enough for any mail program; addresses are never broken."""
    lines = []
    for line in paragraph.split("\n"):
        indent = "  " if line.startswith(_ITEM) else ""
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
        *heading(words, confidential=confidential),
        fill("{salutation},", words),
        matter(words),
        *body.split("\n\n"),
        f"{CLOSE},",
        signature(words),
        reached_at(words),
        RULE,
        *foot_lines(words),
    ]
    return "\n\n".join(wrapped(block) for block in blocks if block.strip()) + "\n"


# --- Parts of the HTML
# --------------------------------------------------------------------------------------------------


def blocks_of(body: str, link: str) -> list[Block]:
    """The body's paragraphs and lists; a line that holds the link and nothing else is a part of its own."""
    parts: list[Block] = []
    for paragraph in body.split("\n\n"):
        for block in _blocks_of_paragraph(paragraph, link):
            if block.kind == "list" and parts and parts[-1].kind == "list":
                block = Block("list", parts.pop().lines + block.lines)
            parts.append(block)
    return parts


def _blocks_of_paragraph(paragraph: str, link: str) -> Iterator[Block]:
    kind = "paragraph"
    lines: list[str] = []
    for line in paragraph.split("\n"):
        now = "link" if _is_web(link) and line.strip() == link else "paragraph"
        now = "list" if line.startswith(_ITEM) else now
        if now != kind and lines:
            yield _block(kind, lines)
            lines = []
        kind = now
        lines.append(line[2:].strip() if kind == "list" else line.strip())
    if any(lines):
        yield _block(kind, lines)


def _block(kind: str, lines: list[str]) -> Block:
    if kind == "list":
        return Block("list", tuple(lines))
    return Block("link" if kind == "link" else "paragraph", tuple(lines))


def _is_web(address: str) -> bool:
    return re.match(r"https?://", address) is not None


def web_addresses(words: Mapping[str, str]) -> dict[str, str]:
    """Our own addresses that a letter may name, each with where it leads."""
    protocol = words.get("protocol_address", "")
    own = [words.get("link", ""), protocol, f"{protocol}#{words.get('clause', '')}"]
    own += _IN_A_SENTENCE.findall(words.get("complaints", ""))
    return {address: address for address in own if _is_web(address)}


def ways_to_reach_us(words: Mapping[str, str]) -> dict[str, str]:
    """The office's telephone number and e-mail address, each with where it leads."""
    telephone, email = words.get("office_telephone", ""), words.get("office_email", "")
    found = {email: f"mailto:{email}"} if re.fullmatch(r"[\w.+'-]+@[\w.-]+", email) else {}
    if _TELEPHONE.fullmatch(telephone):
        found[telephone] = f"tel:{re.sub(r'[^+0-9]', '', telephone.replace('(0)', ''))}"
    return found


def marked_up(text: str, leads_to: Mapping[str, str], *, style: str = "") -> str:
    """The text escaped, its lines kept, and our own addresses, only those, as links."""
    html = escape(text)
    ours = {escape(shown): escape(address) for shown, address in leads_to.items()}
    if ours:
        longest_first = "|".join(map(re.escape, sorted(ours, key=len, reverse=True)))
        look = f' style="{style}"' if style else ""
        html = re.sub(
            _ALONE.format(longest_first),
            lambda found: f'<a href="{ours[found[1]]}"{look}>{found[1]}</a>',
            html,
        )
    return html.replace("\n", "<br>")
