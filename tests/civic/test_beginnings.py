"""What a new installation begins with."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from civic.models import ClosedDay, Council, Nation, Office
from tests.conftest import put_back, seeds_key


def begins_as_migrated() -> bool:
    return (
        Council.objects.count(),
        list(Office.objects.values_list("kind", flat=True)),
        ClosedDay.objects.filter(nation=Nation.ENGLAND_WALES).count(),
    ) == (1, ["mayor", "deputy"], 32)


@pytest.mark.django_db(transaction=True)
def test_what_a_transactional_test_empties_is_put_back(request: pytest.FixtureRequest) -> None:
    assert begins_as_migrated()
    call_command("flush", interactive=False, verbosity=0)
    assert not Council.objects.exists()
    put_back(request.config.stash[seeds_key])
    assert begins_as_migrated()
    # Emptying the tables has begun the numbers again, and what was put back has some of them.
    assert ClosedDay.objects.create(nation=Nation.SCOTLAND, on=date(2026, 3, 1), name="Fair day").pk


def test_database_refuses_a_second_council(council: Council) -> None:
    with pytest.raises(IntegrityError, match="(?i)unique"), transaction.atomic():
        Council.objects.create(name="Another", mail_domains=["other.example"])
    with pytest.raises(IntegrityError, match="council_only_one"), transaction.atomic():
        Council.objects.create(only=False, name="Another", mail_domains=["other.example"])
    assert Council.objects.get() == council


@pytest.mark.django_db
def test_published_bank_holidays_are_weekdays_of_their_own_nation() -> None:
    assert all(day.on.weekday() < 5 for day in ClosedDay.objects.all())
    names = set(ClosedDay.objects.filter(nation=Nation.SCOTLAND).values_list("name", flat=True))
    assert "Easter Monday" not in names
    assert {"St Andrew's Day", "2 January"} <= names
    of_2028 = ClosedDay.objects.filter(nation=Nation.ENGLAND_WALES, on__year=2028).values_list(
        "on", flat=True
    )
    assert [f"{on:%d %m}" for on in of_2028] == [
        "03 01",
        "14 04",
        "17 04",
        "01 05",
        "29 05",
        "28 08",
        "25 12",
        "26 12",
    ]
