"""Words with placeholders: hostile templates are refused, hostile values stay what they are."""

import re

import pytest

from protocols import letters
from protocols.core.vocabulary import LetterKind
from protocols.texts import shipped_clauses, shipped_letter
from protocols.texts.placeholders import PLACEHOLDERS, REQUIRED
from protocols.wording import (
    BODY_LIMIT,
    SUBJECT_LIMIT,
    MissingValue,
    UnfitWording,
    allowed_in,
    fill,
    fill_titles,
    in_council_words,
    validate_clause,
)
from tests.protocols.letters import values, wording, written

HOSTILE = [
    "{organiser_name.__class__}",
    "{organiser_name.__class__.__mro__[1].__subclasses__()}",
    "{organiser_name!r}",
    "{organiser_name!s:>99}",
    "{organiser_name:99999999}",
    "{organiser_name:>100000000}",
    "{organiser_name:{reference}}",
    "{0}",
    "{}",
    "{ organiser_name }",
    "{organiser_name",
    "organiser_name}",
    "{{organiser_name}}",
    "{{ organiser_name }}",
    "{{{organiser_name}}}",
    "{organiser{reference}}",
    "{{ invitation.withdraw }}",
    "{{ user.password }}",
    "{% load civic %}",
    "{% include 'base.html' %}",
    "{% debug %}",
    "{% for i in range %}{{ i }}{% endfor %}",
    "{# a comment #}",
    "{%raw%}",
    "${organiser_name}",
    "${7*7}",
    "#{7*7}",
    "<% system('id') %>",
    "{organiser_name|safe}",
    "{organiser_name[0]}",
    "{organiser_name()}",
    "{organiser-name}",
    "{organiser name}",
    "{ORGANISER_NAME}",
    "{self}",
    "{request}",
    "{settings}",
    "{SECRET_KEY}",
    "{settings.SECRET_KEY}",
    "{invitation}",
    "{password}",
    "{__class__}",
    "{_}",
    "{organiser_nаme}",  # a Cyrillic letter  # noqa: RUF001
    "{organiser_name\u200b}",
    "{organiser_name\n}",
    "{" * 5000,
    "}" * 5000,
    "{" * 2000 + "reference" + "}" * 2000,
    "{reference}" * 61,
    "{" + "a" * 100_000 + "}",
    "a" * (BODY_LIMIT + 1),
    "a vertical tab \x0b",
    "a form feed \x0c",
    "nothing \x00 at all",
    "a bell \x07",
    "an escape \x1b[31m",
    "half a letter \ud800",
    "turned \u202egnirts\u202c round",
    "isolated \u2066text\u2069",
    "a line \u2028 separator",
    "a paragraph \u2029 separator",
    "a C1 control \x85",
    "private \ue000 use",
]
HARMLESS = [
    "%s %(organiser_name)s %n 100%",
    "$organiser_name $$ \\x41 \\u0041 \\n",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "=HYPERLINK(1) and `id` and $(id)",
    "javascript:alert(1)",
]
INERT = [
    "{link}",
    "{{ link }}",
    "{{ invitation.withdraw }}",
    "{% load civic %}",
    "%s",
    "%(reference)s",
    "{organiser_name.__class__}",
    "{0}",
    "\\1 \\g<1>",
    "{" * 999,
]
BREAKS = [
    "\r\nBcc: spy@evil.example\r\n",
    "\n\n",
    "\x0b",
    "\x0c",
    "\x00",
    "\u2028",
    "\u2029",
    "\x85",
    "\r",
    "\t",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_template_is_refused_with_a_reason(text: str) -> None:
    subject, body = shipped_letter(LetterKind.DECLINE)
    assert letters.validate(LetterKind.DECLINE, subject, f"{body}\n\n{text}") != []
    assert letters.validate(LetterKind.DECLINE, f"{subject} {text}", body) != []


def test_at_least_sixty_hostile_templates_are_tried() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("text", HOSTILE[:46], ids=range(46))
def test_a_hostile_template_that_got_into_the_database_makes_no_letter(text: str) -> None:
    with pytest.raises(UnfitWording):
        letters.render(
            LetterKind.DECLINE,
            values(LetterKind.DECLINE),
            template_version=wording(LetterKind.DECLINE, body=text),
        )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_clause_is_refused(text: str) -> None:
    assert validate_clause("A title", text) != []
    assert validate_clause(f"A title {text}", "A text.") != []


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_hostile_is_plain_text(text: str) -> None:
    subject, body = shipped_letter(LetterKind.DECLINE)
    assert letters.validate(LetterKind.DECLINE, subject, f"{body}\n\n{text}") == []
    rendered = written(LetterKind.DECLINE, body=f"{body}\n\n{text}")
    assert text in rendered.text
    assert "<script" not in rendered.html
    assert "<img" not in rendered.html


@pytest.mark.parametrize("typed", INERT)
def test_what_an_organiser_typed_is_never_interpreted(typed: str) -> None:
    rendered = written(
        LetterKind.DECLINE, event_title=typed, organiser_name=typed, reason=typed, salutation=f"Dear {typed}"
    )
    assert f"unable to be with you on the day. {typed}\n\n" in rendered.body
    assert f"\n\n{typed}\n" in rendered.text
    assert rendered.subject.startswith(f"Your invitation: {typed}"[:170])
    assert PLACEHOLDERS["link"].sample not in rendered.text


def test_what_an_officer_typed_into_the_finished_letter_is_not_interpreted_either() -> None:
    rendered = letters.compose(
        subject="About {link}", body="Use {link} or {{ link }}.", values=values(LetterKind.DECLINE)
    )
    assert rendered.subject == "About {link}"
    assert "Use {link} or {{ link }}." in rendered.text


@pytest.mark.parametrize("break_", BREAKS)
def test_nothing_breaks_out_of_the_subject(break_: str) -> None:
    subject = written(LetterKind.DECLINE, event_title=f"Fair{break_}Bcc: spy@evil.example").subject
    assert subject.splitlines() == [subject]
    assert all(character.isprintable() for character in subject)
    assert "Fair" in subject


def test_an_endless_title_does_not_make_an_endless_subject() -> None:
    subject = written(LetterKind.DECLINE, event_title="Fair " * 5000).subject
    assert len(subject) == 180
    assert subject.endswith("…")


@pytest.mark.parametrize("letter", list(LetterKind), ids=str)
def test_every_shipped_letter_is_a_fit_template(letter: LetterKind) -> None:
    assert letters.validate(letter, *shipped_letter(letter)) == []


@pytest.mark.parametrize("letter", list(LetterKind), ids=str)
def test_a_letter_cannot_lose_what_it_must_say(letter: LetterKind) -> None:
    subject, body = shipped_letter(letter)
    for name in REQUIRED[letter]:
        problem = f"This letter must say {{{name}}}: {PLACEHOLDERS[name].meaning}."
        without = re.sub(f"{{{name}}}", "", body, flags=re.IGNORECASE)
        assert letters.validate(letter, subject, without) == [problem]


def test_every_requirement_may_be_met() -> None:
    for letter in LetterKind:
        assert REQUIRED[letter] <= allowed_in(letter)


@pytest.mark.parametrize("name", ["reference", "office_telephone", "answer_promised", "link"])
def test_a_letter_with_a_hole_in_a_sentence_is_not_made(name: str) -> None:
    with pytest.raises(MissingValue, match=name):
        written(LetterKind.ACKNOWLEDGEMENT, body=f"We say {{{name}}} here. {{link}}", **{name: ""})  # type: ignore[arg-type]


def test_a_sentence_that_is_empty_leaves_no_gap() -> None:
    assert fill("One. {announced_before} Two.", {"announced_before": ""}) == "One. Two."
    assert fill("One.\n\n{reason}\n\nTwo.", {}) == "One.\n\nTwo."
    assert fill("{organiser_name}\n{organisation}\nHere", {"organiser_name": "Jo"}) == "Jo\nHere"


def test_the_subject_is_one_short_line() -> None:
    body = shipped_letter(LetterKind.DECLINE)[1]
    assert letters.validate(LetterKind.DECLINE, "One\nTwo", body) == ["The subject must be a single line."]
    assert letters.validate(LetterKind.DECLINE, "", body) == ["Enter a subject."]
    assert letters.validate(LetterKind.DECLINE, "a" * (SUBJECT_LIMIT + 1), body) == [
        "The subject must be 150 characters or fewer."
    ]


def test_the_shipped_clauses_are_p1_to_p26_in_order() -> None:
    clauses = shipped_clauses()
    assert [code for code, _, _ in clauses] == [f"P{number}" for number in range(1, 27)]
    assert [problem for _, title, text in clauses for problem in validate_clause(title, text)] == []


def test_a_clause_speaks_as_the_council_does() -> None:
    names = {"mayor_title": "the Speaker", "deputy_title": "the Deputy Speaker"}
    assert (
        fill_titles("{Mayor_title} may ask {deputy_title}.", names)
        == "The Speaker may ask the Deputy Speaker."
    )


def test_a_clause_has_ordinary_words_where_there_is_no_such_office() -> None:
    names = {"mayor_title": "the Mayor", "deputy_title": ""}
    assert fill_titles("{Mayor_title} may ask {deputy_title}.", names) == "The Mayor may ask the deputy."


def test_a_label_of_the_vocabulary_is_said_in_the_councils_titles() -> None:
    names = {"mayor_title": "the Lord Mayor", "deputy_title": "the Deputy Lord Mayor"}
    assert in_council_words(LetterKind.MAYOR_ALONE.label, names) == "the Lord Mayor will attend alone"
    assert (
        in_council_words(LetterKind.ACCEPTANCE_ACTING.label, names)
        == "acceptance, Deputy Lord Mayor acting as Lord Mayor"
    )
    assert in_council_words(LetterKind.DECLINE.label, names) == "decline"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("put to the Mayor", "put to our Provost"),
        ("The Mayor decides.", "Our Provost decides."),
        ("the Mayor’s box", "our Provost’s box"),
        ("Mayor-designate", "Provost-designate"),
        ("the Deputy, acting as Mayor", "the Depute Provost, acting as Provost"),
        ("the mayoress", "the mayoress"),
    ],
)
def test_one_function_says_every_label_in_the_councils_titles(ours: str, theirs: str) -> None:
    names = {"mayor_title": "our Provost", "deputy_title": "the Depute Provost"}
    assert in_council_words(ours, names) == theirs
