from django.apps import AppConfig


class HandbookConfig(AppConfig):
    """The protocol's pages: as the public reads it, and as the civic manager keeps it."""

    name = "handbook"
