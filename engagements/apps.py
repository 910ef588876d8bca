from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import import_string

from engagements import checks

# By its name: services know the models, and those are made only after the apps.
FOLD_ANEW = "engagements.services.intake.folded_columns.after_migrating"


class EngagementsConfig(AppConfig):
    name = "engagements"

    def ready(self) -> None:
        checks.register_all()
        # Heard before the guards are taken down: what is refused changes nothing.
        pre_migrate.connect(checks.keep_the_record, sender=self, dispatch_uid="keep the record")
        post_migrate.connect(import_string(FOLD_ANEW), sender=self, dispatch_uid="folded columns")
