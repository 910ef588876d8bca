"""Sweeps: each row on its own, one sweep of a name at a time, and files that go after the commit."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from time_machine import Traveller

from civic.models import Person
from engagements.models import Attachment, Invitation, Letter, Notification, PutOff, SweepRun
from engagements.models.outgoing import lease_time
from engagements.services import stored_files, sweeps
from engagements.services.intake import attachments
from engagements.services.mail import notification_mails, outbox
from engagements.services.mail.transport import Connection
from engagements.services.steps import system_steps
from tests import cases
from tests.guarding import guards_down

Name = SweepRun.Name
pytestmark = pytest.mark.django_db


def test_a_row_that_raises_stops_nothing_and_is_an_officers_after_five_tries(
    officer: Person, office_day: Traveller, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    poison, good = cases.make_invitation(), cases.make_invitation()
    done: list[Invitation] = []

    def act(invitation: Invitation) -> None:
        if invitation == poison:
            raise KeyError("Zebedee")
        done.append(invitation)

    def sweep() -> int:
        return len(sweeps.each_on_its_own([poison, good], act, sweep=Name.SYSTEM_STEPS))

    client.force_login(officer)
    machine = reverse("engagements:machine")
    for tries in range(1, 6):
        assert poison.reference not in client.get(machine).content.decode()
        sweeps.in_turn(Name.SYSTEM_STEPS, sweep)
        assert f"could not deal with invitation {poison.reference}" in caplog.text
        put_off = PutOff.objects.get()
        assert (put_off.key, put_off.tries, put_off.trouble) == (poison.reference, tries, "KeyError")
        assert put_off.next_try_at - timezone.now() == sweeps.BACK_OFF[tries - 1]
        run = SweepRun.objects.get(name="system_steps")
        assert (run.taken, run.failed, run.held_by, run.trouble) == (2, 1, "", "")
        sweeps.in_turn(Name.SYSTEM_STEPS, sweep)
        assert PutOff.objects.get().tries == tries
        office_day.shift(sweeps.BACK_OFF[tries - 1] + timedelta(seconds=1))
    assert done == [good] * 10
    assert poison.reference in client.get(machine).content.decode()
    for _ in ("once", "twice"):
        answer = client.post(reverse("engagements:machine_try_again", args=[put_off.pk]))
        assert (answer.status_code, answer["Location"]) == (302, reverse("engagements:machine"))
        assert not PutOff.objects.exists()


@pytest.mark.parametrize("sweep", [name for name in Name if name.startswith("send_")])
def test_what_is_put_off_by_a_key_that_is_no_number_stops_nothing(
    officer: Person, client: Client, sweep: SweepRun.Name
) -> None:
    """Nothing of ours writes such a key; somebody at the database may."""
    cases.make_invitation()
    put_off = PutOff.objects.create(sweep=sweep, key="abc", next_try_at=timezone.now() + timedelta(minutes=1))
    outbox.send_due()
    assert Letter.objects.get().state == "sent"
    client.force_login(officer)
    assert client.post(reverse("engagements:machine_try_again", args=[put_off.pk])).status_code == 302
    assert not PutOff.objects.exists()


def test_success_clears_what_was_put_off(officer: Person, office_day: Traveller) -> None:
    invitation = cases.make_invitation()
    sweeps.each_on_its_own([invitation], lambda row: 1 / 0, sweep=Name.SYSTEM_STEPS)
    office_day.shift(61)
    assert sweeps.each_on_its_own([invitation], lambda row: 7, sweep=Name.SYSTEM_STEPS) == [7]
    assert not PutOff.objects.exists()


def test_a_step_that_was_taken_since_the_look_is_not_taken_again(
    officer: Person, mayor: Person, office_day: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = cases.with_mayor(officer=officer)
    office_day.move_to("2026-07-12 09:00+01:00")
    as_looked_at = Invitation.objects.get(pk=waiting.pk)
    assert system_steps.keep_up() == 1
    lapsed = Invitation.objects.get(pk=waiting.pk)
    monkeypatch.setattr(system_steps, "_batches", lambda: iter([[as_looked_at]]))
    assert system_steps.keep_up() == 0
    assert Invitation.objects.get(pk=waiting.pk).version == lapsed.version
    assert not PutOff.objects.exists()


def test_only_one_runs_a_sweep_until_its_hold_has_run_out(council: object, office_day: Traveller) -> None:
    def second() -> int:
        return 5

    def first() -> int:
        assert sweeps.in_turn(Name.FORGET, second) == 0
        office_day.shift(lease_time() + timedelta(seconds=1))
        assert sweeps.in_turn(Name.FORGET, second) == 5
        return 3

    assert sweeps.in_turn(Name.FORGET, first) == 3
    assert SweepRun.objects.get(name="forget").held_by == ""


def test_a_hold_and_a_rest_from_a_clock_that_was_ahead_stop_nothing(
    officer: Person, mayor: Person, office_day: Traveller
) -> None:
    """A computer whose clock was three days ahead ran everything once; it has been set right."""
    today = timezone.now()
    cases.with_mayor(officer=officer)
    invitation = Invitation.objects.get()
    wrong = today + timedelta(days=3)
    office_day.move_to(wrong)
    sweeps.each_on_its_own([invitation], lambda row: 1 / 0, sweep=Name.SYSTEM_STEPS)
    with sweeps.noted(Name.SEND_LETTERS):
        SweepRun.objects.update(held_by="somebody", held_until=wrong + lease_time())
    Letter.objects.lease_oldest(10)
    Notification.objects.lease_oldest(10)
    office_day.move_to(today)
    assert sweeps.in_turn(Name.SEND_LETTERS, outbox.send_due) == 1
    assert SweepRun.objects.get(name=Name.SEND_LETTERS).finished_at == today
    assert notification_mails.send_due() == 1
    assert {Letter.objects.get().state, Notification.objects.get().state} == {"sent"}
    assert sweeps.each_on_its_own([invitation], lambda row: 7, sweep=Name.SYSTEM_STEPS) == [7]


def test_a_letter_begun_by_a_clock_that_was_ahead_is_put_before_an_officer(
    officer: Person, office_day: Traveller
) -> None:
    today = timezone.now()
    cases.make_invitation()
    office_day.shift(timedelta(days=3))
    [letter] = outbox.claim(10)
    assert outbox.begin(letter)
    office_day.move_to(today)
    assert outbox.settle_expired() == 1
    assert Letter.objects.get().state == "uncertain"


def test_a_letter_that_cannot_be_settled_lets_those_behind_it_go(
    officer: Person, office_day: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.make_invitation()
    [poison] = outbox.claim(10)
    assert outbox.begin(poison)
    office_day.shift(lease_time() + timedelta(seconds=1))
    cases.make_invitation()
    usual = outbox.lock

    def lock(letter: Letter) -> Invitation:
        if letter == poison:
            raise KeyError("Zebedee")
        return usual(letter)

    monkeypatch.setattr(outbox, "lock", lock)
    assert sweeps.in_turn(Name.SEND_LETTERS, outbox.send_due) == 1
    assert Letter.objects.exclude(pk=poison.pk).get().state == "sent"
    assert (PutOff.objects.get().key, PutOff.objects.get().sweep) == (str(poison.pk), "send_letters")


def test_a_letter_that_cannot_even_be_put_off_lets_those_behind_it_go(
    officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, good = cases.make_invitation(), cases.make_invitation()
    usual = outbox.lock

    def lock(letter: Letter) -> Invitation:
        if letter.invitation_id == poison.pk:
            raise OperationalError("canceling statement due to lock timeout")
        return usual(letter)

    monkeypatch.setattr(outbox, "lock", lock)
    monkeypatch.setattr(sweeps, "TRIES", 1)
    assert sweeps.in_turn(Name.SEND_LETTERS, outbox.send_due) == 2
    states = [Letter.objects.get(invitation=one).state for one in (poison, good)]
    assert states == ["queued", "sent"]


@pytest.mark.django_db(transaction=True)
def test_a_case_that_somebody_holds_for_long_holds_up_its_own_letter_only(officer: Person) -> None:
    held, free = cases.make_invitation(), cases.make_invitation()
    if connection.vendor == "sqlite":  # it locks no rows: whoever writes waits for whoever writes
        return
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM engagements_invitation WHERE id = %s FOR UPDATE", [held.pk])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        assert outbox.send_due() == 2
        assert [Letter.objects.get(invitation=one).state for one in (held, free)] == ["queued", "sent"]
    finally:
        other.rollback()
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def test_a_notification_that_raises_lets_those_behind_it_go(
    officer: Person, mayor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        cases.with_mayor(officer=officer)
    poison, good = Notification.objects.order_by("pk")
    usual = notification_mails.as_mail

    def as_mail(row: Notification, *rest: Any) -> Any:
        if row == poison:
            raise KeyError("Zebedee")
        return usual(row, *rest)

    monkeypatch.setattr(notification_mails, "as_mail", as_mail)
    assert notification_mails.send_due() == 2
    poison.refresh_from_db()
    good.refresh_from_db()
    assert (poison.state, poison.trouble, good.state) == ("queued", "KeyError", "sent")
    assert PutOff.objects.get().next_try_at == poison.next_attempt_at
    assert notification_mails.send_due() == 0


def test_a_letter_whose_sending_raises_is_uncertain_and_those_behind_it_go(
    officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, good = cases.make_invitation(), cases.make_invitation()
    usual, sent = Connection.send, []

    def send(self: Connection, mail: Any) -> None:
        sent.append(mail)
        if len(sent) == 1:
            raise KeyError("Zebedee")
        usual(self, mail)

    monkeypatch.setattr(Connection, "send", send)
    assert outbox.send_due() == 2
    states = [Letter.objects.get(invitation=one).state for one in (poison, good)]
    assert states == ["uncertain", "sent"]


def test_a_letter_that_cannot_be_begun_is_an_officers_after_five_tries(
    officer: Person, office_day: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = cases.make_invitation()

    def begin(letter: Letter) -> bool:
        raise KeyError("Zebedee")

    monkeypatch.setattr(outbox, "begin", begin)
    stood = []
    for tries in range(sweeps.TRIES):
        outbox.send_due()
        stood.append(Letter.objects.get(invitation=invitation).state)
        assert outbox.send_due() == 0
        office_day.shift(sweeps.back_off(tries + 1) + timedelta(seconds=1))
    assert stood == ["queued"] * (sweeps.TRIES - 1) + ["failed"]


@pytest.fixture
def attachment(officer: Person) -> Attachment:
    file: Any = ContentFile(b"%PDF-1.7 a programme", name="programme.pdf")
    return attachments.attach(cases.make_invitation(), file=file, by=officer)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_after_forgetting_leaves_row_and_file(attachment: Attachment) -> None:
    name = str(attachment.file.name)
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        stored_files.remove_after_commit([attachment.file])
        with guards_down():
            Attachment.objects.filter(pk=attachment.pk)._raw_delete("default")
        raise ZeroDivisionError
    assert (Attachment.objects.count(), default_storage.exists(name)) == (1, True)


def grow_old(name: str) -> None:
    moment = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(default_storage.path(name), (moment, moment))


def test_a_file_of_a_failed_transaction_is_collected_and_one_that_a_row_names_is_not(
    attachment: Attachment, officer: Person
) -> None:
    kept, file = str(attachment.file.name), ContentFile(b"%PDF-1.7 another", name="another.pdf")
    upload: Any = file
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        orphan = str(attachments.attach(attachment.invitation, file=upload, by=officer).file.name)
        raise ZeroDivisionError
    stored_files.collect()
    assert default_storage.exists(orphan)
    for name in (kept, orphan):
        grow_old(name)
    assert stored_files.collect() >= 1
    assert (default_storage.exists(kept), default_storage.exists(orphan)) == (True, False)


def test_only_files_below_the_media_folder_are_collected(
    attachment: Attachment, settings: Settings, tmp_path: Path
) -> None:
    """A link that leads away, a link that leads to itself and a name that is no text stop nothing."""
    folder = Path(settings.MEDIA_ROOT) / str(attachment.file.name).split("/")[0]
    elsewhere = tmp_path / "handbook"
    elsewhere.mkdir()
    (elsewhere / "views.py").write_text("")
    (folder / "away").symlink_to(elsewhere)
    (folder / "away.pdf").symlink_to(elsewhere / "views.py")
    (folder / "round").symlink_to(folder / "round")
    (folder / os.fsdecode(b"caf\xe9.pdf")).write_text("")
    (folder / "orphan.pdf").write_text("")
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (elsewhere / "views.py", folder / "orphan.pdf", folder / os.fsdecode(b"caf\xe9.pdf")):
        os.utime(path, (old, old))
    assert stored_files.collect() == 1
    assert (elsewhere / "views.py").exists()
    assert not (folder / "orphan.pdf").exists()
    assert {path.name for path in folder.iterdir()} >= {"away", "away.pdf", "round"}


def test_a_folder_of_ours_that_is_a_link_is_not_looked_through(settings: Settings, tmp_path: Path) -> None:
    media, elsewhere = Path(settings.MEDIA_ROOT), tmp_path / "elsewhere"
    media.mkdir(parents=True, exist_ok=True)
    elsewhere.mkdir()
    (elsewhere / "views.py").write_text("")
    old = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(elsewhere / "views.py", (old, old))
    for folder in stored_files._folders():
        (media / folder).symlink_to(elsewhere)
    assert stored_files.collect() == 0
    assert (elsewhere / "views.py").exists()
