"""Addresses of the office at work."""

from django.urls import path

from engagements.views import (
    advice,
    attachments,
    case,
    demo,
    deputy,
    diary,
    exports,
    intake,
    intake_office,
    link,
    link_door,
    link_lost,
    mailbox,
    mayor,
    mayor_making,
    noting,
    pattern,
    privacy,
    replies,
    reports,
    reports_files,
    steps,
    summary,
    what_next,
    worklist,
)

urlpatterns = [
    # What becomes of people's data, by the rules that erase it.
    path("privacy/", privacy.privacy, name="privacy"),
    # The public form.
    path("invite/", intake.invite, name="invite"),
    path("invite/received/", intake.invite_received, name="invite_received"),
    path("invite/<slug:key>/", intake.invite_again, name="invite_again"),
    path("invite/<slug:key>/check/", intake.invite_check, name="invite_check"),
    # The organiser's link; the address in a letter comes last, since its token could be any word.
    path("invitation/", link.organiser_home, name="organiser_home"),
    path("invitation/answer/", link.organiser_answer, name="organiser_answer"),
    path("invitation/question/", link.organiser_question, name="organiser_question"),
    path("invitation/change/", link.organiser_change, name="organiser_change"),
    path("invitation/wish/", link.organiser_wish, name="organiser_wish"),
    path("invitation/withdraw/", link.organiser_withdraw, name="organiser_withdraw"),
    path("invitation/leave/", link.organiser_leave, name="organiser_leave"),
    path("invitation/lost/", link_lost.invitation_lost, name="invitation_lost"),
    path("invitation/lost/asked/", link_lost.invitation_lost_asked, name="invitation_lost_asked"),
    path("invitation/<str:token>/", link_door.invitation_link, name="invitation_link"),
    # What comes in otherwise, and the files that came with it.
    path("office/invitations/new/", intake_office.office_new, name="office_new"),
    path("office/attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("deputy/refer/", intake_office.deputy_refer, name="deputy_refer"),
    # The work list and the diary, and both to take away.
    path("office/", worklist.work_list, name="office"),
    path("office/export.csv", exports.work_list_csv, name="office_csv"),
    path("office/export.xlsx", exports.work_list_xlsx, name="office_xlsx"),
    # For training: the protocol's table, tried out.
    path("protocol/explore/", what_next.what_next, name="what_next"),
    # Advice up the route, and where concerns about conduct go.
    path("advice/", advice.advice_list, name="advice"),
    path("advice/new/", advice.advice_new, name="advice_new"),
    path("advice/conduct/", advice.conduct, name="conduct"),
    path("advice/<str:reference>/", advice.advice_question, name="advice_question"),
    path("advice/<str:reference>/note/", advice.advice_note, name="advice_note"),
    path("advice/<str:reference>/<slug:way>/", advice.advice_say, name="advice_say"),
    # The annual meeting: what goes from one Mayor to the next.
    path("council/mayor-making/", mayor_making.mayor_making, name="mayor_making"),
    # What was asked of the Deputy, for a meeting with the Mayor and the Deputy.
    path("office/pattern/", pattern.report, name="pattern"),
    path("office/pattern/approaches.pdf", pattern.report_pdf, name="pattern_pdf"),
    path("office/pattern/approaches.csv", pattern.report_csv, name="pattern_csv"),
    path("diary/", diary.engagements, name="diary"),
    path("diary/export.csv", exports.diary_csv, name="diary_csv"),
    # The reports: figures of a period, the list behind each, and all of it to take away.
    path("reports/", reports.overview, name="reports"),
    path("reports/list/", reports.behind, name="reports_list"),
    path("reports/list.csv", reports_files.list_csv, name="reports_list_csv"),
    path("reports/list.xlsx", reports_files.list_xlsx, name="reports_list_xlsx"),
    path("reports/figures.csv", reports_files.figures_csv, name="reports_csv"),
    path("reports/figures.xlsx", reports_files.figures_xlsx, name="reports_xlsx"),
    path("reports/report.pdf", reports_files.report_pdf, name="reports_pdf"),
    path("reports/print/", reports_files.report_print, name="reports_print"),
    path("reports/annual-report.docx", reports_files.annual_docx, name="reports_annual"),
    path("reports/names/", reports.names, name="reports_names"),
    # The demo only; elsewhere both answer 'not found'.
    path("demo/", demo.demo, name="demo"),
    path("demo/mailbox/", mailbox.mailbox, name="mailbox"),
    path("demo/mailbox/<slug:key>/", mailbox.mailbox_mail, name="mailbox_mail"),
    # The Mayor: what waits, one invitation, one answer with its confirmation.
    path("mayor/", mayor.box, name="mayor"),
    path("mayor/<slug:reference>/", mayor.case, name="mayor_case"),
    path("mayor/<slug:reference>/recorded/", mayor.done, name="mayor_done"),
    path("mayor/<slug:reference>/interest/", mayor.interest, name="mayor_interest"),
    path("mayor/<slug:reference>/<slug:slug>/", mayor.answer, name="mayor_answer"),
    # The Deputy: what the Mayor asks. Fixed addresses below /deputy/ must stand before these.
    path("deputy/", deputy.box, name="deputy"),
    path("deputy/<slug:reference>/", deputy.case, name="deputy_case"),
    path("deputy/<slug:reference>/interest/", deputy.interest, name="deputy_interest"),
    path("deputy/<slug:reference>/<slug:slug>/", deputy.answer, name="deputy_answer"),
    # The letters desk.
    path("office/replies/", replies.replies, name="replies"),
    path("office/replies/<int:pk>/", replies.reply, name="reply"),
    path("office/replies/<int:pk>/print/", replies.reply_print, name="reply_print"),
    path("office/replies/<int:pk>/<slug:name>/", replies.reply_action, name="reply_action"),
    # One case. Fixed addresses must stand before the steps, which are last.
    path("office/invitations/<slug:reference>/", case.case, name="office_case"),
    path("office/invitations/<slug:reference>/summary/", summary.summary, name="office_summary"),
    path("office/invitations/<slug:reference>/summary.pdf", summary.summary_pdf, name="office_summary_pdf"),
    path("office/invitations/<slug:reference>/write-note/", noting.note, name="office_note"),
    path("office/invitations/<slug:reference>/log-call/", noting.call, name="office_call"),
    path("office/invitations/<slug:reference>/advise-mayor/", noting.advise, name="office_advise"),
    path("office/invitations/<slug:reference>/interest/", noting.interest, name="office_interest"),
    path("office/invitations/<slug:reference>/assign/", noting.assign, name="office_assign"),
    path("office/invitations/<slug:reference>/answer/<int:pk>/", noting.answer, name="office_answer"),
    path("office/invitations/<slug:reference>/correct/<slug:part>/", noting.correct, name="office_correct"),
    path("office/invitations/<slug:reference>/preview/<slug:letter>/", case.preview, name="office_preview"),
    path("office/invitations/<slug:reference>/<slug:step>/", steps.take_step, name="office_step"),
]
