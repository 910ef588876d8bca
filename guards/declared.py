"""The registry: every guard that an installed app declares in its `guards.py`."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

from guards.guard import Guard, NeverAtOnce, Renewal

Declared = Guard | NeverAtOnce | Renewal


def guarded_apps() -> Iterator[AppConfig]:
    """The apps that declare guards."""
    for app in apps.get_app_configs():
        if app.module and module_has_submodule(app.module, "guards"):
            yield app


@cache
def registry() -> dict[str, Declared]:
    """Every guard by its name. Raises ImproperlyConfigured when two have the same."""
    found: dict[str, Declared] = {}
    for app in guarded_apps():
        for guard in import_module(f"{app.name}.guards").GUARDS:
            if guard.name in found:
                raise ImproperlyConfigured(f"Two guards are named {guard.name}.")
            found[guard.name] = guard
    return found


def refusal(error: Exception) -> Declared | None:
    """The guard that refused, as the database's error names it; None when the error is of another making."""
    named = re.findall(r"\w+", str(error))
    return next(
        (guard for name, guard in registry().items() if name in named or f"guard_{name}" in named), None
    )
