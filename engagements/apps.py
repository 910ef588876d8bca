from django.apps import AppConfig
from django.db.models.signals import pre_migrate

from engagements import checks


class EngagementsConfig(AppConfig):
    name = "engagements"

    def ready(self) -> None:
        checks.register_all()
        # Heard before the guards are taken down: what is refused changes nothing.
        pre_migrate.connect(checks.keep_the_record, sender=self, dispatch_uid="keep the record")
