"""Notifications: who was told of what, and that they were told."""

from engagements.guards.sql import CONTACT_ERASED, UPDATE, equal
from engagements.models import MailState, Notification
from engagements.models.outgoing import OFFICERS_AFTER
from guards import Guard, never_deleted, one_of, same

NOTIFICATION = Notification._meta.db_table
OVER = (MailState.SENT, MailState.NOTHING, MailState.LEFT)
# An officer tries one again that did not go, at the address as it is by then.
TRIED_AGAIN = f"""{equal("NEW.state", MailState.QUEUED)} AND NEW.attempts = 0
    AND ({equal("OLD.state", MailState.FAILED)} OR OLD.attempts >= {OFFICERS_AFTER})"""
TELLS_THE_SAME = f"""{same("id", "person_id", "kind", "invitation_id", "head_id", "message_id", "queued_at")}
    AND (NEW.address = OLD.address OR ({TRIED_AGAIN}))"""
STAYS_OVER = f"NOT ({one_of('OLD.state', OVER)}) OR ({same('state', 'sent_at')})"

GUARDS = (
    Guard("notification_tells_the_same", NOTIFICATION, UPDATE, TELLS_THE_SAME,
          "Who is told of what is never changed."),
    Guard("notification_that_went_stays", NOTIFICATION, UPDATE, STAYS_OVER,
          "What became of a notification is not taken back."),
    never_deleted("notification", NOTIFICATION,
                  "That somebody was told goes only by an approved erasure.",
                  unless=f"OLD.head_id IS NULL AND {CONTACT_ERASED}"),
)  # fmt: skip
