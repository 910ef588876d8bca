"""Engagements, and what is asked of the Deputy: nobody goes but on the Mayor's choice."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from engagements.models import Engagement
from tests.engagements.raw_sql.way import (
    LAST_DELEGATION,
    POSTGRESQL,
    SQLITE,
    Way,
    delegation,
    engagement,
    like,
)

ENGAGEMENT, DELEGATION = "engagements_engagement", "engagements_delegation"
# An engagement in each state that names the Deputy, and those of the Mayor.
STATES = {"live": "deputy_goes", "done": "old", "ended": "ended"}
MAYORS = {"live": "mayor_goes", "done": "held"}


def _on(name: str, of: str, resting_on: str, **changes: str) -> list[Way]:
    """The Deputy's engagement on that case and that delegation, in each of its states."""
    return [
        Way(
            f"the Deputy's engagement entered as {state} on {name}",
            engagement(
                "%(deputy_goes_engagement)s",
                invitation_id=of,
                delegation_id=resting_on,
                state=f"'{state}'",
                **({"attended": "true"} if state == "done" else {}),
                **changes,
            ),
        )
        for state in STATES
    ]


def _mayors(name: str, of: str, resting_on: str, **changes: str) -> list[Way]:
    return [
        Way(
            f"an engagement entered as {state} on {name}",
            engagement(
                "%(mayor_goes_engagement)s",
                invitation_id=of,
                decision_id=resting_on,
                state=f"'{state}'",
                **changes,
            ),
        )
        for state in STATES
    ]


def _set(name: str, columns: str, rows: dict[str, str] | None = None) -> list[Way]:
    """The same change of an engagement in each state."""
    return [
        Way(
            f"{name} of the engagement that is {state}, {case}",
            f"UPDATE {ENGAGEMENT} SET {columns} WHERE id = %({case}_engagement)s",
        )
        for state, case in (rows or STATES).items()
    ]


def _delegations(name: str, columns: str, *rows: str) -> list[Way]:
    return [
        Way(
            f"{name} of the delegation of {row}",
            f"UPDATE {DELEGATION} SET {columns} WHERE id = %({row}_delegation)s",
        )
        for row in rows
    ]


ENTERED = [
    *_on("no delegation", "%(received_case)s", "NULL"),
    *_on("another case's accepted delegation", "%(received_case)s", "%(deputy_goes_delegation)s"),
    *_on("a declined case by another's delegation", "%(declined_case)s", "%(deputy_goes_delegation)s"),
    *_on("what was only asked", "%(asked_case)s", "%(asked_delegation)s"),
    *_on("an exception only asked", "%(granted_case)s", "%(granted_delegation)s"),
    *_on("what the Deputy declined", "%(refused_case)s", "%(refused_delegation)s"),
    *_on("what the Mayor took back", "%(taken_back_case)s", "%(taken_back_delegation)s"),
    *_on("what the Deputy can no longer do", "%(ended_case)s", "%(ended_delegation)s"),
    *_on("what is over", "%(old_case)s", "%(old_delegation)s"),
    *_on("a request to accompany", "%(together_case)s", "%(together_delegation)s"),
    *_on("an accepted delegation of somebody else", "%(deputy_goes_case)s", "%(deputy_goes_delegation)s",
         person_id="%(councillor)s"),
    *_mayors("the Mayor's choice in the Deputy's name", "%(mayor_goes_case)s", "%(mayor_goes_decision)s",
             person_id="%(deputy)s"),
    *_mayors("the Mayor's choice as acting", "%(mayor_goes_case)s", "%(mayor_goes_decision)s",
             person_id="%(deputy)s", attendee="'acting'"),
    *_mayors("the choice to decline", "%(declined_case)s", "%(declined_decision)s"),
    *_mayors("the choice to ask the Deputy", "%(asked_case)s", "%(asked_decision)s"),
    *_mayors("another case's choice", "%(received_case)s", "%(mayor_goes_decision)s"),
    *_mayors("no choice", "%(received_case)s", "NULL"),
]  # fmt: skip

CHANGED = [
    *_set("the person and an end", "state = 'done', person_id = %(councillor)s"),
    *_set("the person", "person_id = %(mayor)s"),
    *_set("the attendee", "attendee = 'mayor', delegation_id = NULL, decision_id = %(deputy_goes_decision)s"),
    *_set("the attendee, to one acting",
          "attendee = 'acting', delegation_id = NULL, decision_id = %(old_decision)s"),
    *_set("the case", "invitation_id = %(declined_case)s"),
    *_set("the case and an end", "invitation_id = %(declined_case)s, state = 'done'"),
    *_set("the delegation", "delegation_id = %(asked_delegation)s"),
    *_set("a delegation taken away", "delegation_id = NULL"),
    *_set("a decision added to the delegation", "decision_id = %(mayor_goes_decision)s"),
    *_set("the number", "id = id + 1000"),
    *_set("the times", "starts_at = '2026-08-01 10:00:00', ends_at = '2026-08-01 12:00:00'"),
    *_set("the moment it was made", "made_at = '2020-01-01 00:00:00'"),
    *_set("the Deputy in the place", "attendee = 'deputy', person_id = %(deputy)s, decision_id = NULL,"
          " delegation_id = %(deputy_goes_delegation)s", MAYORS),
    *_set("the Deputy's name", "person_id = %(deputy)s", MAYORS),
    *_set("the Deputy acting", "attendee = 'acting', person_id = %(deputy)s", MAYORS),
    *_set("another's delegation to accompany", "accompanied_by_id = %(together_delegation)s", MAYORS),
    *_set("the decision", "decision_id = %(together_decision)s", MAYORS),
    *_set("the one who accompanied taken away", "accompanied_by_id = NULL", {"live": "together"}),
    Way("what is over is in the diary again",
        "UPDATE engagements_engagement SET state = 'live' WHERE id = %(old_engagement)s"),
    Way("what was given up is in the diary again",
        "UPDATE engagements_engagement SET state = 'live' WHERE id = %(ended_engagement)s"),
    Way("what was given up took place",
        "UPDATE engagements_engagement SET state = 'done', attended = true WHERE id = %(ended_engagement)s"),
    Way("what took place was given up",
        "UPDATE engagements_engagement SET state = 'ended' WHERE id = %(old_engagement)s"),
    Way("whoever went did not go",
        "UPDATE engagements_engagement SET attended = false WHERE id = %(old_engagement)s"),
    Way("whoever goes is said to have gone",
        "UPDATE engagements_engagement SET attended = true WHERE id = %(deputy_goes_engagement)s"),
    Way("the words on an outcome are rewritten",
        "UPDATE engagements_engagement SET outcome_note = 'Nobody came.' WHERE id = %(old_engagement)s"),
    Way("the Deputy's engagement is over without its outcome",
        "UPDATE engagements_engagement SET state = 'done' WHERE id = %(deputy_goes_engagement)s"),
    Way("the Deputy's engagement is given up while the Deputy attends",
        "UPDATE engagements_engagement SET state = 'ended' WHERE id = %(deputy_goes_engagement)s"),
    Way("the Mayor's engagement is given up while the Mayor attends",
        "UPDATE engagements_engagement SET state = 'ended' WHERE id = %(mayor_goes_engagement)s"),
    *(Way(f"an engagement that is {state} is removed",
          f"DELETE FROM engagements_engagement WHERE id = %({case}_engagement)s")
      for state, case in STATES.items()),
]  # fmt: skip

REPLACED = [
    *(Way(f"the Deputy's place in an engagement that is {state} is taken by an insert that replaces",
          like(Engagement, f"%({case}_engagement)s", verb="INSERT OR REPLACE", id="id",
               person_id="%(councillor)s"), SQLITE)
      for state, case in STATES.items()),
    *(Way(f"the Deputy's place in an engagement that is {state} is taken by an upsert",
          like(Engagement, f"%({case}_engagement)s", id="id",
               then="AND true ON CONFLICT (id) DO UPDATE SET person_id = %(councillor)s"))
      for state, case in STATES.items()),
    Way("the Mayor's engagement is replaced by the Deputy's through the rule of one in the diary",
        like(Engagement, "%(deputy_goes_engagement)s", verb="INSERT OR REPLACE",
             invitation_id="%(mayor_goes_case)s"), SQLITE),
    Way("an engagement that is done vanishes under another's number",
        "UPDATE OR REPLACE engagements_engagement SET id = %(old_engagement)s"
        " WHERE id = %(deputy_goes_engagement)s", SQLITE),
    Way("the Deputy's engagement vanishes when another comes to live in its case",
        "UPDATE OR REPLACE engagements_engagement SET invitation_id = %(deputy_goes_case)s"
        " WHERE id = %(mayor_goes_engagement)s", SQLITE),
    Way("all engagements are emptied away", "TRUNCATE engagements_engagement CASCADE", POSTGRESQL),
    Way("all delegations are emptied away", "TRUNCATE engagements_delegation CASCADE", POSTGRESQL),
    *(Way(f"an engagement that is {state} is copied in for the Deputy",
          "COPY engagements_engagement (attendee, starts_at, ends_at, state, outcome_note, made_at,"
          " delegation_id, person_id, invitation_id) FROM STDIN\n"
          f"deputy\t2026-07-11 13:00Z\t2026-07-11 16:00Z\t{state}\t\t2026-06-22 09:00Z"
          "\t%(asked_delegation)s\t%(deputy)s\t%(asked_case)s\n", POSTGRESQL)
      for state in STATES),
    *(Way(f"a delegation and its engagement that is {state} in one statement",
          "WITH given AS (UPDATE engagements_delegation SET state = 'accepted',"
          " answered_at = now(), answered_by_id = %(deputy)s WHERE id = %(asked_delegation)s RETURNING *)"
          " INSERT INTO engagements_engagement (attendee, starts_at, ends_at, state, outcome_note, made_at,"
          " delegation_id, person_id, invitation_id) SELECT 'deputy', event_at, event_at, "
          f"'{state}', '', now(), id, deputy_id, invitation_id FROM given", POSTGRESQL)
      for state in STATES),
]  # fmt: skip

ASKED = [
    *_delegations("a taking back", "state = 'taken_back'", "deputy_goes", "asked", "together", "old"),
    *_delegations("a fall", "state = 'fallen'", "deputy_goes", "asked", "granted", "together"),
    *_delegations("an end", "state = 'ended'", "deputy_goes", "asked", "together"),
    *_delegations("a no", "state = 'declined'", "deputy_goes", "old", "granted"),
    *_delegations("an acceptance without a word", "state = 'accepted'", "asked", "granted"),
    *_delegations("an acceptance", "state = 'accepted', answered_at = asked_at,"
                  " answered_by_id = %(deputy)s", "asked", "refused", "taken_back", "ended", "old"),
    *_delegations("a second asking", "state = 'asked'", "refused", "taken_back", "ended", "deputy_goes",
                  "old"),
    *_delegations("another case", "invitation_id = %(declined_case)s", "deputy_goes", "asked", "old"),
    *_delegations("another kind", "kind = 'exception'", "deputy_goes", "asked", "old"),
    *_delegations("another kind, no exception", "kind = 'delegation'", "granted", "together"),
    *_delegations("another deputy", "deputy_id = %(councillor)s", "deputy_goes", "asked", "old"),
    *_delegations("another decision", "decision_id = %(declined_decision)s", "deputy_goes", "asked", "old"),
    *_delegations("another date", "event_at = '2027-01-01 10:00:00'", "deputy_goes", "refused"),
    *_delegations("another moment of asking", "asked_at = '2020-01-01 10:00:00'", "deputy_goes", "old"),
    *_delegations("somebody else's answer", "answered_by_id = %(officer)s", "deputy_goes", "refused", "old"),
    *_delegations("another moment of the answer", "answered_at = '2020-01-01 10:00:00'", "deputy_goes",
                  "refused"),
    *_delegations("another private reason", "private_reason = 'None.'", "refused", "ended"),
    *_delegations("another number", "id = id + 1000", "refused", "granted"),
    *(Way(f"the delegation of {case} is removed",
          f"DELETE FROM engagements_delegation WHERE id = %({case}_delegation)s")
      for case in ("asked", "refused", "granted", "taken_back")),
    Way("the Deputy's no is replaced by an acceptance",
        delegation("%(refused_delegation)s", decision_id="decision_id",
                   state="'accepted'").replace("INSERT", "INSERT OR REPLACE", 1), SQLITE),
    Way("the Deputy's no is upserted to an acceptance",
        delegation("%(refused_delegation)s", decision_id="decision_id",
                   then="AND true ON CONFLICT (decision_id) DO UPDATE SET state = 'accepted'")),
    Way("the Mayor's choice to decline asks the Deputy",
        delegation("%(asked_delegation)s", invitation_id="%(declined_case)s",
                   decision_id="%(declined_decision)s")),
    Way("the Mayor's choice to attend asks the Deputy",
        delegation("%(asked_delegation)s", invitation_id="%(mayor_goes_case)s",
                   decision_id="%(mayor_goes_decision)s")),
    Way("the Deputy declined before anybody asked",
        delegation("%(refused_delegation)s", invitation_id="%(mayor_goes_case)s",
                   decision_id="%(mayor_goes_decision)s")),
    Way("the Deputy is asked on another case's choice",
        delegation("%(asked_delegation)s", invitation_id="%(received_case)s",
                   decision_id="%(mayor_goes_decision)s")),
    Way("the Deputy accepts and goes, and the record says nothing",
        ("UPDATE engagements_delegation SET state = 'accepted', answered_at = asked_at,"
         " answered_by_id = deputy_id WHERE id = %(asked_delegation)s",
         engagement("%(deputy_goes_engagement)s", invitation_id="%(asked_case)s",
                    delegation_id="%(asked_delegation)s"))),
    Way("the Deputy accepts and went, and the record says nothing",
        ("UPDATE engagements_delegation SET state = 'accepted', answered_at = asked_at,"
         " answered_by_id = deputy_id WHERE id = %(asked_delegation)s",
         engagement("%(deputy_goes_engagement)s", invitation_id="%(asked_case)s", state="'done'",
                    attended="true", delegation_id="%(asked_delegation)s"),
         "UPDATE engagements_delegation SET state = 'ended' WHERE id = %(asked_delegation)s")),
    Way("the Deputy goes, and what was asked is taken back behind it",
        ("UPDATE engagements_engagement SET state = 'ended' WHERE id = %(deputy_goes_engagement)s",
         "UPDATE engagements_delegation SET state = 'taken_back' WHERE id = %(deputy_goes_delegation)s")),
    Way("the Deputy went, and what was asked is taken back behind it",
        ("UPDATE engagements_engagement SET state = 'done' WHERE id = %(deputy_goes_engagement)s",
         "UPDATE engagements_delegation SET state = 'taken_back' WHERE id = %(deputy_goes_delegation)s")),
    Way("the Deputy asked is not the Deputy",
        (delegation("%(refused_delegation)s", state="'asked'", deputy_id="%(councillor)s",
                    decision_id="%(mayor_goes_decision)s", invitation_id="%(mayor_goes_case)s"),
         f"UPDATE engagements_delegation SET state = 'accepted' WHERE id = {LAST_DELEGATION}")),
]  # fmt: skip

WAYS = [*ENTERED, *CHANGED, *REPLACED, *ASKED]
