"""In whose name a letter goes out: a named officer's, never a councillor's (P12)."""

from django.db.models import Case, IntegerField, Value, When

from civic import wording
from civic.models import Person, Role
from engagements.models import Invitation

_MANAGER_FIRST = Case(
    When(role=Role.CIVIC_MANAGER, then=Value(0)), default=Value(1), output_field=IntegerField()
)


def who_signs(invitation: Invitation) -> Person:
    """The officer who has the case, or the civic manager.

    Raises Person.DoesNotExist when the office has nobody.
    """
    if invitation.assigned_to and invitation.assigned_to.is_active:
        return invitation.assigned_to
    return Person.objects.officers().order_by(_MANAGER_FIRST, "pk")[:1].get()


def signature(officer: Person) -> dict[str, str]:
    """The officer's name and post, as placeholders of a letter."""
    return {
        "officer_name": officer.written_name,
        "officer_post": officer.post or wording.capital(officer.get_role_display()),
    }
