"""What an earlier version folded otherwise is folded anew at the upgrade, and the guards stand again."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from civic.models import Person
from engagements.models import Invitation, Letter, Organiser
from engagements.services.intake import folded_columns
from guards import upkeep
from tests import cases

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = ("mailbox", "folded_organisation")
OLD = {"folded_organisation": "st mary's friends", "mailbox": "Jo@st-marys.example"}


@pytest.fixture
def organiser(officer: Person, mayor: Person, deputy: Person) -> Organiser:
    """As an earlier version wrote it."""
    friends = cases.organiser(organisation="St Mary's Friends", email="Jo@st-marys.example")
    invitation = cases.make_invitation(title="Founder’s Day", organised_by=friends)
    upkeep.take_down(connection)
    Organiser.objects.filter(pk=invitation.organiser_id).update(**OLD)
    Invitation.objects.filter(pk=invitation.pk).update(search_text="founder’s day")
    Letter.objects.filter(invitation=invitation).update(search_text="")
    upkeep.put_up(connection)
    return invitation.organiser


def folded() -> tuple[Any, ...]:
    organiser, invitation = Organiser.objects.get(), Invitation.objects.get()
    searched = [row.search_text for row in (invitation, Letter.objects.get())]
    founders = ["founders day" in text for text in searched]
    return organiser.mailbox, organiser.folded_organisation, *founders


AS_NOW = ("jo@st-marys.example", "saint marys friends", True, True)


def test_migrating_folds_anew_and_leaves_every_guard_standing(organiser: Organiser) -> None:
    call_command("migrate", verbosity=0)
    assert folded() == AS_NOW
    assert upkeep.differences(connection) == upkeep.Differences([], [], [])


def test_the_command_says_how_many_and_a_second_time_none(
    organiser: Organiser, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("rebuild_folded_columns")
    call_command("rebuild_folded_columns")
    assert capsys.readouterr().out.splitlines() == ["3 rows written anew.", "0 rows written anew."]
    assert folded() == AS_NOW


def test_what_fails_half_way_leaves_the_columns_and_the_guards_as_they_were(
    organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*columns: Any, **how: Any) -> None:
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr("django.db.models.query.QuerySet.bulk_update", away)
    with pytest.raises(DatabaseError):
        folded_columns.rebuild()
    assert tuple(Organiser.objects.values_list(*COLUMNS).get()) == (
        OLD["mailbox"],
        OLD["folded_organisation"],
    )
    assert upkeep.differences(connection) == upkeep.Differences([], [], [])


def test_nobody_else_changes_what_an_organiser_is_found_by(organiser: Organiser) -> None:
    with pytest.raises(DatabaseError, match="only with an entry"), transaction.atomic():
        Organiser.objects.update(folded_organisation="nobody")
