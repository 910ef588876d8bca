"""The one door to the protocol: the handbook in force and, on it, the rulings."""

import hashlib
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from protocols import consistency, differences
from protocols.core.rows import Row
from protocols.core.rulings import closed_rows, open_rows
from protocols.core.situation import Situation
from protocols.core.vocabulary import Party, Step
from protocols.models import Clause

# Whoever asks here names what is answered by these.
from protocols.models import ClauseNote as ClauseNote
from protocols.models import ProtocolVersion as ProtocolVersion
from protocols.signatory import Signatory
from protocols.texts.limits import LIMITS, in_words
from protocols.wording import UnfitWording, fill_titles, validate_clause

# --- The handbook -------------------------------------------------------------------------------------------


class ClauseMovedOn(Exception):
    """Somebody else worded the clause anew since it was read. Carries the clause as it is now."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        super().__init__(f"Someone else has changed clause {clause.code} since you opened this page.")


class HandbookClosed(Exception):
    """The version is not a draft, or no longer one; published words are never changed (P22)."""


def version_in_force() -> ProtocolVersion:
    """The protocol as it stands now. There is always exactly one."""
    return ProtocolVersion.objects.get(state=ProtocolVersion.State.IN_FORCE)


def all_versions() -> QuerySet[ProtocolVersion]:
    """Every version, the newest first, with who drafted and who published it."""
    return ProtocolVersion.objects.select_related("created_by", "published_by").order_by("-number")


def published_versions() -> QuerySet[ProtocolVersion]:
    """The versions that are or were in force; one that nobody has signed yet is nobody's protocol."""
    return ProtocolVersion.objects.filter(in_force_from__isnull=False)


def words_of(version: ProtocolVersion, names: Mapping[str, str]) -> dict[str, str]:
    """The council's titles, and what this version says of its limits and of the council's choices,
    ready to be filled in.
    """
    own = {name: getattr(version, name) for name in (*LIMITS, "offer_deputy", "ask_wish")}
    return {name: fill_titles(words, names) for name, words in in_words(own).items()} | dict(names)


def in_words_of(version: ProtocolVersion, text: str, names: Mapping[str, str]) -> str:
    """A clause's title or text as this version says it in this council."""
    return fill_titles(text, words_of(version, names))


def differences_between(
    before: ProtocolVersion, after: ProtocolVersion, names: Mapping[str, str]
) -> list[differences.Change]:
    """What reads otherwise in `after`, clause by clause, as people read it:
    a changed limit shows where a clause names it.
    """

    def read(version: ProtocolVersion) -> dict[str, tuple[str, str]]:
        words = words_of(version, names)
        return {
            clause.code: (fill_titles(clause.title, words), fill_titles(clause.text, words))
            for clause in version.clauses.all()
        }

    return differences.of_clauses(read(before), read(after))


def compared_with(version: ProtocolVersion) -> ProtocolVersion:
    """The version one reads another against: the one in force, or the one before it."""
    earlier = published_versions().filter(number__lt=version.number).order_by("-number").first()
    return earlier if version.in_force_from and earlier else version_in_force()


def flags_of(version: ProtocolVersion) -> list[consistency.Flag]:
    """Where the words of this version no longer say what the software does."""
    return consistency.flags(version.clauses.values_list("code", "text"))


def clause_title(code: str, version: ProtocolVersion, names: Mapping[str, str]) -> str:
    """The title of a clause with the council's own titles in it. Raises Clause.DoesNotExist."""
    return in_words_of(version, version.clauses.get(code=code).title, names)


def clause_text(code: str, version: ProtocolVersion, names: Mapping[str, str]) -> str:
    """The text of a clause with the council's own titles in it: {"mayor_title":
    "the Mayor", "deputy_title": …}.

    Raises Clause.DoesNotExist for a number this version does not have.
    """
    return in_words_of(version, version.clauses.get(code=code).text, names)


@transaction.atomic
def new_draft(*, by: Signatory) -> ProtocolVersion:
    """A draft with the clauses, limits and choices in force, to be edited;
    the open draft when there is one already.

    Raises HandbookClosed while a version is put for signature: that one is taken
    back, or comes into force, first.
    """
    lock_versions()
    if draft := ProtocolVersion.objects.filter(state=ProtocolVersion.State.DRAFT).first():
        return draft
    if waiting := ProtocolVersion.objects.filter(state=ProtocolVersion.State.FOR_SIGNATURE).first():
        raise HandbookClosed(
            f"Version {waiting.number} has been sent for signature. Return it to draft if "
            f"you need to change it."
        )
    in_force = version_in_force()
    highest: int = ProtocolVersion.objects.aggregate(highest=Max("number"))["highest"]
    same = {name: getattr(in_force, name) for name in (*LIMITS, "offer_deputy", "ask_wish")}
    draft = ProtocolVersion.objects.create(number=highest + 1, created_by_id=by.pk, **same)
    Clause.objects.bulk_create(
        Clause(version=draft, code=clause.code, order=clause.order, title=clause.title, text=clause.text)
        for clause in in_force.clauses.all()
    )
    return draft


def lock_versions() -> None:
    """Nobody else moves any version until this transaction ends. There are a few rows in ten years."""
    list(ProtocolVersion.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def wording_of(clause: Clause) -> str:
    """What a page that shows the clause remembers of its words."""
    return hashlib.sha256(f"{clause.title}\n{clause.text}".encode()).hexdigest()


@transaction.atomic
def change_clause(
    *, version: ProtocolVersion, code: str, title: str, text: str, seen: str = "", by: Signatory
) -> Clause:
    """Word a clause of a draft anew. What a clause enforces is the table's; this changes what people read.

    `seen` is the `wording_of` the clause that was read. Raises UnfitWording with every problem,
    HandbookClosed when the version is no longer a draft, ClauseMovedOn when somebody else worded it anew.
    """
    title, text = title.strip(), text.replace("\r\n", "\n").strip()
    if problems := validate_clause(title, text):
        raise UnfitWording(problems)
    draft = _locked_draft(version)
    clause: Clause = draft.clauses.get(code=code)
    if seen and seen != wording_of(clause):
        raise ClauseMovedOn(clause)
    if (title, text) == (clause.title, clause.text):
        return clause
    clause.title, clause.text, clause.changed_at, clause.changed_by_id = title, text, timezone.now(), by.pk
    clause.save()
    return clause


@transaction.atomic
def change_limits(*, version: ProtocolVersion, by: Signatory, **limits: object) -> ProtocolVersion:
    """Set a draft's limits and choices: any of answer_days, after_reminder_days, rare_exceptions,
    offer_deputy, ask_wish.

    They hold for cases registered under the version. Raises HandbookClosed when it is no longer a draft.
    """
    draft = _locked_draft(version)
    for name, value in limits.items():
        setattr(draft, name, value)
    draft.full_clean(exclude=["created_by", "published_by", "planned_by"])
    draft.save(update_fields=list(limits))
    return draft


def refuse_unless_draft(version: ProtocolVersion) -> None:
    """Raises HandbookClosed for a version that is put for signature, or is or was in force."""
    if version.is_for_signature:
        raise HandbookClosed(
            f"Version {version.number} has been sent for signature. To change it, return it "
            f"to draft. Any signatures then become void."
        )
    if not version.is_draft:
        raise HandbookClosed(
            f"Version {version.number} is published and cannot be changed. Draft a new version."
        )


def _locked_draft(version: ProtocolVersion) -> ProtocolVersion:
    """The version as it is now, and nobody else's while this transaction lasts."""
    lock_versions()
    now = ProtocolVersion.objects.get(pk=version.pk)
    refuse_unless_draft(now)
    return now


@transaction.atomic
def note_on_clause(
    *, version: ProtocolVersion, code: str, text: str, citation: str, by: Signatory
) -> ClauseNote:
    """Keep a note for staff on a clause as it stands in the version, with the advice it cites.

    Raises ValidationError for a clause the version does not have, and where the same
    advice is noted there already.
    """
    if not version.clauses.filter(code=code).exists():
        raise ValidationError({"code": f"Version {version.number} has no clause {code}."})
    note = ClauseNote(version=version, code=code, text=text, citation=citation, noted_by_id=by.pk)
    note.full_clean()
    note.save(force_insert=True)
    return note


def notes_on(version: ProtocolVersion) -> dict[str, list[ClauseNote]]:
    """The notes on each clause, by its code: those made on this version and on the versions before it."""
    notes: dict[str, list[ClauseNote]] = {}
    for note in ClauseNote.objects.filter(version__number__lte=version.number).select_related(
        "version", "noted_by"
    ):
        notes.setdefault(note.code, []).append(note)
    return notes


# --- Rulings ------------------------------------------------------------------------------------------------


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
