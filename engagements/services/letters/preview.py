"""What a step would write, shown before it is taken. Reads and words; changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import civic.wording
from civic.models import Person
from civic.queries import CouncilNow
from engagements.case_context import CaseContext
from engagements.models import WAITING_TO_LEAVE, Invitation, Letter
from engagements.queries import stationery
from engagements.services.case_record import organiser_links
from engagements.services.letters import placeholder_values
from engagements.services.letters.drafts import SAYS_WHO, made_untrue
from protocols import letters as templates
from protocols.core.letters import announces
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.vocabulary import LetterKind
from protocols.letters import LetterTemplateVersion, Rendered
from protocols.proofs import Proof, proof_of

_STILL_ASKED = {
    "question": "[Your question]",
    "reason": "[The reason, if you give one]",
    "changes": "[What has changed]",
    "own_words": "[What it is about]",
}
_OF_ONE_LETTER: dict[LetterKind | None, dict[str, str]] = {
    LetterKind.MISDIRECTED: {"reason": "[Who to write to]"},
    LetterKind.HOLDING: {"promise_date": "[the day you choose]"},
}


def still_asked(letter: LetterKind | None) -> dict[str, str]:
    """What stands in a previewed letter for what a form still asks."""
    return _STILL_ASKED | _OF_ONE_LETTER.get(letter, {})


@dataclass(frozen=True)
class Preview:
    """A letter as it would read today, and how it would go."""

    letter: LetterKind
    recipient: str
    by_post: bool
    rendered: Rendered
    goes_by_itself: bool


@dataclass(frozen=True)
class FilledIn:
    """A wording filled in; without a letter where the case lacks what it says. The proof says what to look
    at.
    """

    rendered: Rendered | None
    proof: Proof


@dataclass(frozen=True)
class LettersOfStep:
    """What a step would do to the case's letters.

    `written` is None where the organiser hears nothing yet, or where the case lacks what the letter says, as
    the `proof` tells; what is `withdrawn` has not left and would be untrue.
    """

    written: Preview | None
    withdrawn: list[Letter]
    proof: Proof = Proof()


def of_step(
    invitation: Invitation,
    row: Row,
    situation: Situation,
    context: CaseContext,
    *,
    given: Mapping[str, str],
    signed_by: Person | None = None,
) -> LettersOfStep:
    """The letter the row calls for, worded for this case, and the letters its step would withdraw."""
    own = context.letters[invitation.pk]
    waiting = [letter for letter in own if letter.state in WAITING_TO_LEAVE and letter.copy_of_id is None]
    withdrawn = made_untrue(waiting, row)
    who = SAYS_WHO.get(announces(row, situation))
    words = dict(given)
    if who is not None:
        words["attendee"] = placeholder_values.attendee_words(
            invitation, who, row.letter or LetterKind.ACCEPTANCE, context.at
        )
    if row.letter is None:
        return LettersOfStep(None, withdrawn)
    tried = filled_in(invitation, row.letter, row.clause, context.at, given=words, signed_by=signed_by)
    if tried.rendered is None:
        return LettersOfStep(None, withdrawn, tried.proof)
    written = Preview(
        letter=row.letter,
        recipient=str(invitation.organiser),
        by_post=not invitation.organiser.email,
        rendered=tried.rendered,
        goes_by_itself=templates.goes_by_itself(row.letter, invitation.manner),
    )
    return LettersOfStep(written, withdrawn, tried.proof)


def filled_in(
    invitation: Invitation,
    letter: LetterKind,
    clause: str,
    at: CouncilNow,
    *,
    given: Mapping[str, str],
    signed_by: Person | None = None,
    wording: LetterTemplateVersion | None = None,
) -> FilledIn:
    """The template in force, or another wording of it, filled in for the case."""
    said = {"link": organiser_links.SHOWN, **given}
    values = placeholder_values.values_for(invitation, letter, clause, at, signed_by=signed_by, given=said)
    answer_by = at.today + timedelta(days=invitation.protocol_version.answer_days)
    values["reply_by"] = values["reply_by"] or civic.wording.day(answer_by)
    values["attendee"] = values["attendee"] or "[Who attends]"
    wording = wording or templates.template_in_force(letter, invitation.manner)
    if templates.validate(letter, wording.subject, wording.body):
        return FilledIn(None, Proof())
    proof = proof_of(letter, subject=wording.subject, body=wording.body, values=values)
    if proof.missing:
        return FilledIn(None, proof)
    rendered = templates.render(
        letter,
        values,
        template_version=wording,
        confidential=invitation.confidential,
        stationery=stationery.for_screen(at),
    )
    return FilledIn(rendered, proof)
