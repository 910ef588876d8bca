"""A row that nobody can deal with: each sweep logs it by its reference, puts it off,
and goes on behind it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone
from time_machine import Traveller

from civic.models import Person
from engagements import case_context, tasks
from engagements.models import (
    Erasure,
    Invitation,
    Keeping,
    LinkRequest,
    Notification,
    PutOff,
    RetentionRule,
    SweepRun,
)
from engagements.queries import retention as retention_due
from engagements.services.mail import lost_link_mails, notifications
from engagements.services.records import erasure, retention
from tests import cases
from tests.guarding import guards_down

pytestmark = pytest.mark.django_db
Name = SweepRun.Name


def raises_for(usual: Callable[..., Any], poison: Callable[..., bool]) -> Callable[..., Any]:
    """The usual function, which fails for one."""

    def of_one(*given: Any, **named: Any) -> Any:
        if poison(*given, **named):
            raise KeyError("Zebedee")
        return usual(*given, **named)

    return of_one


def put_off_in(name: SweepRun.Name) -> tuple[str, int, str]:
    """What is put off, and that the run counts it and came to its end."""
    row, run = PutOff.objects.get(), SweepRun.objects.get(name=name)
    assert (row.sweep, run.failed, run.trouble) == (name.value, 1, "")
    assert run.finished_at == timezone.now()
    return row.key, row.tries, row.trouble


@pytest.mark.parametrize("column", ["wish", "addressee", "explained"])
def test_a_case_that_cannot_be_read_stops_no_other_from_lapsing(
    column: str, officer: Person, mayor: Person, office_day: Traveller
) -> None:
    poison, good = (cases.with_mayor(officer=officer) for _ in range(2))
    with guards_down():
        Invitation.objects.filter(pk=poison.pk).update(**{column: "rotten"})
    office_day.move_to("2026-07-12 09:00+01:00")
    tasks.take_system_steps()
    assert Invitation.objects.get(pk=good.pk).stage == "lapsed"
    assert put_off_in(Name.SYSTEM_STEPS) == (poison.reference, 1, "ValueError")
    tasks.take_system_steps()
    assert PutOff.objects.get().tries == 1
    with guards_down():
        Invitation.objects.filter(pk=poison.pk).update(**{column: getattr(poison, column)})
    office_day.shift(61)
    tasks.take_system_steps()
    assert Invitation.objects.get(pk=poison.pk).stage == "lapsed"
    assert not PutOff.objects.exists()


def test_what_is_around_a_batch_cannot_be_read_and_each_case_is_taken_by_itself(
    officer: Person, mayor: Person, office_day: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, good = (cases.with_mayor(officer=officer) for _ in range(2))
    office_day.move_to("2026-07-12 09:00+01:00")
    read = raises_for(case_context.read, lambda invitations, at: poison in invitations)
    monkeypatch.setattr(case_context, "read", read)
    tasks.take_system_steps()
    assert Invitation.objects.get(pk=good.pk).stage == "lapsed"
    assert put_off_in(Name.SYSTEM_STEPS) == (poison.reference, 1, "KeyError")


def test_a_case_on_which_nothing_is_to_be_done_is_not_taken_up(officer: Person, mayor: Person) -> None:
    cases.with_mayor(officer=officer)
    tasks.take_system_steps()
    run = SweepRun.objects.get(name=Name.SYSTEM_STEPS)
    assert (run.taken, run.failed) == (0, 0)


def test_a_database_that_fails_is_no_cases_fault(
    officer: Person, mayor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*given: Any) -> Any:
        raise OperationalError("the connection was lost")

    cases.with_mayor(officer=officer)
    monkeypatch.setattr(case_context, "read", read)
    with pytest.raises(OperationalError):
        tasks.take_system_steps()
    assert SweepRun.objects.get(name=Name.SYSTEM_STEPS).trouble == "OperationalError"
    assert not PutOff.objects.exists()


def test_a_link_that_cannot_be_written_lets_those_behind_it_go(
    officer: Person, mayor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("poison", "good"):
        address = f"{name}@choir.example"
        cases.make_invitation(organised_by=cases.organiser(email=address))
        lost_link_mails.ask(address)
    poison, good = LinkRequest.objects.order_by("pk")
    as_mail = raises_for(lost_link_mails.as_mail, lambda request, *rest: request == poison)
    monkeypatch.setattr(lost_link_mails, "as_mail", as_mail)
    tasks.send_links()
    good.refresh_from_db()
    assert good.state == "sent"
    assert put_off_in(Name.SEND_LINKS) == (str(poison.pk), 1, "KeyError")


def test_a_case_that_cannot_be_erased_lets_the_others_of_its_list_be_erased(
    officer: Person, mayor: Person, manager: Person, office_day: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    concert = {"title": "Harbour concert", "venue": "Harbour hall", "event_on": date(2026, 7, 4)}
    choir = cases.organiser(organisation="Harbour Choir", email="bo@choir.example")
    poison = cases.declined(officer=officer, mayor=mayor)
    good = cases.declined(officer=officer, mayor=mayor, organised_by=choir, **concert)
    office_day.move_to("2033-06-01 10:00+01:00")
    years = RetentionRule.objects.get(kind=Keeping.CONTACT).years
    assert years is not None
    cut_off_on = retention_due.cut_off(years, timezone.localdate())
    listed = [case.reference for case in retention_due.next_list(Keeping.CONTACT, cut_off_on)]
    assert sorted(listed) == [poison.reference, good.reference]
    run = retention.approve(
        kind=Keeping.CONTACT, seal=retention_due.seal(Keeping.CONTACT, listed), by=manager
    )
    erase = raises_for(erasure.erase, lambda erased: erased.invitation_id == poison.pk)
    monkeypatch.setattr(erasure, "erase", erase)
    tasks.erase_approved()
    assert Erasure.objects.get().invitation == good
    assert put_off_in(Name.RETENTION) == (poison.reference, 1, "KeyError")
    run.refresh_from_db()
    assert run.finished_at is None


def test_a_member_who_cannot_be_reminded_of_the_handbook_keeps_no_other_from_it(
    mayor: Person, deputy: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify = raises_for(notifications.notify, lambda person, **rest: person == mayor)
    monkeypatch.setattr(notifications, "notify", notify)
    tasks.remind_of_handbook()
    assert [row.person for row in Notification.objects.filter(kind="handbook_waits")] == [deputy]
    term = mayor.terms.get()
    assert put_off_in(Name.HANDBOOK_REMINDERS) == (str(term.pk), 1, "KeyError")
