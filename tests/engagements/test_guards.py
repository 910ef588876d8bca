"""Raw SQL against the database, past every form and service: what must never be is refused there too."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from civic.models import Person
from engagements.models import Decision, Delegation, Engagement, Invitation, Letter, Outcome, RecordEntry
from engagements.services.case_record import record_heads
from engagements.services.letters import delivery_problems
from engagements.services.mail import notifications
from engagements.services.steps import deputys_answer, mayors_decision, triage
from protocols.core.vocabulary import Stage
from tests import cases, council
from tests.engagements.forgery import (
    forge,
    forge_decision,
    forge_delegation,
    forge_engagement,
    refused,
    slip_in_entry,
    undone,
)
from tests.guarding import run_sql
from tests.there import there

pytestmark = pytest.mark.django_db


# A stage that is forged runs into several guards at once, and each database asks them in an order of its own.
GUARDS_OF_A_STAGE = ("change_stands_in_the_record", "stage_follows_the_protocol", "stage_rests_on_its_rows")


MOVED = "UPDATE engagements_invitation SET stage = %s, version = version + 1"


def test_another_invitations_decision_asks_nobody(officer: Person, mayor: Person, deputy: Person) -> None:
    decided = cases.with_deputy(officer=officer, mayor=mayor)
    other = cases.with_mayor(officer=officer)
    sql, values = forge_delegation(other, Decision.objects.get(invitation=decided), deputy)
    refused("delegation_rests_on_the_mayors_choice", sql, *values)


def test_a_decision_to_decline_asks_nobody(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    sql, values = forge_delegation(invitation, Decision.objects.get(), deputy)
    refused(("delegation_rests_on_the_mayors_choice", "declined_is_never_passed_on"), sql, *values)


def test_a_declined_invitation_is_passed_to_nobody_even_on_a_forged_decision(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    with undone():
        forge(*forge_decision(invitation, mayor))
        sql, values = forge_delegation(invitation, there(Decision.objects.last()), deputy)
        refused("declined_is_never_passed_on", sql, *values)


def test_an_acceptance_of_the_mayors_own_asks_nobody(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    for kind in ("delegation", "exception", "accompany"):
        sql, values = forge_delegation(invitation, Decision.objects.get(), deputy, kind=kind)
        refused("delegation_rests_on_the_mayors_choice", sql, *values)


def test_a_delegation_cannot_begin_as_accepted(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    with undone():
        forge(*forge_decision(invitation, mayor))
        sql, values = forge_delegation(invitation, Decision.objects.get(), deputy, state="accepted")
        refused("delegation_begins_as_asked", sql, *values)


def test_nobody_but_the_deputy_is_asked(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    with undone():
        forge(*forge_decision(invitation, mayor))
        sql, values = forge_delegation(invitation, Decision.objects.get(), officer)
        refused("delegation_is_to_the_deputy", sql, *values)


@pytest.mark.parametrize("capacity", ["in_office", "acting", "designate"])
def test_only_the_mayor_of_the_event_decides(
    capacity: str, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    for person in (officer, deputy):
        sql, values = forge_decision(invitation, person, capacity=capacity, outcome="accept")
        refused("decision_is_the_mayors", sql, *values)


def test_a_former_mayor_decides_nothing(officer: Person, mayor: Person, deputy: Person) -> None:
    former = council.make_person("Fay Former")
    council.make_term(former, begins_at=council.london(2025, 5, 14, 18, 30), ends_at=council.YEAR_BEGINS_AT)
    sql, values = forge_decision(cases.with_mayor(officer=officer), former)
    refused("decision_is_the_mayors", sql, *values)


def test_an_acting_deputy_cannot_ask_the_deputy(officer: Person, mayor: Person, deputy: Person) -> None:
    council.make_acting(deputy)
    sql, values = forge_decision(cases.with_mayor(officer=officer), deputy, capacity="acting")
    with pytest.raises(IntegrityError, match="only_a_mayor_in_office_asks_the_deputy"):
        run_sql(sql, *values)


def test_a_delegation_not_accepted_gives_no_engagement(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    sql, values = forge_engagement(invitation, deputy, delegation=Delegation.objects.get().pk)
    refused("engagement_rests_on_a_choice_made", sql, *values)


def test_a_delegation_of_another_invitation_gives_no_engagement(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    other = cases.with_mayor(officer=officer)
    sql, values = forge_engagement(other, deputy, delegation=Delegation.objects.get().pk)
    refused("engagement_rests_on_a_choice_made", sql, *values)


def test_no_delegation_gives_no_engagement(officer: Person, mayor: Person, deputy: Person) -> None:
    sql, values = forge_engagement(cases.with_mayor(officer=officer), deputy)
    refused("engagement_rests_on_a_choice_made", sql, *values)


def test_a_delegation_taken_back_gives_no_engagement(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    mayors_decision.record_decision(invitation, outcome=Outcome.TAKE_BACK, made_by=mayor, by=mayor)
    sql, values = forge_engagement(invitation, deputy, delegation=Delegation.objects.get().pk)
    refused("engagement_rests_on_a_choice_made", sql, *values)
    refused(
        ("engagement_rests_on_a_choice_still", "engagement_ends_with_its_case"),
        "UPDATE engagements_engagement SET state = 'live' WHERE invitation_id = %s",
        invitation.pk,
    )


def test_the_mayors_acceptance_gives_the_deputy_no_engagement(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    with undone():
        forge(*forge_decision(invitation, mayor, outcome="accept"))
        accepted = Decision.objects.get().pk
        for attendee in ("mayor", "acting"):
            sql, values = forge_engagement(invitation, deputy, attendee=attendee, decision=accepted)
            refused("engagement_rests_on_a_choice_made", sql, *values)


def test_an_engagement_cannot_be_handed_to_the_deputy(officer: Person, mayor: Person, deputy: Person) -> None:
    cases.mayor_attends(officer=officer, mayor=mayor)
    handed = ("engagement_rests_on_a_choice_still", "engagement_stays_what_it_was")
    refused(handed, "UPDATE engagements_engagement SET person_id = %s", deputy.pk)
    refused(
        handed,
        "UPDATE engagements_engagement SET attendee = 'deputy', person_id = %s",
        deputy.pk,
    )


def test_a_delegation_is_not_turned_into_another(officer: Person, mayor: Person, deputy: Person) -> None:
    cases.with_deputy(officer=officer, mayor=mayor)
    other = cases.with_mayor(officer=officer)
    refused("delegation_stays_what_it_was", "UPDATE engagements_delegation SET invitation_id = %s", other.pk)
    refused("delegation_stays_what_it_was", "UPDATE engagements_delegation SET kind = 'exception'")


def test_a_delegation_that_ended_does_not_come_back(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="", by=deputy)
    for state in ("asked", "accepted", "mistaken"):
        refused(
            (
                "delegation_is_answered_once",
                "delegation_stands_with_its_case",
                "answer_makes_the_next_version",
            ),
            "UPDATE engagements_delegation SET state = %s",
            state,
        )


@pytest.mark.parametrize("stage", list(Stage))
def test_a_stage_is_not_changed_without_an_entry_in_the_record(
    stage: Stage, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    if stage is Stage.WITH_MAYOR:
        refused("change_stands_in_the_record", "UPDATE engagements_invitation SET version = version + 1")
    else:
        sql = "UPDATE engagements_invitation SET stage = %s, version = version + {} WHERE id = %s"
        refused(GUARDS_OF_A_STAGE, sql.format(0), stage.value, invitation.pk)
        refused(GUARDS_OF_A_STAGE, sql.format(1), stage.value, invitation.pk)


def test_a_stage_that_may_follow_still_needs_its_entry_in_the_record(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    for stage in ("received", "withdrawn", "cancelled"):
        refused("change_stands_in_the_record", f"{MOVED} WHERE id = %s", stage, invitation.pk)


def test_an_invitation_does_not_begin_with_the_deputy(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.make_invitation()
    columns = [
        field.column
        for field in Invitation._meta.local_concrete_fields
        if field.column and field.column not in ("id", "stage", "reference", "organiser_id")
    ]
    names = ", ".join(columns)
    organiser = cases.make_invitation().organiser
    sql = f"""INSERT INTO engagements_invitation (stage, reference, organiser_id, {names})
              SELECT %s, 'forged', %s, {names} FROM engagements_invitation WHERE id = %s"""  # noqa: S608
    for stage in set(Stage) - {Stage.RECEIVED}:
        refused("invitation_begins_undecided", sql, stage, organiser.pk, invitation.pk)


def test_a_decline_whose_letter_left_stands_even_with_a_forged_entry(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    slip_in_entry(invitation, to_stage="with_mayor")
    sql = "UPDATE engagements_invitation SET stage = 'with_mayor', version = version + 1 WHERE id = %s"
    refused("decline_that_left_stands", sql, invitation.pk)
    delivery_problems.resend_as_new(invitation.letters.get(kind="decline"), by=officer)
    refused("decline_that_left_stands", sql, invitation.pk)


def test_a_later_day_is_promised_once_and_by_a_letter_in_the_record(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    sql = "UPDATE engagements_invitation SET promise_renewed_on = %s WHERE id = %s"
    refused("later_day_is_promised_once", sql, "2026-06-10", invitation.pk)
    answer_by = invitation.promise_due_on + timedelta(days=3)
    triage.send_holding(invitation, answer_by=answer_by, by=officer)
    refused("later_day_is_promised_once", sql, "2026-06-10", invitation.pk)
    refused("later_day_is_promised_once", sql, None, invitation.pk)


def test_what_was_declined_is_taken_up_by_the_mayor_alone_and_never_forgotten(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    declined = cases.declined(officer=officer, mayor=mayor)
    slip_in_entry(declined, to_stage="declined")
    barred = "UPDATE engagements_invitation SET taken_up = %s, version = version + 1 WHERE id = %s"
    refused("taken_up_by_the_mayor_alone", barred, True, declined.pk)
    later = cases.FETE_ON + timedelta(days=20)
    again = cases.declined(officer=officer, mayor=mayor, event_on=later, ends_on=later)
    cases.decide(again, mayor=mayor, outcome=Outcome.TAKE_UP)
    slip_in_entry(again, to_stage="with_mayor")
    refused("taken_up_by_the_mayor_alone", barred, False, again.pk)


def test_what_inherits_a_decline_stays_joined_even_with_a_forged_entry(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    declined = cases.declined(officer=officer, mayor=mayor, title="Another")
    invitation = cases.make_invitation()
    triage.link_duplicate(invitation, carries_on=declined, why="The same.", by=officer)
    slip_in_entry(invitation, to_stage="received")
    sql = """UPDATE engagements_invitation SET stage = 'received', version = version + 1, joined_to_id = NULL
             WHERE id = %s"""
    refused("inherited_decline_stands", sql, invitation.pk)


def test_a_case_names_no_other_than_the_one_it_was_joined_to(officer: Person) -> None:
    first, second, stranger = (cases.make_invitation() for _ in range(3))
    triage.link_duplicate(second, carries_on=first, why="The same.", by=officer)
    slip_in_entry(second, to_stage="received")
    sql = """UPDATE engagements_invitation SET stage = 'received', version = version + 1, joined_to_id = NULL,
             was_joined_to_id = %s WHERE id = %s"""
    refused("what_it_was_joined_to_is_known", sql, stranger.pk, second.pk)


def test_deputy_attends_needs_its_engagement_even_with_a_forged_entry(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    slip_in_entry(invitation, to_stage="deputy_attends")
    sql = "UPDATE engagements_invitation SET stage = 'deputy_attends', version = version + 1 WHERE id = %s"
    refused("stage_rests_on_its_rows", sql, invitation.pk)


def test_received_does_not_jump_to_the_deputy_even_with_a_forged_entry(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    slip_in_entry(invitation, to_stage="with_deputy")
    refused(
        ("stage_follows_the_protocol", "stage_rests_on_its_rows"),
        f"{MOVED} WHERE id = %s",
        "with_deputy",
        invitation.pk,
    )


def test_a_stage_no_row_of_the_protocol_leads_to_is_refused_even_with_a_forged_entry(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    slip_in_entry(invitation, to_stage="not_civic")
    run_sql(f"{MOVED} WHERE id = %s", "not_civic", invitation.pk)
    invitation.refresh_from_db()
    slip_in_entry(invitation, to_stage="lapsed")
    refused("stage_follows_the_protocol", f"{MOVED} WHERE id = %s", "lapsed", invitation.pk)


@pytest.mark.parametrize(
    ("table", "guard"),
    [
        ("recordentry", "record_is_never_deleted"),
        ("entryparticulars", "what_an_entry_says_is_never_deleted"),
        ("decision", "decision_is_never_deleted"),
        ("invitation", "invitation_is_never_deleted"),
        ("delegation", "delegation_is_never_deleted"),
        ("engagement", "engagement_is_never_deleted"),
        ("letter", "letter_is_never_deleted"),
    ],
)
def test_what_was_recorded_is_not_deleted(
    table: str, guard: str, officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    refused(guard, f"DELETE FROM engagements_{table}")  # noqa: S608


@pytest.mark.parametrize(
    ("forgery", "guard"),
    [
        ("UPDATE engagements_recordentry SET to_stage = 'declined'", "record_is_never_altered"),
        ("UPDATE engagements_recordentry SET by_id = NULL", "record_is_never_altered"),
        ("UPDATE engagements_entryparticulars SET words = '{}'", "what_an_entry_says_is_never_altered"),
        ("UPDATE engagements_decision SET outcome = 'accept'", "decision_is_never_altered"),
        ("UPDATE engagements_letter SET body = 'Something else'", "letter_that_left_is_frozen"),
    ],
)
def test_what_was_recorded_is_not_altered(
    forgery: str, guard: str, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    cases.send_letters(invitation)
    refused(guard, forgery)


def test_nothing_of_all_this_was_let_through(officer: Person, mayor: Person, deputy: Person) -> None:
    """The honest way, for comparison: the same rows, made by the Mayor's choice, are let through."""
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    assert (Delegation.objects.get().state, Engagement.objects.get().state, invitation.stage) == (
        "accepted",
        "live",
        "deputy_attends",
    )
    assert (
        Letter.objects.filter(
            invitation=invitation, drafted_at__gt=timezone.now() - timedelta(days=1)
        ).count()
        == 2
    )


@pytest.mark.parametrize(
    ("forgery", "guard"),
    [
        ("UPDATE engagements_recordhead SET cases = cases - 1", "head_of_the_record_is_never_altered"),
        ("DELETE FROM engagements_recordhead", "head_of_the_record_is_never_deleted"),
    ],
)
def test_a_days_head_of_the_record_stays(forgery: str, guard: str, officer: Person) -> None:
    cases.make_invitation()
    record_heads.keep(timezone.now(), tell=notifications.tell_of_head)
    refused(guard, forgery)


def test_the_record_takes_no_kind_that_nobody_knows(officer: Person) -> None:
    invitation = cases.make_invitation()
    last = RecordEntry.objects.filter(invitation=invitation).latest("sequence")
    last.pk, last.sequence, last.made_version, last.kind = None, last.sequence + 1, None, "link_sent"
    last.previous_hash, last.hash, last.party, last.by = last.hash, "f" * 64, "system", None
    last.from_stage = last.to_stage = ""
    with pytest.raises(IntegrityError, match="entry_kind_is_known"), transaction.atomic():
        last.save(force_insert=True)
