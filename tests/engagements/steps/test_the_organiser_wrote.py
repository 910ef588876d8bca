"""What the organiser says while an answer waits is kept, and changes nothing before the letter (P15)."""

from dataclasses import replace
from typing import Any

import pytest

from engagements.models import RecordEntry
from engagements.particulars import EventParticulars
from engagements.services.steps import organisers_answers
from protocols.core.vocabulary import Step, Wish
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("officer")]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"wish": Wish.MAYOR_ONLY}, {"wish": Wish.MAYOR_ONLY}),
        ({"answer": "At two."}, {"said": "At two."}),
        ({"step": Step.WITHDRAW}, {"said": Step.WITHDRAW.label}),
    ],
)
def test_what_was_said_stands_in_the_record_and_the_stage_stays(
    said: dict[str, Any], kept: dict[str, str]
) -> None:
    invitation = cases.make_invitation()
    stage, version = invitation.stage, invitation.version
    organisers_answers.keep_words(invitation, **said)
    invitation.refresh_from_db()
    assert (invitation.stage, invitation.version) == (stage, version + 1)
    assert RecordEntry.objects.get(invitation=invitation, kind="organiser_wrote").particulars.words == kept


def test_what_the_organiser_would_change_is_kept_beside_what_it_was() -> None:
    invitation = cases.make_invitation()
    before = invitation.venue
    organisers_answers.keep_words(
        invitation, event=replace(EventParticulars.of(invitation), venue="The barn")
    )
    invitation.refresh_from_db()
    assert invitation.venue == before
    entry = RecordEntry.objects.get(invitation=invitation, kind="organiser_wrote")
    assert entry.particulars.words["changes"]["venue"] == [before, "The barn"]
