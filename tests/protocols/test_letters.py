"""What the letters say: each has an approved text, and some things no letter says.

UPDATE_APPROVED=1 pytest tests/protocols/test_letters.py rewrites the approved texts;
read the difference before you commit it.
"""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from protocols import letters
from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.vocabulary import LetterKind, Manner
from protocols.letters import LetterName
from protocols.texts import shipped_letter, shipped_letters
from protocols.texts.placeholders import (
    ABOUT_NO_EVENT,
    CLAUSE_IS_CITED,
    DEPUTY_TITLE_MAY_STAND,
    PLACEHOLDERS,
)
from protocols.wording import TOKEN
from tests.protocols.letters import OWN_WORDS, holding_nothing_optional, values, wording, written

APPROVED = Path(__file__).parent / "approved"
SOLEMN = [letter for letter, manner in shipped_letters() if manner is Manner.SOLEMN]
every_letter = pytest.mark.parametrize("letter", list(LetterKind), ids=str)
by_the_office = pytest.mark.parametrize(
    "letter", [letter for letter in LetterKind if letter not in IN_THE_MAYORS_NAME], ids=str
)
every_wording = pytest.mark.parametrize(("letter", "manner"), shipped_letters(), ids=str)
BEFORE_ANYBODY_ACCEPTED = [letter for letter in LetterKind if letter not in DEPUTY_TITLE_MAY_STAND]


@every_wording
def test_each_letter_reads_as_it_was_approved(letter: LetterKind, manner: Manner) -> None:
    rendered = written(letter, manner)
    text = f"Subject: {rendered.subject}\n\n{rendered.text}"
    approved = APPROVED / f"{LetterName(letter, manner)}.txt"
    if os.environ.get("UPDATE_APPROVED") == "1":
        approved.write_text(text, encoding="utf-8")
    assert text == approved.read_text(encoding="utf-8")


def test_no_approved_text_is_left_of_a_letter_that_is_gone() -> None:
    assert {path.stem for path in APPROVED.glob("*.txt")} == {
        str(LetterName(letter, manner)) for letter, manner in shipped_letters()
    }


# "Gladly" is said of our help.
JOYFUL = (
    "delight", "glad", "pleas", "forward to", "enjoy", "every good wish", "your programme", "fête",
    "good wishes for the day", "went well", "success", "happy",
)  # fmt: skip
AT_A_FUNERAL = [
    (letter, Manner.SOLEMN if letter in SOLEMN else Manner.ORDINARY)
    for letter in LetterKind
    if letter not in IN_THE_MAYORS_NAME
]


@pytest.mark.parametrize(("letter", "manner"), AT_A_FUNERAL, ids=str)
def test_nobody_is_delighted_at_a_funeral(letter: LetterKind, manner: Manner) -> None:
    """Also by letters that have no words of their own for one."""
    words = written(letter, manner).body.lower().replace("please", "").replace("gladly", "")
    assert [word for word in JOYFUL if word in words] == []


@every_wording
def test_no_letter_says_how_an_invitation_came_about_or_blames(letter: LetterKind, manner: Manner) -> None:
    words = written(letter, manner).text.lower()
    for word in (
        "engineered",
        "solicited",
        "your fault",
        "you failed",
        "you neglected",
        "you should have",
        "unfortunately you",
    ):
        assert word not in words


@every_wording
def test_no_letter_guesses_whether_somebody_is_a_man_or_a_woman(letter: LetterKind, manner: Manner) -> None:
    subject, body = shipped_letter(letter, manner)
    assert (
        re.findall(
            r"\b(he|she|his|her|hers|him|himself|herself|Mr|Mrs|Miss|Ms|Sir|Madam|Chairman)\b",
            f"{subject} {body}",
        )
        == []
    )


@every_wording
def test_no_letter_knows_what_the_council_calls_its_offices(letter: LetterKind, manner: Manner) -> None:
    subject, body = shipped_letter(letter, manner)
    assert (
        re.findall(r"\b(mayor|speaker|provost|chair)\b", TOKEN.sub("", f"{subject} {body}"), re.IGNORECASE)
        == []
    )


@pytest.mark.parametrize("letter", BEFORE_ANYBODY_ACCEPTED, ids=str)
def test_a_letter_sent_before_the_deputy_accepted_is_silent_about_the_deputy(letter: LetterKind) -> None:
    subject, body = shipped_letter(letter)
    assert {"deputy_title", "Deputy_title", "deputy_name"} & set(TOKEN.findall(subject + body)) == set()
    assert "deputy" not in TOKEN.sub("", subject + body).lower()


@pytest.mark.parametrize("letter", BEFORE_ANYBODY_ACCEPTED, ids=str)
@pytest.mark.parametrize("name", ["deputy_title", "Deputy_title", "deputy_name"])
def test_nobody_can_write_the_deputy_into_such_a_letter(letter: LetterKind, name: str) -> None:
    subject, body = shipped_letter(letter)
    assert letters.validate(letter, subject, f"{body}\n\nPerhaps {{{name}}} will come.") == [
        f"The text has the placeholder {{{name}}}, which cannot be used here."
    ]


def test_the_explanation_never_says_who_the_deputy_is() -> None:
    subject, body = shipped_letter(LetterKind.PROTOCOL_EXPLAINED)
    assert letters.validate(LetterKind.PROTOCOL_EXPLAINED, subject, body + " {deputy_name}") == [
        "The text has the placeholder {deputy_name}, which cannot be used here."
    ]


def test_the_explanation_offers_three_answers_with_a_day_and_a_link() -> None:
    body = written(LetterKind.PROTOCOL_EXPLAINED).body
    answers = [paragraph for paragraph in body.split("\n\n") if paragraph.startswith("- ")]
    assert [answer.split(".")[0] for answer in answers] == [
        "- “Yes, please invite the Mayor",
        "- “No, thank you",
        "- “I invited the Deputy Mayor only as a councillor",
    ]
    assert body.count(PLACEHOLDERS["link"].sample) == 1
    assert body.count(PLACEHOLDERS["reply_by"].sample) == 2


def test_goodwill_is_for_this_occasion_alone() -> None:
    assert "On this one occasion" in written(LetterKind.GOODWILL).body
    assert "On this occasion" in written(LetterKind.GOODWILL, Manner.SOLEMN).body


def test_only_the_offices_own_silence_is_called_the_offices_fault() -> None:
    assert "The fault is ours alone." in written(LetterKind.CLOSING_APOLOGY).body
    assert "fault" not in written(LetterKind.CLOSING_SILENCE).body


@every_letter
@pytest.mark.parametrize(
    ("mayor", "deputy"), [("the Lord Mayor", "the Deputy Lord Mayor"), ("the Speaker", "the Deputy Speaker")]
)
def test_every_letter_reads_right_whatever_the_offices_are_called(
    letter: LetterKind, mayor: str, deputy: str
) -> None:
    ours = {
        name: value.replace("the Deputy Mayor", deputy).replace("the Mayor", mayor)
        for name, value in values(letter).items()
    }
    body = letters.render(letter, ours, template_version=wording(letter)).body
    ordinary = written(letter).body
    assert re.sub("eputy (Lord Mayor|Speaker)", "eputy Mayor", body).replace(mayor[4:], "Mayor") == ordinary
    assert re.findall(r"(?:^|[.?!:] )the (?:Lord|Speaker|Deputy)", body.replace(":\nthe", "")) == []


@every_letter
def test_a_letter_leaves_out_what_need_not_be_said_without_a_trace(letter: LetterKind) -> None:
    given = holding_nothing_optional(letter)
    rendered = letters.render(letter, given, template_version=wording(letter))
    assert "  " not in rendered.body
    assert "\n\n\n" not in rendered.text
    assert TOKEN.findall(rendered.text) == []


@pytest.mark.parametrize("letter", IN_THE_MAYORS_NAME, ids=str)
def test_a_letter_over_the_mayors_own_name_comes_from_the_office_and_names_no_protocol(
    letter: LetterKind,
) -> None:
    """It is no answer to an invitation (P12); the office is where the answer to it goes."""
    text = written(letter).text
    signature = text.split("Yours sincerely,")[1].split("-" * 24)[0].split("\n")
    assert signature[2:5] == ["Councillor Alex Green", "Mayor", "Northgate Borough Council"]
    assert "E-mail: civic.office@northgate.example" in signature
    assert "/protocol/" not in text
    assert "freedom of information" in " ".join(text.split())


@pytest.mark.parametrize("letter", IN_THE_MAYORS_NAME, ids=str)
def test_a_letter_over_the_mayors_own_name_is_about_what_it_is_about(letter: LetterKind) -> None:
    told = (
        "Saturday 14 March 2026"
        in written(letter, event_title="" if letter in ABOUT_NO_EVENT else "Fair").text
    )
    assert told == (letter not in ABOUT_NO_EVENT)
    assert OWN_WORDS[letter] in written(letter).body


@by_the_office
def test_each_letter_is_signed_named_and_founded_in_the_same_way(letter: LetterKind) -> None:
    text = written(letter, copies="Alan Ray, Town Clerk").text
    top, rest = text.split("Dear Jane Smith,")
    signature, foot = rest.split("Yours sincerely,")[1].split("-" * 24)
    assert top.splitlines()[0] == "Northgate Borough Council"
    assert signature.split("\n")[2:5] == ["Robin Hale", "Civic Officer", "The Civic Office"]
    assert foot.split("\n\n")[1] == "Copies to: Alan Ray, Town Clerk"
    assert "freedom of information" in foot
    cited = f"#{values(letter)['clause']}" if letter in CLAUSE_IS_CITED else ""
    assert f"https://civic.northgate.example/protocol/{cited}\n" in foot


def test_a_clause_is_cited_only_where_it_explains_something_to_the_organiser() -> None:
    assert {letter.value for letter in CLAUSE_IS_CITED} == {
        "protocol_explained", "goodwill", "refusal", "not_civic", "held"
    }  # fmt: skip
    subject, body = shipped_letter(LetterKind.ACCEPTANCE)
    assert letters.validate(LetterKind.ACCEPTANCE, subject, f"{body} ({{clause}})") == [
        "The text has the placeholder {clause}, which cannot be used here."
    ]


def test_without_copies_there_is_no_line_for_them() -> None:
    assert "Copies" not in written(LetterKind.DECLINE).text


def test_a_confidential_letter_says_so_and_its_subject_says_nothing_else() -> None:
    rendered = letters.render(
        LetterKind.ACCEPTANCE,
        values(LetterKind.ACCEPTANCE),
        template_version=wording(LetterKind.ACCEPTANCE),
        confidential=True,
    )
    assert rendered.subject == "Confidential: your invitation, our reference CIV-2026-0142"
    assert "\nCONFIDENTIAL\n" in rendered.text
    assert PLACEHOLDERS["event_title"].sample not in rendered.html.split("</title>")[0]


@every_letter
def test_addresses_are_never_broken_and_other_lines_are_short(letter: LetterKind) -> None:
    for line in written(letter).text.splitlines():
        assert len(line) <= 76 or line.startswith("https://")


class Reader(HTMLParser):
    """Collects what is read, where links lead, and checks that tags are closed.

    The button repeats the link that stands below it, so its words are not counted.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words.append("\n")
        elif tag not in ("meta", "img"):
            self.open.append("button" if ("class", "civic-button") in attrs else tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "button")
        if tag in ("p", "li", "ul", "td"):
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not {"style", "title", "button"} & set(self.open):
            self.words.append(data)


@every_letter
def test_both_parts_of_the_mail_say_the_same(letter: LetterKind) -> None:
    rendered = written(letter)
    reader = Reader()
    reader.feed(rendered.html)
    assert reader.open == []
    said = re.sub("^- ", "", rendered.text.replace("-" * 24, ""), flags=re.MULTILINE)
    assert "".join(reader.words).split() == said.split()


def test_only_our_own_addresses_become_links() -> None:
    rendered = written(
        LetterKind.ACKNOWLEDGEMENT, event_title="Win at https://evil.example/ and javascript:alert(1)"
    )
    reader = Reader()
    reader.feed(rendered.html)
    assert reader.links == [
        PLACEHOLDERS["link"].sample,
        PLACEHOLDERS["link"].sample,
        "tel:01632960100",
        "mailto:civic.office@northgate.example",
        "https://civic.northgate.example/protocol/",
    ]
