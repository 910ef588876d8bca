from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate

from guards import checks, upkeep
from guards.declared import guarded_apps


class GuardsConfig(AppConfig):
    """Guards down before the first migration, up after the last; Django tells each app of both."""

    name = "guards"

    def ready(self) -> None:
        register(checks.guards_stand, Tags.database)
        for app in guarded_apps():
            pre_migrate.connect(
                upkeep.before_migrating, sender=app, dispatch_uid=f"guards of {app.label} down"
            )
            post_migrate.connect(upkeep.after_migrating, sender=app, dispatch_uid=f"guards of {app.label} up")
