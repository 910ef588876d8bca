"""Keeping the agreed list of reasons (P2); the civic manager's undertakings."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from civic.models import AgreedReason, Person
from civic.services import council_changes

LAST_ONE = (
    "This is the last reason on the list. Add another one first. Without a reason, "
    "nobody can be asked to attend (P2)."
)


@transaction.atomic
def add(*, wording: str, may_be_told: bool, place: int, by: Person) -> AgreedReason:
    """Puts a reason on the list. Raises ValidationError when it stands there, or stood there, already."""
    reason = AgreedReason(code=_free_code(wording))
    values = {"wording": wording, "may_be_told": may_be_told, "place": place}
    return council_changes.keep(reason, values=values, what="Agreed reason added", by=by)


@transaction.atomic
def change(
    reason: AgreedReason, *, wording: str, may_be_told: bool, in_use: bool, place: int, by: Person
) -> AgreedReason:
    """Rewords a reason, moves it, takes it off the list or puts it back.

    Decisions that were made with it keep the words they were made with. Raises ValidationError, also for the
    last reason on the list.
    """
    # All of them, so that two people do not take off the last two at once.
    on_the_list = {one.pk for one in AgreedReason.objects.select_for_update() if one.in_use}
    if not in_use and on_the_list <= {reason.pk}:
        raise ValidationError({"in_use": LAST_ONE})
    values = {"wording": wording, "may_be_told": may_be_told, "in_use": in_use, "place": place}
    return council_changes.keep(reason, values=values, what=f"Agreed reason: {reason.wording}", by=by)


def _free_code(wording: str) -> str:
    """A code that no reason has, from its first words."""
    stem = slugify(wording)[:24].strip("-").replace("-", "_") or "reason"
    taken = set(AgreedReason.objects.values_list("code", flat=True))
    tried = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(code for code in tried if code not in taken)
