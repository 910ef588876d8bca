"""One way past the application, in plain SQL, and the statements that ways are put together from."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from dataclasses import dataclass

from django.db.models import Model

from engagements.models import Decision, Delegation, Engagement, Invitation, Letter, RecordEntry

BOTH, SQLITE, POSTGRESQL = "both", "sqlite", "postgresql"


@dataclass(frozen=True)
class Way:
    """What somebody with the database's key tries in one transaction; the numbers come from the scene."""

    name: str
    sql: str | tuple[str, ...]
    on: str = BOTH

    @property
    def statements(self) -> tuple[str, ...]:
        return (self.sql,) if isinstance(self.sql, str) else self.sql


def like(model: type[Model], number: str, /, *, verb: str = "INSERT", then: str = "", **changes: str) -> str:
    """A row like that one, but for the changes; as statement of its own."""
    fields = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    columns = ([] if "id" not in changes else ["id"]) + fields
    assert set(changes) <= set(columns), changes
    into = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changes.get(str(column), f'"{column}"') for column in columns)
    table = model._meta.db_table
    return f"{verb} INTO {table} ({into}) SELECT {values} FROM {table} WHERE id = {number} {then}".strip()


def case(number: str, /, **changes: str) -> str:
    """An invitation like that one, with a reference, an organiser and a submission of its own."""
    own = {"reference": "'CIV-2026-9999'", "organiser_id": "%(spare_organiser)s", "submission": "NULL"}
    return like(Invitation, number, **(own | changes))


def decision(number: str, /, **changes: str) -> str:
    """A decision like that one, of the version that its case would have next."""
    case_of = changes.get(
        "invitation_id", f"(SELECT invitation_id FROM engagements_decision WHERE id = {number})"
    )
    next_version = f"(SELECT version + 1 FROM engagements_invitation WHERE id = {case_of})"
    return like(Decision, number, **({"made_version": next_version} | changes))


def delegation(number: str, /, **changes: str) -> str:
    return like(Delegation, number, **({"decision_id": LAST_DECISION} | changes))


def engagement(number: str, /, **changes: str) -> str:
    return like(Engagement, number, **changes)


def letter(number: str, /, *, mark: str = "forged", **changes: str) -> str:
    return like(Letter, number, **({"message_id": f"'<{mark}@wexcombe.example>'"} | changes))


def entry(of: str, *, mark: str = "f0", **changes: str) -> tuple[str, ...]:
    """An entry at the end of a case's chain that follows from the one before it, signed by nobody, with
    particulars.
    """
    last = f"(SELECT MAX(id) FROM engagements_recordentry WHERE invitation_id = {of})"
    follows = {
        "sequence": "sequence + 1",
        "previous_hash": "hash",
        "hash": f"'{mark * 32}'",
        "made_version": "NULL",
        "by_id": "%(officer)s",
        "party": "'officer'",
        "from_stage": "''",
        "to_stage": "''",
    }
    return (like(RecordEntry, last, **(follows | changes)), PARTICULARS)


def step(of: str, kind: str, before: str, after: str, *, mark: str = "f0", **changes: str) -> tuple[str, ...]:
    """A step as the services would write it, last: its entry, and the case's stage and version."""
    told = entry(
        of,
        mark=mark,
        kind=f"'{kind}'",
        from_stage=f"'{before}'",
        to_stage=f"'{after}'",
        made_version=f"(SELECT version + 1 FROM engagements_invitation WHERE id = {of})",
        **changes,
    )
    moved = f"UPDATE engagements_invitation SET stage = '{after}', version = version + 1 WHERE id = {of}"
    return (*told, moved)


LAST_CASE = "(SELECT MAX(id) FROM engagements_invitation)"
LAST_DECISION = "(SELECT MAX(id) FROM engagements_decision)"
LAST_DELEGATION = "(SELECT MAX(id) FROM engagements_delegation)"
LAST_ENTRY = "(SELECT MAX(id) FROM engagements_recordentry)"
PARTICULARS = (
    "INSERT INTO engagements_entryparticulars (entry_id, salt, words)"
    " SELECT MAX(id), 'salt', '{}' FROM engagements_recordentry"
)
