"""One counter for whatever the office numbers: no two alike, none left out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from engagements.models import Counter
from engagements.services.case_record import numbering
from engagements.services.case_record.numbering import Kind

AT_ONCE = 20


@pytest.mark.django_db
def test_each_kind_and_each_year_is_counted_by_itself() -> None:
    asked = [
        (Kind.INVITATION, 2026),
        (Kind.CONSULTATION, 2026),
        (Kind.INVITATION, 2026),
        (Kind.INVITATION, 2027),
    ]
    given = [numbering.next_number(kind, year) for kind, year in asked]
    assert given == ["CIV-2026-0001", "ADV-2026-0001", "CIV-2026-0002", "CIV-2027-0001"]


@pytest.mark.django_db
def test_a_number_is_given_back_when_what_it_was_for_fails() -> None:
    with transaction.atomic():
        numbering.next_number(Kind.ERASURE, 2026)
        transaction.set_rollback(True)
    assert numbering.next_number(Kind.ERASURE, 2026) == "RC-2026-0001"


@pytest.mark.django_db(transaction=True)
@pytest.mark.real_clock
@pytest.mark.parametrize("kind", Kind)
def test_twenty_at_once_get_twenty_numbers_in_a_row(kind: Kind) -> None:
    gate = Barrier(AT_ONCE)

    def ask(_: int) -> str:
        gate.wait()
        try:
            return numbering.next_number(kind, 2026)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = sorted(pool.map(ask, range(AT_ONCE)))
    assert given == [f"{kind.value}-2026-{number:04d}" for number in range(1, AT_ONCE + 1)]
    assert Counter.objects.get(kind=kind, year=2026).last == AT_ONCE
