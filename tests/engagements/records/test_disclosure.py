"""What is found when somebody asks what the council holds, what is proposed to be left out,
and when an answer is due.
"""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic.models import Person
from civic.queries import read_council
from engagements.models import (
    Asker,
    DisclosureItem,
    DisclosureRequest,
    Invitation,
    Keeping,
    Note,
    Outcome,
    Redaction,
)
from engagements.models.advice import Level
from engagements.queries import disclosure as disclosure_search
from engagements.queries import retention
from engagements.services import case_notes
from engagements.services.advice import consultations, member_tasks
from engagements.services.records import disclosure
from tests import cases

pytestmark = pytest.mark.django_db
TEA: dict[str, Any] = {
    "title": "Tea",
    "venue": "Barn",
    "event_on": date(2026, 7, 4),
    "ends_on": date(2026, 7, 4),
}


class Whatever(frozenset[str]):
    """Every key there is: a tick in each box."""

    def __contains__(self, key: object) -> bool:
        return True


EVERYTHING = Whatever()


@pytest.fixture
def case(officer: Person) -> Invitation:
    return cases.with_mayor(officer=officer)


def asked_by(person: Person, *, kind: str = "sar", terms: str = "Jane Smith") -> DisclosureRequest:
    return disclosure.enter(
        at=read_council(),
        kind=kind,
        asked_by_name="Jane Smith",
        asked_for="Everything.",
        terms=terms,
        received_on=date(2026, 6, 1),
        owner=person,
        by=person,
    )


def found(*terms: str) -> set[str]:
    return {
        thing.source
        for case in disclosure_search.search(terms).cases
        for thing in case.things
        if thing.matches
    }


@pytest.mark.parametrize("written", ["Zoë Müller", "ZOE MULLER", "Zoe  Müller", "zoë muller"])
@pytest.mark.parametrize("asked", ["zoe muller", "Zoë Müller"])
def test_a_name_is_found_however_it_is_accented(
    case: Invitation, officer: Person, written: str, asked: str
) -> None:
    case_notes.write_note(case, text=f"Today {written} rang.", audience=Note.Audience.OFFICE, by=officer)
    assert found(asked) == {"note"}
    assert found("Zoltan Muller") == set()


@pytest.mark.parametrize("asked", ["01632 960001", "+44 1632 960001", "(01632) 960-001"])
def test_a_number_is_found_however_it_is_spaced(case: Invitation, asked: str) -> None:
    assert "organiser" in found(asked)


def test_questions_about_the_protocol_and_tasks_are_searched_too(
    case: Invitation, officer: Person, manager: Person, mayor: Person, deputy: Person
) -> None:
    asked = consultations.ask(
        question="May Quillon be told?", invitation=case, asked_as=Asker.OFFICER, by=officer
    )
    consultations.answer(asked, level=Level(asked.level), words="Quillon may.", by=manager)
    member_tasks.ask(wanted="Ring Quillon.", invitation=case, asked_as=Asker.MAYOR, by=mayor)
    assert {"consultation", "answer", "task"} <= found("Quillon")


def test_the_search_looks_everywhere(case: Invitation, officer: Person, mayor: Person) -> None:
    case_notes.write_note(case, text="Quillon wrote.", audience=Note.Audience.OFFICE, by=officer)
    case_notes.log_call(case, spoken_to="Quillon", said="Hello.", called_at=timezone.now(), by=officer)
    case_notes.declare_interest(case, person=mayor, nature="Quillon is a cousin.", by=officer)
    case_notes.advise_mayor(case, advice="Speak to Quillon.", by=officer)
    cases.decide(case, mayor=mayor, outcome=Outcome.DECLINE, reason="Quillon asked not to.")
    cases.make_invitation(organised_by=cases.organiser(name="Ann Quillon", email="a@b.example"), **TEA)
    assert found("quillon") == {
        "note",
        "call",
        "interest",
        "invitation",
        "decision",
        "organiser",
        "letter",
        "entry",
    }


def test_an_accented_name_is_found_in_the_record(case: Invitation, officer: Person) -> None:
    case_notes.log_call(case, spoken_to="Zoë Müller", said="Hello.", called_at=timezone.now(), by=officer)
    assert found("zoe muller") == {"call", "entry"}


def test_what_an_expression_means_is_only_letters_here(case: Invitation) -> None:
    assert found(".*") == found("(((") == found("[a-z]+") == found("Jane|x") == set()
    assert found("Jane.*Smith") == found("Jane Smith") != set()


def test_the_search_is_bounded_and_says_so(
    case: Invitation, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosure_search, "CASES_SHOWN", 1)
    assert not disclosure_search.search(["Jane Smith"]).cut_short
    cases.make_invitation(**TEA)
    search = disclosure_search.search(["Jane Smith"])
    assert (len(search.cases), search.cut_short) == (1, True)


def proposed(case: Invitation, officer: Person, text: str, **request: str) -> list[tuple[str, str]]:
    case_notes.write_note(case, text=text, audience=Note.Audience.OFFICE, by=officer)
    asked = asked_by(officer, **request)
    disclosure.choose(asked, keys=EVERYTHING, by=officer)
    item = DisclosureItem.objects.get(request=asked, source="note")
    return [(one.words, one.code) for one in item.redactions.all()]


def test_other_peoples_names_addresses_and_numbers_are_proposed_and_ones_own_are_not(
    case: Invitation, officer: Person
) -> None:
    case_notes.log_call(case, spoken_to="Petra Novak", said="Hello.", called_at=timezone.now(), by=officer)
    said = proposed(
        case, officer, "Jane Smith and PETRA NOVAK, petra@n.example, 01632 960999; seen by Olive Officer."
    )
    assert said == [
        (words, "third_party")
        for words in ("PETRA NOVAK", "petra@n.example", "01632 960999", "Olive Officer")
    ]


def test_freedom_of_information_leaves_out_the_organiser_as_well(case: Invitation, officer: Person) -> None:
    assert ("Jane Smith", "third_party") in proposed(case, officer, "Jane Smith rang.", kind="foi")


def test_a_members_private_reason_is_proposed_as_a_whole(
    case: Invitation, officer: Person, mayor: Person
) -> None:
    cases.decide(case, mayor=mayor, outcome=Outcome.DECLINE, reason="A family matter\nof the Mayor’s.")
    asked = asked_by(officer)
    disclosure.choose(asked, keys=EVERYTHING, by=officer)
    passage = Redaction.objects.get(item__source="decision")
    assert (passage.words, passage.code) == ("A family matter\nof the Mayor’s.", "private_reason")


def test_overlapping_passages_leave_nothing_behind(case: Invitation, officer: Person) -> None:
    proposed(case, officer, "abcdefghij klm")
    item = DisclosureItem.objects.get(source="note")
    for words in ("cdef", "efgh", "cdefgh"):
        disclosure.leave_out(item, words=words, code="outside", by=officer)
    released = disclosure.for_release(item)
    assert released.startswith("Text: ab[Left out: not part")
    assert released.endswith("]ij klm")
    assert "cdef" not in released
    assert "efgh" not in released


def test_what_was_chosen_keeps_its_words_and_decisions(case: Invitation, officer: Person) -> None:
    proposed(case, officer, "Seen by Olive Officer.")
    item = DisclosureItem.objects.get(source="note")
    disclosure.decide(item.redactions.get(), leave_out=False, code="third_party", by=officer)
    assert disclosure.choose(item.request, keys=EVERYTHING, by=officer) == 0
    assert item.redactions.get().state == Redaction.State.SHOWN
    disclosure.choose(item.request, keys=frozenset(), by=officer)
    assert not DisclosureItem.objects.exists()


@pytest.mark.parametrize(
    ("kind", "received_on", "due"),
    [
        ("sar", date(2026, 6, 1), date(2026, 7, 1)),
        ("sar", date(2026, 1, 31), date(2026, 3, 2)),
        ("sar", date(2026, 12, 15), date(2027, 1, 15)),
        ("foi", date(2026, 6, 1), date(2026, 6, 29)),
    ],
)
def test_an_answer_is_due_in_a_month_or_twenty_working_days(
    council: object, kind: str, received_on: date, due: date
) -> None:
    assert disclosure.due_on(kind, received_on, read_council()) == due


def test_a_closed_request_changes_no_more(case: Invitation, officer: Person) -> None:
    proposed(case, officer, "Seen by Olive Officer.")
    asked, one = DisclosureRequest.objects.get(), Redaction.objects.filter(item__source="note").get()
    disclosure.close(asked, words="Withdrawn.", by=officer)
    for refused in (
        lambda: disclosure.decide(one, leave_out=True, code="outside", by=officer),
        lambda: disclosure.choose(asked, keys=frozenset(), by=officer),
        lambda: disclosure.make_files(asked, at=read_council(), by=officer),
        lambda: disclosure.close(asked, words="Again.", by=officer),
    ):
        with pytest.raises(ValidationError, match="closed"):
            refused()


def test_what_an_open_request_concerns_is_not_erased(
    officer: Person, mayor: Person, case: Invitation
) -> None:
    cases.decide(case, mayor=mayor, outcome=Outcome.DECLINE)
    cases.send_letters(case)
    assert retention.due(Keeping.NOTES, date(2030, 1, 1)).count() == 1
    asked = asked_by(officer)
    disclosure.choose(asked, keys=EVERYTHING, by=officer)
    assert retention.due(Keeping.NOTES, date(2030, 1, 1)).count() == 0
    disclosure.close(asked, words="Answered.", by=officer)
    assert retention.due(Keeping.NOTES, date(2030, 1, 1)).count() == 1
