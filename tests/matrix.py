"""Who may open which address: a line for every address of the site. What is not here does not exist, or test_matrix.py fails.

A line says who gets an answer to GET and who to POST; everybody else is refused: whoever is not signed in is sent to the
sign-in page, whoever is signed in gets 403, or 404 where even the existence of the thing is hidden. POST=None means that the page
takes no POST at all. An address of somebody's own or of a certain thing gets a line for each case: own and other's.

To add an address: one line in the list of its package; what stands in its brackets comes from the scene by a lambda.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.matrix_scene import EVERYBODY, IN_POST, NOBODY, SIGNED_IN, Scene, W, Who


@dataclass(frozen=True)
class Line:
    """One address for one case, and its answers."""

    name: str
    get: frozenset[Who]
    post: frozenset[Who] | None = None
    case: str = ""
    # What stands in the address's brackets.
    given: Callable[[Scene], dict[str, Any]] = lambda scene: {}
    # Refuses with 404: whether the thing exists is nobody's business.
    hidden: bool = False
    # Behind the organiser's link instead of behind a sign-in: everybody without the link is refused alike.
    behind_link: bool = False
    # The methods by which even whoever may ask finds nothing there in this scene.
    absent: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.case})" if self.case else self.name


MANAGER = frozenset({W.MANAGER})
MONITORING = frozenset({W.MONITORING})
KEEPERS = MANAGER | MONITORING
# Who signs the protocol.
SIGNERS = frozenset({W.MONITORING, W.CHIEF, W.LEADER})

COUNCIL = [
    Line("home", EVERYBODY),
    Line("landing", IN_POST),
    Line("brand_css", EVERYBODY),
    Line("brand_logo", EVERYBODY),
    Line("healthz", EVERYBODY),
    Line("accessibility", EVERYBODY),
    Line("privacy", EVERYBODY),
    Line("cookies", EVERYBODY),
    Line("own_account", IN_POST),
    Line("account/email/", IN_POST),
    Line("council_overview", KEEPERS),
    Line("council_details", MANAGER, MANAGER),
    Line("council_offices", MANAGER),
    Line("council_office", MANAGER, MANAGER, given=lambda scene: {"kind": "deputy"}),
    Line("council_people", MANAGER),
    Line("council_person_add", MANAGER, MANAGER),
    Line("council_person", MANAGER, MANAGER, given=lambda scene: {"pk": scene.other_person.pk}),
    Line("council_account_close", NOBODY, MANAGER, given=lambda scene: {"pk": scene.other_person.pk}),
    Line("council_account_open", NOBODY, MANAGER, given=lambda scene: {"pk": scene.other_person.pk}),
    Line("council_terms", KEEPERS),
    Line("council_term_record", MANAGER, MANAGER),
    Line("council_term", MANAGER, MANAGER, given=lambda scene: {"pk": scene.term.pk}),
    Line("council_term_end", MANAGER, MANAGER, given=lambda scene: {"pk": scene.term.pk}),
    Line("council_acting_periods", KEEPERS),
    Line("council_acting_record", MONITORING, MONITORING),
    Line("council_acting_end", MONITORING, MONITORING, given=lambda scene: {"pk": scene.acting.pk}),
    Line("council_meetings", MANAGER),
    Line("council_meeting_enter", MANAGER, MANAGER),
    Line("council_meeting", MANAGER, MANAGER, given=lambda scene: {"pk": scene.meeting.pk}),
    Line("council_meeting_remove", NOBODY, MANAGER, given=lambda scene: {"pk": scene.meeting.pk}),
    Line("council_closed_days", MANAGER),
    Line("council_closed_day_enter", MANAGER, MANAGER),
    Line("council_closed_day_remove", NOBODY, MANAGER, given=lambda scene: {"pk": scene.closed_day.pk}),
    Line("council_pre_election_periods", KEEPERS),
    Line("council_pre_election_enter", KEEPERS, KEEPERS),
    Line("council_pre_election", KEEPERS, KEEPERS, given=lambda scene: {"pk": scene.pre_election.pk}),
    Line("council_pre_election_remove", NOBODY, KEEPERS, given=lambda scene: {"pk": scene.pre_election.pk}),
    Line("council_changes", KEEPERS),
]

PROTOCOL = [
    Line("protocol", EVERYBODY),
    Line("protocol_version", EVERYBODY, given=lambda scene: {"number": 1}),
    Line("protocol_pdf", EVERYBODY),
    Line("handbook", SIGNERS | MANAGER),
    Line("handbook_draft", NOBODY, MANAGER),
    Line("handbook_version", SIGNERS | MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_pdf", SIGNERS | MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_changes", SIGNERS | MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_limits", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_clause", MANAGER, MANAGER, given=lambda scene: {"number": 1, "code": "P1"}),
    Line("handbook_put", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_take_back", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_sign", SIGNERS, SIGNERS, given=lambda scene: {"number": 1}),
    Line("handbook_paper", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_publish", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_call_off", NOBODY, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook_scan", SIGNERS | MANAGER, case="no such", given=lambda scene: {"pk": 999}, absent=("GET",)),
    Line("handbook_acknowledge", frozenset({W.MAYOR, W.DEPUTY}), frozenset({W.MAYOR, W.DEPUTY})),
    Line("handbook_induction", MANAGER, MANAGER),
    Line("handbook_role", IN_POST, given=lambda scene: {"role": "mayor"}),
    Line("handbook_role", IN_POST, case="no such", given=lambda scene: {"role": "porter"}, absent=("GET",)),
    Line("handbook_role_pdf", IN_POST, given=lambda scene: {"role": "officers"}),
    Line("letters", KEEPERS),
    Line("letter", KEEPERS, given=lambda scene: {"code": "decline"}),
    Line("letter_wording", MANAGER, MANAGER, given=lambda scene: {"code": "decline"}),
    Line("letter_earlier", KEEPERS, given=lambda scene: {"code": "decline", "number": 1}),
    Line("letter_by_itself", NOBODY, MANAGER, given=lambda scene: {"code": "decline"}),
]

ORGANISER = frozenset({W.ORGANISER})
OFFICERS = frozenset({W.OFFICER, W.MANAGER})
CASEWORK = OFFICERS | MONITORING
# The Chief Executive sees the work list from above and opens no case.
OVERSIGHT = CASEWORK | {W.CHIEF}
THE_MAYOR = frozenset({W.MAYOR})
THE_DEPUTY = frozenset({W.DEPUTY})

OFFICE = [
    Line("invite", EVERYBODY, EVERYBODY),
    Line("invite_received", EVERYBODY),
    # Somebody else's draft, or none: to the organiser both look alike.
    Line("invite_again", EVERYBODY, EVERYBODY, given=lambda scene: {"key": "nobodys-draft"}, absent=("GET",)),
    Line("invite_check", EVERYBODY, EVERYBODY, given=lambda scene: {"key": "nobodys-draft"}, absent=("GET", "POST")),
    Line("invitation_link", EVERYBODY, given=lambda scene: {"token": scene.token}),
    Line("invitation_link", EVERYBODY, case="unknown", given=lambda scene: {"token": "0" * 64}, absent=("GET",)),
    Line("invitation_lost", EVERYBODY, EVERYBODY),
    Line("invitation_lost_asked", EVERYBODY),
    Line("organiser_home", ORGANISER, behind_link=True),
    Line("organiser_answer", ORGANISER, ORGANISER, behind_link=True),
    Line("organiser_question", ORGANISER, ORGANISER, behind_link=True),
    Line("organiser_change", ORGANISER, ORGANISER, behind_link=True),
    Line("organiser_wish", ORGANISER, ORGANISER, behind_link=True),
    Line("organiser_withdraw", ORGANISER, ORGANISER, behind_link=True),
    Line("organiser_leave", ORGANISER, ORGANISER, behind_link=True),
    Line("office", CASEWORK | {W.CHIEF}),
    Line("office_csv", CASEWORK | {W.CHIEF}),
    Line("office_xlsx", CASEWORK | {W.CHIEF}),
    Line("office_new", OFFICERS, OFFICERS),
    Line("office_case", CASEWORK, given=lambda scene: {"reference": scene.untold.reference}),
    Line("office_case", CASEWORK, case="no such", given=lambda scene: {"reference": "CIV-2026-9999"}, absent=("GET",)),
    Line("what_next", OVERSIGHT),
    Line("mayor_making", MANAGER, MANAGER),
    Line("pattern", KEEPERS),
    Line("pattern_pdf", KEEPERS),
    Line("pattern_csv", KEEPERS),
    Line("office_summary", CASEWORK, given=lambda scene: {"reference": scene.untold.reference}),
    Line("office_summary_pdf", CASEWORK, given=lambda scene: {"reference": scene.untold.reference}),
    Line("office_note", OFFICERS, OFFICERS, given=lambda scene: {"reference": scene.untold.reference}),
    Line("office_call", OFFICERS, OFFICERS, given=lambda scene: {"reference": scene.untold.reference}),
    Line("office_advise", OFFICERS, OFFICERS, given=lambda scene: {"reference": scene.untold.reference}),
    Line("office_interest", OFFICERS, OFFICERS, given=lambda scene: {"reference": scene.untold.reference}),
    Line("office_assign", OFFICERS, OFFICERS, given=lambda scene: {"reference": scene.untold.reference}),
    Line("office_correct", OFFICERS, OFFICERS, given=lambda scene: {"reference": scene.untold.reference, "part": "event"}),
    Line("office_preview", OFFICERS, given=lambda scene: {"reference": scene.untold.reference, "letter": "acknowledgement"}),
    Line("office_step", OFFICERS, OFFICERS, given=lambda scene: {"reference": scene.untold.reference, "step": "put_to_mayor"}),
    Line(
        "office_answer", OFFICERS, OFFICERS, case="no such", absent=("GET", "POST"),
        given=lambda scene: {"reference": scene.untold.reference, "pk": 999},
    ),
    Line("attachment", IN_POST, case="no such", given=lambda scene: {"pk": 999}, absent=("GET",)),
    Line("replies", OFFICERS),
    Line("reply", OFFICERS, OFFICERS, given=lambda scene: {"pk": scene.letter.pk}),
    Line("reply_print", OFFICERS, given=lambda scene: {"pk": scene.letter.pk}),
    Line("reply_action", NOBODY, OFFICERS, given=lambda scene: {"pk": scene.letter.pk, "name": "cancel"}),
    Line("deputy_refer", THE_DEPUTY, THE_DEPUTY),
    Line("diary", IN_POST - {W.LEADER}),
    Line("diary_csv", IN_POST - {W.ATTENDANT, W.LEADER}),
    Line("demo", EVERYBODY, case="outside the demo", absent=("GET",)),
    Line("mailbox", EVERYBODY, case="outside the demo", absent=("GET",)),
    Line("mailbox_mail", EVERYBODY, case="outside the demo", given=lambda scene: {"key": "1"}, absent=("GET",)),
]  # fmt: skip

MEMBERS = [
    Line("mayor", THE_MAYOR),
    Line("mayor_case", THE_MAYOR, given=lambda scene: {"reference": scene.waits.reference}),
    Line("mayor_case", THE_MAYOR, case="not put to the Mayor", given=lambda scene: {"reference": scene.untold.reference}, absent=("GET",)),
    Line("mayor_case", THE_MAYOR, case="no such", given=lambda scene: {"reference": "CIV-2026-9999"}, absent=("GET",)),
    Line("mayor_answer", THE_MAYOR, THE_MAYOR, given=lambda scene: {"reference": scene.waits.reference, "slug": "accept"}),
    Line(
        "mayor_answer", THE_MAYOR, THE_MAYOR, case="not put to the Mayor", absent=("GET", "POST"),
        given=lambda scene: {"reference": scene.untold.reference, "slug": "accept"},
    ),
    Line("mayor_done", THE_MAYOR, given=lambda scene: {"reference": scene.asked.reference}),
    Line("mayor_interest", THE_MAYOR, THE_MAYOR, given=lambda scene: {"reference": scene.waits.reference}),
    Line("deputy", THE_DEPUTY),
    Line("deputy_case", THE_DEPUTY, given=lambda scene: {"reference": scene.asked.reference}),
    Line("deputy_case", THE_DEPUTY, case="the Mayor's", given=lambda scene: {"reference": scene.waits.reference}, absent=("GET",)),
    Line("deputy_case", THE_DEPUTY, case="no such", given=lambda scene: {"reference": "CIV-2026-9999"}, absent=("GET",)),
    Line("deputy_answer", THE_DEPUTY, THE_DEPUTY, given=lambda scene: {"reference": scene.asked.reference, "slug": "accept"}),
    Line(
        "deputy_answer", THE_DEPUTY, THE_DEPUTY, case="the Mayor's", absent=("GET", "POST"),
        given=lambda scene: {"reference": scene.waits.reference, "slug": "accept"},
    ),
    Line("deputy_interest", THE_DEPUTY, THE_DEPUTY, given=lambda scene: {"reference": scene.asked.reference}),
    Line(
        "deputy_interest", THE_DEPUTY, THE_DEPUTY, case="the Mayor's", absent=("GET", "POST"),
        given=lambda scene: {"reference": scene.waits.reference},
    ),
]  # fmt: skip

REPORTS = [
    Line("reports", CASEWORK | {W.CHIEF}),
    Line("reports_list", CASEWORK | {W.CHIEF}),
    Line("reports_list_csv", CASEWORK | {W.CHIEF}),
    Line("reports_list_xlsx", CASEWORK | {W.CHIEF}),
    Line("reports_csv", CASEWORK | {W.CHIEF}),
    Line("reports_xlsx", CASEWORK | {W.CHIEF}),
    Line("reports_pdf", CASEWORK | {W.CHIEF}),
    Line("reports_print", CASEWORK | {W.CHIEF}),
    Line("reports_annual", CASEWORK | {W.CHIEF}),
    Line("reports_names", MANAGER, MANAGER),
]

# The Mayor's question waits for the civic manager: nobody else reads it, and nobody can tell it from one that does not exist.
ADVICE = [
    Line("advice", OVERSIGHT | THE_MAYOR | THE_DEPUTY),
    Line("advice_new", OFFICERS | THE_MAYOR | THE_DEPUTY, OFFICERS | THE_MAYOR | THE_DEPUTY),
    Line("advice_question", MANAGER | THE_MAYOR, given=lambda scene: {"reference": scene.question.reference}),
    Line("advice_question", NOBODY, case="no such", given=lambda scene: {"reference": "ADV-2026-9999"}),
    Line("advice_say", MANAGER, MANAGER, given=lambda scene: {"reference": scene.question.reference, "way": "answer"}),
    Line("advice_say", THE_MAYOR, THE_MAYOR, case="own", given=lambda scene: {"reference": scene.question.reference, "way": "take-up"}),
    Line("advice_note", MANAGER, MANAGER, case="new", given=lambda scene: {"reference": scene.question.reference}, absent=("GET", "POST")),
    Line("conduct", IN_POST, IN_POST),
    Line("own_tasks", THE_MAYOR | THE_DEPUTY),
    Line("task_new", THE_MAYOR | THE_DEPUTY, THE_MAYOR | THE_DEPUTY),
    Line("office_tasks", OFFICERS),
    Line("office_task", OFFICERS, given=lambda scene: {"pk": scene.task.pk}),
    Line("office_task", OFFICERS, case="no such", given=lambda scene: {"pk": 999999}, absent=("GET",)),
    Line("task_take", NOBODY, OFFICERS, given=lambda scene: {"pk": scene.task.pk}),
    Line("task_way", OFFICERS, OFFICERS, given=lambda scene: {"pk": scene.task.pk, "way": "cannot"}),
    Line("pre_election", CASEWORK),
]  # fmt: skip

RECORDS = [
    Line("retention", MANAGER),
    Line("retention_times", MANAGER, MANAGER),
    Line("retention_list", MANAGER, MANAGER, given=lambda scene: {"kind": "letters"}),
    Line("retention_list", MANAGER, MANAGER, case="kept for good", given=lambda scene: {"kind": "engagement"}, absent=("GET", "POST")),
    Line("certificate", MANAGER, given=lambda scene: {"number": scene.certificate.number}),
    Line("certificate_pdf", MANAGER, given=lambda scene: {"number": scene.certificate.number}),
    Line("certificate_go_on", NOBODY, MANAGER, given=lambda scene: {"number": scene.certificate.number}),
    Line("office_hold", KEEPERS, KEEPERS, given=lambda scene: {"reference": scene.untold.reference}),
    Line("requests", CASEWORK),
    Line("request_new", CASEWORK, CASEWORK),
    Line("request", CASEWORK, given=lambda scene: {"number": scene.asked_item.request.number}),
    Line("request_choose", CASEWORK, CASEWORK, given=lambda scene: {"number": scene.asked_item.request.number}),
    Line("request_item", CASEWORK, CASEWORK, given=lambda scene: {"number": scene.asked_item.request.number, "pk": scene.asked_item.pk}),
    Line("request_files", NOBODY, CASEWORK, given=lambda scene: {"number": scene.asked_item.request.number}),
    Line("request_close", CASEWORK, CASEWORK, given=lambda scene: {"number": scene.asked_item.request.number}),
    Line(
        "request_file", CASEWORK, case="no such", given=lambda scene: {"number": scene.asked_item.request.number, "pk": 999}, absent=("GET",)
    ),
]  # fmt: skip

# allauth's own pages. Second factors are each person's own; the scene's people have none yet.
SIGNING_IN = [
    Line("account_login", EVERYBODY, EVERYBODY),
    Line("account_logout", EVERYBODY, EVERYBODY),
    Line("account_inactive", EVERYBODY),
    Line("account_signup", EVERYBODY, EVERYBODY),
    Line("account_confirm_login_code", SIGNED_IN, SIGNED_IN),
    Line("account_email", IN_POST),
    Line("account_email_verification_sent", EVERYBODY),
    Line("account_confirm_email", EVERYBODY, EVERYBODY, given=lambda scene: {"key": "unknown"}, absent=("POST",)),
    Line("account_change_password", IN_POST, IN_POST),
    Line("account_set_password", IN_POST, IN_POST),
    Line("account_reset_password", EVERYBODY, EVERYBODY),
    Line("account_reset_password_done", EVERYBODY),
    Line("account_reset_password_from_key", EVERYBODY, EVERYBODY, given=lambda scene: {"uidb36": "1", "key": "unknown"}),
    Line("account_reset_password_from_key_done", EVERYBODY),
    Line("account_reauthenticate", IN_POST, IN_POST),
    Line("mfa_index", IN_POST),
    Line("mfa_authenticate", SIGNED_IN, SIGNED_IN),
    Line("mfa_reauthenticate", IN_POST, IN_POST),
    Line("mfa_activate_totp", IN_POST, IN_POST),
    Line("mfa_deactivate_totp", IN_POST, IN_POST, absent=("GET", "POST")),
    Line("mfa_view_recovery_codes", IN_POST, absent=("GET",)),
    Line("mfa_generate_recovery_codes", IN_POST, IN_POST),
    Line("mfa_download_recovery_codes", IN_POST, IN_POST, absent=("GET", "POST")),
    Line("mfa_list_webauthn", IN_POST),
    Line("mfa_add_webauthn", IN_POST, IN_POST),
    Line("mfa_reauthenticate_webauthn", IN_POST, IN_POST),
    Line("mfa_remove_webauthn", IN_POST, IN_POST, given=lambda scene: {"pk": 1}),
    Line("mfa_edit_webauthn", IN_POST, IN_POST, given=lambda scene: {"pk": 1}),
    Line("mfa_login_webauthn", SIGNED_IN, SIGNED_IN),
]

LINES = [*COUNCIL, *PROTOCOL, *OFFICE, *ADVICE, *REPORTS, *RECORDS, *MEMBERS, *SIGNING_IN]

# Django's admin shows records to people marked as staff in it, which no part in the office makes anybody.
CLOSED_TO_ALL = ("admin:",)
