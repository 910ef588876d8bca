"""Letters: what has left is frozen, and nothing leaves that nobody wrote for a step."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from engagements.models import Letter
from tests.engagements.raw_sql.way import POSTGRESQL, SQLITE, Way, entry, letter, like

LEFT = ("sent", "posted", "uncertain", "copy")
FROZEN = {
    "subject": "subject = 'Another'",
    "body": "body = 'Other words.'",
    "frame": "\"values\" = '{}'",
    "list of copies": 'copies = \'[{"name": "Someone", "email": "someone@else.example"}]\'',
    "recipient's name": "recipient_name = 'Somebody Else'",
    "recipient's address": "recipient_email = 'somebody@else.example'",
    "postal address": "recipient_address = '1 Other Street'",
    "clause": "clause = 'P9'",
    "entry": "entry_id = %(received_entry)s",
    "message id": "message_id = '<another@wexcombe.example>'",
    "kind": "kind = 'decline'",
    "announcement": "announces = 'deputy'",
    "channel": "channel = 'post'",
    "protocol": "protocol_version_id = %(draft)s",
    "template": "template_version_id = NULL",
    "moment of drafting": "drafted_at = '2020-01-01 10:00:00'",
    "moment of release": "released_at = '2020-01-01 10:00:00'",
    "releasing officer": "released_by_id = %(councillor)s",
    "mark of being edited": "edited = true",
    "case": "invitation_id = %(declined_case)s",
    "number": "id = id + 1000",
}


def _state(before: str, after: str, name: str) -> Way:
    return Way(
        name,
        f"UPDATE engagements_letter SET state = '{after}' WHERE id = %({before}_letter)s",
    )


CHANGED = [
    *(Way(f"another {what} of a letter that is {state}",
          f"UPDATE engagements_letter SET {columns} WHERE id = %({state}_letter)s")
      for state in LEFT for what, columns in FROZEN.items() if (state, what) != ("posted", "channel")),
    Way("another moment of leaving of a letter that is sent",
        "UPDATE engagements_letter SET sent_at = '2020-01-01 10:00:00' WHERE id = %(sent_letter)s"),
    Way("no moment of leaving of a letter that is sent",
        "UPDATE engagements_letter SET sent_at = NULL WHERE id = %(sent_letter)s"),
    Way("another moment of posting of a letter that is posted",
        "UPDATE engagements_letter SET posted_at = '2020-01-01 10:00:00' WHERE id = %(posted_letter)s"),
    Way("another who posted a letter that is posted",
        "UPDATE engagements_letter SET posted_by_id = %(councillor)s WHERE id = %(posted_letter)s"),
    Way("a sent letter is a copy of another",
        "UPDATE engagements_letter SET copy_of_id = %(posted_letter)s WHERE id = %(sent_letter)s"),
    Way("a sent copy is a letter of its own",
        "UPDATE engagements_letter SET copy_of_id = NULL WHERE id = %(copy_letter)s"),
    Way("a sent letter was sent in another's place",
        "UPDATE engagements_letter SET resent_of_id = %(posted_letter)s WHERE id = %(sent_letter)s"),
    Way("a sent letter is a draft again and worded anew",
        ("UPDATE engagements_letter SET state = 'draft', body = 'Other words.' WHERE id = %(sent_letter)s",
         "UPDATE engagements_letter SET state = 'sent' WHERE id = %(sent_letter)s")),
    Way("an erased letter without its approval",
        "UPDATE engagements_letter SET subject = 'Erased', body = 'Erased', copies = '[]', recipient_name ="
        " '(erased)', recipient_email = '', recipient_address = '' WHERE id = %(sent_letter)s"),
]  # fmt: skip

MOVED = [
    *(_state(before, after, f"a letter that is {before} is {after} again")
      for before in ("sent", "posted", "copy")
      for after in ("draft", "queued", "sending", "cancelled", "failed")),
    _state("sent", "posted", "a sent letter was posted"),
    _state("sent", "uncertain", "a sent letter may not have gone"),
    _state("posted", "sent", "a posted letter was sent"),
    _state("uncertain", "draft", "a letter that may have gone is a draft"),
    _state("uncertain", "cancelled", "a letter that may have gone is withdrawn"),
    _state("uncertain", "posted", "a letter that may have gone was posted"),
    _state("cancelled", "sent", "a withdrawn letter was sent"),
    _state("cancelled", "draft", "a withdrawn letter is a draft"),
    _state("cancelled", "queued", "a withdrawn letter is on its way"),
    _state("draft", "sent", "a draft was sent that nobody released"),
    _state("draft", "queued", "a draft is on its way that nobody released"),
    _state("draft", "sending", "a draft is being sent that nobody released"),
    _state("draft", "posted", "a draft was posted that nobody released"),
    _state("draft", "uncertain", "a draft may have gone that nobody released"),
    _state("draft", "failed", "a draft could not be delivered"),
    _state("draft", "gone", "a letter is in a state that there is not"),
    _state("queued", "sent", "a letter on its way was sent at no moment"),
    _state("queued", "posted", "a letter on its way was posted by nobody"),
]  # fmt: skip

ENTERED = [
    *(Way(f"a letter comes as {state}",
          letter("%(draft_letter)s", state=f"'{state}'", kind="'decline'", sent_at="'2026-06-22 09:00:00'"))
      for state in ("queued", "sending", "sent", "uncertain", "posted", "failed", "cancelled")),
    Way("a letter comes for another case's entry",
        letter("%(draft_letter)s", invitation_id="%(received_case)s", kind="'decline'")),
    Way("a letter comes for a note",
        (*entry("%(received_case)s", kind="'note'", mark="f7"),
         letter("%(draft_letter)s", invitation_id="%(received_case)s", kind="'acceptance'",
                entry_id="(SELECT MAX(id) FROM engagements_recordentry)"))),
    Way("a decline comes for an acceptance", letter("%(draft_letter)s", kind="'decline'")),
    Way("an acceptance comes for a decline",
        letter("%(declined_letter)s", kind="'acceptance_deputy'", state="'draft'", sent_at="NULL")),
    Way("a letter comes that announces the Deputy where the Mayor attends",
        letter("%(draft_letter)s", kind="'acceptance_deputy'", announces="'deputy'")),
    Way("a copy comes for somebody whom the letter does not name",
        letter("%(sent_letter)s", copy_of_id="%(sent_letter)s", recipient_email="'someone@else.example'",
               state="'queued'", sent_at="NULL")),
    Way("a copy comes as sent", letter("%(sent_letter)s", copy_of_id="%(sent_letter)s",
                                       recipient_email="'someone@else.example'")),
    Way("a letter is sent once more in other words",
        letter("%(uncertain_letter)s", resent_of_id="%(uncertain_letter)s", body="'Other words.'",
               state="'queued'")),
    Way("a letter is copied in as sent",
        "COPY engagements_letter (message_id, attempts, lease, trouble, sent_at, kind, announces, state,"
        " channel, subject, body, values, edited, clause, recipient_name, recipient_email, recipient_address,"
        " copies, drafted_at, cancelled_why, entry_id, invitation_id, protocol_version_id) FROM STDIN\n"
        "<copied@x>\t0\t\t\t2026-06-22"
        " 09:00Z\tdecline\tother\tsent\temail\tNo\tNo\t{}\tf\tP3\tJane\tj@x.example"
        "\t\t[]\t2026-06-22 09:00Z\t\t%(put_entry)s\t%(put_case)s\t%(in_force)s\n", POSTGRESQL),
]  # fmt: skip

TAKEN = [
    *(Way(f"a letter that is {state} is removed",
          f"DELETE FROM engagements_letter WHERE id = %({state}_letter)s")
      for state in (*LEFT, "cancelled", "draft", "queued")),
    *(Way(f"a letter that is {state} is replaced by an insert",
          like(Letter, f"%({state}_letter)s", verb="INSERT OR REPLACE", id="id", body="'Other words.'"),
          SQLITE)
      for state in LEFT),
    *(Way(f"a letter that is {state} is upserted",
          like(Letter, f"%({state}_letter)s", id="id",
               then="AND true ON CONFLICT (message_id) DO UPDATE SET body = 'Other words.'"))
      for state in LEFT),
    Way("a sent letter vanishes under a draft's number",
        "UPDATE OR REPLACE engagements_letter SET id = %(sent_letter)s WHERE id = %(draft_letter)s", SQLITE),
    Way("a sent letter vanishes under a draft's message id",
        "UPDATE OR REPLACE engagements_letter SET message_id = (SELECT message_id FROM engagements_letter"
        " WHERE id = %(posted_letter)s) WHERE id = %(draft_letter)s", SQLITE),
    Way("a sent letter vanishes behind one of its message id",
        letter("%(draft_letter)s", message_id="(SELECT message_id FROM engagements_letter"
               " WHERE id = %(sent_letter)s)", kind="'decline'").replace(
            "INSERT", "INSERT OR REPLACE", 1), SQLITE),
    Way("all letters are emptied away", "TRUNCATE engagements_letter CASCADE", POSTGRESQL),
    Way("a notification that was sent is removed",
        "DELETE FROM engagements_notification WHERE id = %(sent_notification)s"),
    Way("a notification on its way is removed",
        "DELETE FROM engagements_notification WHERE id = %(notification)s"),
    Way("a notification goes to another address",
        "UPDATE engagements_notification SET address = 'somebody@else.example' WHERE id = %(notification)s"),
    Way("a notification goes to another person",
        "UPDATE engagements_notification SET person_id = %(councillor)s WHERE id = %(notification)s"),
    Way("a notification tells of something else",
        "UPDATE engagements_notification SET kind = 'deputy_asked' WHERE id = %(notification)s"),
    Way("a notification tells of another case",
        "UPDATE engagements_notification SET invitation_id = %(declined_case)s WHERE id = %(notification)s"),
    Way("the mail with the head of the record is removed",
        "DELETE FROM engagements_notification WHERE head_id = %(head)s"),
    Way("a sent notification is on its way again",
        "UPDATE engagements_notification SET state = 'queued', sent_at = NULL"
        " WHERE id = %(sent_notification)s"),
    Way("all notifications are emptied away", "TRUNCATE engagements_notification CASCADE", POSTGRESQL),
    Way("an organiser's link belongs to another case",
        "UPDATE engagements_organiserlink SET invitation_id = %(declined_case)s"
        " WHERE invitation_id = %(received_case)s"),
    Way("an organiser's link that was revoked opens again",
        "UPDATE engagements_organiserlink SET revoked_at = NULL, revoked_by_id = NULL"
        " WHERE invitation_id = %(put_case)s"),
    Way("an organiser's link never ends",
        "UPDATE engagements_organiserlink SET expires_at = '2099-01-01 10:00:00'"
        " WHERE invitation_id = %(received_case)s"),
    Way("an organiser's link opens to another token",
        f"UPDATE engagements_organiserlink SET token_hash = '{'ab' * 32}'"
        " WHERE invitation_id = %(received_case)s"),
]  # fmt: skip

WAYS = [*CHANGED, *MOVED, *ENTERED, *TAKEN]
