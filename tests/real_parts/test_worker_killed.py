"""R1: two hundred letters, a worker that is killed again and again, a broker that dies,
a mail server that misbehaves.

No letter is lost. None goes twice, unless an officer says so of one that is marked uncertain,
and then as the same message. The mail server's own ledger is the judge.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone

from civic.celery import app
from civic.models import Person
from engagements.models import Letter, RecordEntry
from engagements.services.case_record import audit_trail
from engagements.services.letters import delivery_problems
from engagements.services.mail import worker_wakeup
from tests import cases, council
from tests.real_parts import mail_server
from tests.real_parts.mail_server import MailServer, Mood
from tests.real_parts.processes import BROKERS, Broker, Worker, wait_until

pytestmark = [pytest.mark.real_parts, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
LETTERS = 200
KILLS = 4
CHILDREN = 2
MOODS = {
    3: Mood.DEAD_ADDRESS,
    5: Mood.BUSY,
    7: Mood.SILENT_BEFORE,
    11: Mood.SILENT_AFTER,
    13: Mood.CUTS_AFTER,
    17: Mood.CUTS_BEFORE,
    19: Mood.DEAD_ADDRESS,
    **dict.fromkeys(range(20, LETTERS, 9), Mood.BUSY),
}
DEAD = [number for number, mood in MOODS.items() if mood is Mood.DEAD_ADDRESS]
BROKEN_OFF = [number for number, mood in MOODS.items() if mood in (Mood.SILENT_AFTER, Mood.CUTS_AFTER)]


@pytest.fixture
def officer(transactional_db: None) -> Person:
    council.make_council()
    return council.make_officer()


@pytest.fixture
def post(officer: Person) -> Iterator[MailServer]:
    with mail_server.running(delay=0.02) as server:
        for number, mood in MOODS.items():
            server.moody(address(number), mood)
        yield server


# The embedded broker is the demo's, which is on SQLite: once is enough.
@pytest.fixture(params=["redis", pytest.param("embedded", marks=pytest.mark.any_database)])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Broker]:
    program = BROKERS[request.param]()
    if program is None:
        reason = (
            "no redis-server here: install Redis to try the office on it; "
            "the embedded broker is tried in any case"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    broker, usual = Broker(program, tmp_path / "broker.log"), app.conf.broker_url
    app.conf.broker_url = broker.url
    broker.start()
    yield broker
    broker.kill()
    app.conf.broker_url = usual
    worker_wakeup.try_again()


@pytest.fixture
def worker(broker: Broker, post: MailServer, tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(broker=broker, mail_port=post.port, log=tmp_path / "worker.log")
    yield worker
    worker.kill()


def address(number: int) -> str:
    return f"friend{number}@example.org"


def invite(number: int) -> None:
    """An invitation arrives; its acknowledgement goes by itself,
    and nobody waits for the worker or the broker.
    """
    began = time.perf_counter()
    day = timezone.localdate() + timedelta(days=60)
    friend = cases.organiser(email=address(number), name=f"Friend {number}")
    cases.make_invitation(organised_by=friend, event_on=day, ends_on=day)
    assert time.perf_counter() - began < 2


def states() -> Counter[str]:
    return Counter(Letter.objects.values_list("state", flat=True))


def hours_pass() -> None:
    """What waits for its next attempt waits no longer."""
    Letter.objects.filter(state="queued", next_attempt_at__gt=timezone.now()).update(
        next_attempt_at=timezone.now()
    )


def all_settled() -> bool:
    hours_pass()
    now = states()
    return now["queued"] == now["sending"] == 0


def arrived(post: MailServer, letters: int) -> bool:
    return len(post.ledger.letters) >= letters


def test_nothing_is_lost_when_worker_and_broker_are_killed(
    officer: Person, post: MailServer, broker: Broker, worker: Worker
) -> None:
    for number in range(LETTERS):
        invite(number)
    worker.start()
    for kill in range(1, KILLS + 1):
        reached = kill * LETTERS // (KILLS + 2)
        wait_until(
            partial(arrived, post, reached),
            within=90,
            what=f"{reached} letters have arrived",
        )
        worker.kill()
        if kill == 2:
            broker.kill()
            invite(LETTERS)
            time.sleep(1)
            broker.start()
        worker.start()
    wait_until(all_settled, within=180, what=f"every letter has an outcome; now {states()}")
    judge(post)
    uncertain = list(Letter.objects.filter(state="uncertain"))
    for letter in uncertain:
        delivery_problems.send_again(letter, by=officer)
    wait_until(all_settled, within=60, what="the uncertain letters have an outcome")
    judge_after_the_officer(post, uncertain)


def judge(post: MailServer) -> None:
    """The rows against the ledger."""
    arrived = post.ledger.message_ids
    letters = {letter.recipient_email: letter for letter in Letter.objects.all()}
    assert len(letters) == LETTERS + 1
    assert {letter.state for letter in letters.values()} <= {"sent", "failed", "uncertain"}
    assert {mail for mail, letter in letters.items() if letter.state == "failed"} == {
        address(number) for number in DEAD
    }
    assert [post.ledger.tried[address(number)] for number in DEAD] == [1] * len(DEAD)
    assert [arrived[letter.message_id] for letter in letters.values() if letter.state == "sent"] == [
        1
    ] * states()["sent"]
    assert set(arrived.values()) == {1}
    assert states()["uncertain"] <= KILLS * CHILDREN + len(BROKEN_OFF)
    assert {letters[address(number)].state for number in BROKEN_OFF} == {"uncertain"}


def judge_after_the_officer(post: MailServer, uncertain: list[Letter]) -> None:
    """Everybody has the letter; whoever has it twice has the same message twice, and an officer chose so."""
    arrived = post.ledger.message_ids
    assert states() == {"sent": LETTERS + 1 - len(DEAD), "failed": len(DEAD)}
    assert set(arrived) == set(Letter.objects.filter(state="sent").values_list("message_id", flat=True))
    assert {message for message, times in arrived.items() if times > 1} <= {
        letter.message_id for letter in uncertain
    }
    assert max(arrived.values()) <= 2
    sent = RecordEntry.objects.filter(kind="letter_sent").values_list("invitation", flat=True)
    assert len(set(sent)) == len(sent) == LETTERS + 1 - len(DEAD)
    assert (
        list(
            audit_trail.broken_entries(
                [letter.invitation for letter in Letter.objects.select_related("invitation")]
            )
        )
        == []
    )
