"""The letter as a mail's HTML: a button, links to press, lists that are lists, the logo, dark screens."""

import re

import pytest

from protocols.core.vocabulary import LetterKind
from protocols.layout import Block, Stationery, blocks_of
from protocols.texts.placeholders import PLACEHOLDERS
from tests.protocols.letters import written

LINK = PLACEHOLDERS["link"].sample
LOGO = Stationery(colour="#1d4f6b", logo="cid:logo@civic-office", width=240, height=280)
WORDS = re.compile(r"<(?:style|title)>.*?</(?:style|title)>|<[^>]+>", re.DOTALL)


def words_of(html: str) -> str:
    return " ".join(WORDS.sub(" ", html).split())


def test_the_organisers_link_is_a_button_with_the_address_below_it() -> None:
    html = written(LetterKind.PROTOCOL_EXPLAINED, stationery=LOGO).html
    button = re.search(r'<table role="presentation" class="civic-button".*?</table>', html, re.DOTALL)
    assert button is not None
    assert f'<a href="{LINK}"' in button[0]
    assert 'bgcolor="#1d4f6b"' in button[0]
    assert re.match(rf'<p style="[^"]*"><a href="{LINK}"[^>]*>{LINK}</a></p>', html[button.end() :])


def test_a_letter_without_the_link_has_no_button() -> None:
    assert "civic-button" not in words_of(written(LetterKind.DECLINE).html)
    assert '<table role="presentation" class="civic-button"' not in written(LetterKind.DECLINE).html


def test_what_is_to_be_answered_is_a_list() -> None:
    html = written(LetterKind.PROTOCOL_EXPLAINED).html
    [answers] = re.findall(r"<ul[^>]*>(.*?)</ul>", html, re.DOTALL)
    assert [words_of(answer).split(".")[0] for answer in answers.split("</li>")[:-1]] == [
        "“Yes, please invite the Mayor",
        "“No, thank you",
        "“I invited the Deputy Mayor only as a councillor",
    ]
    assert "- Yes" not in html


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("Hello\nyou", [("paragraph", "Hello\nyou")]),
        ("Say:\n- one\n- two\nYes", [("paragraph", "Say:"), ("list", "one\ntwo"), ("paragraph", "Yes")]),
        ("- one\n\n- two\n\nEnd", [("list", "one\ntwo"), ("paragraph", "End")]),
        (f"Here:\n{LINK}\nKeep it", [("paragraph", "Here:"), ("link", LINK), ("paragraph", "Keep it")]),
        (f"Here: {LINK}", [("paragraph", f"Here: {LINK}")]),
        ("- ", []),
    ],
)  # fmt: skip
def test_a_body_is_paragraphs_lists_and_the_link(body: str, parts: list[tuple[str, str]]) -> None:
    assert [(block.kind, block.text) for block in blocks_of(body, LINK)] == parts


def test_a_link_that_is_not_there_yet_is_no_button() -> None:
    shown = "[the organiser’s own link]"
    assert blocks_of(f"Here:\n{shown}", shown) == [Block("paragraph", ("Here:", shown))]


def test_telephone_and_mail_address_of_the_office_can_be_pressed() -> None:
    html = written(LetterKind.CLOSING_SILENCE, office_telephone="+44 (0)1632 960 100").html
    assert html.count('<a href="tel:+441632960100"') == 2
    assert html.count('<a href="mailto:civic.office@northgate.example"') == 2


@pytest.mark.parametrize("typed", ["01632 960 1007", "x.civic.office@northgate.example.org", "a@b.example"])
def test_what_only_looks_like_ours_is_no_link(typed: str) -> None:
    html = written(LetterKind.CLOSING_SILENCE, event_title=typed).html
    matter = next(line for line in html.split("\n") if typed in line and "<p" in line)
    assert "<a " not in matter


def test_a_telephone_number_with_words_in_it_is_left_as_it_is() -> None:
    html = written(LetterKind.CLOSING_SILENCE, office_telephone="via the switchboard").html
    assert 'href="tel:' not in html


def test_the_logo_stands_beside_the_name_in_type_and_no_larger_than_it_may() -> None:
    html = written(LetterKind.DECLINE, stationery=LOGO).html
    [logo] = re.findall(r"<img [^>]+>", html)
    assert 'src="cid:logo@civic-office"' in logo
    assert 'alt="The council’s logo" width="48" height="56"' in logo
    assert words_of(html).startswith("Northgate Borough Council To Jane Smith, Northgate Scout Group")


@pytest.mark.parametrize(
    ("size", "shown"),
    [((240, 280), (48, 56)), ((1400, 70), (140, 7)), ((20, 20), (20, 20)), ((2000, 1), (140, 1))],
)
def test_a_logo_keeps_its_shape_and_is_never_blown_up(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert Stationery(logo="x", width=size[0], height=size[1]).logo_within(140, 56) == shown


def test_little_stands_before_the_first_sentence() -> None:
    """So that on a telephone it is on the first screen: the addresses stand below the signature."""
    said = words_of(written(LetterKind.DECLINE).html)
    head, _, rest = said.partition("Thank you very much for your invitation")
    assert head.split("Dear ")[0] == (
        "Northgate Borough Council To Jane Smith, Northgate Scout Group "
        "Our reference: CIV-2026-0142 Monday 12 January 2026 "
    )
    assert "Guildhall" not in head
    below = rest.split("Yours sincerely,")[1]
    assert "Telephone: 01632 960 100 E-mail: civic.office@northgate.example" in below


def test_an_address_of_several_lines_is_one_line_in_a_mail() -> None:
    text = written(LetterKind.DECLINE, office_address="The Guildhall,\nMarket Place\nNorthgate").text
    assert "\nThe Guildhall, Market Place, Northgate\nTelephone: 01632 960 100\n" in text


def test_a_dark_screen_has_colours_of_its_own() -> None:
    html = written(LetterKind.DECLINE).html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "@media (prefers-color-scheme:dark)" in html
