"""Raw SQL against what rests on the record, against what is over, and against letters that went."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

import guards
from civic.models import Person
from engagements.models import (
    Asker,
    Engagement,
    Invitation,
    Letter,
    MemberTask,
    Note,
    Organiser,
    Outcome,
    RetentionRun,
)
from engagements.services import case_notes
from engagements.services.advice import member_tasks
from engagements.services.intake import attachments
from engagements.services.records import retention
from engagements.services.steps import deputys_answer, mayors_decision, triage
from protocols.core.vocabulary import Party
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
STANDS = ("delegation_stands_with_its_case", "answer_makes_the_next_version")


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
    told: dict[str, dict[str, Any]] = {
        kind: {"kind": kind, "party": "mayor", "from_stage": "with_mayor", "to_stage": stage}
        for kind, stage in (("accept", "mayor_attends"), ("decline", "declined"))
    }
    with refused_by("entry_of_a_decision_is_its_own"):
        forge_entry(invitation, **told["accept"], by=mayor)
    with undone():
        forge(*forge_decision(invitation, mayor, outcome="accept"))
        with refused_by("entry_of_a_decision_is_its_own"):
            forge_entry(invitation, kind="note")
        with refused_by("entry_of_a_decision_is_its_own", "entry_is_written_in_ones_own_name"):
            forge_entry(invitation, **told["accept"], by=officer)
        with refused_by("entry_of_a_decision_is_its_own"):
            forge_entry(invitation, **told["decline"], by=mayor)


def test_an_entry_makes_no_version_but_the_next(officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    for version in (0, 4, 99):
        with refused_by("entry_makes_the_next_version"):
            forge_entry(invitation, kind="letter_sent", made_version=version)


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


def test_an_entry_follows_the_last_one_of_its_case(officer: Person) -> None:
    invitation = cases.make_invitation()
    for change in ({"sequence": 7}, {"previous_hash": "0" * 64}, {"previous_hash": ""}, {"sequence": 0}):
        with refused_by("entry_comes_next_in_its_chain"):
            forge_entry(invitation, kind="letter_sent", otherwise=change)


# --- The case and its papers --------------------------------------------------------------------------------


def test_what_an_invitation_is_changes_only_with_an_entry(officer: Person) -> None:
    cases.make_invitation()
    for column in ("reference", "organiser_id", "channel", "received_at", "protocol_version_id"):
        changed = f"UPDATE engagements_invitation SET {column} = NULL"  # noqa: S608
        refused(("invitation_stays_as_it_came", "invitation_words_are_known_update"), changed)
    refused("facts_change_with_an_entry", "UPDATE engagements_invitation SET title = 'Another'")
    refused("facts_change_with_an_entry", "UPDATE engagements_invitation SET wish = 'mayor_only'")
    refused("facts_change_with_an_entry", "UPDATE engagements_invitation SET confidential = NOT confidential")


def test_what_was_written_on_a_case_stays(officer: Person, mayor: Person) -> None:
    case = cases.with_mayor(officer=officer)
    case_notes.write_note(case, audience=Note.Audience.OFFICE, text="Ask again", by=officer)
    case_notes.log_call(case, called_at=timezone.now(), spoken_to="Jane", said="Yes", by=officer)
    case_notes.declare_interest(case, person=mayor, nature="My school", party=Party.MAYOR, by=mayor)
    attachments.attach(case, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"), by=officer)
    mayors_decision.record_decision(case, outcome=Outcome.ASK, question="Who?", made_by=mayor, by=mayor)
    for table, column, altered, deleted in (
        ("note", "text", "note_is_never_altered", "note_is_never_deleted"),
        ("telephonecall", "said", "call_is_never_altered", "call_is_never_deleted"),
        ("attachment", "name", "attachment_is_never_altered", "attachment_is_never_deleted"),
    ):
        refused(altered, f"UPDATE engagements_{table} SET {column} = 'x'")  # noqa: S608
        refused(deleted, f"DELETE FROM engagements_{table}")  # noqa: S608
    refused("interest_stays_as_declared", "UPDATE engagements_interest SET nature = 'x'")
    refused("interest_is_never_deleted", "DELETE FROM engagements_interest")
    refused("question_on_a_case_stays", "UPDATE engagements_question SET text = 'x'")
    refused("question_on_a_case_is_never_deleted", "DELETE FROM engagements_question")
    refused("link_is_only_revoked", "UPDATE engagements_organiserlink SET nonce = 'x'")
    refused("link_is_never_deleted", "DELETE FROM engagements_organiserlink")


def test_the_monitoring_officers_advice_stays(officer: Person, monitoring_officer: Person) -> None:
    triage.ask_monitoring_officer(cases.make_invitation(), question="May we?", by=officer)
    refused("legal_advice_stays", "UPDATE engagements_legaladvice SET question = 'x'")
    refused("legal_advice_is_never_deleted", "DELETE FROM engagements_legaladvice")


def test_what_was_said_of_two_invitations_stays(officer: Person, mayor: Person) -> None:
    declined = cases.declined(officer=officer, mayor=mayor)
    again = cases.make_invitation()
    triage.settle_same_event(again, declined=declined, same=False, why="Another hour", by=officer)
    refused("comparison_stays", "UPDATE engagements_sameeventanswer SET same = NOT same")
    refused("comparison_is_never_deleted", "DELETE FROM engagements_sameeventanswer")


def test_a_number_is_given_once(officer: Person) -> None:
    cases.make_invitation()
    refused("count_only_grows", "UPDATE engagements_counter SET last = 0")
    refused("count_is_never_deleted", "DELETE FROM engagements_counter")


def test_a_hold_stands_until_it_is_lifted_by_somebody(officer: Person, manager: Person) -> None:
    case = cases.make_invitation()
    hold = retention.place_hold(case, reason="A complaint", by=manager)
    refused("hold_is_only_lifted", "UPDATE engagements_legalhold SET lifted_at = %s", timezone.now())
    hold.pk, hold.lifted_at, hold.lifted_by = None, timezone.now(), manager
    with refused_by("hold_begins_standing"):
        hold.save(force_insert=True)


def test_an_erasure_is_approved_before_it_is_done(manager: Person) -> None:
    now = timezone.now()
    run = RetentionRun(number="RC-1", kind="notes", cut_off_on=now.date(), approved_at=now, finished_at=now)
    run.approved_by = manager
    with refused_by("run_begins_unfinished"):
        run.save(force_insert=True)


def test_what_a_member_asks_is_open_at_first(mayor: Person) -> None:
    task = member_tasks.ask(wanted="A car", invitation=None, asked_as=Asker.MAYOR, by=mayor)
    task.pk, task.state = None, MemberTask.State.DONE
    with refused_by("task_begins_open"):
        task.save(force_insert=True)


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
    refused(STANDS, "UPDATE engagements_delegation SET state = %s", state)


def test_what_was_asked_stands_while_the_deputy_is_asked(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.with_deputy(officer=officer, mayor=mayor)
    refused(STANDS, "UPDATE engagements_delegation SET state = 'declined'")


def test_what_is_over_is_not_handed_to_somebody_else(officer: Person, mayor: Person, deputy: Person) -> None:
    was = deputy_went(officer, mayor, deputy)
    mayors_decision.record_decision(was.invitation, outcome=Outcome.TAKE_BACK, made_by=mayor, by=mayor)
    refused("engagement_stays_what_it_was", "UPDATE engagements_engagement SET person_id = %s", mayor.pk)
    refused("engagement_stays_what_it_was", "UPDATE engagements_engagement SET delegation_id = NULL")
    refused("engagement_ends_with_its_case", "UPDATE engagements_engagement SET state = 'done'")


def test_what_came_of_an_engagement_stays(officer: Person, mayor: Person, deputy: Person) -> None:
    was = deputy_went(officer, mayor, deputy)
    refused("engagement_that_is_over_stays", "UPDATE engagements_engagement SET ends_at = %s", timezone.now())
    mayors_decision.record_decision(was.invitation, outcome=Outcome.TAKE_BACK, made_by=mayor, by=mayor)
    refused("engagement_that_is_over_stays", "UPDATE engagements_engagement SET outcome_note = 'x'")
    refused("engagement_that_is_over_stays", "UPDATE engagements_engagement SET attended = %s", True)


def test_what_the_deputy_answered_stays(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="Ill", by=deputy)
    refused("answer_of_the_deputy_stays", "UPDATE engagements_delegation SET private_reason = 'x'")
    refused("answer_of_the_deputy_stays", "UPDATE engagements_delegation SET answered_by_id = %s", mayor.pk)


# --- Letters ------------------------------------------------------------------------------------------------

NEVER_AGAIN = ("draft", "queued", "sending", "failed", "uncertain", "cancelled", "posted")


@pytest.mark.parametrize("state", NEVER_AGAIN)
def test_a_letter_that_was_sent_stays_sent(state: str, officer: Person, mayor: Person) -> None:
    cases.declined(officer=officer, mayor=mayor)
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    refused(
        ("letter_goes_on", "letter_leaves_released", "letter_in_doubt_is_no_draft"),
        "UPDATE engagements_letter SET state = %s",
        state,
    )


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


def test_a_letter_that_went_keeps_its_days(officer: Person, mayor: Person) -> None:
    cases.declined(officer=officer, mayor=mayor)
    for column in ("drafted_at", "sent_at"):
        changed = f"UPDATE engagements_letter SET {column} = %s"  # noqa: S608
        refused("letter_that_went_keeps_its_days", changed, timezone.now() + timedelta(days=1))
    refused("letter_that_went_keeps_its_days", "UPDATE engagements_letter SET channel = 'post'")


def test_a_letter_is_written_for_a_step_of_its_own_case(officer: Person) -> None:
    letter = Letter.objects.filter(invitation=cases.make_invitation()).latest("pk")
    letter.pk, letter.message_id, letter.invitation = None, "<o@council.example>", cases.make_invitation()
    with refused_by("letter_rests_on_a_step_of_its_case", "letter_is_the_steps"):
        letter.save(force_insert=True)


def test_only_who_was_joined_is_written_to_with_another(officer: Person) -> None:
    other = Letter.objects.filter(invitation=cases.make_invitation()).latest("pk")
    letter = Letter.objects.filter(invitation=cases.make_invitation()).latest("pk")
    letter.pk, letter.message_id, letter.told_with = None, "<o@council.example>", other
    with refused_by("letter_goes_with_the_carrying_case"):
        letter.save(force_insert=True)


@pytest.mark.parametrize("state", ["sending", "sent", "posted", "failed", "uncertain", "cancelled"])
def test_no_letter_begins_as_gone(state: str, officer: Person) -> None:
    letter = Letter.objects.filter(invitation=cases.make_invitation()).latest("pk")
    letter.pk, letter.message_id, letter.state, letter.kind = None, "<other@council.example>", state, "x"
    with refused_by("letter_begins_before_it_leaves", "letter_is_the_steps", "letter_comes_released"):
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
