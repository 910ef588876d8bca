"""What is said of an invitation is fit to be kept, or the particular is named that is not, and why."""

from dataclasses import replace
from datetime import date, datetime, time
from unicodedata import category

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.models import Person
from engagements.models import Asked, EventKind, Language
from engagements.particulars import EventParticulars, OrganiserParticulars, Particulars
from protocols.core.vocabulary import Addressee, Wish
from tests import cases
from tests.council import london

FETE = {
    "addressee": "mayor", "title": "Summer fête", "kind": "fete", "event_on": "2026-07-11",
    "starts_wall": "14:00", "ends_wall": "17:00", "venue": "Scout hut", "postcode": "wx12ab",
    "asked": "attend, open", "press": "no", "open_to_public": "Yes", "expected_numbers": "120",
}  # fmt: skip
CAMP = {"name": "Jane Smith", "email": "jane@northgate-scouts.example"}
NASTY = st.sampled_from([
    "\x00", "a\x0bb", "\u2028Bcc: x@y.example", "\ud800", "9" * 400, "1e9", "٣", "yes", "no", "mayor",
    "2026-02-30", "2026-07-12", "0001-01-01", "9999-12-31", "24:00", "14:30+01:00", "01:30", "2026-03-29",
    "[]", " ",
])  # fmt: skip
Said = tuple[type[Particulars], dict[str, str]]
WORDS = st.one_of(NASTY, st.text(max_size=200))


def tried(kind: type[Particulars], words: dict[str, str]) -> tuple[Particulars | None, dict[str, list[str]]]:
    """The particulars, or what is wrong with which of them."""
    try:
        return kind.read(words), {}
    except ValidationError as error:
        return None, error.message_dict


def refused(kind: type[Particulars], words: dict[str, str]) -> dict[str, list[str]]:
    made, wrong = tried(kind, words)
    assert made is None
    return wrong


def said_otherwise(kind: type[Particulars], usual: dict[str, str]) -> st.SearchStrategy[Said]:
    """What is usually said, with any words at all in some places."""
    others = st.dictionaries(st.sampled_from([*kind.names(), "stage"]), WORDS)
    return others.map(lambda words: (kind, usual | words))


@settings(max_examples=300, deadline=None)
@given(st.one_of(said_otherwise(OrganiserParticulars, CAMP), said_otherwise(EventParticulars, FETE)))
def test_any_words_make_particulars_or_name_what_is_wrong_and_why(said: Said) -> None:
    kind, words = said
    made, wrong = tried(kind, words)
    assert set(wrong) <= {*kind.names(), "stage"}
    assert all(why for messages in wrong.values() for why in messages)
    if made is not None:
        letters = {letter for value in made.columns.values() if isinstance(value, str) for letter in value}
        assert {category(letter) for letter in letters} & {"Cs", "Cn", "Co", "Zl", "Zp"} == set()
        assert {letter for letter in letters if category(letter) == "Cc"} <= {"\n", "\t"}
        assert type(made)(**{name: getattr(made, name) for name in made.names()}) == made


def test_words_are_read_as_what_they_say() -> None:
    event = EventParticulars.read(FETE)
    assert event == EventParticulars(
        addressee=Addressee.MAYOR, title="Summer fête", kind=EventKind.FETE, event_on=date(2026, 7, 11),
        starts_wall=time(14), ends_wall=time(17), ends_on=date(2026, 7, 11), venue="Scout hut",
        postcode="WX1 2AB", asked=(Asked.ATTEND, Asked.OPEN), open_to_public=True, press=False,
        expected_numbers=120,
    )  # fmt: skip
    assert (event.starts_at, event.ends_at) == (london(2026, 7, 11, 14), london(2026, 7, 11, 17))
    assert event.wish is Wish.NOT_SAID
    assert OrganiserParticulars.read(CAMP).language is Language.ENGLISH


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"title": " "}, {"title": ["Fill this in"]}),
        ({"title": "x" * 161}, {"title": ["Use 160 characters or fewer. You have used 161."]}),
        ({"kind": "party"},
         {"kind": ["This must be one of: fete, opening, service, remembrance, funeral, dinner, concert, "
                   "school, charity, sport, civic, visit, other"]}),
        ({"asked": "attend, sing"},
         {"asked": ["This must be one of: attend, speak, present, open, unveil, wreath, receive, "
                    "toast, other"]}),
        ({"event_on": "11 July"}, {"event_on": ["Enter a day, like 2027-03-27"]}),
        ({"event_on": "1066-10-14"}, {"event_on": ["The year must be between 1900 and 2199"]}),
        ({"starts_wall": "half past"}, {"starts_wall": ["Enter a time of day, like "
        "14:30"]}),
        ({"starts_wall": "14:00+02:00"},
         {"starts_wall": ["Enter the local time, without a time zone"]}),
        ({"ends_wall": "14:00"},
         {"ends_wall": ["The event must end after it starts. "
                        "If it ends on a later day, enter that day too"]}),
        ({"ends_on": "2026-08-12"}, {"ends_on": ["The last day must be within a month of the first day"]}),
        (
            {"event_on": "2026-03-29", "starts_wall": "01:30"},
            {"starts_wall": ["The clocks go forward that night, so there is no 1.30am. Enter another "
            "time"]},
        ),
        ({"press": "perhaps"}, {"press": ["Enter yes or no"]}),
        ({"expected_numbers": "many"}, {"expected_numbers": ["Enter a number in figures"]}),
        ({"expected_numbers": "10000001"},
         {"expected_numbers": ["Enter the number of people in figures, like 120"]}),
        ({"postcode": "Wexcombe"},
         {"postcode": ["Enter a full postcode, like WX1 1AA, or leave this empty"]}),
        ({"stage": "completed"}, {"stage": ["There is no such detail"]}),
    ],
)  # fmt: skip
def test_what_is_unfit_is_named_with_the_reason(words: dict[str, str], wrong: dict[str, list[str]]) -> None:
    assert refused(EventParticulars, FETE | words) == wrong


def test_an_organiser_who_cannot_be_answered_is_refused() -> None:
    no_way = "Enter an e-mail address, a telephone number or a postal address, so that we can answer"
    assert refused(OrganiserParticulars, {"name": "Jane Smith"}) == {"email": [no_way]}
    wrong_form = "Enter an e-mail address in the right form, like name@example.org"
    assert refused(OrganiserParticulars, CAMP | {"email": "jane at home"}) == {"email": [wrong_form]}


def test_a_moment_is_no_day() -> None:
    with pytest.raises(ValidationError, match="Fill this in"):
        cases.event(event_on=datetime(2026, 7, 11, 14))


def test_what_ends_at_midnight_ends_on_the_next_day() -> None:
    assert cases.event(ends_wall=time(0)).ends_on == date(2026, 7, 12)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Fête\u2028Bcc: x@y.example", "Fête Bcc: x@y.example"),
        ("a\x00\x1b\x9bb", "ab"),
        ("\ud7fcFête \t day", "Fête   day"),
    ],
)
def test_text_is_made_harmless(given: str, kept: str) -> None:
    assert cases.event(title=given).title == kept


@pytest.mark.django_db
def test_what_is_kept_gives_the_same_particulars_again(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation(expected_numbers=80, press=True)
    assert EventParticulars.of(invitation) == cases.event(expected_numbers=80, press=True)
    assert OrganiserParticulars.of(invitation.organiser) == cases.organiser()
    later = replace(EventParticulars.of(invitation), ends_wall=time(18))
    assert later.differing_from(EventParticulars.of(invitation)) == {"ends_wall": (time(17), time(18))}
