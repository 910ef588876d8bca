"""Addresses of the office at work."""

from django.urls import path

from engagements.views import attachments, deputy, intake, intake_office, mailbox, mayor

urlpatterns = [
    # The public form.
    path("invite/", intake.invite, name="invite"),
    path("invite/received/", intake.invite_received, name="invite_received"),
    path("invite/<slug:key>/", intake.invite_again, name="invite_again"),
    path("invite/<slug:key>/check/", intake.invite_check, name="invite_check"),
    # What comes in otherwise, and the files that came with it.
    path("office/invitations/new/", intake_office.office_new, name="office_new"),
    path("office/attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("deputy/refer/", intake_office.deputy_refer, name="deputy_refer"),
    # The demo only; elsewhere both answer 'not found'.
    path("demo/mailbox/", mailbox.mailbox, name="mailbox"),
    path("demo/mailbox/<slug:key>/", mailbox.mailbox_mail, name="mailbox_mail"),
    # The Mayor: what waits, one invitation, one answer with its confirmation.
    path("mayor/", mayor.box, name="mayor"),
    path("mayor/<str:reference>/", mayor.case, name="mayor_case"),
    path("mayor/<str:reference>/recorded/", mayor.done, name="mayor_done"),
    path("mayor/<str:reference>/interest/", mayor.interest, name="mayor_interest"),
    path("mayor/<str:reference>/<slug:slug>/", mayor.answer, name="mayor_answer"),
    # The Deputy: what the Mayor asks. Fixed addresses below /deputy/ must stand before these.
    path("deputy/", deputy.box, name="deputy"),
    path("deputy/<str:reference>/", deputy.case, name="deputy_case"),
    path("deputy/<str:reference>/interest/", deputy.interest, name="deputy_interest"),
    path("deputy/<str:reference>/<slug:slug>/", deputy.answer, name="deputy_answer"),
]
