"""No two people hold one office at once, whoever writes and however fast."""

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from civic.models import ActingPeriod, CivicChange, Office, OfficeKind, Person, Term
from tests import council
from tests.council import london
from tests.guarding import refused_by, run_sql


def insert_term_by_hand(office_id: int, person_id: int, begins_at: str, ends_at: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO civic_term (office_id, person_id, begins_at, ends_at, consort_name, recorded_at)"
            " VALUES (%s, %s, %s, %s, '', %s)",
            [office_id, person_id, begins_at, ends_at, begins_at],
        )


@pytest.mark.parametrize(
    ("begins_at", "ends_at"),
    [
        ("2026-05-13 17:30:00", "2027-05-12 17:30:00"),
        ("2027-05-12 17:29:59", "2028-05-12 17:30:00"),
        ("2025-05-13 17:30:00", "2026-05-13 17:30:01"),
        ("2026-08-01 00:00:00", "2026-08-02 00:00:00"),
        ("2020-08-01 00:00:00", "2030-08-02 00:00:00"),
    ],
)
def test_database_refuses_a_second_mayor_by_raw_sql(
    mayor: Person, deputy: Person, begins_at: Any, ends_at: Any
) -> None:
    with refused_by("term_one_holder_at_once"):
        insert_term_by_hand(mayor.terms.get().office_id, deputy.pk, begins_at, ends_at)
    assert Term.objects.count() == 2


def test_next_term_begins_at_the_very_moment_the_last_one_ends(mayor: Person, deputy: Person) -> None:
    insert_term_by_hand(mayor.terms.get().office_id, deputy.pk, "2027-05-12 17:30:00", "2028-05-17 17:30:00")
    assert Office.objects.get(kind=OfficeKind.MAYOR).terms.count() == 2


def test_mayor_and_deputy_hold_different_offices_over_the_same_days(mayor: Person, deputy: Person) -> None:
    assert Term.objects.count() == 2


def test_database_refuses_to_move_a_term_into_another(mayor: Person) -> None:
    successor = council.make_mayor(
        "Councillor Next", begins_at=council.YEAR_ENDS_AT, ends_at=london(2028, 5, 17, 18, 30)
    )
    with refused_by("term_one_holder_at_once"):
        Term.objects.filter(person=successor).update(begins_at=london(2027, 5, 12, 18, 29))
    assert Term.objects.get(person=successor).begins_at == council.YEAR_ENDS_AT


def test_a_term_may_be_saved_again_unchanged(mayor: Person) -> None:
    term = mayor.terms.get()
    term.consort_name = "Mr Smith"
    term.save()
    term.refresh_from_db()
    assert term.consort_name == "Mr Smith"


def test_a_term_cannot_end_before_it_begins(mayor: Person) -> None:
    with pytest.raises(IntegrityError, match="term_ends_after_it_begins"), transaction.atomic():
        mayor.terms.update(ends_at=council.YEAR_BEGINS_AT)


@pytest.mark.parametrize("ends_at", [None, london(2026, 7, 1)])
def test_database_refuses_two_acting_periods_at_once(deputy: Person, ends_at: Any) -> None:
    council.make_acting(deputy, begins_at=london(2026, 6, 1), ends_at=ends_at)
    with refused_by("acting_one_at_once"):
        council.make_acting(deputy, begins_at=london(2026, 6, 30, 23, 59))
    assert ActingPeriod.objects.count() == 1


def test_acting_again_is_possible_once_the_first_period_has_ended(deputy: Person) -> None:
    council.make_acting(deputy, begins_at=london(2026, 6, 1), ends_at=london(2026, 7, 1))
    council.make_acting(deputy, begins_at=london(2026, 7, 1))
    assert ActingPeriod.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_mayors_recorded_at_the_same_time_one_is_refused() -> None:
    council.make_council()
    people = [council.make_person("Councillor One"), council.make_person("Councillor Two")]
    ready, outcomes = threading.Barrier(2), []

    def record(person: Person) -> None:
        ready.wait()
        try:
            council.make_term(person)
            outcomes.append("recorded")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connection.close()

    clerks = [threading.Thread(target=record, args=[person]) for person in people]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert sorted(outcomes) == ["recorded", "refused"]
    assert Term.objects.count() == 1


@pytest.mark.parametrize(
    ("statement", "guard"),
    [
        ("UPDATE civic_civicchange SET what = 'something else'", "civic_change_is_never_altered"),
        ("DELETE FROM civic_civicchange", "civic_change_is_never_deleted"),
    ],
)
def test_database_refuses_to_alter_the_record_of_changes(manager: Person, statement: Any, guard: Any) -> None:
    CivicChange.objects.create(
        changed_at=council.OFFICE_DAY, changed_by=manager, what="Changed the telephone"
    )
    with refused_by(guard):
        run_sql(statement)
    assert CivicChange.objects.get().what == "Changed the telephone"
