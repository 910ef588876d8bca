"""Django's admin, to read only: records of our own apps alone, and none to be changed (see admin.py)."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class ReadOnlyAdminSite(AdminSite):
    """Leaves out what other packages would let be changed: groups, addresses, second factors."""

    site_header = site_title = "Records of the civic office"
    index_title = "Records, to read only"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        super().register(
            [model for model in models if model._meta.app_label in settings.OUR_APPS], admin_class, **options
        )


class ReadOnlyAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS in the place of django.contrib.admin."""

    default = False
    default_site = "civic.readonly_admin.ReadOnlyAdminSite"
