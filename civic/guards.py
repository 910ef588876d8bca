"""What the database refuses of the council's own records, and how it tells that they have changed.

It refuses two holders of an office at once, a term or an acting period of somebody else, and a record of
changes that is rewritten. Whoever writes to what
CouncilNow is made of renews the council's revision, so that what a process kept of it is never stale.
"""

from collections.abc import Iterable

from django.db.models import Model

from civic.models import (
    ActingPeriod,
    AgreedReason,
    CivicChange,
    ClosedDay,
    Council,
    CouncilMeeting,
    NeighbouringArea,
    Office,
    OfficeKind,
    Person,
    PreElectionPeriod,
    Term,
)
from guards import (
    Guard,
    Moment,
    NeverAtOnce,
    Renewal,
    append_only,
    known_words,
    literal,
    never_altered,
    never_deleted,
    renewals,
    same,
)

COUNCIL, TERM, ACTING = (model._meta.db_table for model in (Council, Term, ActingPeriod))
REASON = AgreedReason._meta.db_table
# A sign-in and a new password change nothing that pages show of a person.
OF_NO_CONCERN = {"id", "last_login", "password"}


def columns(model: type[Model], *left_out: str) -> tuple[str, ...]:
    names = (str(field.column) for field in model._meta.concrete_fields)
    return tuple(name for name in names if name not in OF_NO_CONCERN.union(left_out))


def renewing(name: str, model: type[Model], moments: Iterable[Moment] = tuple(Moment)) -> tuple[Renewal, ...]:
    return renewals(
        name,
        model._meta.db_table,
        kept_in=COUNCIL,
        column="revision",
        watching=columns(model),
        moments=moments,
    )


# The Deputy of the day on which it begins, and somebody who says so.
DEPUTY_ACTS = f"""NEW.recorded_by_id IS NOT NULL AND EXISTS (SELECT 1
    FROM {TERM} t JOIN {Office._meta.db_table} o ON o.id = t.office_id
    WHERE o.kind = {literal(OfficeKind.DEPUTY)} AND t.person_id = NEW.person_id
    AND t.begins_at <= NEW.begins_at AND t.ends_at > NEW.begins_at)"""
TERM_KEPT = "A term can be ended. It cannot be removed or given to someone else."
ACTING_KEPT = "An acting period can be ended. It cannot be removed or given to someone else (P9)."
WHOSE_ACTING = ("id", "person_id", "reason", "begins_at", "recorded_at", "recorded_by_id")
NEVER_REMOVED = (Moment.INSERT, Moment.UPDATE)
REASON_KEPT = "A reason can be taken out of use. It cannot be deleted, because decisions name it (P2)."


GUARDS = (
    *known_words("civic"),
    NeverAtOnce(
        "term_one_holder_at_once",
        TERM,
        "Someone else holds this office at that time. End that term first, or choose other times.",
        within="office_id",
    ),
    NeverAtOnce(
        "acting_one_at_once",
        ACTING,
        "An acting period is already recorded for that time. End it first.",
    ),
    *append_only(
        "civic_change",
        CivicChange._meta.db_table,
        "The record of the council's changes can only be added to.",
    ),
    Renewal("council_renews", COUNCIL, Moment.UPDATE, COUNCIL, "revision", columns(Council, "revision")),
    *renewing("office_renews", Office),
    never_altered("term", TERM, TERM_KEPT, unless=same("id", "office_id", "person_id")),
    never_deleted("term", TERM, TERM_KEPT),
    *renewing("term_renews", Term, NEVER_REMOVED),
    Guard(
        "acting_is_the_deputys",
        ACTING,
        Moment.INSERT,
        DEPUTY_ACTS,
        "Only the Deputy can act as Mayor, and this must be recorded (P9).",
    ),
    never_altered("acting", ACTING, ACTING_KEPT, unless=same(*WHOSE_ACTING)),
    never_deleted("acting", ACTING, ACTING_KEPT),
    *renewing("acting_renews", ActingPeriod, NEVER_REMOVED),
    *renewing("meeting_renews", CouncilMeeting),
    *renewing("closed_day_renews", ClosedDay),
    *renewing("pre_election_renews", PreElectionPeriod),
    *renewing("neighbour_renews", NeighbouringArea),
    never_altered("agreed_reason", REASON, REASON_KEPT, unless=same("id", "code")),
    never_deleted("agreed_reason", REASON, REASON_KEPT),
    Guard(
        "agreed_list_is_never_empty",
        REASON,
        Moment.UPDATE,
        f"NEW.in_use OR EXISTS (SELECT 1 FROM {REASON} r WHERE r.in_use AND r.id <> NEW.id)",
        "At least one reason must stay on the agreed list (P2).",
    ),
    never_deleted("person", Person._meta.db_table, "An account can be closed. It cannot be removed."),
    *renewing("person_renews", Person, NEVER_REMOVED),
)
