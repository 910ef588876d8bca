"""What the database refuses of the council's own records, and how it tells that they have changed.

It refuses two holders of an office at once, and a record of changes that is rewritten. Whoever writes to what
CouncilNow is made of renews the council's revision, so that what a process kept of it is never stale.
"""

from django.db.models import Model

from civic.models import (
    ActingPeriod,
    CivicChange,
    ClosedDay,
    Council,
    CouncilMeeting,
    Office,
    Person,
    PreElectionPeriod,
    Term,
)
from guards import Moment, NeverAtOnce, Renewal, append_only, known_words, renewals

COUNCIL = Council._meta.db_table
# A sign-in and a new password change nothing that pages show of a person.
OF_NO_CONCERN = {"id", "last_login", "password"}


def columns(model: type[Model], *left_out: str) -> tuple[str, ...]:
    names = (str(field.column) for field in model._meta.concrete_fields)
    return tuple(name for name in names if name not in OF_NO_CONCERN.union(left_out))


def renewing(name: str, model: type[Model]) -> tuple[Renewal, ...]:
    return renewals(name, model._meta.db_table, kept_in=COUNCIL, column="revision", watching=columns(model))


GUARDS = (
    *known_words("civic"),
    NeverAtOnce(
        "term_one_holder_at_once",
        Term._meta.db_table,
        "Somebody else holds this office at that time. End that term first, or choose other moments.",
        within="office_id",
    ),
    NeverAtOnce(
        "acting_one_at_once",
        ActingPeriod._meta.db_table,
        "An acting period is already recorded for that time. End it first.",
    ),
    *append_only(
        "civic_change",
        CivicChange._meta.db_table,
        "The record of the council's changes is only ever added to.",
    ),
    Renewal("council_renews", COUNCIL, Moment.UPDATE, COUNCIL, "revision", columns(Council, "revision")),
    *renewing("office_renews", Office),
    *renewing("term_renews", Term),
    *renewing("acting_renews", ActingPeriod),
    *renewing("meeting_renews", CouncilMeeting),
    *renewing("closed_day_renews", ClosedDay),
    *renewing("pre_election_renews", PreElectionPeriod),
    *renewing("person_renews", Person),
)
