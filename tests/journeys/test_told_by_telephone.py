"""It is tomorrow, so the officer rings: what was told counts as told, and the letter follows (P21)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from engagements.models import Letter, RecordEntry
from engagements.services.steps import triage
from protocols.core.rulings import BreachOfProtocol
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor

pytestmark = pytest.mark.django_db


def rings(play: Play, **other: Any) -> None:
    """Just now: the form knows day and time."""
    now = timezone.localtime()
    told = {
        "told_on_day": str(now.day),
        "told_on_month": str(now.month),
        "told_on_year": str(now.year),
        "told_time": now.strftime("%H:%M"),
    }
    play.officer_takes("tell_by_telephone", **{"spoken_to": "Mrs Fone", **told, **other})


def of_the_case(play: Play) -> str:
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    return " ".join(page.page.text.split())


def mayor_said_yes(play: Play) -> None:
    before_the_mayor(play)
    play.clock.shift(timedelta(minutes=5))
    play.mayor_answers("accept")


def test_what_was_told_is_in_the_record_and_the_letter_follows(play: Play) -> None:
    mayor_said_yes(play)
    rings(play)
    entry = RecordEntry.objects.get(invitation=play.invitation, kind="tell_by_telephone")
    assert entry.particulars.words["spoken_to"] == "Mrs Fone"
    case = of_the_case(play)
    assert "told the organiser by telephone" in case
    assert "Told by telephone: Monday 1 June 2026" in case
    organiser = " ".join(play.organiser_opens_link().page.text.split())
    assert "As we told you, the Mayor will attend. We will confirm it in a letter." in organiser
    assert play.officer_releases() == ["acknowledgement", "acceptance"]


def test_what_was_told_is_no_slip_any_more(play: Play) -> None:
    mayor_said_yes(play)
    assert play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/correct/").status == 200
    rings(play)
    assert play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/correct/").status == 409
    play.mayor_answers("no-longer", agreed_reason="illness")
    play.deputy_answers("accept")
    assert play.officer_releases() == ["acknowledgement", "substitution"]
    written = " ".join(play.newest_letter().split())
    assert "We told you by telephone on Monday 1 June 2026 that the Mayor would attend." in written


def test_a_decline_told_by_telephone_is_taken_up_again_in_the_open(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("decline", decline_kind="diary")
    rings(play)
    organiser = play.organiser_opens_link().page.text
    assert "We have told you by telephone, and will confirm it in a letter." in organiser
    play.mayor_answers("take-up")
    assert play.stage == "with_mayor"
    drafts = play.invitation.letters.filter(state="draft").values_list("kind", flat=True)
    assert list(drafts) == ["open_again"]


def test_snow_the_organiser_is_rung_and_opened_again_afterwards(play: Play) -> None:
    mayor_said_yes(play)
    play.officer_releases()
    play.officer_takes("call_off_for_cause", by="manager", why="The roads are closed.")
    rings(play)
    play.officer_takes("reopen", by="manager", why="The snow has gone.")
    drafts = play.invitation.letters.filter(state="draft").values_list("kind", flat=True)
    assert list(drafts) == ["open_again"]


def test_nobody_was_told_before_it_was_decided_nor_in_the_future(play: Play) -> None:
    mayor_said_yes(play)
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/tell_by_telephone/")
    early = page.press_main(spoken_to="Mrs Fone", told_time="00:01")
    assert "Enter a time after this was asked" in early.page.text
    late = page.press_main(spoken_to="Mrs Fone", told_time="23:59")
    assert "Enter a time that is not in the future" in late.page.text
    assert "Enter who you spoke to" in page.press_main(spoken_to="").page.text
    assert not RecordEntry.objects.filter(kind="tell_by_telephone").exists()


def test_it_is_told_once_and_the_database_keeps_when(play: Play) -> None:
    mayor_said_yes(play)
    rings(play)
    with pytest.raises(BreachOfProtocol, match="told by telephone"):
        triage.tell_by_telephone(
            play.invitation, spoken_to="Mrs Fone", told_at=timezone.now(), by=play.person("officer")
        )
    for told_at in (None, timezone.now() + timedelta(days=1)):
        with pytest.raises(DatabaseError, match="letter_is_told_with_its_entry"), transaction.atomic():
            Letter.objects.filter(told_at__isnull=False).update(told_at=told_at)
    with pytest.raises(DatabaseError, match="letter_is_told_with_its_entry"), transaction.atomic():
        Letter.objects.filter(told_at__isnull=True).update(
            told_at=timezone.now(), told_version=1, told_by=play.person("officer")
        )
