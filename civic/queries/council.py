"""The council and its offices."""

from collections.abc import Mapping

from django.db.models import BooleanField, ExpressionWrapper, Q

from civic.models import Council, Office, OfficeKind


def the_council() -> Council:
    """The one council of this installation; `has_logo` says whether there is one,
    which is only loaded when asked for.
    """
    has_logo = ExpressionWrapper(~Q(logo=b""), output_field=BooleanField())
    return Council.objects.defer("logo").annotate(has_logo=has_logo).get()


def offices_by_kind() -> dict[str, Office]:
    """The offices this council has, by kind; DEPUTY is missing where there is no Deputy."""
    return {office.kind: office for office in Office.objects.filter(exists=True)}


def titles(offices: Mapping[str, Office]) -> dict[str, str]:
    """What this council calls its civic head and deputy, within a sentence."""
    mayor, deputy = offices.get(OfficeKind.MAYOR), offices.get(OfficeKind.DEPUTY)
    return {
        "mayor_title": mayor.title_in_sentence if mayor else "the Mayor",
        "deputy_title": deputy.title_in_sentence if deputy else "the Deputy",
    }
