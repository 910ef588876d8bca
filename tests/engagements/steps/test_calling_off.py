"""Several cases called off at once, each by itself."""

from datetime import date, timedelta

import pytest

from civic.models import Person
from engagements.models import Invitation
from engagements.services.steps import triage
from engagements.services.steps.calling_off import call_off_all
from tests import cases

pytestmark = pytest.mark.django_db
REASON = "The council observes national mourning until 20 July."


@pytest.fixture
def announced(officer: Person, mayor: Person) -> Invitation:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    return invitation


def test_each_is_taken_by_itself(announced: Invitation, officer: Person, manager: Person) -> None:
    undecided = cases.make_invitation(title="Choir supper")
    answer_by = undecided.promise_due_on + timedelta(days=7)
    done = call_off_all(
        announced=[announced], undecided=[undecided], why=REASON, answer_by=answer_by, by=manager
    )
    assert (done.announced, done.undecided, done.refused) == (1, 1, [])
    undecided.refresh_from_db()
    assert undecided.promise_due_on == answer_by


def test_what_moves_in_the_last_moment_is_left_alone_and_the_others_are_called_off(
    announced: Invitation, officer: Person, manager: Person
) -> None:
    undecided = cases.make_invitation(title="Choir supper")
    as_shown = Invitation.objects.get(pk=undecided.pk)
    triage.ask_information(undecided, question="How many guests?", by=officer)
    done = call_off_all(
        announced=[announced], undecided=[as_shown], why=REASON, answer_by=date(2026, 6, 30), by=manager
    )
    assert (done.announced, done.undecided) == (1, 0)
    [refused] = done.refused
    assert refused.invitation == as_shown
    assert "was changed since you opened the page" in refused.why


def test_no_answer_is_promised_for_a_day_on_which_the_office_is_closed(manager: Person) -> None:
    undecided = cases.make_invitation(title="Choir supper")
    saturday = date(2026, 6, 20)
    done = call_off_all(announced=[], undecided=[undecided], why=REASON, answer_by=saturday, by=manager)
    [refused] = done.refused
    assert (done.undecided, refused.why) == (0, "Enter a day on which the office is open")
