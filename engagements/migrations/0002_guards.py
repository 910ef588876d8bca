"""What the database itself refuses, in one wording for SQLite and PostgreSQL (idea 4 of the design, and the record).

Each guard is a condition that must hold when a row is written; where it does not, the write fails with the guard's name.
The stages that may follow each other are written out here, as migrations stand for ever; a test holds them to the table.
"""

from django.db import migrations

STAGES_THAT_FOLLOW = {
    "awaiting_information": ("cancelled", "completed", "duplicate", "lapsed", "received", "withdrawn"),
    "cancelled": ("received",),
    "declined": ("with_mayor", "withdrawn"),
    "deputy_attends": ("cancelled", "completed", "received", "special_case", "with_mayor", "withdrawn"),
    "duplicate": ("received",),
    "held_for_successor": ("cancelled", "completed", "duplicate", "lapsed", "received", "with_mayor", "withdrawn"),
    "lapsed": ("received",),
    "mayor_attends": ("cancelled", "completed", "received", "special_case", "with_deputy", "with_mayor", "withdrawn"),
    "not_civic": ("received",),
    "protocol_explained": ("cancelled", "completed", "duplicate", "lapsed", "not_civic", "received", "special_case", "withdrawn"),
    "received": (
        "awaiting_information", "cancelled", "completed", "duplicate", "held_for_successor", "lapsed", "not_civic",
        "protocol_explained", "refused", "special_case", "with_mayor", "with_monitoring_officer", "withdrawn",
    ),
    "refused": ("received",),
    "special_case": ("cancelled", "completed", "lapsed", "not_civic", "protocol_explained", "received", "with_deputy", "withdrawn"),
    "with_deputy": ("cancelled", "completed", "deputy_attends", "lapsed", "received", "special_case", "with_mayor", "withdrawn"),
    "with_mayor": (
        "cancelled", "completed", "declined", "held_for_successor", "lapsed", "mayor_attends", "received", "with_deputy", "withdrawn",
    ),
    "with_monitoring_officer": ("cancelled", "completed", "lapsed", "received", "withdrawn"),
    "withdrawn": ("received",),
}  # fmt: skip

MAYOR_AT_EVENT = """EXISTS (SELECT 1 FROM civic_term t JOIN civic_office o ON o.id = t.office_id
    JOIN engagements_invitation i ON i.id = NEW.invitation_id
    WHERE o.kind = 'mayor' AND t.person_id = NEW.made_by_id AND t.begins_at <= i.starts_at AND t.ends_at > i.starts_at)"""
ACTING_AT_EVENT = """EXISTS (SELECT 1 FROM civic_actingperiod a JOIN engagements_invitation i ON i.id = NEW.invitation_id
    WHERE a.person_id = NEW.made_by_id AND a.begins_at <= i.starts_at AND (a.ends_at IS NULL OR a.ends_at > i.starts_at))"""
DEPUTY_AT_EVENT = """EXISTS (SELECT 1 FROM civic_term t JOIN civic_office o ON o.id = t.office_id
    WHERE o.kind = 'deputy' AND t.person_id = NEW.deputy_id AND t.begins_at <= NEW.event_at AND t.ends_at > NEW.event_at)"""
ASKED_BY_DECISION = """EXISTS (SELECT 1 FROM engagements_decision d
    WHERE d.id = NEW.decision_id AND d.invitation_id = NEW.invitation_id AND d.capacity = 'in_office'
    AND ((NEW.kind = 'delegation' AND d.outcome = 'delegate') OR (NEW.kind = 'exception' AND d.outcome = 'exception')
         OR (NEW.kind = 'accompany' AND d.outcome = 'accept_together')))"""
NOT_DECLINED = """NOT EXISTS (SELECT 1 FROM engagements_invitation i LEFT JOIN engagements_invitation j ON j.id = i.joined_to_id
    WHERE i.id = NEW.invitation_id AND (i.stage = 'declined' OR j.stage = 'declined'))"""
RESTS_ON_DELEGATION = """EXISTS (SELECT 1 FROM engagements_delegation g
    WHERE g.id = NEW.delegation_id AND g.invitation_id = NEW.invitation_id AND g.deputy_id = NEW.person_id
    AND g.state = 'accepted' AND g.kind IN ('delegation', 'exception'))"""
RESTS_ON_DECISION = """EXISTS (SELECT 1 FROM engagements_decision d
    WHERE d.id = NEW.decision_id AND d.invitation_id = NEW.invitation_id AND d.made_by_id = NEW.person_id
    AND d.outcome IN ('accept', 'accept_together') AND (d.capacity = 'acting') = (NEW.attendee = 'acting'))"""
ACCOMPANIED_BY_WHO_ACCEPTED = """(NEW.accompanied_by_id IS NULL OR EXISTS (SELECT 1 FROM engagements_delegation g
    WHERE g.id = NEW.accompanied_by_id AND g.invitation_id = NEW.invitation_id AND g.state = 'accepted' AND g.kind = 'accompany'))"""
RESTS_ON_A_CHOICE = f"""NEW.state <> 'live' OR ({ACCOMPANIED_BY_WHO_ACCEPTED} AND (
    (NEW.attendee = 'deputy' AND {RESTS_ON_DELEGATION}) OR (NEW.attendee <> 'deputy' AND {RESTS_ON_DECISION})))"""
SAME_DELEGATION = """NEW.invitation_id = OLD.invitation_id AND NEW.decision_id = OLD.decision_id AND NEW.deputy_id = OLD.deputy_id
    AND NEW.kind = OLD.kind AND NEW.event_at = OLD.event_at"""
DELEGATION_STATES = """NEW.state = OLD.state OR OLD.state = 'asked' OR
    (OLD.state = 'accepted' AND NEW.state IN ('cannot', 'taken_back', 'fallen', 'ended'))"""
IN_THE_RECORD = """(NEW.version = OLD.version AND NEW.stage = OLD.stage) OR (NEW.version = OLD.version + 1 AND EXISTS (
    SELECT 1 FROM engagements_recordentry e WHERE e.invitation_id = NEW.id AND e.made_version = NEW.version
    AND (e.to_stage = NEW.stage OR (e.to_stage = '' AND NEW.stage = OLD.stage))))"""
FOLLOWS = "NEW.stage = OLD.stage OR " + " OR ".join(
    f"(OLD.stage = '{before}' AND NEW.stage IN ({', '.join(repr(stage) for stage in after)}))" for before, after in STAGES_THAT_FOLLOW.items()
)
DECLINE_STANDS = """OLD.stage <> 'declined' OR NEW.stage = 'declined' OR NOT EXISTS (SELECT 1 FROM engagements_reply r
    WHERE r.invitation_id = NEW.id AND r.letter = 'decline' AND r.copy_of_id IS NULL AND r.state IN ('sending', 'sent', 'uncertain', 'posted')
    AND r.id = (SELECT max(l.id) FROM engagements_reply l WHERE l.invitation_id = NEW.id AND l.letter = 'decline' AND l.copy_of_id IS NULL))"""
STAGE_RESTS_ON_ROWS = """NEW.stage = OLD.stage OR (
    (NEW.stage <> 'with_deputy' OR EXISTS (SELECT 1 FROM engagements_delegation g
        WHERE g.invitation_id = NEW.id AND g.state = 'asked' AND g.kind IN ('delegation', 'exception')))
    AND (NEW.stage <> 'deputy_attends' OR EXISTS (SELECT 1 FROM engagements_engagement g
        WHERE g.invitation_id = NEW.id AND g.state = 'live' AND g.attendee = 'deputy'))
    AND (NEW.stage <> 'mayor_attends' OR EXISTS (SELECT 1 FROM engagements_engagement g
        WHERE g.invitation_id = NEW.id AND g.state = 'live' AND g.attendee <> 'deputy'))
    AND (NEW.stage <> 'declined' OR EXISTS (SELECT 1 FROM engagements_decision d
        WHERE d.invitation_id = NEW.id AND d.outcome = 'decline')))"""
SENT_IS_FROZEN = """OLD.state NOT IN ('sending', 'sent', 'uncertain', 'posted') OR (NEW.subject = OLD.subject AND NEW.body = OLD.body
    AND NEW.letter = OLD.letter AND NEW.says = OLD.says AND NEW.invitation_id = OLD.invitation_id AND NEW.message_id = OLD.message_id
    AND NEW.recipient_email = OLD.recipient_email)"""
DECIDED_BY_MAYOR = f"(NEW.capacity = 'acting' AND {ACTING_AT_EVENT}) OR (NEW.capacity <> 'acting' AND {MAYOR_AT_EVENT})"
BEGINS_RECEIVED = "NEW.stage NOT IN ('with_deputy', 'deputy_attends', 'mayor_attends')"
NEVER = "1 = 0"

# name, table, moment, what must hold
GUARDS = [
    ("decision_is_the_mayors", "engagements_decision", "INSERT", DECIDED_BY_MAYOR),
    ("decision_is_never_altered", "engagements_decision", "UPDATE", NEVER),
    ("decision_is_never_deleted", "engagements_decision", "DELETE", NEVER),
    ("delegation_rests_on_the_mayors_choice", "engagements_delegation", "INSERT", ASKED_BY_DECISION),
    ("delegation_begins_as_asked", "engagements_delegation", "INSERT", "NEW.state = 'asked'"),
    ("delegation_is_to_the_deputy", "engagements_delegation", "INSERT", DEPUTY_AT_EVENT),
    ("declined_is_never_passed_on", "engagements_delegation", "INSERT", NOT_DECLINED),
    ("delegation_stays_what_it_was", "engagements_delegation", "UPDATE", SAME_DELEGATION),
    ("delegation_is_answered_once", "engagements_delegation", "UPDATE", DELEGATION_STATES),
    ("delegation_is_never_deleted", "engagements_delegation", "DELETE", NEVER),
    ("engagement_rests_on_a_choice_made", "engagements_engagement", "INSERT", RESTS_ON_A_CHOICE),
    ("engagement_rests_on_a_choice_still", "engagements_engagement", "UPDATE", RESTS_ON_A_CHOICE),
    ("engagement_is_never_deleted", "engagements_engagement", "DELETE", NEVER),
    ("invitation_does_not_begin_decided", "engagements_invitation", "INSERT", BEGINS_RECEIVED),
    ("change_stands_in_the_record", "engagements_invitation", "UPDATE", IN_THE_RECORD),
    ("stage_follows_the_protocol", "engagements_invitation", "UPDATE", FOLLOWS),
    ("stage_rests_on_its_rows", "engagements_invitation", "UPDATE", STAGE_RESTS_ON_ROWS),
    ("decline_that_left_stands", "engagements_invitation", "UPDATE", DECLINE_STANDS),
    ("invitation_is_never_deleted", "engagements_invitation", "DELETE", NEVER),
    ("record_is_never_altered", "engagements_recordentry", "UPDATE", NEVER),
    ("record_is_never_deleted", "engagements_recordentry", "DELETE", NEVER),
    ("particulars_are_never_altered", "engagements_entryparticulars", "UPDATE", NEVER),
    ("particulars_are_never_deleted", "engagements_entryparticulars", "DELETE", NEVER),
    ("letter_that_left_is_frozen", "engagements_reply", "UPDATE", SENT_IS_FROZEN),
    ("letter_is_never_deleted", "engagements_reply", "DELETE", NEVER),
]


def sqlite(name, table, moment, condition):
    return f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW WHEN NOT ({condition}) BEGIN SELECT RAISE(ABORT, '{name}'); END"


def postgresql(name, table, moment, condition):
    row = "OLD" if moment == "DELETE" else "NEW"
    return f"""CREATE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NOT ({condition}) THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        RETURN {row}; END $$;
        CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION guard_{name}()"""


def put_up(apps, schema_editor):
    write = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for guard in GUARDS:
        schema_editor.execute(write(*guard))


def take_down(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, _, _ in GUARDS:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if on_postgresql else f"DROP TRIGGER {name}")
        if on_postgresql:
            schema_editor.execute(f"DROP FUNCTION guard_{name}()")


class Migration(migrations.Migration):
    dependencies = [("engagements", "0001_initial"), ("civic", "0002_guards")]
    operations = [migrations.RunPython(put_up, take_down)]
