"""The letter as the HTML part of a mail, for a telephone first: the head is short, so that the first sentence
stands on the first screen, and where the office is reached stands below the signature.

Mail programs know little of style sheets. What carries the shape is a table of one column and styles in the
elements; the sheet in the head is for dark screens only. Without its picture the letter says the same.
"""

from collections.abc import Mapping
from html import escape

from protocols.layout import (
    CLOSE,
    LOGO_ALT,
    PLAIN,
    Block,
    Stationery,
    blocks_of,
    foot_lines,
    heading,
    letterhead,
    marked_up,
    matter,
    reached_at,
    signature,
    ways_to_reach_us,
    web_addresses,
)
from protocols.wording import fill, with_capitals

BUTTON = "Open your own page"
LOGO_WIDTH, LOGO_HEIGHT = 140, 56
FONT = "font-family:Georgia,'Times New Roman',serif"
INK, QUIET, LINE, LINK = "#0b0c0c", "#484f54", "#b1b4b6", "#1a5a96"
TEXT = f"margin:0 0 16px;{FONT};font-size:17px;line-height:1.5;color:{INK}"
SMALL = f"margin:0 0 8px;{FONT};font-size:14px;line-height:1.45;color:{QUIET}"
ANCHOR = f"color:{LINK};text-decoration:underline"
# Long addresses break and telephone numbers do not; and a dark screen has colours of its own.
DARK = (
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "a{word-break:break-word}a[href^='tel:']{white-space:nowrap}"
    "@media (prefers-color-scheme:dark){"
    "body,.civic-paper{background:#17191b!important}"
    "p,li{color:#eceeef!important}.civic-quiet{color:#b8bec3!important}"
    "a{color:#9ccbff!important}.civic-button a{color:#ffffff!important}"
    ".civic-button td{border:1px solid #eceeef!important}"
    ".civic-line{border-color:#6b7176!important}}"
)


def as_page(
    body: str,
    values: Mapping[str, str],
    title: str,
    *,
    confidential: bool = False,
    stationery: Stationery = PLAIN,
) -> str:
    """The whole HTML document of the mail; it says what the mail's plain text says, in the same order."""
    words = with_capitals(values)
    leads_to = web_addresses(words) | ways_to_reach_us(words)

    def line(text: str, style: str = TEXT, css: str = "") -> str:
        name = f' class="{css}"' if css else ""
        marked = marked_up(text, leads_to, style=ANCHOR)
        return f'<p{name} style="{style}">{marked}</p>' if text.strip() else ""

    def of_body(part: Block) -> str:
        if part.kind == "list":
            items = "".join(
                f'<li style="{TEXT};margin-bottom:8px">{marked_up(item, leads_to, style=ANCHOR)}</li>'
                for item in part.lines
            )
            return f'<ul style="margin:0 0 16px;padding:0 0 0 22px">{items}</ul>'
        if part.kind == "link":
            return _button(part.text, stationery.colour) + line(part.text, f"{SMALL};margin-bottom:16px")
        return line(part.text)

    stamp, details = heading(words, confidential=confidential)
    contents = [
        _head(words, stationery),
        line(stamp, f"{TEXT};font-weight:bold"),
        line(details, f"{SMALL};margin-bottom:16px", "civic-quiet"),
        line(fill("{salutation},", words)),
        line(matter(words), f"{TEXT};font-weight:bold"),
        *(of_body(part) for part in blocks_of(body, words.get("link", ""))),
        line(f"{CLOSE},"),
        line(signature(words)),
        line(reached_at(words), SMALL, "civic-quiet"),
        f'<div class="civic-line" style="border-top:1px solid {LINE};margin:16px 0 12px;'
        'font-size:0;line-height:0"></div>',
        *(line(text, SMALL, "civic-quiet") for text in foot_lines(words)),
    ]
    return _document("\n".join(filter(None, contents)), title)


def _head(words: Mapping[str, str], stationery: Stationery) -> str:
    name, *others = letterhead(words).split("\n")
    below = "".join(
        f'<p class="civic-quiet" style="{SMALL};margin:2px 0 0">{escape(line)}</p>' for line in others
    )
    type_ = (
        f'<p style="margin:0;{FONT};font-size:20px;line-height:1.25;font-weight:bold;color:{INK}">'
        f"{escape(name)}</p>{below}"
    )
    return (
        '<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0">'
        f'<tr>{_logo(stationery)}<td valign="middle" style="padding:0 0 12px">{type_}</td></tr></table>'
        f'<div style="border-top:3px solid {escape(stationery.colour)};margin:0 0 16px;'
        'font-size:0;line-height:0"></div>'
    )


def _logo(stationery: Stationery) -> str:
    """On white also on a dark screen, where a dark crest without a ground would not be seen."""
    if not stationery.logo:
        return ""
    width, height = stationery.logo_within(LOGO_WIDTH, LOGO_HEIGHT)
    return (
        f'<td valign="middle" width="{width + 8}" style="width:{width + 8}px;padding:0 12px 12px 0">'
        f'<img src="{escape(stationery.logo)}" alt="{LOGO_ALT}" width="{width}" height="{height}" '
        f'style="display:block;border:0;padding:4px;border-radius:4px;background:#ffffff;{FONT};'
        f'font-size:12px;color:{QUIET}"></td>'
    )


def _button(link: str, colour: str) -> str:
    """A button that is one in every mail program: a cell with a ground, and a link that fills it."""
    ground = escape(colour)
    return (
        '<table role="presentation" class="civic-button" cellspacing="0" cellpadding="0" border="0" '
        'style="margin:0 0 12px"><tr>'
        f'<td bgcolor="{ground}" style="background:{ground};border-radius:4px;mso-padding-alt:12px 22px">'
        f'<a href="{escape(link)}" style="display:inline-block;padding:12px 22px;font-family:Arial,Helvetica,'
        f'sans-serif;font-size:17px;line-height:1.2;font-weight:bold;color:#ffffff;text-decoration:none">'
        f"{BUTTON}</a></td></tr></table>"
    )


def _document(contents: str, title: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{DARK}</style>\n</head>\n"
        '<body class="civic-paper" style="margin:0;padding:0;background:#ffffff">\n'
        '<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0"><tr>'
        '<td align="center">\n'
        '<table role="presentation" lang="en-GB" width="600" cellspacing="0" cellpadding="0" border="0" '
        'style="width:100%;max-width:600px"><tr>'
        '<td class="civic-paper" align="left" style="padding:16px 16px 24px;text-align:left">\n'
        f"{contents}\n"
        "</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n"
    )
