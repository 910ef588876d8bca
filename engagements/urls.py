"""Addresses of the office at work: one list for each room of views.

Steps stand below steps/, so that none collides.
"""

from django.urls import path, re_path

from engagements.views import machine
from engagements.views.advice import consultations, member_tasks, pre_election
from engagements.views.case import (
    attachments,
    calling_off,
    case_notes,
    case_page,
    exports,
    protocol_explorer,
    search,
    selected,
    steps,
    summary,
    worklist,
)
from engagements.views.intake import officers_entry, public_form
from engagements.views.letters import letters_desk, mayors_own, wordings
from engagements.views.members import deputy, diary, mayor, mayor_making, mayors_words, named_the_deputy
from engagements.views.organiser import lost_link, organiser_access, organisers_page, paper_code
from engagements.views.records import disclosure, privacy, retention

app_name = "engagements"
urlpatterns = [
    # What becomes of people's data, by the rules that erase it.
    path("privacy/", privacy.privacy, name="privacy"),
    # The public form.
    path("invite/", public_form.invite, name="invite"),
    path("invite/received/", public_form.invite_received, name="invite_received"),
    path("invite/forms/<slug:key>/", public_form.invite_again, name="invite_again"),
    path("invite/forms/<slug:key>/check/", public_form.invite_check, name="invite_check"),
    # The organiser's link; the address in a letter comes last, since its token could be any word.
    path("invitation/", organisers_page.organiser_home, name="organiser_home"),
    path("invitation/answer/", organisers_page.organiser_answer, name="organiser_answer"),
    path("invitation/question/", organisers_page.organiser_question, name="organiser_question"),
    path("invitation/change/", organisers_page.organiser_change, name="organiser_change"),
    path("invitation/wish/", organisers_page.organiser_wish, name="organiser_wish"),
    path("invitation/withdraw/", organisers_page.organiser_withdraw, name="organiser_withdraw"),
    path("invitation/leave/", organisers_page.organiser_leave, name="organiser_leave"),
    path("invitation/lost/", lost_link.invitation_lost, name="lost_link"),
    path("invitation/lost/asked/", lost_link.invitation_lost_asked, name="lost_link_asked"),
    path("invitation/<str:token>/", organiser_access.invitation_link, name="organiser_link"),
    # The code of a letter on paper; whoever types the address may end it with a stroke or not.
    path("answer/", paper_code.answer, name="paper_code"),
    re_path(r"^answer/(?P<code>[^/]+)/?$", paper_code.answer, name="paper_code_address"),
    # What comes in otherwise, and the files that came with it.
    path("office/invitations/new/", officers_entry.office_new, name="officers_entry"),
    path("office/invitations/late/", officers_entry.office_late, name="late_entry"),
    path("office/attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("deputy/refer/", officers_entry.deputy_refer, name="deputy_refer"),
    # The work list and the diary, and both to take away.
    path("office/", worklist.work_list, name="work_list"),
    path("office/search/", search.search, name="search"),
    path("office/assign/", selected.assign, name="selected_assign"),
    path("office/print/", selected.on_paper, name="selected_print"),
    path("office/export.csv", exports.work_list_csv, name="work_list_csv"),
    path("office/export.xlsx", exports.work_list_xlsx, name="work_list_xlsx"),
    # For training: the protocol's table, tried out.
    path("protocol/explore/", protocol_explorer.explore, name="protocol_explorer"),
    # What members ask of the office.
    path("tasks/", member_tasks.own_tasks, name="own_tasks"),
    path("tasks/new/", member_tasks.task_new, name="task_new"),
    path("office/tasks/", member_tasks.office_tasks, name="office_tasks"),
    path("office/tasks/<int:pk>/", member_tasks.office_task, name="office_task"),
    path("office/tasks/<int:pk>/take/", member_tasks.task_take, name="task_take"),
    path("office/tasks/<int:pk>/steps/<slug:way>/", member_tasks.task_way, name="task_way"),
    # For the Monitoring Officer: what a pre-election period touches.
    path("office/call-off/", calling_off.call_off, name="call_off"),
    path("office/pre-election/", pre_election.periods, name="pre_election"),
    # Advice up the route, and where concerns about conduct go.
    path("advice/", consultations.advice_list, name="advice"),
    path("advice/new/", consultations.advice_new, name="advice_new"),
    path("advice/conduct/", consultations.conduct, name="conduct"),
    path("advice/<slug:reference>/", consultations.advice_question, name="advice_question"),
    path("advice/<slug:reference>/note/", consultations.advice_note, name="advice_note"),
    path("advice/<slug:reference>/steps/<slug:way>/", consultations.advice_say, name="advice_say"),
    # How the machine is: for monitors, and for officers and the civic manager.
    path("readyz", machine.readyz, name="readyz"),
    path("metrics", machine.metrics, name="metrics"),
    path("council/machine/", machine.page, name="machine"),
    path("council/machine/<int:pk>/try-again/", machine.try_again, name="machine_try_again"),
    path(
        "council/machine/mails/<slug:kind>/<int:pk>/send-again/",
        machine.send_mail_again,
        name="machine_send_mail_again",
    ),
    path("council/machine/mails/<slug:kind>/<int:pk>/leave/", machine.leave_mail, name="machine_leave_mail"),
    # The annual meeting: what goes from one Mayor to the next.
    path("council/mayor-making/", mayor_making.mayor_making, name="mayor_making"),
    path("diary/", diary.engagements, name="diary"),
    path("diary/export.csv", exports.diary_csv, name="diary_csv"),
    # The records: how long they are kept, and who asks for them.
    path("records/retention/", retention.retention, name="retention"),
    path("records/retention/times/", retention.retention_times, name="retention_times"),
    path("records/retention/due/<slug:kind>/", retention.retention_list, name="retention_list"),
    path("records/retention/certificates/<slug:number>/", retention.certificate, name="certificate"),
    path(
        "records/retention/certificates/<slug:number>/certificate.pdf",
        retention.certificate_pdf,
        name="certificate_pdf",
    ),
    path(
        "records/retention/certificates/<slug:number>/go-on/",
        retention.certificate_go_on,
        name="certificate_go_on",
    ),
    path("records/requests/", disclosure.requests, name="disclosure_requests"),
    path("records/requests/new/", disclosure.request_new, name="disclosure_request_new"),
    path("records/requests/<slug:number>/", disclosure.request_page, name="disclosure_request"),
    path("records/requests/<slug:number>/choose/", disclosure.request_choose, name="disclosure_choose"),
    path("records/requests/<slug:number>/items/<int:pk>/", disclosure.request_item, name="disclosure_item"),
    path("records/requests/<slug:number>/make-files/", disclosure.request_files, name="disclosure_files"),
    path("records/requests/<slug:number>/close/", disclosure.request_close, name="disclosure_close"),
    path("records/requests/<slug:number>/files/<int:pk>/", disclosure.request_file, name="disclosure_file"),
    # The Mayor: what waits, one invitation, one answer with its confirmation.
    path("mayor/", mayor.box, name="mayor"),
    path("mayor/named-the-deputy/", named_the_deputy.approaches, name="named_the_deputy"),
    path("mayor/named-the-deputy.csv", named_the_deputy.approaches_csv, name="named_the_deputy_csv"),
    path("mayor/named-the-deputy.xlsx", named_the_deputy.approaches_xlsx, name="named_the_deputy_xlsx"),
    path("mayor/letters/<int:pk>/", mayors_words.words, name="mayors_words"),
    path("mayor/<slug:reference>/", mayor.case, name="mayor_case"),
    path("mayor/<slug:reference>/recorded/", mayor.done, name="mayor_done"),
    path("mayor/<slug:reference>/interest/", mayor.interest, name="mayor_interest"),
    path("mayor/<slug:reference>/steps/<slug:slug>/", mayor.answer, name="mayor_answer"),
    # The Deputy: what the Mayor asks. Fixed addresses below /deputy/ must stand before these.
    path("deputy/", deputy.box, name="deputy"),
    path("deputy/<slug:reference>/", deputy.case, name="deputy_case"),
    path("deputy/<slug:reference>/interest/", deputy.interest, name="deputy_interest"),
    path("deputy/<slug:reference>/steps/<slug:slug>/", deputy.answer, name="deputy_answer"),
    # The letters desk.
    path("office/letters/", letters_desk.letters, name="letters_desk"),
    path("office/letters/<int:pk>/", letters_desk.letter, name="letter"),
    path("office/letters/<int:pk>/print/", letters_desk.letter_print, name="letter_print"),
    path("office/letters/<int:pk>/letter.pdf", letters_desk.letter_pdf, name="letter_pdf"),
    path("office/letters/<int:pk>/steps/<slug:name>/", letters_desk.letter_action, name="letter_action"),
    # Over the Mayor's own name.
    path("office/letters/<int:pk>/ask-the-mayor/", mayors_own.ask, name="mayors_letter_ask"),
    path("office/letters/<int:pk>/withdraw/", mayors_own.withdraw, name="mayors_letter_withdraw"),
    # Stands among the handbook's pages, and shows a letter's wording on cases of the office's.
    path("handbook/letters/<slug:code>/wording/", wordings.wording, name="letter_wording"),
    # One case.
    path("office/invitations/<slug:reference>/", case_page.case, name="case"),
    path("office/invitations/<slug:reference>/summary/", summary.summary, name="case_summary"),
    path("office/invitations/<slug:reference>/summary.pdf", summary.summary_pdf, name="case_summary_pdf"),
    path("office/invitations/<slug:reference>/hold/", retention.hold, name="case_hold"),
    path("office/invitations/<slug:reference>/write-note/", case_notes.note, name="case_note"),
    path("office/invitations/<slug:reference>/mayors-letter/", mayors_own.write, name="mayors_letter"),
    path("office/invitations/<slug:reference>/log-call/", case_notes.call, name="case_call"),
    path("office/invitations/<slug:reference>/advise-mayor/", case_notes.advise, name="case_advise"),
    path("office/invitations/<slug:reference>/interest/", case_notes.interest, name="case_interest"),
    path(
        "office/invitations/<slug:reference>/tell-communications/",
        case_notes.tell_communications,
        name="case_communications",
    ),
    path(
        "office/invitations/<slug:reference>/declare-interest/",
        case_notes.declare_interest,
        name="case_declare_interest",
    ),
    path("office/invitations/<slug:reference>/chain/", case_notes.consent, name="case_chain"),
    path("office/invitations/<slug:reference>/assign/", case_notes.assign, name="case_assign"),
    path("office/invitations/<slug:reference>/answer/<int:pk>/", case_notes.answer, name="case_answer"),
    path("office/invitations/<slug:reference>/correct/<slug:part>/", case_notes.correct, name="case_correct"),
    path(
        "office/invitations/<slug:reference>/preview/<slug:letter>/", case_page.preview, name="case_preview"
    ),
    path("office/invitations/<slug:reference>/steps/<slug:step>/", steps.take_step, name="case_step"),
]
