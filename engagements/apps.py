from django.apps import AppConfig

from engagements import checks


class EngagementsConfig(AppConfig):
    name = "engagements"

    def ready(self) -> None:
        checks.register_all()
