"""Whose words stand in each column of every table, how long, and what takes them away.

Read it when somebody asks what the office keeps; a new column without an answer here fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from civic.services import sent_forms
from engagements.models import Keeping
from engagements.services.intake import rate_limits, submissions
from engagements.services.mail import account_mails, lost_link_mails
from engagements.services.records import erasure, own_time
from engagements.services.sweeps import forget_settled

# What takes words away: each is carried out by the worker.
Taker = Callable[..., object]


class Whose(StrEnum):
    """Whose words, or whose data."""

    ORGANISER = "organisers, and whoever they name"
    OFFICE = "people of the council: its members and the office"
    COUNCIL = "the council's own, for everybody to read"
    NOBODY = "nobody's: codes, keys, digests and numbers"


@dataclass(frozen=True)
class Kept:
    """Why these words are here, until when, and what takes them away; None for what stays for good."""

    whose: Whose
    until: str
    taken_by: Taker | None = None


def _with_the_case(kind: Keeping) -> Kept:
    return Kept(Whose.ORGANISER, f"the time of {kind.label} after the event", erasure.erase)


CONTACT, LETTERS, ATTACHMENTS, NOTES, ENGAGEMENT = map(_with_the_case, Keeping)
REQUEST = Kept(Whose.ORGANISER, f"{own_time.REQUEST_YEARS} years after it was closed", own_time.forget_old)
# On a case as its notes are; of no case by their own time.
IN_GENERAL = Kept(
    Whose.ORGANISER, "the time of notes, after the event or after it was closed", own_time.forget_old
)
OF_ITS_KIND = Kept(Whose.ORGANISER, "the time of what it tells of", erasure.erase)
TWO_DAYS = Kept(Whose.ORGANISER, "two days after it was last changed", submissions.forget_old)
A_MONTH = Kept(Whose.ORGANISER, "a month", lost_link_mails.forget_old)
ACCOUNT_MAIL = Kept(Whose.OFFICE, "a month", account_mails.forget_old)
COUNTED = Kept(Whose.NOBODY, "as long as a limit looks at it", rate_limits.forget_old)
A_WEEK = Kept(Whose.NOBODY, "a week", sent_forms.forget_old)
SETTLED = Kept(Whose.NOBODY, "a day after it was settled", forget_settled)
CODE = Kept(Whose.NOBODY, "for good")
PUBLIC = Kept(Whose.COUNCIL, "for good")
# Who decided, signed, held office and asked for what is the council's history.
HISTORY = Kept(Whose.OFFICE, "for good")

Columns = tuple[str, ...]
_OF_MAIL: Columns = ("message_id", "lease", "trouble")
# By table, and in it by columns.
KEPT: dict[str, dict[Columns, Kept]] = {
    # --- Invitations and who sent them ----------------------------------------------------------------------
    "engagements.Organiser": {
        (
            "name", "addressed_as", "aims", "role", "email", "telephone", "postal_address", "mailbox",
        ): CONTACT,
        ("organisation", "folded_organisation"): ENGAGEMENT,
    },
    "engagements.Invitation": {
        ("reference", "asked", "submission"): CODE,
        ("title", "venue", "search_text"): ENGAGEMENT,
        erasure.TYPED_OF_CASE: CONTACT,
    },
    "engagements.OrganiserLink": {("nonce", "key", "token_hash", "code_hash"): CONTACT},
    "engagements.Submission": {("key", "typed"): TWO_DAYS},
    "engagements.SubmissionFile": {("file", "name", "content_type"): TWO_DAYS},
    "engagements.IntakeCount": {("who",): COUNTED},
    "engagements.LinkRequest": {("address", *_OF_MAIL): A_MONTH},
    # --- The case -------------------------------------------------------------------------------------------
    "engagements.RecordEntry": {
        (
            "kind", "from_stage", "to_stage", "clause", "particulars_digest", "previous_hash", "key", "hash",
        ): CODE,
        ("on_instruction_of",): HISTORY,
    },
    "engagements.EntryParticulars": {("salt", "words"): OF_ITS_KIND},
    "engagements.RecordHead": {("digest", "previous_hash", "key", "hash"): CODE},
    "engagements.Note": {("text",): NOTES},
    "engagements.TelephoneCall": {("spoken_to", "said"): NOTES},
    "engagements.Question": {("text", "answer"): NOTES},
    "engagements.LegalAdvice": {("question", "answer"): NOTES},
    "engagements.SameEventAnswer": {("why",): NOTES},
    "engagements.Interest": {("nature",): NOTES},
    "engagements.ChainConsent": {("civic_head",): NOTES},
    "engagements.LegalHold": {("reason", "lifted_why"): LETTERS},
    "engagements.Attachment": {("file", "name", "content_type", "sha256"): ATTACHMENTS},
    "engagements.Decision": {
        ("reason", "reason_for_release", "question"): LETTERS,
        # The council's own words, which say nothing but that a reason of its list was chosen.
        ("agreed_reason_words",): HISTORY,
    },
    "engagements.Delegation": {("private_reason",): NOTES},
    "engagements.Engagement": {("outcome_note",): NOTES},
    # --- Letters and mail -----------------------------------------------------------------------------------
    "engagements.Letter": {
        (
            "subject", "body", "values", "recipient_name", "recipient_email", "recipient_address", "copies",
            "trouble", "cancelled_why", "search_text",
        ): LETTERS,
        ("message_id", "lease", "clause"): CODE,
    },
    "engagements.Notification": {("address", *_OF_MAIL): CONTACT},
    "engagements.AccountMail": {("address", *_OF_MAIL): ACCOUNT_MAIL},
    # --- Advice, tasks, requests ----------------------------------------------------------------------------
    "engagements.Consultation": {("reference",): CODE, ("question",): IN_GENERAL},
    "engagements.ConsultationAnswer": {("words",): IN_GENERAL},
    "engagements.MemberTask": {("wanted", "answer"): IN_GENERAL, ("clause",): CODE},
    "engagements.DisclosureRequest": {
        ("number",): CODE,
        ("asked_by_name", "asked_for", "terms", "closing_words"): REQUEST,
    },
    "engagements.DisclosureItem": {("source",): CODE, ("title", "text"): REQUEST},
    "engagements.DisclosureFile": {("file", "sha256"): REQUEST},
    # --- What was erased ------------------------------------------------------------------------------------
    "engagements.RetentionRun": {("number", "listed", "passed_over", "counted", "hash"): CODE},
    "engagements.Erasure": {("words",): CODE},
    # --- The machine ----------------------------------------------------------------------------------------
    "engagements.SweepRun": {("held_by", "trouble"): CODE},
    "engagements.PutOff": {("key", "trouble"): SETTLED},
    "civic.SentForm": {("fingerprint", "leads_to"): A_WEEK},
    # --- The council, its people, its protocol --------------------------------------------------------------
    "civic.Council": {
        (
            "revision", "name", "area", "districts", "letterhead", "office_name", "office_address", "email",
            "telephone", "mail_domains", "service_standard", "protocol_introduction", "complaints",
            "colour", "logo",
        ): PUBLIC,
    },
    "civic.Office": {
        (
            "title", "title_in_sentence", "spoken", "written", "envelope", "salutation", "consort_title",
        ): PUBLIC,
    },
    "civic.Person": {("password", "email", "name", "honours", "post", "notification_email"): HISTORY},
    "civic.Term": {("consort_name",): HISTORY},
    "civic.ActingPeriod": {("note",): HISTORY},
    "civic.CouncilMeeting": {("note",): PUBLIC},
    "civic.ClosedDay": {("name",): PUBLIC},
    "civic.AgreedReason": {("code", "wording"): PUBLIC},
    "civic.NeighbouringArea": {("name", "civic_head", "districts"): PUBLIC},
    "civic.PreElectionPeriod": {("name", "ward", "postcodes"): PUBLIC},
    "civic.CivicChange": {("what", "before", "after"): HISTORY},
    "protocols.ProtocolVersion": {("note",): PUBLIC},
    "protocols.Clause": {("code", "title", "text"): PUBLIC},
    "protocols.ClauseNote": {("code", "text", "citation"): PUBLIC},
    "protocols.LetterTemplate": {("letter", "language"): PUBLIC},
    "protocols.LetterTemplateVersion": {("subject", "body"): PUBLIC},
    "protocols.Meeting": {("others", "note"): HISTORY},
    "protocols.SigningRound": {("words_digest", "voided_because"): HISTORY},
    # --- What the software is built on, as far as it holds words --------------------------------------------
    "account.EmailAddress": {("email",): HISTORY},
    "account.EmailConfirmation": {("key",): CODE},
    "mfa.Authenticator": {("data",): Kept(Whose.OFFICE, "until the second step is taken away")},
    "admin.LogEntry": {("object_id", "object_repr", "change_message"): CODE},
    "auth.Permission": {("name", "codename"): CODE},
    "auth.Group": {("name",): CODE},
    "contenttypes.ContentType": {("app_label", "model"): CODE},
    "sessions.Session": {("session_key", "session_data"): Kept(Whose.OFFICE, "until it has ended")},
    "protocols.SignOff": {("name", "scan", "scan_name", "scan_type", "scan_sha256"): HISTORY},
}  # fmt: skip
