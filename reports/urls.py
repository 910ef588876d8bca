"""Addresses of the reports: figures of a period, the list behind each, approaches to the Deputy,
and all of it to take away.
"""

from django.urls import path

from reports.views import approaches, figures, files, talk

app_name = "reports"
urlpatterns = [
    path("reports/approaches/", approaches.report, name="approaches"),
    path("reports/approaches/approaches.pdf", approaches.report_pdf, name="approaches_pdf"),
    path("reports/approaches/approaches.csv", approaches.report_csv, name="approaches_csv"),
    path("reports/approaches/open/", talk.open_report, name="approaches_open"),
    path("reports/approaches/close/", talk.close_report, name="approaches_close"),
    path("reports/", figures.overview, name="overview"),
    path("reports/list/", figures.behind, name="list"),
    path("reports/list.csv", files.list_csv, name="list_csv"),
    path("reports/list.xlsx", files.list_xlsx, name="list_xlsx"),
    path("reports/figures.csv", files.figures_csv, name="figures_csv"),
    path("reports/figures.xlsx", files.figures_xlsx, name="figures_xlsx"),
    path("reports/report.pdf", files.report_pdf, name="report_pdf"),
    path("reports/print/", files.report_print, name="report_print"),
    path("reports/annual-report.docx", files.annual_docx, name="annual_report"),
    path("reports/names/", figures.names, name="names"),
]
