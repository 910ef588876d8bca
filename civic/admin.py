"""The council's records in the read-only admin (readonly_admin.py): to be looked at, not to be changed.

Its own sign-in page is replaced by the office's, which asks for the second factor and counts failed attempts.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest

from civic import models

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows and never changes."""

    actions = None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only by what a page offers: narrowed by any column, a list tells of columns it does not show."""
        offered = [name for name in self.get_list_filter(request) if isinstance(name, str)]
        return any(lookup == name or lookup.startswith(f"{name}__") for name in offered)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(models.Council)
class CouncilAdmin(ReadOnlyAdmin):
    exclude = ("logo",)


@admin.register(models.Person)
class PersonAdmin(ReadOnlyAdmin):
    list_display = ("name", "role", "email", "is_active")
    exclude = ("password", "groups", "user_permissions")


@admin.register(models.Term)
class TermAdmin(ReadOnlyAdmin):
    list_display = ("office", "person", "begins_at", "ends_at")
    list_select_related = ("office", "person")


@admin.register(models.CivicChange)
class CivicChangeAdmin(ReadOnlyAdmin):
    list_display = ("changed_at", "what", "changed_by")
    list_select_related = ("changed_by",)


for model in (
    models.Office,
    models.ActingPeriod,
    models.AgreedReason,
    models.CouncilMeeting,
    models.ClosedDay,
    models.PreElectionPeriod,
    models.NeighbouringArea,
):
    admin.site.register(model, ReadOnlyAdmin)
