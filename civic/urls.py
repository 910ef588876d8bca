"""Addresses of the start page and of the council's settings."""

from django.urls import path

from civic.views import entrance, people, settings, statements

urlpatterns = [
    path("", entrance.home, name="home"),
    path("landing/", entrance.landing, name="landing"),
    path("brand.css", entrance.brand_css, name="brand_css"),
    path("logo.png", entrance.brand_logo, name="brand_logo"),
    path("healthz", entrance.healthz, name="healthz"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("cookies/", statements.cookies, name="cookies"),
    # Before allauth's own: addresses are kept by the civic manager (P16).
    path("account/", entrance.own_account, name="own_account"),
    path("account/email/", entrance.own_account),
    path("council/", settings.overview, name="council_overview"),
    path("council/details/", settings.council_details, name="council_details"),
    path("council/offices/", settings.offices, name="council_offices"),
    path("council/offices/<slug:kind>/", settings.office, name="council_office"),
    path("council/people/", people.people, name="council_people"),
    path("council/people/add/", people.person_add, name="council_person_add"),
    path("council/people/<int:pk>/", people.person, name="council_person"),
    path("council/people/<int:pk>/close/", people.account_close, name="council_account_close"),
    path("council/people/<int:pk>/open/", people.account_open, name="council_account_open"),
    path("council/terms/", people.terms, name="council_terms"),
    path("council/terms/record/", people.term_record, name="council_term_record"),
    path("council/terms/<int:pk>/", people.term_change, name="council_term"),
    path("council/terms/<int:pk>/end/", people.term_end, name="council_term_end"),
    path("council/acting/", people.acting_periods, name="council_acting_periods"),
    path("council/acting/record/", people.acting_record, name="council_acting_record"),
    path("council/acting/<int:pk>/end/", people.acting_end, name="council_acting_end"),
    path("council/meetings/", settings.meetings, name="council_meetings"),
    path("council/meetings/enter/", settings.meeting_enter, name="council_meeting_enter"),
    path("council/meetings/<int:pk>/", settings.meeting_move, name="council_meeting"),
    path("council/meetings/<int:pk>/remove/", settings.meeting_remove, name="council_meeting_remove"),
    path("council/closed-days/", settings.closed_days, name="council_closed_days"),
    path("council/closed-days/enter/", settings.closed_day_enter, name="council_closed_day_enter"),
    path("council/closed-days/<int:pk>/remove/", settings.closed_day_remove, name="council_closed_day_remove"),
    path("council/pre-election/", settings.pre_election_periods, name="council_pre_election_periods"),
    path("council/pre-election/enter/", settings.pre_election_period, name="council_pre_election_enter"),
    path("council/pre-election/<int:pk>/", settings.pre_election_period, name="council_pre_election"),
    path("council/pre-election/<int:pk>/remove/", settings.pre_election_remove, name="council_pre_election_remove"),
    path("council/changes/", settings.changes, name="council_changes"),
]
