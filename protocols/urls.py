"""Addresses of the published protocol and of the handbook behind it."""

from django.urls import path

from protocols.views import handbook, letters, published

urlpatterns = [
    path("protocol/", published.in_force, name="protocol"),
    path("protocol/version-<int:number>/", published.earlier, name="protocol_version"),
    path("handbook/", handbook.overview, name="handbook"),
    path("handbook/draft/", handbook.draft_begin, name="handbook_draft"),
    path("handbook/versions/<int:number>/", handbook.version, name="handbook_version"),
    path("handbook/versions/<int:number>/publish/", handbook.publish, name="handbook_publish"),
    path("handbook/versions/<int:number>/clauses/<slug:code>/", handbook.clause, name="handbook_clause"),
    path("handbook/letters/", letters.letters, name="letters"),
    path("handbook/letters/<slug:code>/", letters.letter, name="letter"),
    path("handbook/letters/<slug:code>/wording/", letters.wording, name="letter_wording"),
    path("handbook/letters/<slug:code>/wording/<int:number>/", letters.letter, name="letter_earlier"),
    path("handbook/letters/<slug:code>/by-itself/", letters.by_itself, name="letter_by_itself"),
]
