"""Lets through exactly the erasures that were approved, and nothing else, in one wording for SQLite and PostgreSQL.

Three guards of 0002 said 'never'. They now say 'never, unless an erasure of this case and this kind stands in the database and its
run is not finished', and then only for the columns that hold people's words, and only for the words that name the certificate. An
erasure itself can only be entered for a closed case, on the approved list's terms, without a legal hold; once the certificate is
written nothing can be erased under it. Also gives each kind its time.
"""

import importlib

from django.db import migrations

earlier = importlib.import_module("engagements.migrations.0002_guards")

CLOSED = ("declined", "refused", "lapsed", "withdrawn", "cancelled", "completed", "duplicate", "not_civic")
# Entries whose particulars stay: they hold codes alone, or tell of the keeping itself. Others go with the kind they belong to.
KEPT_ENTRIES = ("register", "refer", "erased", "legal_hold", "legal_hold_lifted")
NOTE_ENTRIES = ("note", "telephone_call", "interest", "advice", "assigned", "question_answered", "put_to_mayor", "tell_special_case",
                "ask_monitoring_officer", "advise", "advise_against", "ask_office", "ask_information", "answer_question")  # fmt: skip


def underway(kind, invitation, more=""):
    return f"""EXISTS (SELECT 1 FROM engagements_erasure x JOIN engagements_retentionrun n ON n.id = x.run_id
        WHERE x.kind = '{kind}' AND x.invitation_id = {invitation} AND n.finished_at IS NULL{more})"""


def same(*columns):
    """The columns are what they were, where one was empty as well."""
    return " AND ".join(f"(NEW.{name} = OLD.{name} OR (NEW.{name} IS NULL AND OLD.{name} IS NULL))" for name in columns)


def listed(words):
    return ", ".join(f"'{word}'" for word in words)


def blanked(*columns):
    return "".join(f" AND (NEW.{name} = OLD.{name} OR (OLD.{name} <> '' AND NEW.{name} = x.words))" for name in columns)


DECISION_ONLY_ERASED = f"""{same("invitation_id", "outcome", "made_by_id", "capacity", "made_at", "recorded_at", "recorded_by_id",
    "instruction", "agreed_reason")} AND {underway("letters", "NEW.invitation_id", blanked("reason", "reason_for_release", "question"))}"""
ENTRY = """(SELECT e.invitation_id FROM engagements_recordentry e WHERE e.id = OLD.entry_id AND {})"""
PARTICULARS_ERASED = " OR ".join(
    underway(kind, ENTRY.format(condition))
    for kind, condition in (
        ("letters", "substr(e.kind, 1, 7) = 'letter_'"),
        ("notes", f"e.kind IN ({listed(NOTE_ENTRIES)})"),
        ("contact", f"substr(e.kind, 1, 7) <> 'letter_' AND e.kind NOT IN ({listed((*NOTE_ENTRIES, *KEPT_ENTRIES))})"),
    )
)
LETTER_ERASED = f"""({same("state", "letter", "says", "invitation_id", "entry_id", "message_id", "sent_at", "posted_at", "clause")}
    AND NEW.recipient_email IN (OLD.recipient_email, 'erased-' || NEW.id || '@erased.invalid')
    AND {underway("letters", "NEW.invitation_id", " AND NEW.subject = x.words AND NEW.body = x.words")})"""
LAWFUL = f"""EXISTS (SELECT 1 FROM engagements_retentionrun n, engagements_invitation i
    WHERE n.id = NEW.run_id AND n.kind = NEW.kind AND n.finished_at IS NULL AND i.id = NEW.invitation_id
    AND i.stage IN ({listed(CLOSED)}) AND i.ends_on <= n.cut_off_on
    AND NOT EXISTS (SELECT 1 FROM engagements_legalhold h WHERE h.invitation_id = i.id AND h.lifted_at IS NULL))"""
HOLD_ONLY_LIFTED = f"OLD.lifted_at IS NULL AND {same('invitation_id', 'reason', 'placed_at', 'placed_by_id')}"
RUN_GOES_ON = f"OLD.finished_at IS NULL AND {same('number', 'kind', 'cut_off_on', 'approved_at', 'approved_by_id')}"
NEVER = "1 = 0"

REPLACED = [
    ("decision_is_never_altered", "engagements_decision", "UPDATE", DECISION_ONLY_ERASED),
    ("particulars_are_never_deleted", "engagements_entryparticulars", "DELETE", PARTICULARS_ERASED),
    ("letter_that_left_is_frozen", "engagements_reply", "UPDATE", f"{earlier.SENT_IS_FROZEN} OR {LETTER_ERASED}"),
]
ADDED = [
    ("erasure_is_lawful", "engagements_erasure", "INSERT", LAWFUL),
    ("erasure_is_never_altered", "engagements_erasure", "UPDATE", NEVER),
    ("erasure_is_never_deleted", "engagements_erasure", "DELETE", NEVER),
    ("certificate_is_never_altered", "engagements_retentionrun", "UPDATE", RUN_GOES_ON),
    ("certificate_is_never_deleted", "engagements_retentionrun", "DELETE", NEVER),
    ("hold_is_only_lifted", "engagements_legalhold", "UPDATE", HOLD_ONLY_LIFTED),
    ("hold_is_never_deleted", "engagements_legalhold", "DELETE", NEVER),
]
YEARS = {"contact": 5, "letters": 6, "attachments": 2, "notes": 2, "engagement": None}


def take_down(schema_editor, guards):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, _, _ in guards:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if on_postgresql else f"DROP TRIGGER {name}")
        if on_postgresql:
            schema_editor.execute(f"DROP FUNCTION guard_{name}()")


def put_up(schema_editor, guards):
    write = {"sqlite": earlier.sqlite, "postgresql": earlier.postgresql}[schema_editor.connection.vendor]
    for guard in guards:
        schema_editor.execute(write(*guard))


def forwards(apps, schema_editor):
    take_down(schema_editor, REPLACED)
    put_up(schema_editor, REPLACED + ADDED)


def backwards(apps, schema_editor):
    take_down(schema_editor, REPLACED + ADDED)
    names = {name for name, *_ in REPLACED}
    put_up(schema_editor, [guard for guard in earlier.GUARDS if guard[0] in names])


def give_times(apps, schema_editor):
    rules = apps.get_model("engagements", "RetentionRule")
    for kind, years in YEARS.items():
        rules.objects.get_or_create(kind=kind, defaults={"years": years})


class Migration(migrations.Migration):
    dependencies = [("engagements", "0006_records")]
    operations = [migrations.RunPython(forwards, backwards), migrations.RunPython(give_times, migrations.RunPython.noop)]
