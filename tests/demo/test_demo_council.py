"""The demo council: complete, plausible, true to the protocol, and made once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from civic.models import Council, Person
from civic.queries import read_council
from demo.cast import ACCOUNTS, PASSWORD
from demo.showing import Who
from demo.tour import SHOWN
from demo.views.tour import situations as shown_situations
from engagements import situations
from engagements.models import Invitation, Letter, Organiser, RecordEntry
from engagements.services.case_record import audit_trail
from engagements.services.steps import system_steps
from protocols.core.findings import FindingCode
from protocols.core.properties import nevers_at_rest
from protocols.core.rulings import open_rows
from protocols.core.vocabulary import Stage
from tests import cases, council
from tests.web import Visitor

OFCOM_DRAMA = re.compile(r"01632 960\d{3}|07700 900\d{3}|020 7946 0\d{3}")
# What passes by itself, what the demo's council is spared, and what the time of year brings
# (the elections are over in June).
NOT_TODAY = {
    FindingCode.PAST_DATE,
    FindingCode.MAYOR_VACANT,
    FindingCode.PURPOSE_COMMERCIAL,
    FindingCode.CANDIDATE,
}


@pytest.fixture(scope="module")
def demo_council(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Built once by the command for all tests of this file and undone at the end."""
    media, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(council.OFFICE_DAY, tick=False):
            call_command("demo_council", stdout=StringIO())
        yield
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = media


@pytest.fixture
def everything(demo_council: None, db: None) -> list[Invitation]:
    return list(Invitation.objects.select_related("organiser", "joined_to"))


def test_every_stage_can_be_seen(everything: Any) -> None:
    assert {invitation.stage for invitation in everything} == {stage.value for stage in Stage}
    assert 80 <= len(everything) <= 140


def test_every_finding_can_be_seen(everything: Any) -> None:
    noticed = {finding.code for found in cases.noticed(everything).values() for finding in found}
    assert set(FindingCode) - noticed <= NOT_TODAY


def test_nothing_in_it_breaks_the_protocol(everything: Any) -> None:
    facts = situations.of_many(everything, read_council())
    broken = [
        (str(one), never)
        for one in everything
        for never in nevers_at_rest(facts[one.pk], open_rows(facts[one.pk]))
    ]
    assert broken == []


def test_its_record_is_whole_and_was_written_in_the_order_of_time(everything: Any) -> None:
    out = StringIO()
    call_command("verify_record", stdout=out, stderr=out)
    assert out.getvalue() == (
        f"{len(everything)} records checked; every chain holds.\n"
        "Every reference that was given has its case.\n"
        "No head has been kept yet: the worker keeps one each day.\n"
    )
    entries = list(RecordEntry.objects.order_by("id").values_list("at", flat=True))
    assert entries == sorted(entries)
    assert entries[0] < timezone.now() - timedelta(days=300)
    assert entries[-1] <= timezone.now()


def test_no_real_address_and_no_real_telephone_number_is_in_it(everything: Any) -> None:
    addresses = {organiser.email for organiser in Organiser.objects.all()} | {
        person.email for person in Person.objects.all()
    }
    addresses |= {letter.recipient_email for letter in Letter.objects.all()} | {Council.objects.get().email}
    assert {address for address in addresses if address and not address.endswith(".example")} == set()
    numbers = {organiser.telephone for organiser in Organiser.objects.all()} | {
        Council.objects.get().telephone
    }
    assert {number for number in numbers if not OFCOM_DRAMA.fullmatch(number)} == set()


def test_every_organiser_is_marked_as_invented(everything: Any) -> None:
    assert {
        organiser.name for organiser in Organiser.objects.all() if "Invented" not in organiser.aims
    } == set()


def test_every_hour_is_one_at_which_such_things_happen(everything: Any) -> None:
    assert {one.title for one in everything if not 8 <= one.starts_wall.hour <= 20} == set()
    at_night = [
        one.reference for one in everything if not 8 <= timezone.localtime(one.received_at).hour <= 21
    ]
    assert at_night == []


def test_letters_of_every_kind_of_trouble_wait_for_an_officer(everything: Any) -> None:
    states = set(Letter.objects.values_list("state", "channel"))
    troubles = {("draft", "email"), ("queued", "post"), ("failed", "email"), ("uncertain", "email")}
    assert troubles | {("sent", "email"), ("posted", "post")} <= states


def test_making_it_sent_no_mail(everything: Any) -> None:
    assert mail.outbox == []
    assert not Letter.objects.filter(state="queued", channel="email").exists()


def test_the_system_finds_nothing_left_to_do(everything: Any) -> None:
    assert system_steps.keep_up() == 0


def test_made_a_second_time_it_stays_as_it_is(everything: Any) -> None:
    before = RecordEntry.objects.count()
    said = StringIO()
    call_command("demo_council", stdout=said)
    assert "nothing was changed" in said.getvalue()
    assert RecordEntry.objects.count() == before


def test_every_situation_is_one_click_away(everything: Any, settings: Settings) -> None:
    settings.DEMO = True
    groups = shown_situations()
    missing = {shown.key for shown in SHOWN} - {
        item["shown"].key for shown in groups.values() for item in shown
    }
    assert missing == {"candidate"}, "the elections are over in June"
    assert all(groups[who] for who in Who)
    page = Client().get("/demo/").content.decode()
    assert [
        item["address"]
        for shown in groups.values()
        for item in shown
        if f'href="{item["address"]}"' not in page
    ] == []


@pytest.mark.parametrize("who", list(Who))
def test_every_situation_opens_for_whom_it_is_shown(who: Any, everything: Any) -> None:
    client = Client()
    people = {account.key: account.email for account in ACCOUNTS}
    if who is not Who.ORGANISER:
        client.force_login(Person.objects.get(email=people[who]), settings.AUTHENTICATION_BACKENDS[0])
    answers = {
        item["address"]: client.get(item["address"], follow=True).status_code
        for item in shown_situations()[who]
    }
    assert set(answers.values()) == {200}, answers


def test_the_accounts_are_told_with_their_password_and_can_sign_in(everything: Any) -> None:
    said = StringIO()
    call_command("demo_accounts", stdout=said)
    for account in ACCOUNTS:
        assert account.email in said.getvalue()
        assert Person.objects.get(email=account.email).check_password(PASSWORD)
    assert PASSWORD in said.getvalue()
    assert len(PASSWORD) >= 12


def test_a_former_mayor_finds_nothing(everything: Any) -> None:
    client = Client()
    client.force_login(
        Person.objects.get(email="former.mayor@council.example"), settings.AUTHENTICATION_BACKENDS[0]
    )
    assert client.get("/mayor/").status_code == 403


def test_the_demo_council_can_make_its_next_mayor(everything: list[Invitation]) -> None:
    """Mayor-making through the page:
    what is held moves to whoever takes office at the next annual meeting.
    """
    held = next(invitation for invitation in everything if invitation.stage == Stage.HELD_FOR_SUCCESSOR.value)
    successor = council.make_person("Councillor Priya Shah", email="priya.shah@council.example")
    page = Visitor(Person.objects.get(email="manager@council.example")).open("/council/mayor-making/")
    assert page.sees("To do", held.reference)
    page.press("Record the Mayor", **{"mayor-person": str(successor.pk)})
    page.press("Move them now")
    held.refresh_from_db()
    assert held.stage == Stage.WITH_MAYOR.value
    assert Visitor(successor).open(f"/mayor/{held.reference}/").status == 200
    assert list(audit_trail.broken_entries(Invitation.objects.all())) == []
