"""Invitations, and the offices they are decided in: each stage is a step that the record tells."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from engagements.models import Invitation
from tests.engagements.raw_sql.way import (
    LAST_CASE,
    PARTICULARS,
    POSTGRESQL,
    SQLITE,
    Way,
    case,
    decision,
    delegation,
    engagement,
    entry,
    like,
    step,
)

STAGES = (
    "awaiting_information", "protocol_explained", "special_case", "with_monitoring_officer", "with_mayor",
    "held_for_successor", "with_deputy", "mayor_attends", "deputy_attends", "declined", "refused",
    "not_civic",
    "withdrawn", "lapsed", "cancelled", "completed",
)  # fmt: skip


def _set(name: str, columns: str, *rows: str) -> list[Way]:
    return [
        Way(f"{name} of {row}", f"UPDATE engagements_invitation SET {columns} WHERE id = %({row}_case)s")
        for row in rows
    ]


def _registered(mark: str, **changes: str) -> tuple[str, ...]:
    """A new case with the first entry of its chain."""
    first = {"sequence": "1", "previous_hash": "''", "invitation_id": LAST_CASE, "made_version": "1"}
    return entry("%(received_case)s", mark=mark, **(first | changes))


ENTERED = [
    *(Way(f"an invitation begins at {stage}", case("%(received_case)s", stage=f"'{stage}'"))
      for stage in STAGES),
    *(Way(f"an invitation begins at {stage} with an entry that says so",
          (case("%(received_case)s", stage=f"'{stage}'"),
           *_registered("f1", kind="'register'", to_stage=f"'{stage}'")))
      for stage in ("with_mayor", "with_deputy", "deputy_attends", "declined", "completed")),
    Way("an invitation begins as a duplicate",
        case("%(received_case)s", stage="'duplicate'", joined_to_id="%(declined_case)s")),
    Way("an invitation of which the record says nothing", case("%(received_case)s")),
    Way("an invitation begins at a later version", case("%(received_case)s", version="7")),
    Way("an invitation begins under a protocol that is a draft",
        case("%(received_case)s", protocol_version_id="%(draft)s")),
    Way("an invitation's first entry is a note",
        (case("%(received_case)s"), *_registered("f2", kind="'note'", to_stage="'received'"))),
    Way("an invitation's first entry leads elsewhere",
        (case("%(received_case)s"), *_registered("f3", kind="'register'", to_stage="'with_mayor'"))),
    Way("an invitation's chain begins in another's middle",
        (case("%(received_case)s"),
         *_registered("f4", kind="'register'", to_stage="'received'", sequence="5", previous_hash="hash"))),
    Way("an invitation comes with its whole way to the Deputy's diary, and the record says nothing",
        (case("%(deputy_goes_case)s"),
         decision("%(deputy_goes_decision)s", invitation_id=LAST_CASE),
         delegation("%(deputy_goes_delegation)s", invitation_id=LAST_CASE),
         engagement("%(deputy_goes_engagement)s", invitation_id=LAST_CASE,
                    delegation_id="(SELECT MAX(id) FROM engagements_delegation)"))),
    Way("a received invitation is replaced by one with the Deputy",
        like(Invitation, "%(received_case)s", verb="INSERT OR REPLACE", id="id", stage="'with_deputy'"),
        SQLITE),
    Way("a declined invitation is replaced by a new one of its reference",
        case("%(declined_case)s", reference="reference", stage="'received'").replace(
            "INSERT", "INSERT OR REPLACE", 1), SQLITE),
    Way("a declined invitation is upserted to one before the Mayor",
        like(Invitation, "%(declined_case)s", id="id",
             then="AND true ON CONFLICT (id) DO UPDATE SET stage = 'with_mayor'")),
    Way("a declined invitation is upserted by its reference",
        case("%(declined_case)s", reference="reference", stage="'received'",
             then="AND true ON CONFLICT (reference) DO UPDATE SET stage = 'received', version = 1")),
    Way("a declined invitation vanishes under another's number",
        "UPDATE OR REPLACE engagements_invitation SET id = %(declined_case)s WHERE id = %(received_case)s",
        SQLITE),
    Way("all invitations are emptied away", "TRUNCATE engagements_invitation CASCADE", POSTGRESQL),
    Way("a declined invitation is removed",
        "DELETE FROM engagements_invitation WHERE id = %(declined_case)s"),
    Way("an organiser with a case is removed",
        "DELETE FROM engagements_organiser WHERE id = (SELECT organiser_id FROM engagements_invitation"
        " WHERE id = %(declined_case)s)"),
]  # fmt: skip

MOVED = [
    *_set("a stage before the Mayor", "stage = 'with_mayor', version = version + 1", "received", "declined",
          "withdrawn", "deputy_goes", "old"),
    *_set("a stage with the Deputy", "stage = 'with_deputy', version = version + 1", "received", "put",
          "declined"),
    *_set("a stage with the Deputy, unnumbered", "stage = 'with_deputy'", "received", "put", "declined"),
    *_set("a stage where the Deputy attends", "stage = 'deputy_attends'", "asked", "granted", "declined"),
    *_set("a stage where the Mayor attends", "stage = 'mayor_attends'", "put", "deputy_goes"),
    *_set("a beginning", "stage = 'received', version = version + 1", "declined", "withdrawn", "old"),
    *_set("a decline", "stage = 'declined'", "put", "received", "deputy_goes"),
    *_set("a completion", "stage = 'completed'", "deputy_goes", "received"),
    *_set("a lapse", "stage = 'lapsed'", "received", "asked"),
    *_set("the version set back", "version = 1", "declined", "put"),
    *_set("the version set on", "version = version + 1", "declined", "put", "received"),
    *_set("another reference", "reference = 'CIV-2026-9998'", "declined", "received", "old"),
    *_set("another number", "id = id + 1000", "declined", "received"),
    *_set("a joining", "stage = 'duplicate', joined_to_id = %(declined_case)s", "received"),
    *_set("a case it is joined to", "joined_to_id = %(received_case)s", "duplicate"),
    *_set("a case it was joined to", "joined_to_id = NULL, stage = 'received'", "duplicate"),
    *_set("a joining while before the Mayor", "joined_to_id = %(declined_case)s", "put"),
    *_set("another organiser", "organiser_id = %(spare_organiser)s", "declined", "deputy_goes"),
    *_set("another addressee", "addressee = 'deputy', named_deputy = true", "put", "deputy_goes", "declined"),
    *_set("the Deputy named", "named_deputy = true", "put"),
    *_set("another wish", "wish = 'deputy_welcome'", "only"),
    *_set("another explanation", "explained = 'answered'", "special"),
    *_set("another date", "starts_at = '2026-09-01 10:00:00', ends_at = '2026-09-01 12:00:00',"
          " event_on = '2026-09-01', ends_on = '2026-09-01'", "deputy_goes", "declined", "old"),
    *_set("another title", "title = 'Another event'", "declined", "deputy_goes", "old"),
    *_set("another moment of receipt", "received_at = '2020-01-01 10:00:00'", "declined"),
    *_set("another day of receipt", "received_on = '2020-01-01'", "declined"),
    *_set("another moment of the stage", "stage_since = '2020-01-01 10:00:00'", "declined"),
    *_set("another channel", "channel = 'import'", "declined"),
    *_set("another protocol", "protocol_version_id = %(draft)s", "declined", "put"),
    *_set("another provenance", "provenance = 'unprompted'", "granted"),
    *_set("other words of the caller", "callers_words = 'Nothing.'", "declined"),
    Way("the erased contact data come back",
        "UPDATE engagements_organiser SET name = 'Dora' WHERE id = (SELECT organiser_id"
        " FROM engagements_invitation WHERE id = %(old_case)s)"),
    Way("an organiser is renamed without a word",
        "UPDATE engagements_organiser SET name = 'Somebody' WHERE id = (SELECT organiser_id"
        " FROM engagements_invitation WHERE id = %(declined_case)s)"),
]  # fmt: skip

BY_MAYOR = {"party": "'mayor'", "by_id": "%(mayor)s"}
MANAGER = {"party": "'civic_manager'", "by_id": "%(manager)s"}
SYSTEM = {"party": "'system'", "by_id": "NULL"}
TOLD = [
    Way("a stage is taken in a note",
        (*entry("%(received_case)s", kind="'note'", from_stage="'received'", to_stage="'with_mayor'",
                made_version="2"),
         "UPDATE engagements_invitation SET stage = 'with_mayor', version = 2 WHERE id = %(received_case)s")),
    Way("a stage rests on another case's entry",
        (*step("%(received_case)s", "put_to_mayor", "received", "with_mayor")[:2],
         "UPDATE engagements_invitation SET stage = 'with_mayor', version = version + 1"
         " WHERE id = %(special_case)s")),
    Way("a stage is another than its entry's",
        (*step("%(received_case)s", "put_to_mayor", "received", "with_mayor")[:2],
         "UPDATE engagements_invitation SET stage = 'declined', version = version + 1"
         " WHERE id = %(received_case)s")),
    Way("an entry tells of a stage and the case stays where it is",
        step("%(received_case)s", "put_to_mayor", "received", "with_mayor")[:2]),
    Way("what was declined is opened again", step("%(declined_case)s", "reopen", "declined", "received",
                                                  **MANAGER)),
    Way("what was declined is withdrawn after its letter",
        step("%(declined_case)s", "withdraw", "declined", "withdrawn", party="'organiser'", by_id="NULL")),
    Way("what was declined is withdrawn after its letter and opened again",
        (*step("%(declined_case)s", "withdraw", "declined", "withdrawn", party="'organiser'", by_id="NULL"),
         *step("%(declined_case)s", "reopen", "withdrawn", "received", mark="f5", **MANAGER))),
    Way("what inherits a decline is unlinked",
        ("UPDATE engagements_invitation SET joined_to_id = NULL WHERE id = %(duplicate_case)s",
         *step("%(duplicate_case)s", "unlink", "duplicate", "received"))),
    Way("what inherits a decline is unlinked in one statement",
        (*step("%(duplicate_case)s", "unlink", "duplicate", "received")[:2],
         "UPDATE engagements_invitation SET joined_to_id = NULL, stage = 'received', version = version + 1"
         " WHERE id = %(duplicate_case)s")),
    Way("what inherits a decline is joined to another and unlinked",
        ("UPDATE engagements_invitation SET joined_to_id = %(received_case)s WHERE id = %(duplicate_case)s",
         *step("%(duplicate_case)s", "unlink", "duplicate", "received")[:2],
         "UPDATE engagements_invitation SET joined_to_id = NULL, stage = 'received', version = version + 1"
         " WHERE id = %(duplicate_case)s")),
    Way("what is over is opened again", step("%(old_case)s", "reopen", "completed", "received", **MANAGER)),
    Way("an officer reopens what only a manager may",
        step("%(withdrawn_case)s", "reopen", "withdrawn", "received")),
    Way("a councillor puts an invitation to the Mayor",
        step("%(received_case)s", "put_to_mayor", "received", "with_mayor", by_id="%(councillor)s")),
    Way("the Deputy puts an invitation to the Mayor",
        step("%(received_case)s", "put_to_mayor", "received", "with_mayor", by_id="%(deputy)s",
             party="'deputy'")),
    Way("an invitation to the Deputy is put to the Mayor as if to the Mayor",
        (*step("%(special_case)s", "recall", "special_case", "received"),
         *step("%(special_case)s", "put_to_mayor", "received", "with_mayor", mark="f6"))),
    Way("an invitation to the Mayor becomes a special case",
        step("%(received_case)s", "tell_special_case", "received", "special_case")),
    Way("a case that attends lapses", step("%(deputy_goes_case)s", "lapse", "deputy_attends", "lapsed",
                                           **SYSTEM)),
    Way("a case lapses before its event",
        step("%(received_case)s", "lapse", "received", "lapsed", **SYSTEM)),
    Way("an outcome is recorded before the event",
        ("UPDATE engagements_engagement SET state = 'done', attended = true"
         " WHERE id = %(mayor_goes_engagement)s",
         *step("%(mayor_goes_case)s", "outcome_attended", "mayor_attends", "completed"))),
    Way("a refusal under P11 without advice",
        step("%(received_case)s", "refuse_p11", "received", "refused")),
    Way("a case jumps a version", (
        *entry("%(received_case)s", kind="'put_to_mayor'", from_stage="'received'", to_stage="'with_mayor'",
               made_version="9"),
        "UPDATE engagements_invitation SET stage = 'with_mayor', version = 9 WHERE id = %(received_case)s")),
    Way("a withdrawal leaves the Deputy in the diary",
        step("%(deputy_goes_case)s", "withdraw", "deputy_attends", "withdrawn", party="'organiser'",
             by_id="NULL")),
    Way("a withdrawal leaves the Deputy asked",
        step("%(asked_case)s", "withdraw", "with_deputy", "withdrawn", party="'organiser'", by_id="NULL")),
    Way("an entry alone says the protocol was explained",
        (*entry("%(received_case)s", kind="'explain_protocol'"),
         "UPDATE engagements_invitation SET explained = 'answered' WHERE id = %(received_case)s")),
    Way("all cases move in one statement",
        "WITH told AS (UPDATE engagements_invitation SET stage = 'with_mayor', version = version + 1"
        " WHERE stage = 'received' RETURNING id) UPDATE engagements_delegation SET state = 'fallen'"
        " WHERE invitation_id IN (SELECT id FROM told)", POSTGRESQL),
    Way("an invitation and its entry in one statement that begins with the Deputy",
        f"WITH told AS ({PARTICULARS} RETURNING entry_id) UPDATE engagements_invitation SET stage ="
        " 'with_deputy' WHERE id = %(put_case)s", POSTGRESQL),
]  # fmt: skip

OFFICES = [
    Way("the Mayor's term is the Deputy's",
        "UPDATE civic_term SET person_id = %(deputy)s WHERE id = %(mayor_term)s"),
    Way("the Deputy's term is in the Mayor's office",
        "UPDATE civic_term SET office_id = (SELECT id FROM civic_office WHERE kind = 'mayor')"
        " WHERE id = %(deputy_term)s"),
    Way("the Mayor's term ended before its decisions",
        "UPDATE civic_term SET ends_at = '2025-05-20 10:00:00' WHERE id = %(mayor_term)s"),
    Way("the Mayor's term is removed", "DELETE FROM civic_term WHERE id = %(mayor_term)s"),
    Way("a second Mayor at once",
        "INSERT INTO civic_term (office_id, person_id, begins_at, ends_at, consort_name, recorded_at)"
        " SELECT office_id, %(deputy)s, begins_at, ends_at, '', recorded_at FROM civic_term"
        " WHERE id = %(mayor_term)s"),
    Way("the Mayor's term is replaced by the Deputy's",
        "INSERT OR REPLACE INTO civic_term (id, office_id, person_id, begins_at, ends_at, consort_name,"
        " recorded_at) SELECT id, office_id, %(deputy)s, begins_at, ends_at, '', recorded_at FROM civic_term"
        " WHERE id = %(mayor_term)s", SQLITE),
    Way("the two offices change places",
        ("UPDATE civic_office SET kind = 'spare' WHERE kind = 'mayor'",
         "UPDATE civic_office SET kind = 'mayor' WHERE kind = 'deputy'",
         "UPDATE civic_office SET kind = 'deputy' WHERE kind = 'spare'")),
    Way("an acting period while the Mayor is in office, of nobody's recording, for a councillor",
        "INSERT INTO civic_actingperiod (person_id, reason, begins_at, note, recorded_at)"
        " VALUES (%(councillor)s, 'vacancy', '2026-06-01 10:00:00', '', '2026-06-01 10:00:00')"),
    Way("an office is removed", "DELETE FROM civic_office WHERE kind = 'deputy'"),
    Way("a change of the council is rewritten",
        "UPDATE civic_civicchange SET what = 'Nothing' WHERE id = (SELECT MIN(id) FROM civic_civicchange)"),
    Way("a change of the council is removed",
        "DELETE FROM civic_civicchange WHERE id = (SELECT MIN(id) FROM civic_civicchange)"),
]  # fmt: skip

WAYS = [*ENTERED, *MOVED, *TOLD, *OFFICES]
