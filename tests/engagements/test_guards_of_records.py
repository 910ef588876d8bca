"""Raw SQL against what rests on the record, against what is over, and against letters that went."""

import pytest
from django.db import IntegrityError, connection, transaction

import guards
from civic.models import Person
from engagements.models import Engagement, Invitation, Letter, Organiser, Outcome
from engagements.services.steps import mayors_decision
from tests import cases
from tests.engagements.forgery import (
    forge,
    forge_decision,
    forge_engagement,
    forge_entry,
    refused,
    undone,
)
from tests.guarding import refused_by, run_sql

pytestmark = pytest.mark.django_db


def test_a_decision_without_its_entry_is_refused_when_all_is_written(officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    with undone():
        forge(*forge_decision(invitation, mayor, outcome="accept"))
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.check_constraints()


def test_a_decision_is_not_hung_on_an_entry_that_is_there(officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    sql, values = forge_decision(invitation, mayor, outcome="accept")
    for version in (1, 2, 4):
        values[1] = version
        refused("decision_makes_the_next_version", sql, *values)


def test_an_entry_says_that_the_mayor_decided_only_where_the_decision_is(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    with refused_by("entry_of_a_decision_is_its_own"):
        forge_entry(invitation, to_stage="mayor_attends", kind="accept")
    with undone():
        forge(*forge_decision(invitation, mayor, outcome="accept"))
        for kind, by in (("remind", None), ("accept", officer), ("decline", mayor)):
            with refused_by("entry_of_a_decision_is_its_own"):
                forge_entry(invitation, to_stage="mayor_attends", kind=kind, by=by)


def test_an_entry_makes_no_version_but_the_next(officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    for version in (0, 4, 99):
        with refused_by("entry_makes_the_next_version"):
            forge_entry(invitation, to_stage="lapsed", made_version=version)


def test_an_invitation_without_its_entry_is_refused_when_all_is_written(officer: Person) -> None:
    invitation = cases.make_invitation()
    organiser = Organiser.objects.get(pk=invitation.organiser_id)
    with undone():
        organiser.pk = None
        organiser.save(force_insert=True)
        fresh = Invitation.objects.get(pk=invitation.pk)
        fresh.pk, fresh.reference, fresh.organiser, fresh.submission = None, "forged", organiser, None
        fresh.save(force_insert=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.check_constraints()


# --- In each state of an engagement -------------------------------------------------------------------------


def deputy_went(officer: Person, mayor: Person, deputy: Person) -> Engagement:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    return Engagement.objects.get(invitation=invitation)


@pytest.mark.parametrize("state", ["done", "ended"])
def test_no_engagement_begins_as_over(state: str, officer: Person, mayor: Person, deputy: Person) -> None:
    was = deputy_went(officer, mayor, deputy)
    sql, values = forge_engagement(was.invitation, deputy, delegation=was.delegation_id)
    refused("engagement_begins_live", sql.replace("'live'", f"'{state}'"), *values)


@pytest.mark.parametrize("state", ["done", "ended"])
def test_an_engagement_is_not_over_while_its_case_says_that_somebody_goes(
    state: str, officer: Person, mayor: Person, deputy: Person
) -> None:
    deputy_went(officer, mayor, deputy)
    refused("engagement_ends_with_its_case", "UPDATE engagements_engagement SET state = %s", state)
    handed = ("engagement_ends_with_its_case", "engagement_stays_what_it_was")
    refused(handed, "UPDATE engagements_engagement SET state = %s, person_id = %s", state, mayor.pk)


@pytest.mark.parametrize("state", ["taken_back", "cannot", "fallen", "ended"])
def test_what_the_deputy_accepted_stands_while_the_deputy_goes(
    state: str, officer: Person, mayor: Person, deputy: Person
) -> None:
    deputy_went(officer, mayor, deputy)
    refused("delegation_stands_with_its_case", "UPDATE engagements_delegation SET state = %s", state)


def test_what_was_asked_stands_while_the_deputy_is_asked(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.with_deputy(officer=officer, mayor=mayor)
    refused("delegation_stands_with_its_case", "UPDATE engagements_delegation SET state = 'declined'")


def test_what_is_over_is_not_handed_to_somebody_else(officer: Person, mayor: Person, deputy: Person) -> None:
    was = deputy_went(officer, mayor, deputy)
    mayors_decision.record_decision(was.invitation, outcome=Outcome.TAKE_BACK, made_by=mayor, by=mayor)
    refused("engagement_stays_what_it_was", "UPDATE engagements_engagement SET person_id = %s", mayor.pk)
    refused("engagement_stays_what_it_was", "UPDATE engagements_engagement SET delegation_id = NULL")
    refused("engagement_ends_with_its_case", "UPDATE engagements_engagement SET state = 'done'")


# --- Letters ------------------------------------------------------------------------------------------------

NEVER_AGAIN = ("draft", "queued", "sending", "failed", "uncertain", "cancelled", "posted")


@pytest.mark.parametrize("state", NEVER_AGAIN)
def test_a_letter_that_was_sent_stays_sent(state: str, officer: Person, mayor: Person) -> None:
    cases.declined(officer=officer, mayor=mayor)
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    refused("letter_goes_on", "UPDATE engagements_letter SET state = %s", state)


@pytest.mark.parametrize(
    "change",
    [
        "subject = 'Otherwise'", "body = 'Otherwise'", '"values" = \'{}\'', "clause = 'P9'",
        "edited = NOT edited",
        "copies = '[{\"name\": \"Spy\", \"email\": \"spy@example.org\"}]'", "recipient_name = 'Spy'",
        "recipient_email = 'spy@example.org'", "message_id = '<x@y>'", "announces = 'no'", "kind = 'decline'",
    ],
)  # fmt: skip
def test_what_was_released_stays_as_it_was_read(change: str, officer: Person, mayor: Person) -> None:
    sent = cases.make_invitation()
    cases.send_letters(sent)
    queued = cases.make_invitation()
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent", "queued"}
    for invitation in (sent, queued):
        sql = f"UPDATE engagements_letter SET {change} WHERE invitation_id = %s"  # noqa: S608
        refused("letter_that_left_is_frozen", sql, invitation.pk)


@pytest.mark.parametrize("state", ["sending", "sent", "posted", "failed", "uncertain", "cancelled"])
def test_no_letter_begins_as_gone(state: str, officer: Person) -> None:
    letter = Letter.objects.filter(invitation=cases.make_invitation()).latest("pk")
    letter.pk, letter.message_id, letter.state, letter.kind = None, "<other@council.example>", state, "x"
    with refused_by("letter_begins_before_it_leaves"):
        letter.save(force_insert=True)


if connection.vendor == "postgresql":
    # SQLite knows no emptying of tables but by deleting their rows.
    KEPT = sorted({
        guard.table
        for guard in guards.registry().values()
        if isinstance(guard, guards.Guard) and guard.moment is guards.Moment.DELETE
    })  # fmt: skip

    @pytest.mark.parametrize("table", KEPT)
    def test_a_table_of_what_is_kept_is_not_emptied(table: str, officer: Person) -> None:
        names = [
            guard.name
            for guard in guards.registry().values()
            if isinstance(guard, guards.Guard) and guard.moment is guards.Moment.DELETE
        ]
        with refused_by(*names):
            run_sql(f"TRUNCATE {table} CASCADE")
