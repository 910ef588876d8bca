"""Induction, training and talks are recorded with who was there; for the talk the report is opened (P26)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.models import OfficeKind, Person, Term
from protocols import meetings
from protocols.meetings import Meeting, ReportOpening
from tests.council import YEAR_ENDS_AT, london, make_person, make_term
from tests.guarding import refused_by, run_sql
from tests.web import Answer

pytestmark = pytest.mark.django_db
REPORT = reverse("reports:approaches")
TODAY, TOMORROW = date(2026, 6, 1), date(2026, 6, 2)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def shown(person: Person, address: str) -> Answer:
    return signed_in(person).get(address)


def text(person: Person, address: str) -> str:
    return shown(person, address).content.decode()


def terms() -> list[Term]:
    return list(Term.objects.select_related("person", "office"))


def held(kind: Meeting.Kind = Meeting.Kind.TALK, *, by: Person, **said: Any) -> Meeting:
    given: dict[str, Any] = {"held_on": TODAY, "terms": terms()} | said
    return meetings.record(kind=kind, by=by, **given)


def typed(on: date = TODAY, **said: Any) -> dict[str, Any]:
    """What the form of one that was held would send."""
    day = {"held_on_day": on.day, "held_on_month": on.month, "held_on_year": on.year}
    return {"kind": "training", "holders": [str(term.pk) for term in terms()], **day, **said}


# --- The register -------------------------------------------------------------------------------------------


def test_the_manager_records_a_training_with_who_was_there(
    manager: Person, mayor: Person, deputy: Person
) -> None:
    answer = signed_in(manager).post(
        reverse("handbook:meeting_record"), typed(others="The trainer", note="Chairing, and speaking.")
    )
    assert answer.status_code == 302
    [meeting] = meetings.meetings()
    assert (meeting.kind, meeting.held_on, meeting.recorded_by) == ("training", TODAY, manager)
    assert [one.term.person for one in meeting.present.all()] == [mayor, deputy]
    for address in (reverse("handbook:meetings"), reverse("handbook:overview")):
        page = text(manager, address)
        for words in ("Training", mayor.name, deputy.name, "The trainer", "Chairing, and speaking."):
            assert words in page


def test_whoever_was_there_finds_it_on_their_own_page_and_nobody_else_does(
    manager: Person, mayor: Person, deputy: Person
) -> None:
    held(terms=[term for term in terms() if term.person == mayor], note="How it goes.", by=manager)
    assert "How it goes." in text(mayor, reverse("handbook:acknowledge"))
    assert "How it goes." not in text(deputy, reverse("handbook:acknowledge"))


def test_the_list_is_taken_away_as_csv(manager: Person, mayor: Person, deputy: Person) -> None:
    held(others="=HYPERLINK()", by=manager)
    answer = shown(manager, reverse("handbook:meetings_csv"))
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("What,Held on,Holders present")
    assert lines[1].startswith("Talk in the course of the year,2026-06-01,")
    assert f"{mayor.name}, Mayor; {deputy.name}, Deputy Mayor" in lines[1]
    assert "'=HYPERLINK()" in lines[1]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"on": TOMORROW}, "Record it once it has been held."),
        ({"holders": []}, "Choose who of the holders was there"),
        ({"kind": ""}, "Choose what it was"),
        ({"kind": "talk", "on": date(2026, 5, 1)}, "was not in office on that day"),
    ],
)
def test_what_cannot_have_been_is_not_recorded(
    said: dict[str, Any], told: str, manager: Person, mayor: Person, deputy: Person
) -> None:
    page = signed_in(manager).post(reverse("handbook:meeting_record"), typed(**said)).content.decode()
    assert told in page
    assert meetings.meetings().count() == 0


def test_whoever_takes_office_next_is_there_before_the_term_begins(manager: Person, mayor: Person) -> None:
    person = make_person("Councillor Next Year")
    make_term(person, OfficeKind.MAYOR, begins_at=YEAR_ENDS_AT, ends_at=london(2028, 5, 10, 18, 30))
    to_come = [term for term in terms() if term.person == person]
    held(Meeting.Kind.BEFORE_OFFICE, terms=to_come, by=manager)
    assert "Meeting before office" in text(person, reverse("handbook:acknowledge"))
    with pytest.raises(ValidationError, match="was not in office"):
        held(terms=to_come, by=manager)


# --- The report, for the talk -------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["mayor", "deputy"])
@pytest.mark.parametrize("address", [REPORT, reverse("reports:approaches_pdf")])
def test_the_report_is_refused_until_it_is_opened_with_the_clause_and_what_can_be_done(
    part: str, address: str, manager: Person, mayor: Person, deputy: Person
) -> None:
    reader = {"mayor": mayor, "deputy": deputy}[part]
    refused = shown(reader, address)
    assert refused.status_code == 403
    assert "clause P26 of the protocol" in refused.content.decode()
    assert "ask the civic manager to arrange the talk" in refused.content.decode()
    meetings.open_the_report(until=TOMORROW, by=manager)
    assert shown(reader, address).status_code in (200, 302)


def test_whoever_it_is_open_to_is_led_to_it_and_takes_no_list_away(
    manager: Person, mayor: Person, deputy: Person
) -> None:
    own = reverse("handbook:acknowledge")
    assert REPORT not in text(deputy, own)
    meetings.open_the_report(until=TOMORROW, by=manager)
    assert REPORT in text(deputy, own)
    assert "until Tuesday 2 June 2026" in text(deputy, REPORT)
    assert reverse("reports:approaches_csv") not in text(deputy, REPORT)
    assert shown(deputy, reverse("reports:approaches_csv")).status_code == 403


def test_the_report_closes_after_its_last_day(
    manager: Person, mayor: Person, deputy: Person, office_day: Traveller
) -> None:
    meetings.open_the_report(until=TOMORROW, by=manager)
    office_day.move_to(london(2026, 6, 2, 23))
    assert shown(mayor, REPORT).status_code == 200
    office_day.move_to(london(2026, 6, 3, 1))
    assert shown(mayor, REPORT).status_code == 403


def test_the_recorded_talk_closes_the_report_and_other_meetings_do_not(
    manager: Person, mayor: Person, deputy: Person
) -> None:
    meetings.open_the_report(until=TOMORROW, by=manager)
    held(Meeting.Kind.TRAINING, by=manager)
    assert shown(deputy, REPORT).status_code == 200
    talk = held(by=manager)
    assert shown(deputy, REPORT).status_code == 403
    opening = ReportOpening.objects.get()
    assert (opening.talk, opening.closed_by) == (talk, manager)


def test_the_manager_opens_the_report_moves_its_last_day_and_closes_it(
    manager: Person, mayor: Person, deputy: Person
) -> None:
    desk, opening = signed_in(manager), reverse("reports:approaches_open")
    for day in (20, 10):
        desk.post(opening, {"until_day": day, "until_month": 6, "until_year": 2026})
    assert f"until Wednesday 10 June 2026,\n        as {manager.name} has set" in text(manager, REPORT)
    assert ReportOpening.objects.count() == 2
    assert desk.post(reverse("reports:approaches_close")).status_code == 302
    assert shown(mayor, REPORT).status_code == 403
    told = desk.post(reverse("reports:approaches_close"), follow=True).content.decode()
    assert "The report is closed already." in told


@pytest.mark.parametrize("until", [date(2026, 5, 31), date(2026, 9, 2)])
def test_the_report_is_not_opened_for_good_nor_until_yesterday(until: date, manager: Person) -> None:
    said = {"until_day": until.day, "until_month": until.month, "until_year": until.year}
    page = signed_in(manager).post(reverse("reports:approaches_open"), said).content.decode()
    assert "The last day must be today or within the next three months" in page
    assert meetings.open_report() is None


def test_the_monitoring_officer_reads_the_report_and_does_not_open_it(
    manager: Person, monitoring_officer: Person
) -> None:
    page = text(monitoring_officer, REPORT)
    assert "Not open to the Mayor and the Deputy Mayor." in page
    assert reverse("reports:approaches_open") not in page


def test_whoever_is_to_come_does_not_read_the_report(manager: Person, mayor: Person) -> None:
    person = make_person("Councillor Next Year")
    make_term(person, OfficeKind.DEPUTY, begins_at=YEAR_ENDS_AT, ends_at=london(2028, 5, 10, 18, 30))
    meetings.open_the_report(until=TOMORROW, by=manager)
    assert shown(person, REPORT).status_code == 403
    assert REPORT not in text(person, reverse("handbook:acknowledge"))


# --- What the database refuses ------------------------------------------------------------------------------

REFUSED = {
    "DELETE FROM protocols_meeting": "meeting_is_never_deleted",
    "UPDATE protocols_meeting SET note = 'Nobody came.'": "meeting_is_never_altered",
    "DELETE FROM protocols_presence": "presence_is_never_deleted",
    "UPDATE protocols_presence SET term_id = term_id + 1": "presence_is_never_altered",
    "DELETE FROM protocols_reportopening": "report_opening_is_never_deleted",
    "UPDATE protocols_reportopening SET open_until = '2027-01-01'": "report_opening_is_never_altered",
    "UPDATE protocols_reportopening SET is_open = (1 = 1), closed_at = NULL, closed_by_id = NULL,"
    " talk_id = NULL": "report_opening_is_never_altered",
}


@pytest.mark.parametrize(("attack", "guard"), REFUSED.items())
def test_what_was_held_and_opened_stays_as_it_was(
    attack: str, guard: str, manager: Person, mayor: Person, deputy: Person
) -> None:
    meetings.open_the_report(until=TOMORROW, by=manager)
    held(by=manager)
    with refused_by(guard):
        run_sql(attack)


def test_only_a_talk_closes_the_report_by_itself(manager: Person, mayor: Person, deputy: Person) -> None:
    training = held(Meeting.Kind.TRAINING, by=manager)
    meetings.open_the_report(until=TOMORROW, by=manager)
    with refused_by("report_opening_is_never_altered"):
        run_sql(
            "UPDATE protocols_reportopening SET is_open = (1 = 0), closed_at = '2026-06-01 10:00:00',"
            " closed_by_id = opened_by_id, talk_id = %s",
            training.pk,
        )


def test_nobody_but_the_manager_records_a_talk_or_opens_the_report(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    with refused_by("meeting_is_recorded_by_the_manager"):
        held(by=officer)
    with refused_by("report_is_opened_by_the_manager"):
        meetings.open_the_report(until=TOMORROW, by=mayor)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("one_open_report_at_once", {"open_until": TOMORROW}),
        ("report_is_open_until_a_day_to_come", {"open_until": date(2026, 5, 31), "is_open": False}),
        ("report_is_closed_by_somebody", {"open_until": TOMORROW, "is_open": False}),
    ],
)
def test_an_opening_that_cannot_be_is_refused(rule: str, values: dict[str, Any], manager: Person) -> None:
    meetings.open_the_report(until=TOMORROW, by=manager)
    with pytest.raises(ValidationError) as refused:
        ReportOpening(opened_by=manager, **values).full_clean()
    words = next(one for one in ReportOpening._meta.constraints if one.name == rule).violation_error_message
    assert words in refused.value.messages


def test_a_meeting_of_tomorrow_is_no_meeting_yet(manager: Person, mayor: Person) -> None:
    with pytest.raises(ValidationError, match="once it has been held"):
        held(held_on=TOMORROW, by=manager)
