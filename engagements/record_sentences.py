"""The record as a person reads it: each entry a plain sentence, with its particulars in words."""

from dataclasses import dataclass

from engagements.models import EntryKind, RecordEntry
from engagements.record_details import AS_TYPED, Around, Known, Names, details
from engagements.record_words import STEPS, SUBJECTS
from protocols.core.vocabulary import Party, Stage, Step
from protocols.wording import in_council_words

_NOT_STEPS = frozenset(kind.value for kind in EntryKind)


@dataclass(frozen=True)
class Sentence:
    """One entry, as it is shown. A particular without a label is a sentence of its own."""

    entry: RecordEntry
    says: str
    byline: str
    moved: str
    particulars: list[tuple[str, str]]


def of(entry: RecordEntry, names: Names, known: Known | None = None) -> Sentence:
    """The entry in plain words; `names` are the council's titles."""
    particulars = getattr(entry, "particulars", None)
    around = Around(particulars.words if particulars else {}, known or Known(), names)
    return Sentence(
        entry,
        in_council_words(_says(entry), names),
        in_council_words(_byline(entry), names),
        moved(entry, names),
        [
            (label, value if label in AS_TYPED else in_council_words(value, names))
            for label, value in details(around)
        ],
    )


def happened(entry: RecordEntry, names: Names) -> str:
    """Who did what, for the page that says somebody was quicker."""
    return in_council_words(_says(entry), names)


def moved(entry: RecordEntry, names: Names) -> str:
    """From which stage to which, where the entry moved the case."""
    if not entry.to_stage or entry.from_stage == entry.to_stage:
        return ""
    after = Stage(entry.to_stage).label
    before = f"from ‘{Stage(entry.from_stage).label}’ to" if entry.from_stage else "is"
    text = f"stage {before} ‘{after}’"
    return in_council_words(text, names)


def _says(entry: RecordEntry) -> str:
    return f"{SUBJECTS[Party(entry.party)]} {sentence(entry.kind)}"


def sentence(kind: str) -> str:
    """What is told of whoever did it. Raises ValueError for a kind the database refuses, too."""
    return EntryKind(kind).label if kind in _NOT_STEPS else STEPS[Step(kind)]


def _byline(entry: RecordEntry) -> str:
    if entry.by and entry.on_instruction_of:
        return f"recorded by {entry.by.name}, as told by {entry.on_instruction_of}"
    if entry.by:
        return f"by {entry.by.name}"
    return "online" if entry.party == Party.ORGANISER.value else "automatically"
