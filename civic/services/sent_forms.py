"""Once is once: a form sent twice, at the same moment or days later, has one effect and one answer.

What tells two sendings of one form from two forms is the token that every page puts into its forms: it is
another each time a page is shown.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from civic.models import SentForm

KEPT_FOR = timedelta(days=7)
Answer = TypeVar("Answer")


def once(fingerprint: str, take: Callable[[], tuple[Answer, str]]) -> tuple[Answer | None, str]:
    """What `take` gives, an answer and where it leads; None for an answer, where this form was taken before.

    All that `take` does and the memory of it stand or fall together. A form whose answer leads nowhere, as
    when it comes back with an error, was not taken. Who sends it at the same moment waits.
    """
    with transaction.atomic():
        sent, is_new = SentForm.objects.get_or_create(
            fingerprint=fingerprint, defaults={"leads_to": "", "taken_on": timezone.localdate()}
        )
        if not is_new:
            return None, sent.leads_to
        answer, sent.leads_to = take()
        if sent.leads_to:
            sent.save(update_fields=["leads_to"])
        else:
            sent.delete()
        return answer, sent.leads_to


def forget_old() -> int:
    """Forget what nobody sends again any more; how many."""
    forgotten, _ = SentForm.objects.filter(taken_on__lt=timezone.localdate() - KEPT_FOR).delete()
    return forgotten
