"""Terms and acting periods as the services record them, with their entries in the record of changes."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic import queries
from civic.models import ActingPeriod, CivicChange, CouncilMeeting, Office, OfficeKind, Person, Term
from civic.services import council_settings, terms
from tests import council
from tests.council import OFFICE_DAY, YEAR_BEGINS_AT, YEAR_ENDS_AT, london
from tests.guarding import refused_by, run_sql
from tests.there import there

VACANT = ActingPeriod.Reason.VACANCY
NEXT_YEAR_ENDS_AT = london(2028, 5, 17, 18, 30)


def mayors_office() -> Office:
    return Office.objects.get(kind=OfficeKind.MAYOR)


def record(person: Person, by: Any, begins_at: Any = YEAR_BEGINS_AT, ends_at: Any = YEAR_ENDS_AT) -> Term:
    return terms.record_term(
        office=mayors_office(), person=person, begins_at=begins_at, ends_at=ends_at, by=by
    )


def test_recorded_term_makes_the_mayor_and_an_entry(manager: Person) -> None:
    person = council.make_person("Councillor New")
    term = record(person, manager)
    assert there(queries.mayor_at(OFFICE_DAY, tenure=queries.read_tenure())).person == person
    assert (term.recorded_by, term.recorded_at) == (manager, OFFICE_DAY)
    entry = CivicChange.objects.get()
    assert (entry.what, entry.changed_by) == ("Term recorded: Mayor, Councillor New", manager)
    assert entry.after["begins_at"] == "2026-05-13T18:30:00+01:00"


def test_overlapping_term_is_refused_in_the_offices_words_and_leaves_no_trace(
    manager: Person, mayor: Person
) -> None:
    with pytest.raises(ValidationError, match="Someone else holds this office at that time"):
        record(council.make_person("Councillor Rival"), manager)
    assert (Term.objects.count(), CivicChange.objects.count()) == (1, 0)


def test_member_with_a_private_address_cannot_take_office(manager: Person) -> None:
    private = council.make_person("Councillor Private", email="someone@private.example")
    with pytest.raises(ValidationError, match="ends in wexcombe.example"):
        record(private, manager)
    private.notification_email = "cllr.private@wexcombe.example"
    private.save()
    assert record(private, manager).person == private


def test_officer_cannot_hold_a_members_office(manager: Person, officer: Person) -> None:
    with pytest.raises(ValidationError, match="is an officer of the council"):
        record(officer, manager)


def test_term_ended_early_ends_the_office_at_that_moment(manager: Person, mayor: Person) -> None:
    terms.end_term(mayor.terms.get(), ends_at=london(2026, 7, 1), by=manager)
    assert queries.mayor_at(london(2026, 7, 1), tenure=queries.read_tenure()) is None
    entry = CivicChange.objects.get()
    assert (entry.before, entry.after) == (
        {"ends_at": "2027-05-12T18:30:00+01:00"},
        {"ends_at": "2026-07-01T00:00:00+01:00"},
    )


@pytest.mark.parametrize("ends_at", [YEAR_BEGINS_AT, YEAR_ENDS_AT, london(2028, 1, 1)])
def test_term_cannot_be_ended_early_outside_itself(manager: Person, mayor: Person, ends_at: Any) -> None:
    with pytest.raises(ValidationError, match="within the term"):
        terms.end_term(mayor.terms.get(), ends_at=ends_at, by=manager)


@pytest.mark.parametrize("moved_to", [london(2027, 5, 19, 18, 30), london(2027, 5, 5, 18, 30)])
def test_annual_meeting_takes_the_terms_with_it_both_ways(
    manager: Person, civic_year: None, mayor: Person, moved_to: Any
) -> None:
    successor = council.make_mayor("Councillor Next", begins_at=YEAR_ENDS_AT, ends_at=NEXT_YEAR_ENDS_AT)
    terms.move_annual_meeting(CouncilMeeting.objects.get(at=YEAR_ENDS_AT), at=moved_to, by=manager)
    assert mayor.terms.get().ends_at == moved_to
    assert successor.terms.get().begins_at == moved_to
    assert queries.civic_year_of(OFFICE_DAY, tenure=queries.read_tenure()).ends_at == moved_to
    assert CivicChange.objects.count() == 3


def test_monitoring_officer_records_that_the_deputy_acts(
    monitoring_officer: Person, civic_year: None, deputy: Person
) -> None:
    terms.record_acting(reason=VACANT, begins_at=OFFICE_DAY, by=monitoring_officer)
    holder = there(queries.mayor_at(OFFICE_DAY, tenure=queries.read_tenure()))
    assert (holder.person, holder.capacity) == (deputy, "acting")


def test_nobody_but_the_monitoring_officer_records_or_ends_an_acting_period(
    manager: Person, monitoring_officer: Person, deputy: Person
) -> None:
    with pytest.raises(PermissionDenied):
        terms.record_acting(reason=VACANT, begins_at=OFFICE_DAY, by=manager)
    period = terms.record_acting(reason=VACANT, begins_at=OFFICE_DAY, by=monitoring_officer)
    with pytest.raises(PermissionDenied):
        terms.end_acting(period, ends_at=london(2026, 7, 1), by=deputy)
    assert ActingPeriod.objects.get().ends_at is None


def test_an_acting_period_is_neither_anothers_nor_removed(
    monitoring_officer: Person, deputy: Person, mayor: Person
) -> None:
    terms.record_acting(reason=VACANT, begins_at=OFFICE_DAY, by=monitoring_officer)
    with refused_by("acting_is_never_altered"):
        run_sql("UPDATE civic_actingperiod SET person_id = %s", mayor.pk)
    with refused_by("acting_is_never_deleted"):
        run_sql("DELETE FROM civic_actingperiod")


def test_nobody_acts_where_there_is_no_deputy(monitoring_officer: Person) -> None:
    with pytest.raises(ValidationError, match="nobody can act"):
        terms.record_acting(reason=VACANT, begins_at=OFFICE_DAY, by=monitoring_officer)


def test_two_acting_periods_are_refused_in_words_and_the_first_can_be_ended(
    monitoring_officer: Person, deputy: Person
) -> None:
    period = terms.record_acting(reason=VACANT, begins_at=OFFICE_DAY, by=monitoring_officer)
    with pytest.raises(ValidationError, match="already recorded for that time"):
        terms.record_acting(reason=VACANT, begins_at=london(2026, 7, 1), by=monitoring_officer)
    terms.end_acting(period, ends_at=london(2026, 7, 1), by=monitoring_officer)
    assert (
        terms.record_acting(reason=VACANT, begins_at=london(2026, 7, 1), by=monitoring_officer).person
        == deputy
    )


def test_office_that_somebody_holds_cannot_be_abolished(manager: Person, deputy: Person) -> None:
    held = Office.objects.get(kind=OfficeKind.DEPUTY)
    with pytest.raises(ValidationError, match="Someone holds this office"):
        council_settings.change_office(held, values={"exists": False}, by=manager)
    terms.end_term(deputy.terms.get(), ends_at=OFFICE_DAY, by=manager)
    assert council_settings.change_office(held, values={"exists": False}, by=manager).exists is False
