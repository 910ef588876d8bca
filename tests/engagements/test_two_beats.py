"""Two beats at once, with work for every sweep: what is due is done once, and the next look finds nothing."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from civic.models import Person
from engagements import tasks
from engagements.models import (
    AccountMail,
    Erasure,
    Keeping,
    Letter,
    LinkRequest,
    Notification,
    PutOff,
    RecordEntry,
    RecordHead,
    RetentionRule,
    SweepRun,
)
from engagements.queries import retention as retention_due
from engagements.services import sweeps
from engagements.services.case_record import audit_trail
from engagements.services.mail import account_mails, lost_link_mails
from engagements.services.records import retention
from protocols import service, sign_off
from tests import cases, council
from tests.protocols.sign_off import sign_on_paper

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]
ADDRESS = "bo@choir.example"
YEARS_LATER = "2033-06-01 10:00+01:00"
TASKS = {
    SweepRun.Name.SYSTEM_STEPS: tasks.take_system_steps,
    SweepRun.Name.SEND_LETTERS: tasks.send_letters,
    SweepRun.Name.SEND_LINKS: tasks.send_links,
    SweepRun.Name.SEND_ACCOUNT_MAILS: tasks.send_account_mails,
    SweepRun.Name.HANDBOOK_VERSIONS: tasks.bring_in_handbook_versions,
    SweepRun.Name.HANDBOOK_REMINDERS: tasks.remind_of_handbook,
    SweepRun.Name.RETENTION: tasks.erase_approved,
    SweepRun.Name.COLLECT_FILES: tasks.collect_files,
    SweepRun.Name.HEADS: tasks.keep_head,
    SweepRun.Name.FORGET: tasks.forget,
    # Last: what the others tell of goes now.
    SweepRun.Name.SEND_NOTIFICATIONS: tasks.send_notifications,
}

# What one beat does of what waits in this office: how much there was before, and is after.
DONE_ONCE = {
    "entries: lapse": (0, 1),
    "entries: letter_sent": (0, 4),
    "letters sent": (2, 6),
    # One request waited a month for nobody, and is forgotten.
    "links sent": (0, 1),
    "requests for links": (2, 1),
    "version in force": (1, 2),
    # The new Mayor and the new Deputy are reminded, the head is mailed; one was erased with its case.
    "notifications": (2, 4),
    "notifications sent": (0, 4),
    "entries: erased": (0, 1),
    "erasures": (0, 1),
    "heads": (0, 1),
    # Nobody's file; those of the three signatures stay.
    "files": (4, 3),
    "account mails sent": (0, 1),
    "mails": (0, 4 + 1 + 4 + 1),
}


def at_once(task: Act) -> None:
    """Two workers take up the same task together."""
    gate = Barrier(2)

    def work(_: int) -> None:
        try:
            gate.wait()
            task()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))


def tally() -> Counter[str]:
    """What there is of everything that a sweep makes, sends or takes away."""
    kinds = Counter(RecordEntry.objects.values_list("kind", flat=True))
    return Counter({f"entries: {kind}": number for kind, number in kinds.items()}) + Counter(
        {
            "mails": len(mail.outbox),
            "letters sent": Letter.objects.filter(state="sent").count(),
            "notifications": Notification.objects.count(),
            "notifications sent": Notification.objects.filter(state="sent").count(),
            "requests for links": LinkRequest.objects.count(),
            "links sent": LinkRequest.objects.filter(state="sent").count(),
            "account mails": AccountMail.objects.count(),
            "account mails sent": AccountMail.objects.filter(state="sent").count(),
            "erasures": Erasure.objects.count(),
            "heads": RecordHead.objects.count(),
            "version in force": service.version_in_force().number,
            "files": sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")),
            "put off": PutOff.objects.count(),
        }
    )


@pytest.fixture
def work_for_all(
    officer: Person,
    mayor: Person,
    deputy: Person,
    manager: Person,
    monitoring_officer: Person,
    office_day: Any,
) -> None:
    """Years later there is something to do for each sweep: the office was closed all the while."""
    for number in range(3):
        day = date(2033, 7, 1 + number)
        cases.make_invitation(organised_by=cases.organiser(email=ADDRESS), event_on=day, ends_on=day)
    cases.declined(officer=officer, mayor=mayor)
    cases.with_mayor(officer=officer, title="Never decided", event_on=date(2026, 7, 4))
    planned = sign_off.put_for_signature(service.new_draft(by=manager), note="Shorter", by=manager)
    sign_on_paper(planned, by=manager)
    sign_off.bring_into_force(planned, at=timezone.now() + timedelta(days=2), by=manager)
    lost_link_mails.ask("nobody@nowhere.example")
    default_storage.save("attachments/2026/06/orphan.pdf", ContentFile(b"%PDF-1.7"))
    office_day.move_to(YEARS_LATER)
    year = {"begins_at": council.london(2033, 5, 20), "ends_at": council.london(2034, 5, 20)}
    council.make_mayor("Councillor Nova New", **year)
    council.make_deputy("Councillor Otis Old", **year)
    lost_link_mails.ask(ADDRESS)
    account_mails.queue(AccountMail.Kind.NEW_PASSWORD, address=officer.email)
    years = RetentionRule.objects.get(kind=Keeping.CONTACT).years
    assert years is not None
    listed = retention_due.next_list(Keeping.CONTACT, retention_due.cut_off(years, timezone.localdate()))
    seal = retention_due.seal(Keeping.CONTACT, [case.reference for case in listed])
    retention.approve(kind=Keeping.CONTACT, seal=seal, by=manager)


def past_any_hold(name: SweepRun.Name, work: Callable[[], int]) -> int:
    """As when the first one's hold ran out while it was still at work."""
    return work()


@pytest.mark.parametrize("turns", [sweeps.in_turn, past_any_hold])
def test_two_beats_do_what_one_does_and_two_more_change_nothing(
    turns: Callable[..., int], work_for_all: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "in_turn", turns)
    assert set(TASKS) == set(SweepRun.Name)
    before = tally()
    for task in TASKS.values():
        at_once(task)
    after = tally()
    changed = {name: (before[name], after[name]) for name in before | after if before[name] != after[name]}
    assert changed == DONE_ONCE
    for task in TASKS.values():
        at_once(task)
    assert tally() == after
    assert list(audit_trail.broken_entries(audit_trail.every_case())) == []
