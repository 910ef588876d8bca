from django.apps import AppConfig
from django.core.checks import Tags, register

from protocols import checks


class ProtocolsConfig(AppConfig):
    """The protocol service, with the checks of its words."""

    name = "protocols"
    verbose_name = "Protocol"

    def ready(self) -> None:
        register(checks.shipped_words_are_fit, Tags.compatibility)
        register(checks.handbook_is_complete, Tags.database)
