"""Who may open which address: a line for every address of the site. What is not here does not exist.

A line says who gets an answer to GET and who to POST; everybody else is refused: by the sign-in page, by 403,
or by 404 where its existence is hidden. POST=None: it takes no POST. `given` fills an address's brackets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.matrix_scene import EVERYBODY, IN_POST, NOBODY, SIGNED_IN, Scene, W, Who

Given = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One address for one case, and its answers."""

    name: str
    get: frozenset[Who]
    post: frozenset[Who] | None = None
    case: str = ""
    given: Callable[[Scene], Given] = lambda scene: {}
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
    Line("civic:home", EVERYBODY),
    Line("civic:landing", IN_POST),
    Line("civic:brand_css", EVERYBODY),
    Line("civic:brand_logo", EVERYBODY),
    Line("civic:healthz", EVERYBODY),
    Line("engagements:readyz", EVERYBODY),
    Line("engagements:metrics", EVERYBODY, case="without a token set", absent=("GET",)),
    Line("engagements:machine", frozenset({W.OFFICER, W.MANAGER})),
    Line(
        "engagements:machine_try_again",
        NOBODY,
        frozenset({W.OFFICER, W.MANAGER}),
        case="taken up already",
        given=lambda scene: {"pk": 999},
    ),
    *(
        Line(
            name,
            NOBODY,
            frozenset({W.OFFICER, W.MANAGER}),
            case="no such",
            given=lambda scene: {"kind": "link", "pk": 999},
            absent=("POST",),
        )
        for name in ("engagements:machine_send_mail_again", "engagements:machine_leave_mail")
    ),
    Line("civic:accessibility", EVERYBODY),
    Line("engagements:privacy", EVERYBODY),
    Line("civic:cookies", EVERYBODY),
    Line("civic:own_account", IN_POST),
    Line("civic:own_absence", frozenset({W.MAYOR, W.DEPUTY}), frozenset({W.MAYOR, W.DEPUTY})),
    Line("civic:account/email/", IN_POST),
    Line("civic:council", KEEPERS),
    Line("civic:details", MANAGER, MANAGER),
    Line("civic:offices", MANAGER),
    Line("civic:office", MANAGER, MANAGER, given=lambda scene: {"kind": "deputy"}),
    Line("civic:people", MANAGER),
    Line("civic:person_add", MANAGER, MANAGER),
    Line("civic:person", MANAGER, MANAGER, given=lambda scene: {"pk": scene.other_person.pk}),
    Line("civic:sign_out_everywhere", NOBODY, IN_POST),
    Line("civic:person_sign_out", NOBODY, MANAGER, given=lambda scene: {"pk": scene.other_person.pk}),
    Line("civic:person_second_step", NOBODY, MANAGER, given=lambda scene: {"pk": scene.other_person.pk}),
    Line("civic:account_close", NOBODY, MANAGER, given=lambda scene: {"pk": scene.other_person.pk}),
    Line("civic:account_open", NOBODY, MANAGER, given=lambda scene: {"pk": scene.other_person.pk}),
    Line("civic:terms", KEEPERS),
    Line("civic:term_record", MANAGER, MANAGER),
    Line("civic:term", MANAGER, MANAGER, given=lambda scene: {"pk": scene.term.pk}),
    Line("civic:term_end", MANAGER, MANAGER, given=lambda scene: {"pk": scene.term.pk}),
    Line("civic:acting_periods", KEEPERS),
    Line("civic:acting_record", MONITORING, MONITORING),
    Line("civic:acting_end", MONITORING, MONITORING, given=lambda scene: {"pk": scene.acting.pk}),
    Line("civic:meetings", MANAGER),
    Line("civic:meeting_enter", MANAGER, MANAGER),
    Line("civic:meeting", MANAGER, MANAGER, given=lambda scene: {"pk": scene.meeting.pk}),
    Line("civic:meeting_remove", NOBODY, MANAGER, given=lambda scene: {"pk": scene.meeting.pk}),
    Line("civic:closed_days", MANAGER),
    Line("civic:closed_day_enter", MANAGER, MANAGER),
    Line("civic:closed_day_remove", NOBODY, MANAGER, given=lambda scene: {"pk": scene.closed_day.pk}),
    Line("civic:pre_election_periods", KEEPERS),
    Line("civic:pre_election_enter", KEEPERS, KEEPERS),
    Line("civic:pre_election", KEEPERS, KEEPERS, given=lambda scene: {"pk": scene.pre_election.pk}),
    Line("civic:pre_election_remove", NOBODY, KEEPERS, given=lambda scene: {"pk": scene.pre_election.pk}),
    Line("civic:area", MANAGER),
    Line("civic:districts", MANAGER, MANAGER),
    Line("civic:neighbour_add", MANAGER, MANAGER),
    Line("civic:neighbour", MANAGER, MANAGER, given=lambda scene: {"pk": scene.neighbour.pk}),
    Line("civic:neighbour_remove", NOBODY, MANAGER, given=lambda scene: {"pk": scene.neighbour.pk}),
    Line("civic:agreed_reasons", MANAGER),
    Line("civic:agreed_reason_add", MANAGER, MANAGER),
    Line("civic:agreed_reason", MANAGER, MANAGER, given=lambda scene: {"pk": scene.agreed_reason.pk}),
    Line("civic:changes", KEEPERS),
]

PROTOCOL = [
    Line("handbook:protocol", EVERYBODY),
    Line("handbook:protocol_version", EVERYBODY, given=lambda scene: {"number": 1}),
    Line("handbook:protocol_pdf", EVERYBODY),
    Line("handbook:overview", SIGNERS | MANAGER),
    Line("handbook:draft", NOBODY, MANAGER),
    Line("handbook:version", SIGNERS | MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook:version_pdf", SIGNERS | MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook:changes", SIGNERS | MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook:limits", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook:clause", MANAGER, MANAGER, given=lambda scene: {"number": 1, "code": "P1"}),
    Line("handbook:put", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook:take_back", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook:sign", SIGNERS, SIGNERS, given=lambda scene: {"number": 1}),
    Line("handbook:paper", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook:publish", MANAGER, MANAGER, given=lambda scene: {"number": 1}),
    Line("handbook:call_off", NOBODY, MANAGER, given=lambda scene: {"number": 1}),
    Line(
        "handbook:scan", SIGNERS | MANAGER, case="no such", given=lambda scene: {"pk": 999}, absent=("GET",)
    ),
    Line("handbook:acknowledge", frozenset({W.MAYOR, W.DEPUTY}), frozenset({W.MAYOR, W.DEPUTY})),
    Line("handbook:meetings", SIGNERS | MANAGER),
    Line("handbook:meeting_record", MANAGER, MANAGER),
    Line("handbook:meetings_csv", SIGNERS | MANAGER),
    Line("handbook:role", IN_POST, given=lambda scene: {"role": "mayor"}),
    Line("handbook:role", IN_POST, case="no such", given=lambda scene: {"role": "porter"}, absent=("GET",)),
    Line("handbook:role_pdf", IN_POST, given=lambda scene: {"role": "officers"}),
    Line("handbook:letters", KEEPERS),
    Line("handbook:letter", KEEPERS, given=lambda scene: {"code": "decline"}),
    Line("engagements:letter_wording", MANAGER, MANAGER, given=lambda scene: {"code": "decline"}),
    Line("handbook:letter_earlier", KEEPERS, given=lambda scene: {"code": "decline", "number": 1}),
    Line("handbook:letter_by_itself", NOBODY, MANAGER, given=lambda scene: {"code": "decline"}),
]


def untold(scene: Scene) -> Given:
    """A case of which neither the Mayor nor the Deputy knows."""
    return {"reference": scene.untold.reference}


def waits(scene: Scene) -> Given:
    """A case that waits for the Mayor."""
    return {"reference": scene.waits.reference}


def asked(scene: Scene) -> Given:
    """A case about which the Deputy is asked."""
    return {"reference": scene.asked.reference}


def no_case(scene: Scene) -> Given:
    return {"reference": "CIV-2026-9999"}


def question(scene: Scene) -> Given:
    """The Mayor's question about the protocol."""
    return {"reference": scene.question.reference}


def disclosure(scene: Scene) -> Given:
    """A request for what the council holds."""
    return {"number": scene.asked_item.request.number}


ORGANISER = frozenset({W.ORGANISER})
OFFICERS = frozenset({W.OFFICER, W.MANAGER})
CASEWORK = OFFICERS | MONITORING
# The Chief Executive sees the work list from above and opens no case.
OVERSIGHT = CASEWORK | {W.CHIEF}
THE_MAYOR = frozenset({W.MAYOR})
THE_DEPUTY = frozenset({W.DEPUTY})

OFFICE = [
    Line("engagements:invite", EVERYBODY, EVERYBODY),
    Line("engagements:invite_received", EVERYBODY),
    # Somebody else's form, or none: to the organiser both look alike.
    Line("engagements:invite_again", EVERYBODY, EVERYBODY,
         given=lambda scene: {"key": "nobodys-form"}, absent=("GET",)),
    Line("engagements:invite_check", EVERYBODY, EVERYBODY,
         given=lambda scene: {"key": "nobodys-form"}, absent=("GET", "POST")),
    Line("engagements:organiser_link", EVERYBODY, given=lambda scene: {"token": scene.token}),
    Line("engagements:organiser_link", EVERYBODY, case="unknown",
         given=lambda scene: {"token": "0" * 64}, absent=("GET",)),
    Line("engagements:lost_link", EVERYBODY, EVERYBODY),
    Line("engagements:paper_code", EVERYBODY, EVERYBODY),
    Line("engagements:paper_code_address", EVERYBODY, EVERYBODY, given=lambda scene: {"code": scene.code}),
    Line("engagements:lost_link_asked", EVERYBODY),
    Line("engagements:organiser_home", ORGANISER, behind_link=True),
    Line("engagements:organiser_answer", ORGANISER, ORGANISER, behind_link=True),
    Line("engagements:organiser_question", ORGANISER, ORGANISER, behind_link=True),
    Line("engagements:organiser_change", ORGANISER, ORGANISER, behind_link=True),
    Line("engagements:organiser_wish", ORGANISER, ORGANISER, behind_link=True),
    Line("engagements:organiser_withdraw", ORGANISER, ORGANISER, behind_link=True),
    Line("engagements:organiser_leave", ORGANISER, ORGANISER, behind_link=True),
    *(Line(f"engagements:work_list{end}", CASEWORK | {W.CHIEF}) for end in ("", "_csv", "_xlsx")),
    Line("engagements:search", CASEWORK),
    Line("engagements:selected_assign", OFFICERS, OFFICERS),
    Line("engagements:selected_print", CASEWORK),
    *(Line(f"engagements:{name}", OFFICERS, OFFICERS) for name in ("officers_entry", "late_entry")),
    Line("engagements:case", CASEWORK, given=untold),
    Line("engagements:case", CASEWORK, case="no such", given=no_case, absent=("GET",)),
    Line("engagements:protocol_explorer", OVERSIGHT),
    Line("engagements:mayor_making", MANAGER, MANAGER),
    Line("engagements:call_off", MANAGER, MANAGER),
    Line("reports:approaches", KEEPERS, case="not open for the talk"),
    Line("reports:approaches_pdf", KEEPERS, case="not open for the talk"),
    Line("reports:approaches_open", MANAGER, MANAGER),
    Line("reports:approaches_close", NOBODY, MANAGER),
    Line("reports:approaches_csv", KEEPERS),
    Line("engagements:case_summary", CASEWORK, given=untold),
    Line("engagements:case_summary_pdf", CASEWORK, given=untold),
    Line("engagements:case_note", OFFICERS, OFFICERS, given=untold),
    Line("engagements:case_call", OFFICERS, OFFICERS, given=untold),
    Line("engagements:case_advise", OFFICERS, OFFICERS, given=untold),
    Line("engagements:case_interest", OFFICERS, OFFICERS, given=untold),
    Line("engagements:case_communications", OFFICERS, OFFICERS, given=untold),
    Line("engagements:case_declare_interest", OFFICERS | MONITORING, OFFICERS | MONITORING, given=untold),
    Line("engagements:case_chain", OFFICERS, OFFICERS, given=untold),
    Line("engagements:case_assign", OFFICERS, OFFICERS, given=untold),
    Line("engagements:case_correct", OFFICERS, OFFICERS,
         given=lambda scene: untold(scene) | {"part": "event"}),
    Line("engagements:case_preview", OFFICERS,
         given=lambda scene: untold(scene) | {"letter": "acknowledgement"}),
    Line("engagements:case_step", OFFICERS, OFFICERS,
         given=lambda scene: untold(scene) | {"step": "put_to_mayor"}),
    Line("engagements:case_answer", OFFICERS, OFFICERS, case="no such",
         given=lambda scene: untold(scene) | {"pk": 999}, absent=("GET", "POST")),
    Line("engagements:attachment", IN_POST, case="no such", given=lambda scene: {"pk": 999}, absent=("GET",)),
    Line("engagements:letters_desk", OFFICERS),
    Line("engagements:letter", OFFICERS, OFFICERS, given=lambda scene: {"pk": scene.letter.pk}),
    Line("engagements:letter_print", OFFICERS, given=lambda scene: {"pk": scene.letter.pk}),
    Line("engagements:letter_pdf", OFFICERS, given=lambda scene: {"pk": scene.letter.pk}),
    Line("engagements:letter_action", NOBODY, OFFICERS,
         given=lambda scene: {"pk": scene.letter.pk, "name": "cancel"}),
    Line("engagements:mayors_letter", OFFICERS, OFFICERS, given=untold),
    Line("engagements:mayors_letter_ask", NOBODY, OFFICERS, case="no such", given=lambda scene: {"pk": 999},
         absent=("POST",)),
    Line("engagements:mayors_letter_withdraw", NOBODY, OFFICERS, case="no such",
         given=lambda scene: {"pk": 999}, absent=("POST",)),
    Line("engagements:mayors_words", THE_MAYOR, THE_MAYOR, case="no such", given=lambda scene: {"pk": 999},
         absent=("GET", "POST")),
    Line("engagements:deputy_refer", THE_DEPUTY, THE_DEPUTY),
    Line("engagements:diary", IN_POST - {W.LEADER}),
    Line("engagements:diary_csv", IN_POST - {W.ATTENDANT, W.LEADER}),
    *(Line(f"demo:{name}", EVERYBODY) for name in ("tour", "mailbox")),
    Line("demo:sign_in_as", NOBODY, EVERYBODY, case="nobody of the demo", absent=("POST",)),
    Line("demo:mailbox_mail", EVERYBODY, case="no such", given=lambda scene: {"key": "1"}, absent=("GET",)),
]  # fmt: skip

MEMBERS = [
    Line("engagements:mayor", THE_MAYOR),
    Line("engagements:named_the_deputy", THE_MAYOR),
    Line("engagements:named_the_deputy_csv", THE_MAYOR),
    Line("engagements:named_the_deputy_xlsx", THE_MAYOR),
    Line("engagements:mayor_case", THE_MAYOR, given=waits),
    Line("engagements:mayor_case", THE_MAYOR, case="not put to the Mayor", given=untold, absent=("GET",)),
    Line("engagements:mayor_case", THE_MAYOR, case="no such", given=no_case, absent=("GET",)),
    Line("engagements:mayor_answer", THE_MAYOR, THE_MAYOR,
         given=lambda scene: waits(scene) | {"slug": "accept"}),
    Line("engagements:mayor_answer", THE_MAYOR, THE_MAYOR, case="not put to the Mayor",
         given=lambda scene: untold(scene) | {"slug": "accept"}, absent=("GET", "POST")),
    Line("engagements:mayor_done", THE_MAYOR, given=asked),
    Line("engagements:mayor_interest", THE_MAYOR, THE_MAYOR, given=waits),
    Line("engagements:deputy", THE_DEPUTY),
    Line("engagements:deputy_case", THE_DEPUTY, given=asked),
    Line("engagements:deputy_case", THE_DEPUTY, case="the Mayor's", given=waits, absent=("GET",)),
    Line("engagements:deputy_case", THE_DEPUTY, case="no such", given=no_case, absent=("GET",)),
    Line("engagements:deputy_answer", THE_DEPUTY, THE_DEPUTY,
         given=lambda scene: asked(scene) | {"slug": "accept"}),
    Line("engagements:deputy_answer", THE_DEPUTY, THE_DEPUTY, case="the Mayor's",
         given=lambda scene: waits(scene) | {"slug": "accept"}, absent=("GET", "POST")),
    Line("engagements:deputy_interest", THE_DEPUTY, THE_DEPUTY, given=asked),
    Line("engagements:deputy_interest", THE_DEPUTY, THE_DEPUTY, case="the Mayor's",
         given=waits, absent=("GET", "POST")),
]  # fmt: skip

REPORTS = [
    Line("reports:overview", CASEWORK | {W.CHIEF}),
    Line("reports:list", CASEWORK | {W.CHIEF}),
    Line("reports:list_csv", CASEWORK | {W.CHIEF}),
    Line("reports:list_xlsx", CASEWORK | {W.CHIEF}),
    Line("reports:figures_csv", CASEWORK | {W.CHIEF}),
    Line("reports:figures_xlsx", CASEWORK | {W.CHIEF}),
    Line("reports:report_pdf", CASEWORK | {W.CHIEF}),
    Line("reports:report_print", CASEWORK | {W.CHIEF}),
    Line("reports:annual_report", CASEWORK | {W.CHIEF}),
    Line("reports:names", MANAGER, MANAGER),
]

# The Mayor's question waits for the civic manager: nobody else reads it, and nobody can tell it from one
# that does not exist.
ADVICE = [
    Line("engagements:advice", OVERSIGHT | THE_MAYOR | THE_DEPUTY),
    Line("engagements:advice_new", OFFICERS | THE_MAYOR | THE_DEPUTY, OFFICERS | THE_MAYOR | THE_DEPUTY),
    Line("engagements:advice_question", MANAGER | THE_MAYOR, given=question),
    Line("engagements:advice_question", NOBODY, case="no such",
         given=lambda scene: {"reference": "ADV-2026-9999"}),
    Line("engagements:advice_say", MANAGER, MANAGER, given=lambda scene: question(scene) | {"way": "answer"}),
    Line("engagements:advice_say", THE_MAYOR, THE_MAYOR, case="own",
         given=lambda scene: question(scene) | {"way": "take-up"}),
    Line("engagements:advice_note", MANAGER, MANAGER, case="new", given=question, absent=("GET", "POST")),
    Line("engagements:conduct", IN_POST, IN_POST),
    Line("engagements:own_tasks", THE_MAYOR | THE_DEPUTY),
    Line("engagements:task_new", THE_MAYOR | THE_DEPUTY, THE_MAYOR | THE_DEPUTY),
    Line("engagements:office_tasks", OFFICERS),
    Line("engagements:office_task", OFFICERS, given=lambda scene: {"pk": scene.task.pk}),
    Line("engagements:office_task", OFFICERS, case="no such",
         given=lambda scene: {"pk": 999999}, absent=("GET",)),
    Line("engagements:task_take", NOBODY, OFFICERS, given=lambda scene: {"pk": scene.task.pk}),
    Line("engagements:task_way", OFFICERS, OFFICERS,
         given=lambda scene: {"pk": scene.task.pk, "way": "cannot"}),
    Line("engagements:pre_election", CASEWORK),
]  # fmt: skip

RECORDS = [
    Line("engagements:retention", MANAGER),
    Line("engagements:retention_times", MANAGER, MANAGER),
    Line("engagements:retention_list", MANAGER, MANAGER, given=lambda scene: {"kind": "letters"}),
    Line("engagements:retention_list", MANAGER, MANAGER, case="kept for good",
         given=lambda scene: {"kind": "engagement"}, absent=("GET", "POST")),
    Line("engagements:certificate", MANAGER, given=lambda scene: {"number": scene.certificate.number}),
    Line("engagements:certificate_pdf", MANAGER, given=lambda scene: {"number": scene.certificate.number}),
    Line("engagements:certificate_go_on", NOBODY, MANAGER,
         given=lambda scene: {"number": scene.certificate.number}),
    Line("engagements:case_hold", KEEPERS, KEEPERS, given=untold),
    Line("engagements:disclosure_requests", CASEWORK),
    Line("engagements:disclosure_request_new", CASEWORK, CASEWORK),
    Line("engagements:disclosure_request", CASEWORK, given=disclosure),
    Line("engagements:disclosure_choose", CASEWORK, CASEWORK, given=disclosure),
    Line("engagements:disclosure_item", CASEWORK, CASEWORK,
         given=lambda scene: disclosure(scene) | {"pk": scene.asked_item.pk}),
    Line("engagements:disclosure_files", NOBODY, CASEWORK, given=disclosure),
    Line("engagements:disclosure_close", CASEWORK, CASEWORK, given=disclosure),
    Line("engagements:disclosure_file", CASEWORK, case="no such",
         given=lambda scene: disclosure(scene) | {"pk": 999}, absent=("GET",)),
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
    Line(
        "account_confirm_email",
        EVERYBODY,
        EVERYBODY,
        given=lambda scene: {"key": "unknown"},
        absent=("POST",),
    ),
    Line("account_change_password", IN_POST, IN_POST),
    Line("account_set_password", IN_POST, IN_POST),
    Line("account_reset_password", EVERYBODY, EVERYBODY),
    Line("account_reset_password_done", EVERYBODY),
    Line(
        "account_reset_password_from_key",
        EVERYBODY,
        EVERYBODY,
        given=lambda scene: {"uidb36": "1", "key": "unknown"},
    ),
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
