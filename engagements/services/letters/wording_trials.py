"""A letter's wording tried before it is saved: on a real case, and on a hard one. Changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from civic.models import Person
from civic.queries import CouncilNow
from engagements.models import Invitation
from engagements.queries import stationery, written_letters
from engagements.services.case_record import organiser_links
from engagements.services.letters import hard_case, preview
from engagements.services.letters.preview import FilledIn
from protocols import letters as templates
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import LetterKind
from protocols.letters import LetterName, LetterTemplateVersion
from protocols.proofs import proof_of, typed_by_hand


@dataclass(frozen=True)
class Trials:
    """A wording as it would arrive: in a real case, or with ordinary made-up details where there is none; and
    in the hard one.

    `was_written`: the real case got such a letter, whose own details are in it. `by_hand`: what the wording
    itself says and a placeholder should say.
    """

    case: Invitation | None
    was_written: bool
    real: FilledIn
    hard: FilledIn
    hard_has_deputy: bool
    by_hand: tuple[str, ...]

    @property
    def can_be_written(self) -> bool:
        """Whether the letter can be written where an organiser has no organisation and the council no Deputy:
        a step whose letter cannot be written cannot be taken.
        """
        return not self.hard.proof.missing


def of(
    name: LetterName, *, subject: str, body: str, case: Invitation | None, at: CouncilNow, by: Person
) -> Trials:
    """The wording tried on the case, and on the hard one; `by` signs."""
    words = LetterTemplateVersion(subject=subject, body=body)
    made_up, council = hard_case.invitation(at, name.manner), hard_case.the_council(at, name.kind)
    given = hard_case.given(made_up, name.kind, council)
    real, was_written = _on(case, name, words, at, by) if case else (_ordinary(name, words, at), False)
    return Trials(
        case=case,
        was_written=was_written,
        real=real,
        hard=_filled(made_up, name, words, council, given, by),
        hard_has_deputy=council.has_deputy,
        by_hand=typed_by_hand(f"{subject}\n{body}", [office.title for office in at.offices.values()]),
    )


def _on(
    case: Invitation, name: LetterName, words: LetterTemplateVersion, at: CouncilNow, by: Person
) -> tuple[FilledIn, bool]:
    """With the details of the letter that the case got; of today, where it got none."""
    written = written_letters.last_of(case, name)
    if written is None:
        return _filled(case, name, words, at, preview.still_asked(name.kind), by), False
    its = {
        placeholder: value.replace(organiser_links.MARK, organiser_links.SHOWN)
        for placeholder, value in written.values.items()
    }
    return _filled(case, name, words, at, its, by), True


def _ordinary(name: LetterName, words: LetterTemplateVersion, at: CouncilNow) -> FilledIn:
    samples = templates.samples_named({**at.titles, "council_name": at.council.name}, name.kind)
    values = templates.sample_values(**samples)
    proof = proof_of(name.kind, subject=words.subject, body=words.body, values=values)
    paper = stationery.for_screen(at)
    return FilledIn(templates.render(name.kind, values, template_version=words, stationery=paper), proof)


def _filled(
    case: Invitation,
    name: LetterName,
    words: LetterTemplateVersion,
    at: CouncilNow,
    given: Mapping[str, str],
    by: Person,
) -> FilledIn:
    return preview.filled_in(
        case, name.kind, clause_of(name.kind), at, given=given, signed_by=by, wording=words
    )


def clause_of(letter: LetterKind) -> str:
    """The clause of the first row that calls for the letter."""
    return next((row.clause for row in PROTOCOL if row.letter is letter), "P21")
