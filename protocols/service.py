"""The one door to the protocol: the handbook in force and, on it, the rulings."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from protocols.core.rulings import closed_rows, open_rows
from protocols.core.situation import Situation
from protocols.core.table import Row
from protocols.core.vocabulary import Party, Step
from protocols.models import Clause, ProtocolVersion
from protocols.wording import UnfitWording, fill_titles, validate_clause

# --- The handbook ----------------------------------------------------------------------------------------------------


class HandbookClosed(Exception):
    """The version is not a draft, or no longer one; published words are never changed (P22)."""


def version_in_force() -> ProtocolVersion:
    """The protocol as it stands now. There is always exactly one."""
    return ProtocolVersion.objects.get(state=ProtocolVersion.State.IN_FORCE)


def all_versions() -> QuerySet[ProtocolVersion]:
    """Every version, the newest first, with who drafted and who published it."""
    return ProtocolVersion.objects.select_related("created_by", "published_by").order_by("-number")


def published_versions() -> QuerySet[ProtocolVersion]:
    """The versions that are or were in force; a draft is nobody's protocol yet."""
    return ProtocolVersion.objects.exclude(state=ProtocolVersion.State.DRAFT)


def clauses_changed(draft: ProtocolVersion) -> list[Clause]:
    """The clauses of a draft that read otherwise than those in force."""
    before = {clause.code: (clause.title, clause.text) for clause in version_in_force().clauses.all()}
    return [clause for clause in draft.clauses.all() if before.get(clause.code) != (clause.title, clause.text)]


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


def refuse_unless_draft(version: ProtocolVersion) -> None:
    """Raises HandbookClosed for a version that is or was in force."""
    if not version.is_draft:
        raise HandbookClosed(f"Version {version.number} is published and is not changed any more. Draft a new version.")


def _locked_draft(version: ProtocolVersion) -> ProtocolVersion:
    """The version as it is now, and nobody else's while this transaction lasts."""
    now = ProtocolVersion.objects.select_for_update().get(pk=version.pk)
    refuse_unless_draft(now)
    return now


# --- Rulings ---------------------------------------------------------------------------------------------------------


def open_steps(situation: Situation, parties: Iterable[Party]) -> list[Row]:
    """What these parties may do now, each step once, in the table's order: the buttons of a page."""
    wanted, steps = frozenset(parties), dict[Step, Row]()
    for row in open_rows(situation):
        if row.party in wanted:
            steps.setdefault(row.step, row)
    return list(steps.values())


def closed_steps(situation: Situation, parties: Iterable[Party]) -> list[tuple[Row, tuple[str, ...]]]:
    """What these parties may not do now though the stage knows the step, with the sentences that say why."""
    wanted = frozenset(parties)
    openly = {row.step for row in open_steps(situation, wanted)}
    shut: dict[Step, tuple[Row, tuple[str, ...]]] = {}
    for party in Party:
        if party in wanted:
            for row, lacking in closed_rows(situation, party):
                if row.step not in openly:
                    shut.setdefault(row.step, (row, tuple(fact.otherwise for fact in lacking)))
    return list(shut.values())


def in_council_words(text: str, names: Mapping[str, str]) -> str:
    """The protocol's own words with the council's titles in them: 'the Mayor' becomes 'the Lord Mayor'."""
    for word, title in (("Mayor", names["mayor_title"]), ("Deputy", names["deputy_title"])):
        bare = re.sub(r"^[Tt]he ", "", title)
        text = re.sub(rf"\b{word}\b(?!-)", bare, text)
    return text
