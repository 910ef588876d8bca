from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from civic.forms import fields


def error_of(field: Any, typed: Any) -> Any:
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    return caught.value.messages


def answer_of(field: Any, typed: Any) -> Any:
    try:
        return field.clean(typed)
    except ValidationError as error:
        return error.messages


@pytest.mark.parametrize("field", [fields.PlainCharField, fields.PlainTextField])
@pytest.mark.parametrize("typed", ["\u200b\u200b", "\u2060\n\u200d", "\u3164"])
def test_words_that_nobody_can_see_are_missing(field: Any, typed: Any) -> None:
    assert error_of(field(missing="Enter the name of the event"), typed) == ["Enter the name of the event"]
    assert field(required=False).clean(typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        ["14", "3", "2027"],
        ["14", "03", "2027"],
        [" 14 ", "March", "2027"],
        ["14", "mar", "2027"],
        ["14", "MAR.", "2027"],
    ],
)
def test_a_date_may_name_its_month_or_number_it(typed: Any) -> None:
    assert fields.GovDateField().clean(typed) == date(2027, 3, 14)


def test_september_may_be_cut_short_as_people_do() -> None:
    assert fields.GovDateField().clean(["1", "sept", "2027"]) == date(2027, 9, 1)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["", "", ""], "Enter the date of the event"),
        (["14", "", "2027"], "The date of the event must include a month"),
        (["14", "", ""], "The date of the event must include a month and a year"),
        (["14", "3", "27"], "The date of the event must have a year of four numbers, like 2027"),
        (["31", "2", "2027"], "The date of the event must be a real date, like 27 3 2027"),
        (["0", "2", "2027"], "The date of the event must be a real date, like 27 3 2027"),
        (["14", "13", "2027"], "The date of the event must be a real date, like 27 3 2027"),
        (["14", "marchember", "2027"], "The date of the event must be a real date, like 27 3 2027"),
        (["14", "ma", "2027"], "The date of the event must be a real date, like 27 3 2027"),
        (["14", "3", "0000"], "The date of the event must be a real date, like 27 3 2027"),
        (["١٤", "3", "2027"], "The date of the event must be a real date, like 27 3 2027"),
    ],
)
def test_a_date_that_cannot_be_says_which_part_is_wrong(typed: Any, says: Any) -> None:
    assert error_of(fields.GovDateField(noun="the date of the event"), typed) == [says]


def test_a_date_that_is_not_asked_for_may_stay_empty() -> None:
    assert fields.GovDateField(required=False).clean(["", "", ""]) is None


def test_a_date_field_knows_whether_it_was_changed() -> None:
    field = fields.GovDateField()
    assert not field.has_changed(date(2027, 3, 14), ["14", "March", "2027"])
    assert field.has_changed(date(2027, 3, 14), ["15", "3", "2027"])
    assert field.has_changed(None, ["x", "3", "2027"])


@given(st.lists(st.text(max_size=5), min_size=3, max_size=3))
def test_whatever_is_typed_as_a_date_is_a_date_or_a_clear_error(typed: Any) -> None:
    answer = answer_of(fields.GovDateField(), typed)
    assert isinstance(answer, date) or len(answer) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2.30pm", time(14, 30)),
        ("2:30 PM", time(14, 30)),
        ("2.30 p.m.", time(14, 30)),
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("0930", time(9, 30)),
        ("9.30", time(9, 30)),
        ("02.30", time(2, 30)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12.30am", time(0, 30)),
        ("noon", time(12)),
        ("12 noon", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_a_time_may_be_written_as_people_write_it(typed: Any, meant: Any) -> None:
    assert fields.WallTimeField().clean(typed) == meant


@pytest.mark.parametrize(
    "typed", ["25:00", "14:60", "13pm", "0pm", "14", "2", "half two", "2.3pm", "-1:00", "١٤:٣٠"]
)
def test_a_time_that_cannot_be_read_asks_again_with_an_example(typed: Any) -> None:
    assert error_of(fields.WallTimeField(), typed) == ["Enter a time, like 2.30pm or 14:30"]


def test_half_past_two_without_a_half_of_the_day_is_not_guessed() -> None:
    assert error_of(fields.WallTimeField(), "2.30") == ["Add am or pm to 2.30, like 2.30pm"]


@given(st.times())
def test_every_time_we_write_we_can_read_again(at: Any) -> None:
    field = fields.WallTimeField()
    at = at.replace(second=0, microsecond=0)
    assert field.clean(field.prepare_value(at)) == at


@given(st.text(max_size=12))
def test_whatever_is_typed_as_a_time_is_a_time_or_a_clear_error(typed: Any) -> None:
    answer = answer_of(fields.WallTimeField(), typed)
    assert isinstance(answer, time) or len(answer) == 1


def test_a_line_of_words_is_cleansed_and_a_text_keeps_its_lines() -> None:
    assert fields.PlainCharField().clean(" The\r\nScouts\x00 ") == "The Scouts"
    assert fields.PlainTextField().clean("one\r\ntwo\x1b") == "one\ntwo"


def test_a_text_too_long_says_how_many_characters_it_has() -> None:
    assert error_of(fields.PlainCharField(max_length=10), "x" * 14) == [
        "Use 10 characters or fewer. You have used 14."
    ]


def test_no_browser_cuts_a_long_text_short_in_silence() -> None:
    assert "maxlength" not in fields.PlainCharField(max_length=10).widget.attrs


def test_each_field_says_in_its_own_words_what_is_missing() -> None:
    made = [fields.PlainCharField, fields.GovDateField, fields.WallTimeField, fields.FilesField]
    assert [error_of(make(missing="Enter what we asked"), None) for make in made] == [
        ["Enter what we asked"]
    ] * 4


def test_radio_buttons_come_with_nothing_chosen() -> None:
    class Asked(forms.Form):
        answer = fields.ChoiceField(choices=[("yes", "Yes"), ("no", "No")])

    assert "checked" not in str(Asked()["answer"])


def files(count: Any, content: Any = b"%PDF-1.7") -> Any:
    return [SimpleUploadedFile(f"{number}.pdf", content) for number in range(count)]


def test_up_to_five_files_come_as_a_list() -> None:
    given_files = files(5)
    assert fields.FilesField().clean(given_files) == given_files
    assert fields.FilesField(required=False).clean([]) == []


@pytest.mark.parametrize(
    ("given_files", "says"),
    [
        (files(6), "You can add up to 5 files. You chose 6."),
        (files(1, b""), "The file “0.pdf” is empty"),
        (files(1, b"x" * (1024 * 1024 + 1)), "The file “0.pdf” is larger than 1 MB"),
    ],
)
def test_files_that_cannot_be_taken_are_named(given_files: Any, says: Any) -> None:
    assert error_of(fields.FilesField(max_bytes=1024 * 1024), given_files) == [says]


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("the diary for that week is already full", "The diary for that week is already full."),
        ("There is another dinner that evening.", "There is another dinner that evening."),
        ("  we are away; can it wait?\n", "We are away; can it wait?"),
        ("", ""),
    ],
)
def test_what_stands_in_a_letter_becomes_a_whole_sentence(typed: str, stands: str) -> None:
    assert fields.SentenceField(required=False).clean(typed) == stands


@pytest.mark.parametrize("typed", ["illness", "diary full", "."])
def test_what_makes_no_sentence_is_refused_for_a_letter(typed: str) -> None:
    with pytest.raises(ValidationError, match="Write a full sentence"):
        fields.SentenceField().clean(typed)
