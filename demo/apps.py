from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The invented council; installed in the demo only."""

    name = "demo"
