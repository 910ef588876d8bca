"""What the database itself refuses, whoever writes and with whatever program.

Any app may use it; it knows nothing of any of them. An app declares its guards in its `guards.py`, a tuple
named GUARDS. They are taken down before the database is migrated (SQLite makes whole tables anew, and loses
or chokes on what hangs on them) and put up afterwards, so no migration ever names one. At every start the
office compares what is declared with what stands, and does not open on a difference.
"""

from guards.declared import Declared, refusal, registry
from guards.guard import (
    NEVER,
    Guard,
    Moment,
    NeverAtOnce,
    Renewal,
    append_only,
    literal,
    never_altered,
    never_deleted,
    one_of,
    pointed_at,
    renewals,
    same,
    same_json,
)
from guards.known_words import known_words

__all__ = [
    "NEVER",
    "Declared",
    "Guard",
    "Moment",
    "NeverAtOnce",
    "Renewal",
    "append_only",
    "known_words",
    "literal",
    "never_altered",
    "never_deleted",
    "one_of",
    "pointed_at",
    "refusal",
    "registry",
    "renewals",
    "same",
    "same_json",
]
