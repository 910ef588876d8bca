"""Addresses of the reports: figures of a period, the list behind each, approaches to the Deputy, and all of it to take away."""

from django.urls import path

from reports.views import approaches, figures, files

urlpatterns = [
    path("reports/approaches/", approaches.report, name="pattern"),
    path("reports/approaches/approaches.pdf", approaches.report_pdf, name="pattern_pdf"),
    path("reports/approaches/approaches.csv", approaches.report_csv, name="pattern_csv"),
    path("reports/", figures.overview, name="reports"),
    path("reports/list/", figures.behind, name="reports_list"),
    path("reports/list.csv", files.list_csv, name="reports_list_csv"),
    path("reports/list.xlsx", files.list_xlsx, name="reports_list_xlsx"),
    path("reports/figures.csv", files.figures_csv, name="reports_csv"),
    path("reports/figures.xlsx", files.figures_xlsx, name="reports_xlsx"),
    path("reports/report.pdf", files.report_pdf, name="reports_pdf"),
    path("reports/print/", files.report_print, name="reports_print"),
    path("reports/annual-report.docx", files.annual_docx, name="reports_annual"),
    path("reports/names/", figures.names, name="reports_names"),
]
