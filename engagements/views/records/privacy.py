"""The privacy notice: the office's own retention rules make it,
so it stands here and not with the council's other statements.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from civic.access import council_now
from civic.models import Nation
from civic.views.statements import statement
from engagements.models import RetentionRule


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What becomes of the particulars of people who invite, and of those who attend."""
    council = council_now(request).council
    contact = settings.DATA_PROTECTION_EMAIL or council.email
    facts = {"contact": contact, "kept_for": kept_for(), "scotland": council.nation == Nation.SCOTLAND}
    return statement(request, "civic/statements/privacy.html", **facts)


def kept_for() -> list[tuple[str, str]]:
    """What is kept, and how long after the event, by the rules that erase it."""
    return [(rule.get_kind_display(), _span(rule.years)) for rule in RetentionRule.objects.all()]


def _span(years: int | None) -> str:
    return f"{years} year{'' if years == 1 else 's'}" if years else "permanently"
