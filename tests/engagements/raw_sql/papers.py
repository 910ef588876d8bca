"""Erasures as approved, papers as written, and the protocol as it was in force."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from engagements.models import (
    ConsultationAnswer,
    Erasure,
    LegalHold,
    MemberTask,
    Note,
    RetentionRun,
)
from protocols.models import Clause, LetterTemplateVersion, ProtocolVersion
from tests.engagements.raw_sql.way import POSTGRESQL, SQLITE, Way, entry, like


def _set(table: str, row: str, **changes: str) -> list[Way]:
    """The change of each column of that row, by what the change is called."""
    app = "" if table.startswith("protocols_") else "engagements_"
    return [
        Way(
            f"{what.replace('_', ' ')} of {row.replace('_', ' ')}",
            f"UPDATE {app}{table} SET {columns} WHERE id = %({row})s",
        )
        for what, columns in changes.items()
    ]


def _removed(table: str, *rows: str) -> list[Way]:
    app = "" if table.startswith("protocols_") else "engagements_"
    return [
        Way(f"{row.replace('_', ' ')} is removed", f"DELETE FROM {app}{table} WHERE id = %({row})s")
        for row in rows
    ]


RUN_COLUMNS = {
    "another_number": "number = 'RC-2026-9999'",
    "another_kind": "kind = 'notes'",
    "another_cut_off": "cut_off_on = '2026-12-31'",
    "another_moment_of_approval": "approved_at = '2020-01-01 10:00:00'",
    "another_who_approved": "approved_by_id = %(councillor)s",
    "another_list": """listed = '["CIV-2025-0001", "CIV-2025-0002", "CIV-2026-0001"]'""",
    "another_primary_key": "id = id + 1000",
}
CERTIFICATE_COLUMNS = {
    "other_passed_over": "passed_over = '{}'",
    "other_counts": "counted = '{}'",
    "another_hash": f"hash = '{'0' * 64}'",
    "another_end": "finished_at = '2020-01-01 10:00:00'",
    "no_end": "finished_at = NULL, hash = ''",
}
LISTING = "(SELECT '[\"' || reference || '\"]' FROM engagements_invitation WHERE id = %(declined_case)s)"
RUN = like(RetentionRun, "%(approved_run)s", number="'RC-2026-9998'", listed=f"CAST({LISTING} AS jsonb)")
RUN_ON_SQLITE = like(RetentionRun, "%(approved_run)s", number="'RC-2026-9998'", listed=LISTING)
LAST_RUN = "(SELECT MAX(id) FROM engagements_retentionrun)"


def _entered(name: str, *then: str) -> list[Way]:
    """What follows a run that nobody approved, on either database."""
    return [
        Way(f"{name}, on SQLite", (RUN_ON_SQLITE, *then), SQLITE),
        Way(f"{name}, on PostgreSQL", (RUN, *then), POSTGRESQL),
    ]


ERASED = [
    *_set("retentionrun", "finished_run", **RUN_COLUMNS, **CERTIFICATE_COLUMNS),
    *_set("retentionrun", "approved_run", **RUN_COLUMNS,
          an_end_before_its_work="finished_at = '2026-06-22 09:00:00', hash = 'x'",
          a_case_passed_over="passed_over = '{\"CIV-2025-0001\": \"no\"}'"),
    *_set("erasure", "erasure", another_case="invitation_id = %(declined_case)s",
          another_kind="kind = 'letters'", another_run="run_id = %(approved_run)s",
          other_words="words = 'Gone.'", another_moment="erased_at = '2020-01-01 10:00:00'",
          another_primary_key="id = id + 1000"),
    *_set("legalhold", "hold", another_case="invitation_id = %(declined_case)s", another_reason="reason = ''",
          another_moment="placed_at = '2020-01-01 10:00:00'",
          another_who_placed="placed_by_id = %(councillor)s",
          a_lift_without_a_name="lifted_at = '2026-06-22 09:00:00'",
          a_lift_of_which_the_record_says_nothing="lifted_at = '2026-06-22 09:00:00',"
          " lifted_by_id = %(manager)s, lifted_why = 'Enough.'",
          another_primary_key="id = id + 1000"),
    *_set("legalhold", "lifted_hold", a_second_standing="lifted_at = NULL, lifted_by_id = NULL",
          other_words_of_the_lift="lifted_why = 'None.'", another_who_lifted="lifted_by_id = %(officer)s"),
    *_removed("retentionrun", "finished_run", "approved_run"),
    *_removed("erasure", "erasure"),
    *_removed("legalhold", "hold", "lifted_hold"),
    Way("a kind is kept for good no longer of which the council's changes say nothing",
        "UPDATE engagements_retentionrule SET years = 1 WHERE kind = 'engagement'"),
    Way("a rule of keeping is removed", "DELETE FROM engagements_retentionrule WHERE id = %(rule)s"),
    Way("an erasure under a finished run",
        like(Erasure, "%(erasure)s", invitation_id="%(held_case)s")),
    Way("an erasure of what the run does not list",
        like(Erasure, "%(erasure)s", run_id="%(approved_run)s", kind="'letters'",
             invitation_id="%(declined_case)s")),
    Way("an erasure of what is held",
        like(Erasure, "%(erasure)s", run_id="%(approved_run)s", kind="'letters'",
             invitation_id="%(held_case)s")),
    Way("an erasure of another kind than its run's",
        like(Erasure, "%(erasure)s", run_id="%(approved_run)s", kind="'notes'")),
    Way("an erasure of what is not closed",
        like(Erasure, "%(erasure)s", run_id="%(approved_run)s", kind="'letters'",
             invitation_id="%(deputy_goes_case)s")),
    Way("an erasure of what a living case says, and the words with it",
        (like(Erasure, "%(erasure)s", run_id="%(approved_run)s", kind="'letters'",
              invitation_id="%(sent_letter_case)s"),
         "UPDATE engagements_letter SET subject = 'Gone', body = 'Gone' WHERE id = %(sent_letter)s")),
    *_entered("a run comes that nobody approved"),
    *_entered("a run comes that nobody approved, with the erasure of a decline",
              like(Erasure, "%(erasure)s", run_id=LAST_RUN, kind="'letters'",
                   invitation_id="%(declined_case)s")),
    *_entered("a run comes that nobody approved, and takes a letter's words",
              like(Erasure, "%(erasure)s", run_id=LAST_RUN, kind="'letters'",
                   invitation_id="%(declined_case)s"),
              "UPDATE engagements_letter SET subject = 'Gone', body = 'Gone' WHERE id = %(declined_letter)s"),
    *_entered("a run comes that nobody approved, and takes a decision's reason",
              like(Erasure, "%(erasure)s", run_id=LAST_RUN, kind="'letters'",
                   invitation_id="%(deputy_goes_case)s"),
              "UPDATE engagements_decision SET reason = 'Gone' WHERE id = %(deputy_goes_decision)s"),
    Way("a run comes as finished",
        like(RetentionRun, "%(finished_run)s", number="'RC-2026-9997'")),
    Way("a run comes that a councillor approved",
        like(RetentionRun, "%(approved_run)s", number="'RC-2026-9996'", approved_by_id="%(councillor)s")),
    Way("a certificate is replaced",
        like(RetentionRun, "%(finished_run)s", verb="INSERT OR REPLACE", id="id", counted="'{}'"), SQLITE),
    Way("a certificate is upserted",
        like(RetentionRun, "%(finished_run)s", then="AND true ON CONFLICT (number) DO UPDATE SET hash = ''")),
    Way("an erasure is replaced",
        like(Erasure, "%(erasure)s", verb="REPLACE", words="'Nothing.'"), SQLITE),
    Way("a hold is replaced by one that was lifted",
        like(LegalHold, "%(hold)s", verb="INSERT OR REPLACE", id="id", lifted_at="placed_at"), SQLITE),
    Way("a hold comes as lifted", like(LegalHold, "%(lifted_hold)s", invitation_id="%(declined_case)s")),
    *(Way(f"all rows of {table} are emptied away", f"TRUNCATE engagements_{table} CASCADE", POSTGRESQL)
      for table in ("retentionrun", "erasure", "legalhold", "consultation", "membertask", "note", "counter",
                    "interest", "question", "legaladvice", "organiser", "organiserlink")),
    Way("the number of the last certificate is given again", "UPDATE engagements_counter SET last = 0"),
    Way("the count of numbers is removed", "DELETE FROM engagements_counter"),
]  # fmt: skip

WRITTEN = [
    *_set("consultation", "consultation", another_question="question = 'Other?'",
          another_case="invitation_id = %(declined_case)s", another_who_asked="asked_by_id = %(councillor)s",
          another_reference="reference = 'ADV-2026-9999'", another_part="asked_as = 'mayor'",
          another_moment="asked_at = '2020-01-01 10:00:00'", an_opening_after_its_answer="state = 'open'",
          another_level="level = 'chief_executive'"),
    *_set("consultationanswer", "answer", other_words="words = 'You may not.'",
          another_kind="kind = 'passed_up'",
          another_who_answered="by_id = %(councillor)s", another_moment="at = '2020-01-01 10:00:00'",
          another_level="level = 'monitoring_officer'"),
    *_set("membertask", "done_task", other_words="wanted = 'Nothing.'", another_answer="answer = 'No.'",
          another_who_asked="asked_by_id = %(deputy)s", another_who_closed="closed_by_id = %(councillor)s",
          another_moment="closed_at = '2020-01-01 10:00:00'", another_owner="owner_id = %(councillor)s",
          another_opening="state = 'open', closed_at = NULL, closed_by_id = NULL, answer = ''",
          another_case="invitation_id = %(declined_case)s"),
    *_set("membertask", "open_task", other_words="wanted = 'Nothing.'", another_part="asked_as = 'deputy'",
          a_close_without_history="state = 'done', answer = 'Yes.', closed_by_id = %(officer)s,"
          " closed_at = asked_at"),
    *_set("note", "note", other_words="text = 'Nothing.'", another_audience="audience = 'office'",
          another_writer="written_by_id = %(councillor)s", another_case="invitation_id = %(declined_case)s",
          another_moment="written_at = '2020-01-01 10:00:00'"),
    *_set("interest", "interest", other_words="nature = 'None.'", another_person="person_id = %(deputy)s",
          another_case="invitation_id = %(declined_case)s"),
    *_set("question", "question", other_words="text = 'Nothing?'",
          another_who_asked="asked_by_id = %(councillor)s",
          an_answer_of_nobodys="answer = 'Yes.', answered_at = asked_at",
          another_case="invitation_id = %(declined_case)s"),
    *_removed("question", "question"),
    *_set("legaladvice", "opinion", other_advice="against = false", other_words="answer = 'Yes.'",
          another_question="question = 'Other?'", another_adviser="given_by_id = %(councillor)s",
          no_answer="given_at = NULL, given_by_id = NULL, against = NULL, answer = ''",
          another_case="invitation_id = %(declined_case)s",
          another_moment="given_at = '2020-01-01 10:00:00'"),
    *_removed("consultation", "consultation"),
    *_removed("consultationanswer", "answer"),
    *_removed("membertask", "done_task", "open_task"),
    *_removed("note", "note"),
    *_removed("interest", "interest"),
    *_removed("legaladvice", "opinion"),
    Way("a task's history is rewritten",
        "UPDATE engagements_membertaskevent SET by_id = %(councillor)s WHERE task_id = %(done_task)s"),
    Way("a task's history is removed",
        "DELETE FROM engagements_membertaskevent WHERE task_id = %(done_task)s"),
    Way("an answer comes to what was answered",
        like(ConsultationAnswer, "%(answer)s", level="'chief_executive'", words="'You may not.'")),
    Way("an answer is replaced",
        like(ConsultationAnswer, "%(answer)s", verb="REPLACE", words="'You may not.'"), SQLITE),
    Way("a task comes as done", like(MemberTask, "%(done_task)s")),
    Way("a note is replaced",
        like(Note, "%(note)s", verb="INSERT OR REPLACE", id="id", text="'Nothing.'"), SQLITE),
    Way("advice against comes from nowhere and refuses a case",
        ("INSERT INTO engagements_legaladvice (invitation_id, question, asked_at, asked_by_id, answer,"
         " against,"
         " given_at, given_by_id, void) SELECT %(received_case)s, question, asked_at, asked_by_id, answer,"
         " true,"
         " given_at, %(councillor)s, false FROM engagements_legaladvice WHERE id = %(opinion)s",
         *entry("%(received_case)s", kind="'note'"))),
]  # fmt: skip

VERSION_COLUMNS = {
    "another_number": "number = 77",
    "another_limit": "answer_days = 90",
    "another_choice": "ask_wish = NOT ask_wish",
    "another_offer": "offer_deputy = 'never'",
    "another_beginning": "in_force_from = '2020-01-01 10:00:00'",
    "another_publisher": "published_by_id = %(councillor)s",
    "another_note": "note = 'Other'",
    "a_draft_made": "state = 'draft', in_force_from = NULL",
    "an_end": "state = 'superseded'",
    "another_primary_key": "id = id + 1000",
}
PROTOCOL = [
    *_set("protocols_protocolversion", "in_force", **VERSION_COLUMNS),
    *_set("protocols_clause", "clause", other_words="text = 'The Deputy may go.'",
          another_title="title = 'Other'",
          another_code="code = 'P99'", another_version="version_id = %(draft)s",
          another_place="\"order\" = 99",
          another_primary_key="id = id + 1000"),
    *_removed("protocols_protocolversion", "in_force"),
    *_removed("protocols_clause", "clause"),
    Way("a draft comes into force that nobody signed",
        ("UPDATE protocols_protocolversion SET state = 'superseded' WHERE id = %(in_force)s",
         "UPDATE protocols_protocolversion SET state = 'in_force', in_force_from = '2026-06-22 09:00:00',"
         " published_by_id = %(manager)s WHERE id = %(draft)s")),
    Way("a version comes as in force",
        ("UPDATE protocols_protocolversion SET state = 'superseded' WHERE id = %(in_force)s",
         like(ProtocolVersion, "%(in_force)s", number="88", state="'in_force'"))),
    Way("a version comes as superseded",
        like(ProtocolVersion, "%(in_force)s", number="88", state="'superseded'")),
    Way("there is no protocol in force",
        "UPDATE protocols_protocolversion SET state = 'superseded' WHERE state = 'in_force'"),
    Way("a clause is added to what is in force", like(Clause, "%(clause)s", code="'P99'", text="'Anybody.'")),
    Way("a draft's clause moves into what is in force",
        "UPDATE protocols_clause SET version_id = %(in_force)s, code = 'P98' WHERE code = 'P2'"
        " AND version_id = %(draft)s"),
    Way("a clause in force is replaced",
        like(Clause, "%(clause)s", verb="INSERT OR REPLACE", text="'The Deputy may go.'"), SQLITE),
    Way("a clause in force is upserted",
        like(Clause, "%(clause)s",
             then="AND true ON CONFLICT (version_id, code) DO UPDATE SET text = 'Go.'")),
    Way("a clause in force vanishes under a draft's number",
        "UPDATE OR REPLACE protocols_clause SET id = %(clause)s WHERE code = 'P3' AND version_id = %(draft)s",
        SQLITE),
    Way("a version in force is replaced",
        like(ProtocolVersion, "%(in_force)s", verb="INSERT OR REPLACE", id="id", answer_days="90"), SQLITE),
    Way("a letter's wording is rewritten", "UPDATE protocols_lettertemplateversion SET body = 'No.'"),
    Way("a letter's wording is removed",
        "DELETE FROM protocols_lettertemplateversion WHERE id = (SELECT MAX(v.id) FROM"
        " protocols_lettertemplateversion v JOIN protocols_lettertemplate t ON t.id = v.template_id"
        " WHERE t.letter = 'held')"),
    Way("a letter's wording is upserted",
        like(LetterTemplateVersion, "(SELECT MIN(id) FROM protocols_lettertemplateversion)",
             then="AND true ON CONFLICT (template_id, number) DO UPDATE SET body = 'No.'")),
    Way("a letter's wording comes before the first",
        like(LetterTemplateVersion, "(SELECT MIN(id) FROM protocols_lettertemplateversion)", number="0")),
    Way("all letters go by themselves",
        "UPDATE protocols_lettertemplate SET may_go_by_itself = true, switched_by_id = NULL"),
    Way("a letter is another letter",
        "UPDATE protocols_lettertemplate SET letter = 'none' WHERE letter = 'decline'"),
    Way("a signature from nobody on what is in force",
        ("INSERT INTO protocols_signinground (version_id, words_digest, opened_at, opened_by_id,"
         " voided_because) VALUES (%(in_force)s, 'x', '2020-01-01 10:00:00', %(councillor)s, '')",
         "INSERT INTO protocols_signoff (round_id, part, name, signed_on, at, scan, scan_name, scan_type,"
         " scan_sha256, by_id, person_id) VALUES ((SELECT MAX(id) FROM protocols_signinground), 'leader',"
         " 'Somebody', '2020-01-01', '2020-01-01 10:00:00', '', '', '', '', %(councillor)s,"
         " %(councillor)s)")),
    Way("somebody else acknowledged the protocol",
        "INSERT INTO protocols_acknowledgement (version_id, term_id, person_id, office, at, by_id) VALUES"
        " (%(in_force)s, %(mayor_term)s, %(councillor)s, 'mayor', '2020-01-01 10:00:00', %(councillor)s)"),
    *(Way(f"all rows of {table} are emptied away", f"TRUNCATE {table} CASCADE", POSTGRESQL)
      for table in ("protocols_clause", "protocols_protocolversion", "protocols_lettertemplateversion",
                    "civic_term", "civic_person", "civic_office", "civic_civicchange")),
]  # fmt: skip

WAYS = [*ERASED, *WRITTEN, *PROTOCOL]
