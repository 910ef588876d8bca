"""Corners: other spellings, other statements, and numbers that the office never gave."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from engagements.models import Attachment, Erasure, RecordEntry, RecordHead, RetentionRun, TelephoneCall
from tests.engagements.raw_sql.chains import BLANKED, LONG_OVER, REFERENCE, asked_and_accepted
from tests.engagements.raw_sql.way import (
    LAST_DECISION,
    POSTGRESQL,
    SQLITE,
    Way,
    decision,
    delegation,
    engagement,
    like,
)


def _worded_anew(state: str, through: str) -> Way:
    """A letter that left goes back a state, gets other words and leaves once more as if nothing had been."""
    at = f"WHERE id = %({state}_letter)s"
    return Way(
        f"a letter that is {state} is taken for {through}, worded anew and taken for {state}",
        (
            f"UPDATE engagements_letter SET state = '{through}' {at}",
            f"UPDATE engagements_letter SET body = 'The Deputy will come.', clause = 'P9' {at}",
            f"UPDATE engagements_letter SET state = '{'sent' if state == 'copy' else state}' {at}",
        ),
    )


LETTERS = [
    *(_worded_anew(state, through)
      for state in ("sent", "posted", "uncertain", "copy")
      for through in ("draft", "queued", "failed", "cancelled")),
    Way("a sent letter is taken for a draft and goes to another case",
        ("UPDATE engagements_letter SET state = 'draft' WHERE id = %(posted_letter)s",
         "UPDATE engagements_letter SET invitation_id = %(declined_case)s, kind = 'reminder'"
         " WHERE id = %(posted_letter)s",
         "UPDATE engagements_letter SET state = 'posted' WHERE id = %(posted_letter)s")),
    Way("the letter of a decline is taken for a draft and accepts",
        ("UPDATE engagements_letter SET state = 'draft' WHERE id = %(declined_letter)s",
         "UPDATE engagements_letter SET kind = 'acceptance_deputy', announces = 'deputy', body = 'Gladly.'"
         " WHERE id = %(declined_letter)s",
         "UPDATE engagements_letter SET state = 'sent' WHERE id = %(declined_letter)s")),
]  # fmt: skip

SPELT = [
    *(Way(f"the Deputy stands as {word!r} in the diary",
          engagement("%(mayor_goes_engagement)s", attendee=f"'{word}'", state="'done'",
                     person_id="%(deputy)s"))
      for word in ("Deputy", "deputy ", "DEPUTY", "")),
    *(Way(f"an engagement is in the state {word!r}",
          f"UPDATE engagements_engagement SET state = '{word}' WHERE id = %(deputy_goes_engagement)s")
      for word in ("Live", "live ", "")),
    *(Way(f"what was asked of the Deputy is in the state {word!r}",
          f"UPDATE engagements_delegation SET state = '{word}' WHERE id = %(asked_delegation)s")
      for word in ("Accepted", "accepted ", "")),
    *(Way(f"a decision's outcome is {word!r}",
          decision("%(mayor_goes_decision)s", invitation_id="%(put_case)s", outcome=f"'{word}'"))
      for word in ("Delegate", "delegate ", "")),
    *(Way(f"a letter that was sent is in the state {word!r}",
          f"UPDATE engagements_letter SET state = '{word}' WHERE id = %(sent_letter)s")
      for word in ("Sent", "")),
    *(Way(f"an invitation stands at {word!r}",
          f"UPDATE engagements_invitation SET stage = '{word}' WHERE id = %(declined_case)s")
      for word in ("Declined", "declined ", "")),
    *(Way(f"the number of {name} is another row number",
          f"UPDATE engagements_{table} SET rowid = rowid + 1000 WHERE id = %({row})s", SQLITE)
      for name, table, row in (("an erasure", "erasure", "erasure"),
                               ("an entry", "recordentry", "put_entry"),
                               ("a letter", "letter", "posted_letter"),
                               ("a certificate", "retentionrun", "approved_run"))),
]  # fmt: skip

OTHER_STATEMENTS = [
    Way("an entry is rewritten by a join",
        "UPDATE engagements_recordentry SET by_id = %(councillor)s FROM engagements_invitation AS i"
        " WHERE i.id = invitation_id AND i.id = %(declined_case)s"),
    Way("a decline is rewritten by a join",
        "UPDATE engagements_decision SET outcome = 'accept' FROM engagements_invitation AS i"
        " WHERE i.id = invitation_id AND i.id = %(declined_case)s"),
    Way("entries' words are removed by a join",
        "DELETE FROM engagements_entryparticulars USING engagements_recordentry AS e WHERE e.id = entry_id"
        " AND e.invitation_id = %(declined_case)s", POSTGRESQL),
    Way("a decline is merged away",
        "MERGE INTO engagements_decision AS d USING (SELECT 1) AS one ON d.id = %(declined_decision)s"
        " WHEN MATCHED THEN UPDATE SET outcome = 'accept'", POSTGRESQL),
    Way("a head is merged away",
        "MERGE INTO engagements_recordhead AS h USING (SELECT 1) AS one ON h.id = %(last_head)s"
        " WHEN MATCHED THEN UPDATE SET entries = 1", POSTGRESQL),
    Way("the Deputy's engagement is merged in as done",
        "MERGE INTO engagements_engagement AS e USING (SELECT 1) AS one ON e.invitation_id = %(asked_case)s"
        " WHEN NOT MATCHED THEN INSERT (attendee, starts_at, ends_at, state, outcome_note, made_at,"
        " delegation_id, person_id, invitation_id) VALUES ('deputy', now(), now(), 'done', '', now(),"
        " %(asked_delegation)s, %(deputy)s, %(asked_case)s)", POSTGRESQL),
    Way("all but the heads are emptied away in one statement",
        "TRUNCATE engagements_decision, engagements_delegation, engagements_engagement CASCADE", POSTGRESQL),
    Way("the record is emptied away and its numbers begin anew",
        "TRUNCATE engagements_recordentry RESTART IDENTITY CASCADE", POSTGRESQL),
    Way("constraints wait and a decision is another's",
        ("SET CONSTRAINTS ALL DEFERRED",
         "UPDATE engagements_engagement SET decision_id = %(declined_decision)s WHERE id ="
         " %(held_engagement)s"),
        POSTGRESQL),
    Way("constraints wait and an engagement rests on nothing meanwhile",
        ("PRAGMA defer_foreign_keys = ON",
         "UPDATE engagements_engagement SET delegation_id = 99999, state = 'ended'"
         " WHERE id = %(deputy_goes_engagement)s",
         "UPDATE engagements_engagement SET delegation_id = %(asked_delegation)s"
         " WHERE id = %(deputy_goes_engagement)s"), SQLITE),
]  # fmt: skip

NUMBERED = [
    Way("an entry is numbered far ahead of all heads to come",
        (like(RecordEntry, "%(opinion_entry)s", id="1000000000", sequence="sequence + 1",
              made_version="NULL", previous_hash="hash", hash=f"'{'e0' * 32}'", kind="'note'",
              from_stage="''", to_stage="''"),
         "INSERT INTO engagements_entryparticulars (entry_id, salt, words) VALUES (1000000000, 's', '{}')")),
    Way("a head is of a day that is still far away",
        like(RecordHead, "%(last_head)s", day="'2099-01-01'", previous_hash="hash",
             hash=f"'{'e1' * 32}'")),
    Way("the Deputy is asked about another day than the event's",
        (decision("%(asked_decision)s", invitation_id="%(put_case)s"),
         delegation("%(asked_delegation)s", invitation_id="%(put_case)s", event_at="'2026-07-12 10:00:00'"))),
    Way("the Deputy is asked before the Mayor chose",
        (decision("%(asked_decision)s", invitation_id="%(put_case)s"),
         delegation("%(asked_delegation)s", invitation_id="%(put_case)s",
                    asked_at="'2020-01-01 10:00:00'"))),
    Way("the diary holds another time than the event's",
        (decision("%(mayor_goes_decision)s", invitation_id="%(put_case)s"),
         engagement("%(mayor_goes_engagement)s", invitation_id="%(put_case)s", decision_id=LAST_DECISION,
                    starts_at="'2030-01-01 10:00:00'", ends_at="'2030-01-01 12:00:00'"))),
    Way("the decline was a slip by a decision alone, and the Deputy goes",
        (decision("%(declined_decision)s", invitation_id="%(declined_case)s", outcome="'correct'"),
         *asked_and_accepted("%(declined_case)s"))),
    Way("the Mayor looks again by a decision alone, and the Deputy goes",
        (decision("%(declined_decision)s", invitation_id="%(declined_case)s", outcome="'look_again'"),
         *asked_and_accepted("%(declined_case)s"))),
    Way("the decline was a slip by a decision alone once its letter is taken for withdrawn",
        ("UPDATE engagements_letter SET state = 'cancelled' WHERE invitation_id = %(declined_case)s",
         decision("%(declined_decision)s", invitation_id="%(declined_case)s", outcome="'correct'"),
         *asked_and_accepted("%(declined_case)s"))),
]  # fmt: skip


def _forged_run(name: str, kind: str, *after: str) -> list[Way]:
    """A run that nobody approved lists a case of today, whose event is said to be long over, and erases"
    " it."""
    reference = REFERENCE.format(case="declined_case")
    return [
        Way(
            f"{name}, on {on}",
            (
                LONG_OVER.format(case="declined_case"),
                like(
                    RetentionRun, "%(approved_run)s", number="'RC-2026-9990'", kind=f"'{kind}'", listed=listed
                ),
                like(
                    Erasure,
                    "%(erasure)s",
                    invitation_id="%(declined_case)s",
                    kind=f"'{kind}'",
                    run_id="(SELECT MAX(id) FROM engagements_retentionrun)",
                ),
                *after,
            ),
            on,
        )
        for on, listed in ((SQLITE, reference), (POSTGRESQL, f"CAST({reference} AS jsonb)"))
    ]


TAKEN = [
    *_forged_run("the letters of a decline of today are erased by a run of nobody's", "letters",
                 BLANKED.format(case="declined_case")),
    *_forged_run("the words of the record are erased by a run of nobody's", "contact",
                 "DELETE FROM engagements_entryparticulars WHERE entry_id = %(declined_entry)s"),
    *_forged_run("the title of a declined event is erased by a run of nobody's", "engagement",
                 "UPDATE engagements_invitation SET title = '(erased)', venue = '(erased)'"
                 " WHERE id = %(declined_case)s"),
    Way("an attachment is removed without an approval",
        "DELETE FROM engagements_attachment WHERE id = %(attachment)s"),
    Way("an attachment is another file",
        f"UPDATE engagements_attachment SET file = 'attachments/other.pdf', sha256 = '{'1' * 64}'"
        " WHERE id = %(attachment)s"),
    Way("an attachment belongs to another case",
        "UPDATE engagements_attachment SET invitation_id = %(declined_case)s WHERE id = %(attachment)s"),
    Way("an attachment is replaced",
        like(Attachment, "%(attachment)s", verb="INSERT OR REPLACE", id="id", name="'other.pdf'"), SQLITE),
    Way("a telephone note is removed without an approval",
        "DELETE FROM engagements_telephonecall WHERE id = %(call)s"),
    Way("a telephone note says something else",
        "UPDATE engagements_telephonecall SET said = 'Nothing.' WHERE id = %(call)s"),
    Way("a telephone note is upserted",
        like(TelephoneCall, "%(call)s", id="id",
             then="AND true ON CONFLICT (id) DO UPDATE SET said = 'Nothing.'")),
    Way("an organiser's particulars are erased without an approval",
        "UPDATE engagements_organiser SET name = '(erased)', email = '', mailbox = '', telephone ="
        " '(erased)',"
        " postal_address = '(erased)' WHERE id = (SELECT organiser_id FROM engagements_invitation"
        " WHERE id = %(declined_case)s)"),
    Way("an invitation's words are erased without an approval",
        "UPDATE engagements_invitation SET title = '(erased)', venue = '(erased)', what_happens = '(erased)'"
        " WHERE id = %(declined_case)s"),
    Way("a decision's reason is erased without an approval",
        "UPDATE engagements_decision SET reason = '', reason_for_release = '' WHERE id ="
        " %(granted_decision)s"),
    Way("a delegation's private reason is erased without an approval",
        "UPDATE engagements_delegation SET private_reason = '(erased)' WHERE id = %(refused_delegation)s"),
]  # fmt: skip

SIGNED = (
    "INSERT INTO protocols_signoff (round_id, part, name, signed_on, at, scan, scan_name, scan_type,"
    " scan_sha256,"
    " by_id, person_id) VALUES ((SELECT MAX(id) FROM protocols_signinground), '{part}', 'Somebody',"
    " '2026-06-22',"
    " '2026-06-22 10:00:00', '', '', '', '', %({by})s, %({by})s)"
)
PROTOCOL = [
    Way("a draft comes into force on the signatures of people who are none of the three",
        ("INSERT INTO protocols_signinground (version_id, words_digest, opened_at, opened_by_id,"
         " voided_because)"
         " VALUES (%(draft)s, 'x', '2026-06-22 10:00:00', %(councillor)s, '')",
         "UPDATE protocols_protocolversion SET state = 'for_signature' WHERE id = %(draft)s",
         *(SIGNED.format(part=part, by=by) for part, by in (
             ("leader", "councillor"), ("chief_executive", "deputy"), ("monitoring_officer", "officer"))),
         "UPDATE protocols_protocolversion SET state = 'superseded' WHERE id = %(in_force)s",
         "UPDATE protocols_protocolversion SET state = 'in_force', in_force_from = '2026-06-22 10:00:00'"
         " WHERE id = %(draft)s")),
    Way("one person signs in another's post",
        ("INSERT INTO protocols_signinground (version_id, words_digest, opened_at, opened_by_id,"
         " voided_because)"
         " VALUES (%(draft)s, 'x', '2026-06-22 10:00:00', %(manager)s, '')",
         "UPDATE protocols_protocolversion SET state = 'for_signature' WHERE id = %(draft)s",
         SIGNED.format(part="monitoring_officer", by="councillor"))),
    Way("what was sent for signature is worded anew",
        ("INSERT INTO protocols_signinground (version_id, words_digest, opened_at, opened_by_id,"
         " voided_because)"
         " VALUES (%(draft)s, 'x', '2026-06-22 10:00:00', %(manager)s, '')",
         "UPDATE protocols_protocolversion SET state = 'for_signature' WHERE id = %(draft)s",
         "UPDATE protocols_clause SET text = 'Anybody may go.' WHERE version_id = %(draft)s AND code ="
         " 'P2'")),
    Way("the protocol in force is superseded and comes into force again from another day",
        ("UPDATE protocols_protocolversion SET state = 'superseded' WHERE id = %(in_force)s",
         "UPDATE protocols_protocolversion SET state = 'in_force', in_force_from = '2020-01-01 10:00:00'"
         " WHERE id = %(in_force)s")),
]  # fmt: skip

WAYS = [*LETTERS, *SPELT, *OTHER_STATEMENTS, *NUMBERED, *TAKEN, *PROTOCOL]
