"""Addresses of the published protocol and of the handbook behind it."""

from django.urls import path

from handbook.views import acknowledgements, handbook, letters, meetings, published, sheets, sign_off

app_name = "handbook"
urlpatterns = [
    path("protocol/", published.in_force, name="protocol"),
    path("protocol/version-<int:number>/", published.earlier, name="protocol_version"),
    path("protocol/protocol.pdf", sheets.protocol, name="protocol_pdf"),
    path("handbook/", handbook.overview, name="overview"),
    path("handbook/draft/", handbook.draft_begin, name="draft"),
    path("handbook/versions/<int:number>/", handbook.version, name="version"),
    path("handbook/versions/<int:number>/protocol.pdf", sheets.version, name="version_pdf"),
    path("handbook/versions/<int:number>/changes/", handbook.changes, name="changes"),
    path("handbook/versions/<int:number>/limits/", handbook.limits, name="limits"),
    path("handbook/versions/<int:number>/for-signature/", sign_off.put, name="put"),
    path("handbook/versions/<int:number>/take-back/", sign_off.take_back, name="take_back"),
    path("handbook/versions/<int:number>/sign/", sign_off.sign, name="sign"),
    path("handbook/versions/<int:number>/paper/", sign_off.paper, name="paper"),
    path("handbook/versions/<int:number>/publish/", sign_off.publish, name="publish"),
    path("handbook/versions/<int:number>/call-off/", sign_off.call_off, name="call_off"),
    path("handbook/signatures/<int:pk>/scan/", sign_off.scan, name="scan"),
    path("handbook/acknowledge/", acknowledgements.acknowledge, name="acknowledge"),
    path("handbook/meetings/", meetings.meetings, name="meetings"),
    path("handbook/meetings/record/", meetings.record, name="meeting_record"),
    path("handbook/meetings.csv", meetings.meetings_csv, name="meetings_csv"),
    path("handbook/roles/<slug:role>/", sheets.role, name="role"),
    path("handbook/roles/<slug:role>/sheet.pdf", sheets.role_pdf, name="role_pdf"),
    path("handbook/versions/<int:number>/clauses/<slug:code>/", handbook.clause, name="clause"),
    path("handbook/letters/", letters.letters, name="letters"),
    path("handbook/letters/<slug:code>/", letters.letter, name="letter"),
    path("handbook/letters/<slug:code>/wording/<int:number>/", letters.letter, name="letter_earlier"),
    path("handbook/letters/<slug:code>/by-itself/", letters.by_itself, name="letter_by_itself"),
]
