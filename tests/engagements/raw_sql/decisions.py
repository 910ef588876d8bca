"""Decisions: nobody's but the Mayor's, recorded once, and never anything else afterwards."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from engagements.models import Decision
from tests.engagements.raw_sql.way import (
    LAST_DECISION,
    LAST_DELEGATION,
    POSTGRESQL,
    SQLITE,
    Way,
    decision,
    delegation,
    engagement,
    entry,
    like,
    step,
)

FORGED_DELEGATION = decision("%(asked_decision)s", invitation_id="%(received_case)s")
ASKED_ON_IT = delegation("%(deputy_goes_delegation)s", invitation_id="%(received_case)s")
GOES_ON_IT = engagement(
    "%(deputy_goes_engagement)s", invitation_id="%(received_case)s", delegation_id=LAST_DELEGATION
)
WENT_ON_IT = engagement(
    "%(old_engagement)s", invitation_id="%(received_case)s", delegation_id=LAST_DELEGATION
)


def _set(name: str, columns: str, *rows: str) -> list[Way]:
    return [
        Way(
            f"{name} of the decision of {row}",
            f"UPDATE engagements_decision SET {columns} WHERE id = %({row}_decision)s",
        )
        for row in rows
    ]


def _decided(name: str, case: str, like_that_of: str, **changes: str) -> Way:
    """A decision alone, of which the record says nothing."""
    return Way(name, decision(f"%({like_that_of}_decision)s", invitation_id=f"%({case}_case)s", **changes))


CHANGED = [
    *_set("another maker", "made_by_id = %(deputy)s", "declined", "old", "mayor_goes"),
    *_set("another outcome", "outcome = 'accept'", "declined", "asked", "old"),
    *_set("a delegation made of the decline", "outcome = 'delegate', agreed_reason = 'away',"
          " agreed_reason_words = 'Away.', decline_kind = ''", "declined"),
    *_set("an exception made of the delegation", "outcome = 'exception', reason = 'Kind.'", "deputy_goes"),
    *_set("another capacity", "capacity = 'designate'", "declined", "mayor_goes"),
    *_set("another moment", "made_at = '2020-01-01 10:00:00'", "declined", "granted"),
    *_set("another moment of recording", "recorded_at = '2020-01-01 10:00:00'", "declined"),
    *_set("another recorder", "recorded_by_id = %(officer)s, instruction = 'email'", "declined", "granted"),
    *_set("another agreed reason", "agreed_reason = 'rest'", "asked", "deputy_goes"),
    *_set("other words of the agreed reason", "agreed_reason_words = 'It rains.'", "asked"),
    *_set("another kind of the decline", "decline_kind = 'other'", "declined"),
    *_set("another reason", "reason = 'None.'", "granted"),
    *_set("no reason", "reason = ''", "granted"),
    *_set("another reason for the letter", "reason_for_release = 'We are away.'", "declined"),
    *_set("another question", "question = 'Why?'", "declined"),
    *_set("another case", "invitation_id = %(received_case)s", "declined", "mayor_goes"),
    *_set("another number", "id = id + 1000", "declined", "mayor_goes", "ended"),
    *(Way(f"the decision of {case} is removed",
          f"DELETE FROM engagements_decision WHERE id = %({case}_decision)s")
      for case in ("declined", "taken_back", "mayor_goes")),
    Way("the decline is replaced by an acceptance",
        like(Decision, "%(declined_decision)s", verb="INSERT OR REPLACE", id="id", outcome="'accept'"),
        SQLITE),
    Way("the decline is upserted to an acceptance",
        like(Decision, "%(declined_decision)s", id="id",
             then="AND true ON CONFLICT (id) DO UPDATE SET outcome = 'accept'")),
    Way("the decline vanishes under another's number",
        "UPDATE OR REPLACE engagements_decision SET id = %(declined_decision)s"
        " WHERE id = %(taken_back_decision)s", SQLITE),
    Way("all decisions are emptied away", "TRUNCATE engagements_decision CASCADE", POSTGRESQL),
]  # fmt: skip

ALONE = [
    _decided("a choice to attend of which the record says nothing", "put", "mayor_goes"),
    _decided("a decline of which the record says nothing", "put", "declined"),
    _decided("a delegation of which the record says nothing", "put", "asked"),
    _decided("an exception of which the record says nothing", "special", "granted"),
    _decided("a delegation of what is not before the Mayor", "received", "asked"),
    _decided("a delegation of what the Mayor declined", "declined", "asked"),
    _decided("an exception for what the Mayor declined", "declined", "granted"),
    _decided("an exception for what names nobody", "put", "granted"),
    _decided("a second decision on the same", "mayor_goes", "mayor_goes"),
    _decided("a decision on what the organiser withdrew", "withdrawn", "mayor_goes"),
    _decided("a decision on what is over", "old", "mayor_goes"),
    _decided("a decision of the Deputy", "put", "mayor_goes", made_by_id="%(deputy)s",
             recorded_by_id="%(deputy)s"),
    _decided("a decision of the Deputy as acting", "put", "mayor_goes", made_by_id="%(deputy)s",
             recorded_by_id="%(deputy)s", capacity="'acting'"),
    _decided("a decision of a councillor", "put", "declined", made_by_id="%(councillor)s",
             recorded_by_id="%(councillor)s"),
    _decided("an exception of an officer", "special", "granted", made_by_id="%(officer)s",
             recorded_by_id="%(officer)s"),
    _decided("a decision made in times to come", "put", "mayor_goes", made_at="'2027-01-01 10:00:00'"),
    Way("a decision on what the Mayor is not asked, copied in",
        "COPY engagements_decision (outcome, capacity, made_at, event_starts_at, event_ends_at, recorded_at,"
        " instruction, agreed_reason,"
        " agreed_reason_words, decline_kind,"
        " reason, reason_for_release, question, made_by_id, recorded_by_id, invitation_id) FROM STDIN\n"
        "delegate\tin_office\t2026-06-22 09:00Z\t2026-07-11 13:00Z\t2026-07-11 16:00Z\t2026-06-22 09:00Z"
        "\t\taway\tThere is a journey away from the area at that time.\t\t\t\t\t%(mayor)s\t%(mayor)s"
        "\t%(received_case)s\n", POSTGRESQL),
]  # fmt: skip

TOGETHER = [
    Way("a decision, a delegation and an engagement of which the record says nothing",
        (FORGED_DELEGATION, ASKED_ON_IT, GOES_ON_IT)),
    Way("a decision, a delegation and what took place, of which the record says nothing",
        (FORGED_DELEGATION, ASKED_ON_IT, WENT_ON_IT)),
    Way("a decision, a delegation and what was given up, of which the record says nothing",
        (FORGED_DELEGATION, ASKED_ON_IT,
         engagement("%(ended_engagement)s", invitation_id="%(received_case)s",
                    delegation_id=LAST_DELEGATION))),
    Way("a decision, a delegation, an engagement and a stage of which the record says nothing",
        (FORGED_DELEGATION, ASKED_ON_IT, GOES_ON_IT,
         "UPDATE engagements_invitation SET stage = 'deputy_attends', version = version + 1"
         " WHERE id = %(received_case)s")),
    Way("an acceptance of the Mayor's with its engagement, of which the record says nothing",
        (decision("%(mayor_goes_decision)s", invitation_id="%(put_case)s"),
         engagement("%(mayor_goes_engagement)s", invitation_id="%(put_case)s", decision_id=LAST_DECISION))),
    Way("the declined is passed on, and the record says nothing",
        (decision("%(asked_decision)s", invitation_id="%(declined_case)s"),
         delegation("%(deputy_goes_delegation)s", invitation_id="%(declined_case)s"),
         engagement("%(old_engagement)s", invitation_id="%(declined_case)s", delegation_id=LAST_DELEGATION))),
    Way("a decision, a delegation and an engagement in one statement",
        "WITH chosen AS (INSERT INTO engagements_decision (outcome, capacity, made_at, event_starts_at,"
        " event_ends_at, recorded_at, instruction, agreed_reason, agreed_reason_words, decline_kind, reason,"
        " reason_for_release, question, made_by_id, recorded_by_id, invitation_id) VALUES ('delegate',"
        " 'in_office', now(), now(), now(), now(), '', 'away', 'There is a journey away from the area at"
        " that time.', '', '', '', '', %(mayor)s, %(mayor)s, %(received_case)s) RETURNING *), asked AS"
        " (INSERT INTO engagements_delegation (kind, state, event_at, asked_at, answered_at, answered_by_id,"
        " private_reason, decision_id, deputy_id, invitation_id) SELECT 'delegation', 'accepted', now(),"
        " now(), now(), %(deputy)s, '', id, %(deputy)s, invitation_id FROM chosen RETURNING *) INSERT INTO"
        " engagements_engagement (attendee, starts_at, ends_at, state, outcome_note, made_at, delegation_id,"
        " person_id, invitation_id) SELECT 'deputy', now(), now(), 'done', '', now(), id, deputy_id,"
        " invitation_id FROM asked", POSTGRESQL),
]  # fmt: skip


def _told(name: str, case: str, like_that_of: str, *told: str, **changes: str) -> Way:
    """A decision with the rows of a step that is told in the record, but is none of the protocol's."""
    made = decision(f"%({like_that_of}_decision)s", invitation_id=f"%({case}_case)s", **changes)
    return Way(name, (made, *told))


BY_MAYOR = {"party": "'mayor'", "by_id": "%(mayor)s"}
BY_DEPUTY = {"party": "'deputy'", "by_id": "%(deputy)s"}
TOLD = [
    _told("the declined is passed on in a step of no row", "declined", "asked",
          *step("%(declined_case)s", "delegate", "declined", "with_deputy", **BY_MAYOR)),
    _told("the declined is accepted in a step of no row", "declined", "mayor_goes",
          engagement("%(mayor_goes_engagement)s", invitation_id="%(declined_case)s",
                     decision_id=LAST_DECISION),
          *step("%(declined_case)s", "accept", "declined", "mayor_attends", **BY_MAYOR)),
    _told("the decline whose letter has gone is a slip", "declined", "declined",
          *step("%(declined_case)s", "correct_slip", "declined", "with_mayor", **BY_MAYOR),
          outcome="'correct'"),
    _told("what was received is delegated at once", "received", "asked",
          delegation("%(asked_delegation)s", invitation_id="%(received_case)s"),
          *step("%(received_case)s", "delegate", "received", "with_deputy", **BY_MAYOR)),
    _told("a decision rests on another kind of entry", "put", "mayor_goes",
          *entry("%(put_case)s", kind="'note'")),
    _told("a decision rests on another case's entry", "put", "mayor_goes",
          *step("%(only_case)s", "accept", "with_mayor", "mayor_attends", **BY_MAYOR)),
    _told("a delegation where the organiser said only the Mayor", "only", "asked",
          delegation("%(asked_delegation)s", invitation_id="%(only_case)s"),
          *step("%(only_case)s", "delegate", "with_mayor", "with_deputy", **BY_MAYOR)),
    _told("an exception for an invitation that names nobody", "put", "granted",
          delegation("%(granted_delegation)s", invitation_id="%(put_case)s"),
          *step("%(put_case)s", "grant_exception", "with_mayor", "with_deputy", **BY_MAYOR)),
    _told("a delegation to a Deputy who has said no", "refused", "asked",
          delegation("%(asked_delegation)s", invitation_id="%(refused_case)s"),
          *step("%(refused_case)s", "delegate", "with_mayor", "with_deputy", **BY_MAYOR)),
    _told("the Deputy delegates in the Mayor's place", "put", "asked",
          delegation("%(asked_delegation)s", invitation_id="%(put_case)s"),
          *step("%(put_case)s", "delegate", "with_mayor", "with_deputy", **BY_DEPUTY),
          made_by_id="%(deputy)s", recorded_by_id="%(deputy)s"),
    _told("an officer grants an exception in the officer's own name", "special", "granted",
          delegation("%(granted_delegation)s", invitation_id="%(special_case)s"),
          *step("%(special_case)s", "grant_exception", "special_case", "with_deputy"),
          made_by_id="%(officer)s", recorded_by_id="%(officer)s"),
    _told("a councillor declines as if in office", "put", "declined",
          *step("%(put_case)s", "decline", "with_mayor", "declined", party="'mayor'",
                by_id="%(councillor)s"),
          made_by_id="%(councillor)s", recorded_by_id="%(councillor)s"),
    _told("the Deputy accepts as acting while the Mayor is in office", "put", "mayor_goes",
          engagement("%(mayor_goes_engagement)s", invitation_id="%(put_case)s", attendee="'acting'",
                     person_id="%(deputy)s", decision_id=LAST_DECISION),
          *step("%(put_case)s", "accept", "with_mayor", "mayor_attends", party="'mayor'",
                by_id="%(deputy)s"),
          made_by_id="%(deputy)s", recorded_by_id="%(deputy)s", capacity="'acting'"),
    _told("the record says declined and the decision accepts", "put", "mayor_goes",
          *step("%(put_case)s", "decline", "with_mayor", "declined", **BY_MAYOR)),
    _told("the Deputy asked is a councillor", "put", "asked",
          delegation("%(asked_delegation)s", invitation_id="%(put_case)s", deputy_id="%(councillor)s"),
          *step("%(put_case)s", "delegate", "with_mayor", "with_deputy", **BY_MAYOR)),
    _told("the Deputy is asked and goes in one step", "put", "asked",
          delegation("%(deputy_goes_delegation)s", invitation_id="%(put_case)s"),
          engagement("%(deputy_goes_engagement)s", invitation_id="%(put_case)s",
                     delegation_id=LAST_DELEGATION),
          *step("%(put_case)s", "delegate", "with_mayor", "with_deputy", **BY_MAYOR)),
    _told("the Mayor accepts and nobody stands in the diary", "put", "mayor_goes",
          *step("%(put_case)s", "accept", "with_mayor", "mayor_attends", **BY_MAYOR)),
    Way("the Mayor accepts without a decision",
        step("%(put_case)s", "accept", "with_mayor", "mayor_attends", **BY_MAYOR)),
    Way("the Mayor declines without a decision",
        step("%(put_case)s", "decline", "with_mayor", "declined", **BY_MAYOR)),
    Way("the Mayor delegates without a decision or a delegation",
        step("%(put_case)s", "delegate", "with_mayor", "with_deputy", **BY_MAYOR)),
    Way("the Mayor grants an exception without a decision",
        step("%(special_case)s", "grant_exception", "special_case", "with_deputy", **BY_MAYOR)),
    Way("the Deputy accepts without an answer or an engagement",
        step("%(asked_case)s", "deputy_accepts", "with_deputy", "deputy_attends", **BY_DEPUTY)),
    Way("the Deputy declines without an answer",
        step("%(asked_case)s", "deputy_declines", "with_deputy", "with_mayor", **BY_DEPUTY)),
    Way("the Mayor takes back, and what was asked and accepted still stands",
        step("%(deputy_goes_case)s", "take_back", "deputy_attends", "with_mayor", **BY_MAYOR)),
    Way("somebody else accepts in the Deputy's place",
        ("UPDATE engagements_delegation SET state = 'accepted', answered_at = asked_at,"
         " answered_by_id = %(councillor)s WHERE id = %(asked_delegation)s",
         engagement("%(deputy_goes_engagement)s", invitation_id="%(asked_case)s",
                    person_id="%(councillor)s", delegation_id="%(asked_delegation)s"),
         *step("%(asked_case)s", "deputy_accepts", "with_deputy", "deputy_attends", party="'deputy'",
               by_id="%(councillor)s"))),
    Way("the exception is recorded as a delegation",
        (decision("%(asked_decision)s", invitation_id="%(special_case)s"),
         delegation("%(asked_delegation)s", invitation_id="%(special_case)s"),
         *step("%(special_case)s", "grant_exception", "special_case", "with_deputy", **BY_MAYOR))),
    Way("the delegation is recorded as an exception",
        (decision("%(granted_decision)s", invitation_id="%(put_case)s"),
         delegation("%(granted_delegation)s", invitation_id="%(put_case)s"),
         *step("%(put_case)s", "delegate", "with_mayor", "with_deputy", **BY_MAYOR))),
]  # fmt: skip

WAYS = [*CHANGED, *ALONE, *TOGETHER, *TOLD]
