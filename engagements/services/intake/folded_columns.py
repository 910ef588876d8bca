"""The columns of folded text, worked out anew where this software folds otherwise than the one that wrote."""

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from engagements.models import GONE, Invitation, Letter, Organiser
from engagements.services.intake.registration import search_text
from guards import upkeep

AT_ONCE = 500


def after_migrating(using: str, **kwargs: Any) -> None:
    """At every upgrade; nothing where the tables are gone, as after migrating back to nothing."""
    tables = set(connections[using].introspection.table_names())
    if {folded._meta.db_table for folded in (Organiser, Invitation, Letter)} <= tables:
        rebuild(using)


def rebuild(using: str = "default") -> int:
    """Folds again what is folded otherwise; how many rows that were.

    Nothing is said about a case that was not said before, so there is no entry in the record. The guards,
    which want one of whoever changes an organiser, stand aside within the transaction.
    """
    organisers, invitations, letters = _organisers(using), _invitations(using), _letters(using)
    written = len(organisers) + len(invitations) + len(letters)
    if written:
        with transaction.atomic(using=using):
            _write(connections[using], organisers, invitations, letters)
    return written


def _write(
    connection: BaseDatabaseWrapper,
    organisers: list[Organiser],
    invitations: list[Invitation],
    letters: list[Letter],
) -> None:
    upkeep.take_down(connection)
    of_organiser, searched, using = ["mailbox", "folded_organisation"], ["search_text"], connection.alias
    Organiser.objects.using(using).bulk_update(organisers, of_organiser, batch_size=AT_ONCE)
    Invitation.objects.using(using).bulk_update(invitations, searched, batch_size=AT_ONCE)
    Letter.objects.using(using).bulk_update(letters, searched, batch_size=AT_ONCE)
    upkeep.put_up(connection)


def _organisers(using: str) -> list[Organiser]:
    """Those that are folded otherwise, as they should be."""
    other = []
    read = ("email", "mailbox", "organisation", "folded_organisation")
    for organiser in Organiser.objects.using(using).only(*read).iterator():
        before = organiser.mailbox, organiser.folded_organisation
        organiser.fold()
        if before != (organiser.mailbox, organiser.folded_organisation):
            other.append(organiser)
    return other


def _invitations(using: str) -> list[Invitation]:
    other = []
    own = ("reference", "title", "venue", "postcode", "search_text")
    of_organiser = tuple(f"organiser__{name}" for name in ("name", "organisation", "email", "telephone"))
    rows = Invitation.objects.using(using).select_related("organiser").only(*own, *of_organiser)
    for invitation in rows.iterator():
        before, invitation.search_text = invitation.search_text, search_text(invitation)
        if before != invitation.search_text:
            other.append(invitation)
    return other


def _letters(using: str) -> list[Letter]:
    """Those whose words are still there: of what was erased nothing is searched."""
    other = []
    read = ("recipient_name", "subject", "values", "search_text", "invitation__reference")
    rows = Letter.objects.using(using).exclude(recipient_name=GONE).select_related("invitation").only(*read)
    for letter in rows.iterator():
        before = letter.search_text
        letter.fold()
        if before != letter.search_text:
            other.append(letter)
    return other
