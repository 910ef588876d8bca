"""What the office and its pages do with letters over the Mayor’s own name, for the tests beside it."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from civic.models import Person, Term
from engagements.models import Letter, RecordEntry
from engagements.services.letters import drafts
from protocols.core.vocabulary import LetterKind
from tests.council import YEAR_BEGINS_AT, make_mayor
from tests.guarding import guards_down

S = Letter.State
NEWS = "A hundred years is a great age."
CONGRATULATIONS = LetterKind.MAYORS_CONGRATULATIONS


def release(letter: Letter, officer: Person, body: str = "") -> Letter:
    return drafts.release(letter, subject=letter.subject, body=body or letter.body, by=officer)


def now(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def last_entry(letter: Letter) -> RecordEntry:
    entries = RecordEntry.objects.filter(invitation=letter.invitation_id).select_related("particulars")
    return entries.order_by("-sequence")[0]


def page_of(client: Client, who: Person, name: str, *args: Any, **sent: str) -> Any:
    client.force_login(who)
    address = reverse(f"engagements:{name}", args=args)
    return client.post(address, sent) if sent else client.get(address)


def another_mayor() -> Person:
    """The Mayor resigns, and somebody else is elected for the rest of the year."""
    leaves_at = YEAR_BEGINS_AT + timedelta(days=10)
    with guards_down():
        Term.objects.filter(office__kind="mayor").update(ends_at=leaves_at)
    return make_mayor("Councillor Ada Ashe", begins_at=leaves_at)
