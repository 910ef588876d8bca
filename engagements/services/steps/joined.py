"""Whoever was joined to another case is written to with it: the same outcome, at the same release (P21)."""

from typing import Any

from django.db import transaction

from civic.models import Person
from civic.queries import CouncilNow, read_council
from engagements import case_context, situations
from engagements.case_context import CaseContext
from engagements.models import RELEASED, Invitation, Letter
from engagements.services.letters import drafts, placeholder_values
from engagements.services.letters import preview as letters
from engagements.services.steps import transitions
from protocols.core.facts import Fact
from protocols.core.letters import TOLD_TOGETHER
from protocols.core.rulings import rows_at
from protocols.core.vocabulary import OUTCOMES, Announced, Carrier, LetterKind, Party, Stage, Step, Waiting
from protocols.letters import Rendered

_TOLD_TOGETHER = [letter.value for letter in TOLD_TOGETHER]
# What became of the other case, where its joined organisers are told of it.
_TELLS = {
    Carrier.GOES: Fact.CARRIER_GOES,
    Carrier.DECLINED: Fact.CARRIER_DECLINED,
    Carrier.OFF: Fact.CARRIER_OFF,
    Carrier.ATTENDED: Fact.CARRIER_ATTENDED,
}
# In the place of what was announced: it was, but the letter to this organiser never left.
NEVER_TOLD = "We had hoped to be with you."
CHANGED = "That has changed."
# Thanks are news where they correct what was told before: that nobody came.
_TOLD_WITH = {
    LetterKind.DECLINE.value: Carrier.DECLINED,
    LetterKind.APOLOGY.value: Carrier.OFF,
    LetterKind.THANKS.value: Carrier.ATTENDED,
}


@transaction.atomic
def release(letter: Letter, *, by: Person, **words: Any) -> Letter:
    """Let a letter go, and with it those to whoever was joined to its case. As `drafts.release`, and raises
    what that raises.
    """
    released = drafts.release(letter, by=by, **words)
    for joined in transitions.joined_to(released.invitation):
        tell = write(joined, released)
        if tell is not None:
            drafts.release(tell, subject=tell.subject, body=tell.body, by=by)
    return released


@transaction.atomic
def hold_back(letter: Letter, *, why: str, by: Person) -> Letter:
    """Hold back a queued letter, and with it those that were to go at the same time. As `drafts.stop`."""
    stopped = drafts.stop(letter, why=why, by=by)
    for tell in letter.tells_too.filter(state=Letter.State.QUEUED, may_have_gone=False):
        drafts.stop(tell, why=why, by=by)
    return stopped


def also_told(letter: Letter) -> list[Invitation]:
    """The joined cases whose organisers are written to when this letter is released."""
    if not _is_an_answer(letter):
        return []
    return [joined for joined in transitions.joined_to(letter.invitation) if not _knows(joined, letter)]


def preview(joined: Invitation, letter: Letter, *, by: Person) -> Rendered | None:
    """What the organiser of a joined case would read once this letter is released; changes nothing."""
    at = read_council()
    context = case_context.read([joined], at)
    says_who = Waiting(letter.announces) in drafts.SAYS_WHO
    carrier = Carrier.GOES if says_who else _TOLD_WITH[letter.kind]
    given = _values(joined, letter, carrier, context)
    kind, clause = next(
        (row.letter, row.clause)
        for row in rows_at(Stage.DUPLICATE)
        if row.step is Step.TELL_TOGETHER and row.letter and _TELLS[carrier] in row.provided
    )
    return letters.filled_in(joined, kind, clause, at, given=given, signed_by=by).rendered


@transaction.atomic
def tell_what_stands(joined: Invitation) -> None:
    """Draft what the organiser of the case that carries this one on was told last, where it is news here."""
    answer = news_for(joined)
    if answer is not None:
        write(joined, answer)


def news_for(joined: Invitation) -> Letter | None:
    """The letter that told the other organiser last who comes, where this one does not know it yet."""
    carrying = case_context.read([joined], read_council()).carrying(joined)
    letters = Letter.objects.letters().filter(invitation=carrying, state__in=RELEASED)
    answer = next((letter for letter in letters.order_by("-id") if _is_an_answer(letter)), None)
    return None if answer is None or _knows(joined, answer) else answer


def write(joined: Invitation, letter: Letter) -> Letter | None:
    """The draft that tells a joined organiser what the letter tells the other; None where it is no news."""
    if not _is_an_answer(letter) or _knows(joined, letter):
        return None
    at = read_council()
    carrier = situations.situation(joined, case_context.read([joined], at)).carrier
    if carrier not in _TELLS:
        return None
    with transitions.step(joined, party=Party.SYSTEM, step=Step.TELL_TOGETHER, by=None) as movement:
        movement.words["joined_to"] = letter.invitation.reference
        movement.letter_values |= _values(movement.invitation, letter, carrier, movement.context)
    tell = Letter.objects.get(entry=movement.entry)
    tell.told_with, tell.announces = letter, letter.announces
    tell.save(update_fields=["told_with", "announces"])
    return tell


def _values(joined: Invitation, letter: Letter, carrier: Carrier, context: CaseContext) -> dict[str, str]:
    same = {name: letter.values[name] for name in ("attendee", "reason") if letter.values.get(name)}
    told = situations.told_together(joined, context)
    return same | _told_before(joined, told, carrier, context.at)


def _told_before(invitation: Invitation, told: Announced, carrier: Carrier, at: CouncilNow) -> dict[str, str]:
    """What the letter says of what this organiser was told before, where it is not that alone."""
    if told is Announced.NOTHING:
        return {"announced_before": "" if carrier is Carrier.GOES else NEVER_TOLD}
    if carrier is not Carrier.GOES:
        return {}
    return {"announced_before": f"{placeholder_values.announced_before(invitation, at.titles)} {CHANGED}"}


def _is_an_answer(letter: Letter) -> bool:
    return Waiting(letter.announces) in drafts.SAYS_WHO or letter.kind in _TOLD_WITH


def _knows(joined: Invitation, letter: Letter) -> bool:
    """What the joined organiser was told last, or will be, says the same."""
    told = Letter.objects.letters().filter(invitation=joined, kind__in=_TOLD_TOGETHER, state__in=RELEASED)
    last = told.select_related("told_with__entry").order_by("-id").first()
    with_it = last.told_with if last else None
    if letter.kind == LetterKind.THANKS.value:
        return with_it is None or not _says_that_nobody_came(with_it)
    if last is None:
        return False
    # The same letter, however often it was sent anew.
    same = with_it is not None and (with_it.entry_id, with_it.kind) == (letter.entry_id, letter.kind)
    return same or (last.announces == letter.announces and Waiting(letter.announces) in drafts.SAYS_WHO)


def _says_that_nobody_came(letter: Letter) -> bool:
    return letter.kind == LetterKind.APOLOGY.value and letter.entry.kind in OUTCOMES
