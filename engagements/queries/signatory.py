"""In whose name a letter goes out: a named officer's, never a councillor's (P12).

The one exception is a letter over the Mayor's own name, whose words the Mayor has approved.
"""

from django.db.models import Case, IntegerField, Value, When

from civic import wording
from civic.models import OfficeKind, Person, Role
from civic.queries import CouncilNow
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


def the_mayor(at: CouncilNow) -> Person | None:
    """Who holds the Mayor's office now; a Deputy who acts does not sign with the Mayor's name."""
    term = at.tenure.term_at(OfficeKind.MAYOR, at.now)
    return term.person if term else None


def mayors_signature(at: CouncilNow) -> dict[str, str]:
    """The Mayor's own name and title, for the council and not for its office."""
    mayor = the_mayor(at)
    return {
        "officer_name": mayor.written_name if mayor else "",
        "officer_post": at.offices[OfficeKind.MAYOR].title,
        "signed_from": at.council.name,
    }
