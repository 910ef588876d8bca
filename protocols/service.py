"""The one door to the protocol: the handbook in force and, on it, the rulings."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from protocols.models import Clause, ProtocolVersion
from protocols.wording import UnfitWording, fill_titles, validate_clause

# --- The handbook ----------------------------------------------------------------------------------------------------


class HandbookClosed(Exception):
    """The version is not a draft, or no longer one; published words are never changed (P22)."""


def version_in_force() -> ProtocolVersion:
    """The protocol as it stands now. There is always exactly one."""
    return ProtocolVersion.objects.get(state=ProtocolVersion.State.IN_FORCE)


def clause_title(code: str, version: ProtocolVersion, names: Mapping[str, str]) -> str:
    """The title of a clause with the council's own titles in it. Raises Clause.DoesNotExist."""
    return fill_titles(version.clauses.get(code=code).title, names)


def clause_text(code: str, version: ProtocolVersion, names: Mapping[str, str]) -> str:
    """The text of a clause with the council's own titles in it: {"mayor_title": "the Mayor", "deputy_title": …}.

    Raises Clause.DoesNotExist for a number this version does not have.
    """
    return fill_titles(version.clauses.get(code=code).text, names)


@transaction.atomic
def new_draft(*, by: Any) -> ProtocolVersion:
    """A draft with the clauses in force, to be edited; the open draft when there is one already."""
    in_force = ProtocolVersion.objects.select_for_update().get(state=ProtocolVersion.State.IN_FORCE)
    if draft := ProtocolVersion.objects.filter(state=ProtocolVersion.State.DRAFT).first():
        return draft
    highest: int = ProtocolVersion.objects.aggregate(highest=Max("number"))["highest"]
    draft = ProtocolVersion.objects.create(number=highest + 1, created_by=by)
    Clause.objects.bulk_create(
        Clause(version=draft, code=clause.code, order=clause.order, title=clause.title, text=clause.text)
        for clause in in_force.clauses.all()
    )
    return draft


@transaction.atomic
def change_clause(*, version: ProtocolVersion, code: str, title: str, text: str, by: Any) -> Clause:
    """Word a clause of a draft anew. What a clause enforces is the table's; this changes what people read.

    Raises UnfitWording with every problem, HandbookClosed when the version is no longer a draft.
    """
    title, text = title.strip(), text.replace("\r\n", "\n").strip()
    if problems := validate_clause(title, text):
        raise UnfitWording(problems)
    draft = _locked_draft(version)
    clause: Clause = draft.clauses.get(code=code)
    clause.title, clause.text, clause.changed_at, clause.changed_by = title, text, timezone.now(), by
    clause.save()
    return clause


@transaction.atomic
def publish(version: ProtocolVersion, *, note: str = "", by: Any) -> ProtocolVersion:
    """Put a draft in force from now on; the version before it is superseded and kept.

    Raises HandbookClosed when the version is no longer a draft.
    """
    now = timezone.now()
    draft = _locked_draft(version)
    ProtocolVersion.objects.filter(state=ProtocolVersion.State.IN_FORCE).update(state=ProtocolVersion.State.SUPERSEDED)
    draft.state, draft.in_force_from, draft.published_by, draft.note = ProtocolVersion.State.IN_FORCE, now, by, note.strip()
    draft.save()
    return draft


def _locked_draft(version: ProtocolVersion) -> ProtocolVersion:
    draft = ProtocolVersion.objects.select_for_update().filter(pk=version.pk, state=ProtocolVersion.State.DRAFT).first()
    if draft is None:
        raise HandbookClosed(f"Version {version.number} is published and is not changed any more. Draft a new version.")
    return draft
