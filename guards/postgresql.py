"""Guards as triggers of PostgreSQL, each with a function of its own, and as exclusion constraints.

Ranges of numbers stand for equality in a constraint, so that no extension is needed. Definitions are written
here exactly as PostgreSQL tells them back, for they are compared.
"""

from django.db.backends.utils import CursorWrapper

from guards.guard import Guard, Moment, NeverAtOnce, Renewal, literal
from guards.pieces import PREFIX, Constraint, Piece

SWITCHED_OFF = "switched off"
# A guard's function names tables as we do, and sees those of our schema before anybody's temporary ones.
SEES = "'search_path=' || quote_ident(current_schema()) || ', pg_temp'"
# Triggers and constraints on the tables that are seen without naming a schema.
TRIGGERS = f"""SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid, true), p.prosrc, t.tgenabled,
        l.lanname = 'plpgsql' AND NOT p.prosecdef AND p.proconfig IS NOT DISTINCT FROM ARRAY[{SEES}]
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_language l ON l.oid = p.prolang
    WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"""
CONSTRAINTS = """SELECT n.conname, c.relname, pg_get_constraintdef(n.oid)
    FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
    WHERE n.contype = 'x' AND pg_table_is_visible(c.oid)"""
# A rule may put another statement, or none, in the place of a write. The rules of views are their queries.
RULES = """SELECT 'the rule ' || r.rulename, c.relname, pg_get_ruledef(r.oid)
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relkind NOT IN ('v', 'm') AND pg_table_is_visible(c.oid)"""
# A constraint that holds of some rows only is an index by itself.
NAMED = """SELECT c.relname, n.conname FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
    WHERE pg_table_is_visible(c.oid)
    UNION SELECT c.relname, x.relname
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
    WHERE i.indisunique AND pg_table_is_visible(c.oid)"""


def pieces(guard: Guard | NeverAtOnce | Renewal) -> list[Piece]:
    name = f"{PREFIX}{guard.name}"
    if isinstance(guard, Renewal):
        return [Piece(name, guard.table, _renewal(guard))]
    if isinstance(guard, NeverAtOnce):
        return [Piece(name, guard.table, _exclusion(guard))]
    found = [Piece(name, guard.table, _trigger(guard))]
    if guard.moment is Moment.DELETE:
        found.append(Piece(f"{name}_all", guard.table, _never_emptied(guard)))
    return found


def standing(cursor: CursorWrapper) -> list[Piece]:
    cursor.execute(TRIGGERS)
    found = [
        Piece(name, table, _together(trigger, body if enabled == "O" and as_made else SWITCHED_OFF))
        for name, table, trigger, body, enabled, as_made in cursor.fetchall()
    ]
    for question in (CONSTRAINTS, RULES):
        cursor.execute(question)
        found += [Piece(*row) for row in cursor.fetchall()]
    return found


def constraints(cursor: CursorWrapper) -> set[Constraint]:
    cursor.execute(NAMED)
    return {Constraint(*row) for row in cursor.fetchall()}


def are_asleep(cursor: CursorWrapper) -> bool:
    """Triggers do not fire in a session that takes itself for a copy of another server."""
    cursor.execute("SHOW session_replication_role")
    return bool(cursor.fetchone()[0] == "replica")


def statements_up(piece: Piece) -> list[str]:
    if _is_exclusion(piece):
        return [f"ALTER TABLE {piece.table} ADD CONSTRAINT {piece.name} {piece.definition}"]
    trigger, body = piece.definition.split("\n", maxsplit=1)
    function = (
        f"CREATE OR REPLACE FUNCTION {piece.name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
    )
    # A function that is made anew keeps none of what was set for it.
    sees = f"format('ALTER FUNCTION {piece.name}() SET search_path = %I, pg_temp', current_schema())"
    return [function, f"DO $guard$ BEGIN EXECUTE {sees}; END $guard$", trigger]


def statements_down(piece: Piece) -> list[str]:
    if _is_exclusion(piece):
        return [f"ALTER TABLE {piece.table} DROP CONSTRAINT {piece.name}"]
    return [f"DROP TRIGGER {piece.name} ON {piece.table}", f"DROP FUNCTION IF EXISTS {piece.name}()"]


def _together(trigger: str, body: str) -> str:
    return f"{trigger}\n{body}"


def _is_exclusion(piece: Piece) -> bool:
    return piece.definition.startswith("EXCLUDE")


def _trigger(guard: Guard) -> str:
    name = f"{PREFIX}{guard.name}"
    row = "OLD" if guard.moment is Moment.DELETE else "NEW"
    says = literal(f"{guard.name}: {guard.words}")
    return _together(
        f"CREATE TRIGGER {name} BEFORE {guard.moment.value} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()",
        f" BEGIN IF ({guard.holds}) IS NOT TRUE THEN RAISE EXCEPTION"
        f" USING MESSAGE = {says}, ERRCODE = 'integrity_constraint_violation';"
        f" END IF; RETURN {row}; END ",
    )


def _never_emptied(guard: Guard) -> str:
    """No row goes by emptying the table either, which asks no trigger of rows."""
    name = f"{PREFIX}{guard.name}_all"
    says = literal(f"{guard.name}: {guard.words}")
    return _together(
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {guard.table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        f" BEGIN RAISE EXCEPTION USING MESSAGE = {says}, ERRCODE = 'integrity_constraint_violation'; END ",
    )


def _renewal(guard: Renewal) -> str:
    own = f"{PREFIX}{guard.name}"
    fresh = "md5(random()::text || clock_timestamp()::text)"
    if guard.table == guard.kept_in:
        when, body = "BEFORE", f" BEGIN NEW.{guard.column} = {fresh}; RETURN NEW; END "
    else:
        changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in guard.watching)
        condition = f"IF {changed} THEN" if guard.moment is Moment.UPDATE else "IF true THEN"
        set_fresh = f"UPDATE {guard.kept_in} SET {guard.column} = {fresh}"
        when, body = "AFTER", f" BEGIN {condition} {set_fresh}; END IF; RETURN NULL; END "
    return _together(
        f"CREATE TRIGGER {own} {when} {guard.moment.value} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {own}()",
        body,
    )


def _exclusion(guard: NeverAtOnce) -> str:
    within = f"int8range({guard.within}, {guard.within}, '[]'::text) WITH &&, " if guard.within else ""
    return f"EXCLUDE USING gist ({within}tstzrange(begins_at, ends_at) WITH &&)"
