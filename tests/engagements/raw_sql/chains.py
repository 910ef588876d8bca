"""Long ways: each of their statements looks harmless, or takes away first what would forbid the next."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from engagements.models import Erasure
from tests.engagements.raw_sql.way import (
    LAST_DECISION,
    LAST_DELEGATION,
    POSTGRESQL,
    SQLITE,
    Way,
    decision,
    delegation,
    engagement,
    like,
    step,
)

MAYOR = {"party": "'mayor'", "by_id": "%(mayor)s"}
DEPUTY = {"party": "'deputy'", "by_id": "%(deputy)s"}
MANAGER = {"party": "'civic_manager'", "by_id": "%(manager)s"}
ORGANISER = {"party": "'organiser'", "by_id": "NULL"}
ACCEPTED = (
    "UPDATE engagements_delegation SET state = 'accepted', answered_at = asked_at,"
    f" answered_by_id = deputy_id WHERE id = {LAST_DELEGATION}"
)
TERM_OF = "UPDATE civic_term SET person_id = %({person})s WHERE id = %(mayor_term)s"


def asked_and_accepted(of: str, like_that_of: str = "asked", state: str = "live") -> tuple[str, ...]:
    """The Mayor's choice, the Deputy's answer and the Deputy in the diary, in four statements."""
    return (
        decision(f"%({like_that_of}_decision)s", invitation_id=of),
        delegation(f"%({like_that_of}_delegation)s", invitation_id=of),
        ACCEPTED,
        engagement(
            "%(deputy_goes_engagement)s", invitation_id=of, delegation_id=LAST_DELEGATION, state=f"'{state}'"
        ),
    )


DIARY = [
    *(Way(f"the Deputy stands as {state} in the diary of what is {stage}, in four statements without a"
          f" record",
          asked_and_accepted(f"%({stage}_case)s", state=state))
      for state in ("live", "done", "ended")
      for stage in ("received", "put", "only", "withdrawn", "declined", "refused", "duplicate", "special")),
    *(Way(f"by an exception of nobody's the Deputy stands in the diary of what is {stage}",
          asked_and_accepted(f"%({stage}_case)s", "granted"))
      for stage in ("received", "put", "special", "declined")),
    Way("the Deputy leaves the diary, becomes another and comes back as having gone",
        ("UPDATE engagements_engagement SET state = 'ended' WHERE id = %(deputy_goes_engagement)s",
         "UPDATE engagements_engagement SET person_id = %(councillor)s WHERE id = %(deputy_goes_engagement)s",
         "UPDATE engagements_engagement SET state = 'done', attended = true"
         " WHERE id = %(deputy_goes_engagement)s")),
    Way("the Mayor's engagement is given up and is the Deputy's by another's delegation when it is over",
        ("UPDATE engagements_engagement SET state = 'ended' WHERE id = %(mayor_goes_engagement)s",
         "UPDATE engagements_engagement SET attendee = 'deputy', person_id = %(deputy)s, decision_id = NULL,"
         " delegation_id = %(deputy_goes_delegation)s, state = 'done', attended = true"
         " WHERE id = %(mayor_goes_engagement)s")),
    Way("the Deputy accepts for the Mayor a second time on one delegation",
        (engagement("%(deputy_goes_engagement)s", state="'ended'"),
         engagement("%(deputy_goes_engagement)s", state="'done'"))),
    Way("a delegation is numbered before those that were made",
        (decision("%(asked_decision)s", id="-3", invitation_id="%(refused_case)s"),
         delegation("%(asked_delegation)s", id="-3", decision_id="-3", invitation_id="%(refused_case)s"))),
    Way("an exception is no longer counted",
        "UPDATE engagements_delegation SET state = 'taken_back' WHERE id = %(granted_delegation)s"),
    Way("an exception is taken back, and the record tells of somebody else's step",
        (decision("%(taken_back_decision)s", invitation_id="%(granted_case)s"),
         "UPDATE engagements_delegation SET state = 'taken_back' WHERE id = %(granted_delegation)s",
         *step("%(granted_case)s", "take_back", "with_deputy", "special_case", party="'officer'"))),
]  # fmt: skip

UNSENT = "UPDATE engagements_letter SET state = '{state}' WHERE invitation_id = %(declined_case)s"
SLIP = (
    decision("%(declined_decision)s", invitation_id="%(declined_case)s", outcome="'correct'"),
    *step("%(declined_case)s", "correct_slip", "declined", "with_mayor", mark="c0", **MAYOR),
)
PASSED_ON = (
    decision("%(asked_decision)s", invitation_id="%(declined_case)s"),
    delegation("%(asked_delegation)s", invitation_id="%(declined_case)s"),
    *step("%(declined_case)s", "delegate", "with_mayor", "with_deputy", mark="c1", **MAYOR),
)
GONE_TO = (
    ACCEPTED,
    engagement(
        "%(deputy_goes_engagement)s", invitation_id="%(declined_case)s", delegation_id=LAST_DELEGATION
    ),
    *step("%(declined_case)s", "deputy_accepts", "with_deputy", "deputy_attends", mark="c2", **DEPUTY),
)
DECLINED = [
    *(Way(f"the Deputy stands as {state} in the diary of what was declined once its letter is withdrawn",
          (UNSENT.format(state="cancelled"), *asked_and_accepted("%(declined_case)s", state=state)))
      for state in ("live", "done", "ended")),
    Way("the Deputy stands in the diary of what was declined once its case was another's for a moment",
        ("UPDATE engagements_invitation SET joined_to_id = %(received_case)s WHERE id = %(duplicate_case)s",
         *asked_and_accepted("%(duplicate_case)s"),
         "UPDATE engagements_invitation SET joined_to_id = %(declined_case)s WHERE id = %(duplicate_case)s")),
    *(Way(f"the decline was a slip once its letter is taken for {state}",
          (UNSENT.format(state=state), *SLIP))
      for state in ("draft", "queued", "cancelled", "failed")),
    Way("the declined is passed on once its letter is taken for withdrawn",
        (UNSENT.format(state="cancelled"), *SLIP, *PASSED_ON)),
    Way("the Deputy attends what was declined once its letter is taken for withdrawn",
        (UNSENT.format(state="cancelled"), *SLIP, *PASSED_ON, *GONE_TO)),
    Way("the declined is passed on behind a letter that says it was sent again",
        (UNSENT.format(state="cancelled"), *SLIP, *PASSED_ON,
         "UPDATE engagements_letter SET state = 'sent' WHERE invitation_id = %(declined_case)s")),
    Way("the declined is withdrawn and opened again once its letter is taken for withdrawn",
        (UNSENT.format(state="cancelled"),
         *step("%(declined_case)s", "withdraw", "declined", "withdrawn", mark="c3", **ORGANISER),
         *step("%(declined_case)s", "reopen", "withdrawn", "received", mark="c4", **MANAGER))),
    Way("what inherits a decline goes before the Mayor again",
        (*step("%(duplicate_case)s", "unlink", "duplicate", "received", mark="c5")[:2],
         "UPDATE engagements_invitation SET joined_to_id = NULL, stage = 'received', version = version + 1"
         " WHERE id = %(duplicate_case)s",
         *step("%(duplicate_case)s", "put_to_mayor", "received", "with_mayor", mark="c6"))),
    Way("what inherits a decline is passed on",
        (*step("%(duplicate_case)s", "unlink", "duplicate", "received", mark="c7")[:2],
         "UPDATE engagements_invitation SET joined_to_id = NULL, stage = 'received', version = version + 1"
         " WHERE id = %(duplicate_case)s",
         *step("%(duplicate_case)s", "put_to_mayor", "received", "with_mayor", mark="c8"),
         decision("%(asked_decision)s", invitation_id="%(duplicate_case)s"),
         delegation("%(asked_delegation)s", invitation_id="%(duplicate_case)s"),
         *step("%(duplicate_case)s", "delegate", "with_mayor", "with_deputy", mark="c9", **MAYOR))),
]  # fmt: skip

BY_DEPUTY = {"made_by_id": "%(deputy)s", "recorded_by_id": "%(deputy)s"}
OFFICES = [
    Way("the Deputy is the Mayor for a moment and decides",
        (TERM_OF.format(person="deputy"),
         decision("%(declined_decision)s", invitation_id="%(put_case)s", **BY_DEPUTY),
         *step("%(put_case)s", "decline", "with_mayor", "declined", mark="d0", party="'mayor'",
               by_id="%(deputy)s"),
         TERM_OF.format(person="mayor"))),
    Way("a councillor is the Mayor for a moment and grants an exception",
        (TERM_OF.format(person="councillor"),
         decision("%(granted_decision)s", invitation_id="%(special_case)s", made_by_id="%(councillor)s",
                  recorded_by_id="%(councillor)s"),
         delegation("%(granted_delegation)s", invitation_id="%(special_case)s"),
         *step("%(special_case)s", "grant_exception", "special_case", "with_deputy", mark="d1",
               party="'mayor'", by_id="%(councillor)s"),
         TERM_OF.format(person="mayor"))),
    Way("the Deputy acts for a moment and accepts",
        ("INSERT INTO civic_actingperiod (person_id, reason, begins_at, note, recorded_at)"
         " VALUES (%(deputy)s, 'vacancy', '2026-06-01 10:00:00', '', '2026-06-01 10:00:00')",
         decision("%(mayor_goes_decision)s", invitation_id="%(put_case)s", capacity="'acting'", **BY_DEPUTY),
         engagement("%(mayor_goes_engagement)s", invitation_id="%(put_case)s", attendee="'acting'",
                    person_id="%(deputy)s", decision_id=LAST_DECISION),
         *step("%(put_case)s", "accept", "with_mayor", "mayor_attends", mark="d2", party="'mayor'",
               by_id="%(deputy)s"),
         "DELETE FROM civic_actingperiod")),
    Way("whoever decided is somebody else of the same number",
        ("DELETE FROM civic_person WHERE id = %(mayor)s",
         "INSERT INTO civic_person (id, password, is_superuser, email, name, honours, post, role,"
         " notification_email, is_active, is_staff, joined_at) VALUES (%(mayor)s, 'x', false,"
         " 'other@wexcombe.example', 'Somebody Else', '', '', '', '', true, false, '2026-06-01 10:00:00')")),
    Way("the Deputy of the terms is another person's name",
        "UPDATE civic_person SET name = 'Somebody Else', email = 'other@wexcombe.example'"
        " WHERE id = %(mayor)s"),
    Way("a councillor is the Deputy for a moment and goes",
        ("UPDATE civic_term SET person_id = %(councillor)s WHERE id = %(deputy_term)s",
         decision("%(asked_decision)s", invitation_id="%(put_case)s"),
         delegation("%(asked_delegation)s", invitation_id="%(put_case)s", deputy_id="%(councillor)s"),
         ACCEPTED,
         engagement("%(deputy_goes_engagement)s", invitation_id="%(put_case)s", person_id="%(councillor)s",
                    delegation_id=LAST_DELEGATION),
         "UPDATE civic_term SET person_id = %(deputy)s WHERE id = %(deputy_term)s")),
    Way("the Deputy becomes whoever goes to what was accepted",
        ("UPDATE civic_term SET person_id = %(councillor)s WHERE id = %(deputy_term)s",
         "UPDATE engagements_engagement SET person_id = %(councillor)s, state = 'done'"
         " WHERE id = %(deputy_goes_engagement)s",
         "UPDATE civic_term SET person_id = %(deputy)s WHERE id = %(deputy_term)s")),
]  # fmt: skip

REFERENCE = "(SELECT '[\"' || reference || '\"]' FROM engagements_invitation WHERE id = %({case})s)"
LONG_OVER = (
    "UPDATE engagements_invitation SET event_on = '2024-01-01', ends_on = '2024-01-01', starts_at ="
    " '2024-01-01 10:00:00', ends_at = '2024-01-01 12:00:00' WHERE id = %({case})s"
)
WORDS = "(SELECT words FROM engagements_erasure WHERE id = (SELECT MAX(id) FROM engagements_erasure))"
BLANKED = (
    f"UPDATE engagements_letter SET subject = {WORDS}, body = {WORDS}, copies = '[]',"
    " recipient_name = '(erased)', recipient_address = '' WHERE invitation_id = %({case})s"
)
TO_BE_ERASED = {"run_id": "%(approved_run)s", "kind": "'letters'"}


def _erased(name: str, case: str, *, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> list[Way]:
    """The approved list is rewritten so that it names this case, which is then erased by it."""
    reference = REFERENCE.format(case=case)
    return [
        Way(
            f"{name}, on {on}",
            (
                f"UPDATE engagements_retentionrun SET listed = {listed} WHERE id = %(approved_run)s",
                *before,
                like(Erasure, "%(erasure)s", invitation_id=f"%({case})s", **TO_BE_ERASED),
                *after,
            ),
            on,
        )
        for on, listed in ((SQLITE, reference), (POSTGRESQL, f"CAST({reference} AS jsonb)"))
    ]


ERASED = [
    *_erased("a decline of today is erased by a list that was for others", "declined_case",
             before=(LONG_OVER.format(case="declined_case"),), after=(BLANKED.format(case="declined_case"),)),
    *_erased("a decline is erased by a list that was for others, before its day", "declined_case"),
    *_erased("what is held is erased once its hold is lifted without a word", "held_case",
             before=("UPDATE engagements_legalhold SET lifted_at = placed_at, lifted_by_id = placed_by_id,"
                     " lifted_why = '-' WHERE id = %(hold)s",)),
    *_erased("what is held is erased once its hold is another's", "held_case",
             before=("UPDATE engagements_legalhold SET invitation_id = %(old_case)s WHERE id = %(hold)s",)),
    Way("what an approved list names is erased, and the record says nothing",
        (like(Erasure, "%(erasure)s", invitation_id="%(old_case)s", **TO_BE_ERASED),
         BLANKED.format(case="old_case"))),
    Way("an approved erasure puts other words into letters",
        (like(Erasure, "%(erasure)s", invitation_id="%(old_case)s", **TO_BE_ERASED),
         "UPDATE engagements_letter SET body = 'The Mayor is delighted.' WHERE invitation_id ="
         " %(old_case)s")),
    Way("an approved erasure changes who decided",
        (like(Erasure, "%(erasure)s", invitation_id="%(old_case)s", **TO_BE_ERASED),
         "UPDATE engagements_decision SET made_by_id = %(deputy)s WHERE id = %(old_decision)s")),
    Way("an approved erasure of letters takes the words of an erased entry's erasure",
        (like(Erasure, "%(erasure)s", invitation_id="%(old_case)s", **TO_BE_ERASED),
         "DELETE FROM engagements_entryparticulars WHERE entry_id IN (SELECT id FROM engagements_recordentry"
         " WHERE invitation_id = %(old_case)s AND kind IN ('erased', 'legal_hold', 'register'))")),
    Way("a decision's reason is put into other words by an erasure of letters",
        (like(Erasure, "%(erasure)s", invitation_id="%(old_case)s", **TO_BE_ERASED),
         "UPDATE engagements_decision SET reason = 'The Deputy wished it.' WHERE id = %(old_decision)s")),
]  # fmt: skip

WAYS = [*DIARY, *DECLINED, *OFFICES, *ERASED]
