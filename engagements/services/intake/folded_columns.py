"""The columns of folded text, worked out anew where this software folds otherwise than the one that wrote."""

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from engagements.models import Invitation, Organiser
from engagements.services.intake.registration import search_text
from guards import upkeep

AT_ONCE = 500


def after_migrating(using: str, **kwargs: Any) -> None:
    """At every upgrade; nothing where the tables are gone, as after migrating back to nothing."""
    tables = set(connections[using].introspection.table_names())
    if {Organiser._meta.db_table, Invitation._meta.db_table} <= tables:
        rebuild(using)


def rebuild(using: str = "default") -> int:
    """Folds again what is folded otherwise; how many rows that were.

    Nothing is said about a case that was not said before, so there is no entry in the record. The guards,
    which want one of whoever changes an organiser, stand aside within the transaction.
    """
    organisers, invitations = _organisers(using), _invitations(using)
    if organisers or invitations:
        with transaction.atomic(using=using):
            _write(connections[using], organisers, invitations)
    return len(organisers) + len(invitations)


def _write(
    connection: BaseDatabaseWrapper, organisers: list[Organiser], invitations: list[Invitation]
) -> None:
    upkeep.take_down(connection)
    columns = ["mailbox", "folded_organisation"]
    Organiser.objects.using(connection.alias).bulk_update(organisers, columns, batch_size=AT_ONCE)
    Invitation.objects.using(connection.alias).bulk_update(invitations, ["search_text"], batch_size=AT_ONCE)
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
    of_organiser = ("organiser__name", "organiser__organisation", "organiser__email")
    rows = Invitation.objects.using(using).select_related("organiser").only(*own, *of_organiser)
    for invitation in rows.iterator():
        before, invitation.search_text = invitation.search_text, search_text(invitation)
        if before != invitation.search_text:
            other.append(invitation)
    return other
