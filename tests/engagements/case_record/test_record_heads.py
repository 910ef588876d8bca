"""The days' heads, and what they find that no chain can:
what was taken away, what was rewritten with the key.
"""

import hashlib
import hmac
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from civic.models import Person
from engagements import tasks
from engagements.models import Invitation, Letter, Note, Notification, RecordEntry, RecordHead
from engagements.services import case_notes
from engagements.services.case_record import audit_trail, record_heads
from engagements.services.case_record.keys import Key, Keyring
from engagements.services.mail import notification_mails, notifications
from engagements.services.steps import triage
from tests import cases
from tests.council import make_monitoring_officer
from tests.guarding import guards_down, run_sql

pytestmark = pytest.mark.django_db
OLD, NEW = "an-old-key-of-the-record-0123456789abc", "the-new-key-of-the-record-0123456789a"


def keep_at(now: datetime) -> RecordHead:
    head = record_heads.keep(now, tell=notifications.tell_of_head)
    assert head is not None
    return head


def keep() -> RecordHead:
    return keep_at(timezone.now())


def verified() -> str:
    out = StringIO()
    call_command("verify_record", stdout=out, stderr=out)
    return out.getvalue()


def found() -> str:
    """What the command says of a record that is not as it was written."""
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_record", stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def two_days(officer: Person, office_day: time_machine.Traveller) -> tuple[Invitation, Invitation]:
    """A case of each day; each day has its head."""
    first = cases.make_invitation()
    case_notes.write_note(first, text="Speaks softly.", audience=Note.Audience.OFFICE, by=officer)
    keep()
    office_day.shift(timedelta(days=1))
    second = cases.make_invitation(title="Camp")
    case_notes.write_note(second, text="By the lake.", audience=Note.Audience.OFFICE, by=officer)
    keep()
    return first, second


def removed(*entries: RecordEntry) -> None:
    """As somebody with the database's own key could."""
    numbers = [entry.pk for entry in entries]
    with guards_down():
        for number in numbers:
            letters = Letter.objects.filter(entry=number).values_list("pk", flat=True)
            for letter in letters:
                run_sql("DELETE FROM engagements_letter WHERE id = %s", letter)
            run_sql("DELETE FROM engagements_entryparticulars WHERE entry_id = %s", number)
            run_sql("DELETE FROM engagements_recordentry WHERE id = %s", number)


def test_a_whole_record_holds_and_names_its_last_head(two_days: object) -> None:
    last = RecordHead.objects.latest("pk")
    assert verified().endswith(
        f"The last is that of Tuesday 2 June 2026; the mail of that day must say\n{last.hash}\n"
    )


def test_one_head_a_day(officer: Person, office_day: time_machine.Traveller) -> None:
    cases.make_invitation()
    first = keep()
    assert record_heads.keep(timezone.now(), tell=notifications.tell_of_head) is None
    office_day.shift(timedelta(days=1))
    second = keep()
    assert (second.previous_hash, second.cases, second.entries) == (first.hash, 1, first.entries)


def test_two_who_keep_at_once_make_one(
    officer: Person, django_assert_max_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is quicker between the look and the row."""
    settled = record_heads._settled

    def meanwhile() -> int | None:
        monkeypatch.setattr(record_heads, "_settled", settled)
        keep()
        return settled()

    monkeypatch.setattr(record_heads, "_settled", meanwhile)
    assert record_heads.keep(timezone.now(), tell=notifications.tell_of_head) is None
    assert RecordHead.objects.count() == 1


def test_the_first_head_of_an_office_without_cases(council: object) -> None:
    head = keep()
    assert (head.cases, head.entries, head.upto) == (0, 0, 0)
    assert "Every head holds." in verified()


def test_the_head_is_mailed_to_each_monitoring_officer_and_logged_and_names_nobody(
    officer: Person, mailoutbox: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    adviser = make_monitoring_officer()
    invitation = cases.make_invitation()
    with caplog.at_level(logging.INFO, logger="engagements.services.case_record.record_heads"):
        tasks.keep_head()
    head = RecordHead.objects.get()
    assert head.hash in caplog.text
    notification = Notification.objects.get(kind=Notification.Kind.RECORD_HEAD)
    assert (notification.person, notification.head, notification.invitation) == (adviser, head, None)
    mailoutbox.clear()
    notification_mails.send_due()
    [mail] = [mail for mail in mailoutbox if head.hash in mail.body]
    assert mail.to == [f"{adviser.written_name} <{adviser.notified_at_address}>"]
    assert "Monday 1 June 2026" in mail.body
    for private in (invitation.reference, invitation.title, invitation.organiser.name):
        assert private not in mail.body + caplog.text


def test_without_a_monitoring_officer_the_head_is_mailed_to_the_civic_managers(
    officer: Person, manager: Person, caplog: pytest.LogCaptureFixture
) -> None:
    head = keep()
    assert Notification.objects.get().person == manager
    assert Notification.objects.get().head == head
    assert "There is no Monitoring Officer: the head of 2026-06-01 goes to the civic managers." in caplog.text


def test_a_head_that_is_mailed_to_nobody_is_told_as_an_error(
    officer: Person, caplog: pytest.LogCaptureFixture
) -> None:
    adviser = make_monitoring_officer()
    Person.objects.filter(pk=adviser.pk).update(is_active=False)
    keep()
    assert not Notification.objects.exists()
    [error] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert error.getMessage() == (
        "There is no Monitoring Officer and no civic manager: the head of 2026-06-01 is mailed to nobody."
    )


def test_nothing_is_kept_of_which_nobody_is_told(officer: Person) -> None:
    def breaks(head: RecordHead) -> None:
        raise RuntimeError("no mail")

    with pytest.raises(RuntimeError):
        record_heads.keep(timezone.now(), tell=breaks)
    assert not RecordHead.objects.exists()


def test_a_removed_last_entry_is_found(two_days: tuple[Invitation, Invitation]) -> None:
    """A note makes no version of the case, so that its chain alone does not miss it."""
    last = RecordEntry.objects.filter(invitation=two_days[1]).latest("sequence")
    counted = RecordEntry.objects.count()
    removed(last)
    assert list(audit_trail.broken_entries(Invitation.objects.all())) == []
    assert found().endswith(
        f"The head of Tuesday 2 June 2026: up to then there were {counted} entries of 2 cases, "
        f"and now there are {counted - 1} of 2. "
        f"No entry has the number {last.pk}; a backup tells whose it was.\n"
    )


def test_a_removed_case_is_named(two_days: tuple[Invitation, Invitation]) -> None:
    first = two_days[0]
    number, organiser = first.pk, first.organiser_id
    removed(*first.entries.all())
    with guards_down():
        run_sql("DELETE FROM engagements_note WHERE invitation_id = %s", number)
        run_sql("DELETE FROM engagements_organiserlink WHERE invitation_id = %s", number)
        run_sql("DELETE FROM engagements_invitation WHERE id = %s", number)
        run_sql("DELETE FROM engagements_organiser WHERE id = %s", organiser)
    said = found()
    assert f"Given as a reference, and no case has it: {first.reference}.\n" in said
    assert "The head of Monday 1 June 2026: up to then there were" in said
    assert said.endswith("; a backup tells whose it was.\n")


def test_swapped_heads_are_found(two_days: object) -> None:
    first, second = RecordHead.objects.order_by("pk")
    with guards_down():
        run_sql("UPDATE engagements_recordhead SET day = '2020-01-01' WHERE id = %s", first.pk)
        run_sql("UPDATE engagements_recordhead SET day = %s WHERE id = %s", first.day, second.pk)
        run_sql("UPDATE engagements_recordhead SET day = %s WHERE id = %s", second.day, first.pk)
    assert found().endswith("The head of Tuesday 2 June 2026: it was altered after it was made.\n")


def test_another_moment_of_a_head_is_found(two_days: object) -> None:
    last = RecordHead.objects.latest("pk")
    with guards_down():
        run_sql(
            "UPDATE engagements_recordhead SET made_at = %s WHERE id = %s",
            last.made_at - timedelta(hours=1),
            last.pk,
        )
    assert found().endswith("The head of Tuesday 2 June 2026: it was altered after it was made.\n")


def test_a_head_made_while_the_clock_was_ahead_stops_no_later_one(
    officer: Person, office_day: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    cases.make_invitation()
    office_day.shift(timedelta(days=365))
    ahead = keep()
    office_day.shift(timedelta(days=-365))
    cases.make_invitation(title="Camp")
    first = keep()
    assert (first.day, first.previous_hash, first.cases) == (date(2026, 6, 1), ahead.hash, 2)
    assert "There is a head of 2027-06-01, which is still to come: the clock had been ahead." in caplog.text
    told = "The head of Tuesday 1 June 2027 was made while the clock was ahead.\n"
    assert f"{told}Every head holds. The last is that of Monday 1 June 2026;" in verified()
    assert record_heads.keep(timezone.now(), tell=notifications.tell_of_head) is None
    office_day.shift(timedelta(days=365))
    assert record_heads.keep(timezone.now(), tell=notifications.tell_of_head) is None, "the day has one"
    office_day.shift(timedelta(days=1))
    caplog.clear()
    assert keep().previous_hash == first.hash
    assert "still to come" not in caplog.text
    assert f"{told}Every head holds. The last is that of Wednesday 2 June 2027;" in verified()


def test_two_who_keep_the_heads_of_two_days_at_once_make_one_chain(
    officer: Person, office_day: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At midnight, or by two clocks: the other one's head was not yet there when this one looked."""
    first, settled, now = keep(), record_heads._settled, timezone.now()

    def meanwhile() -> int | None:
        monkeypatch.setattr(record_heads, "_settled", settled)
        office_day.shift(timedelta(days=2))
        keep()
        return settled()

    monkeypatch.setattr(record_heads, "_settled", meanwhile)
    assert record_heads.keep(now + timedelta(days=1), tell=notifications.tell_of_head) is None
    assert RecordHead.objects.latest("pk").previous_hash == first.hash
    assert keep_at(now + timedelta(days=1)).previous_hash == RecordHead.objects.all()[1].hash
    assert "Every head holds." in verified()


def test_a_head_taken_out_is_found(two_days: object) -> None:
    first = RecordHead.objects.earliest("pk")
    with guards_down():
        run_sql("UPDATE engagements_notification SET head_id = NULL WHERE head_id = %s", first.pk)
        run_sql("DELETE FROM engagements_recordhead WHERE id = %s", first.pk)
    assert "The head of Tuesday 2 June 2026: it does not follow from the head before it" in found()


def forged(case: Invitation, sign: Callable[[RecordEntry], str]) -> None:
    """The case's second entry and all behind it, as another clause would have it, each hash made anew."""
    previous = ""
    with guards_down():
        for entry in case.entries.order_by("sequence"):
            if entry.sequence == 2:
                entry.clause = "P9"
            entry.previous_hash = previous
            previous = entry.hash if entry.sequence == 1 else sign(entry)
            run_sql(
                "UPDATE engagements_recordentry SET clause = %s, previous_hash = %s, hash = %s WHERE id = %s",
                entry.clause,
                entry.previous_hash,
                previous,
                entry.pk,
            )


def test_a_record_rewritten_without_the_key_is_found(two_days: tuple[Invitation, Invitation]) -> None:
    """With every guard down, and every hash computed as the software itself would, but for the key."""
    case = two_days[0]
    forged(case, lambda entry: audit_trail.hash_of(entry, Key(entry.key, b"")))
    assert f"{case.reference}, entry 2: it was altered after it was written.\n" in found()


def test_a_record_rewritten_by_whoever_has_the_key_differs_from_its_head(
    two_days: tuple[Invitation, Invitation], settings: Settings
) -> None:
    key = Keyring(settings.RECORD_KEYS).first
    forged(two_days[0], lambda entry: audit_trail.hash_of(entry, key))
    assert list(audit_trail.broken_entries(Invitation.objects.all())) == []
    assert found().endswith(
        "The head of Monday 1 June 2026: entries written up to then are other ones now, though as many.\n"
    )


def test_a_record_goes_on_under_a_new_key_while_the_old_one_is_listed(
    officer: Person, settings: Settings, office_day: time_machine.Traveller
) -> None:
    settings.RECORD_KEYS = [OLD]
    case = cases.make_invitation()
    keep()
    settings.RECORD_KEYS = [NEW, OLD]
    office_day.shift(timedelta(days=1))
    case_notes.write_note(case, text="Speaks softly.", audience=Note.Audience.OFFICE, by=officer)
    keep()
    old, new = (Keyring([secret]).first.id for secret in (OLD, NEW))
    assert list(RecordEntry.objects.values_list("key", flat=True).order_by("sequence").distinct()) == [
        old,
        new,
    ]
    assert "Every head holds." in verified()
    settings.RECORD_KEYS = [NEW]
    said = found()
    why = f"it was signed with the key {old}, which RECORD_KEYS does not list (any more)"
    assert f"{case.reference}, entry 1: {why}.\n" in said
    assert f"The head of Monday 1 June 2026: {why}.\n" in said


def test_no_key_stands_in_the_database_nor_anything_it_is_easily_made_from() -> None:
    secret = "one-key-that-is-long-enough-for-the-test"
    number = Keyring([secret]).first.id
    assert len(number) == 8
    assert number not in secret
    assert number not in hashlib.sha256(secret.encode()).hexdigest()
    assert hmac.new(secret.encode(), b"x", hashlib.sha256).hexdigest() == Keyring([secret]).first.sign("x")


def test_a_hundred_cases_are_read_in_as_many_statements_as_one(
    officer: Person, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        cases.make_invitation(title=f"Camp {number}")
    with django_assert_num_queries(2):
        assert list(audit_trail.broken_entries(Invitation.objects.all())) == []
    monkeypatch.setattr(audit_trail, "CASES_AT_ONCE", 2)
    with django_assert_num_queries(4):
        assert list(audit_trail.broken_entries(Invitation.objects.all())) == []


def test_a_case_that_moves_while_it_is_read_is_not_called_broken(officer: Person, mayor: Person) -> None:
    """The row that is handed in was read before the case moved."""
    stale = cases.make_invitation()
    triage.put_to_mayor(Invitation.objects.get(pk=stale.pk), by=officer)
    assert stale.version < Invitation.objects.get(pk=stale.pk).version
    assert list(audit_trail.broken_entries([stale])) == []


def test_days_are_those_of_london(council: object, office_day: time_machine.Traveller) -> None:
    office_day.move_to(datetime(2026, 6, 1, 23, 30, tzinfo=UTC))
    assert keep().day == date(2026, 6, 2)
