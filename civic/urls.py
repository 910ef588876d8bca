"""Addresses of the start page and of the council's settings."""

from django.urls import path

from civic.views import entrance, people, reasons, settings, statements

app_name = "civic"
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
    path("account/away/", entrance.own_absence, name="own_absence"),
    path("account/sign-out-everywhere/", entrance.sign_out_everywhere, name="sign_out_everywhere"),
    path("council/", settings.overview, name="council"),
    path("council/details/", settings.council_details, name="details"),
    path("council/offices/", settings.offices, name="offices"),
    path("council/offices/<slug:kind>/", settings.office, name="office"),
    path("council/people/", people.people, name="people"),
    path("council/people/add/", people.person_add, name="person_add"),
    path("council/people/<int:pk>/", people.person, name="person"),
    path("council/people/<int:pk>/close/", people.account_close, name="account_close"),
    path("council/people/<int:pk>/sign-out/", people.sign_out, name="person_sign_out"),
    path("council/people/<int:pk>/second-step/", people.second_step, name="person_second_step"),
    path("council/people/<int:pk>/open/", people.account_open, name="account_open"),
    path("council/terms/", people.terms, name="terms"),
    path("council/terms/record/", people.term_record, name="term_record"),
    path("council/terms/<int:pk>/", people.term_change, name="term"),
    path("council/terms/<int:pk>/end/", people.term_end, name="term_end"),
    path("council/acting/", people.acting_periods, name="acting_periods"),
    path("council/acting/record/", people.acting_record, name="acting_record"),
    path("council/acting/<int:pk>/end/", people.acting_end, name="acting_end"),
    path("council/meetings/", settings.meetings, name="meetings"),
    path("council/meetings/enter/", settings.meeting_enter, name="meeting_enter"),
    path("council/meetings/<int:pk>/", settings.meeting_move, name="meeting"),
    path("council/meetings/<int:pk>/remove/", settings.meeting_remove, name="meeting_remove"),
    path("council/closed-days/", settings.closed_days, name="closed_days"),
    path("council/closed-days/enter/", settings.closed_day_enter, name="closed_day_enter"),
    path("council/closed-days/<int:pk>/remove/", settings.closed_day_remove, name="closed_day_remove"),
    path("council/pre-election/", settings.pre_election_periods, name="pre_election_periods"),
    path("council/pre-election/enter/", settings.pre_election_period, name="pre_election_enter"),
    path("council/pre-election/<int:pk>/", settings.pre_election_period, name="pre_election"),
    path("council/pre-election/<int:pk>/remove/", settings.pre_election_remove, name="pre_election_remove"),
    path("council/reasons/", reasons.reasons, name="agreed_reasons"),
    path("council/reasons/add/", reasons.reason_add, name="agreed_reason_add"),
    path("council/reasons/<int:pk>/", reasons.reason_change, name="agreed_reason"),
    path("council/changes/", settings.changes, name="changes"),
]
