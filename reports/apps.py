from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Figures, approaches to the Deputy, the annual report: all read from engagements."""

    name = "reports"
