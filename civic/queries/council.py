"""The council and its offices."""

from django.db.models import BooleanField, ExpressionWrapper, Q

from civic.models import Council, Office, OfficeKind


def the_council() -> Council:
    """The one council of this installation; `has_logo` says whether there is one, which is only loaded when asked for."""
    has_logo = ExpressionWrapper(~Q(logo=b""), output_field=BooleanField())
    return Council.objects.defer("logo").annotate(has_logo=has_logo).get()


def offices_by_kind() -> dict[str, Office]:
    """The offices this council has, by kind; DEPUTY is missing where there is no Deputy."""
    return {office.kind: office for office in Office.objects.filter(exists=True)}


def office_of(kind: OfficeKind) -> Office | None:
    """The office of this kind, or None when the council does not have it."""
    return Office.objects.filter(kind=kind, exists=True).first()
