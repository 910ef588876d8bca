"""Whether a step is open to whoever asks for it, and what its page shows before anything is done."""

from dataclasses import dataclass
from datetime import datetime

from civic.models import Person, Role
from civic.queries import CouncilNow, Holder
from engagements import case_context, guidance, kept_shut, situations
from engagements.case_context import CaseContext
from engagements.models import Invitation
from engagements.permissions import Standing
from engagements.queries import who_is_told
from engagements.services.letters import preview
from engagements.services.letters.preview import LettersOfStep
from protocols import letters as templates
from protocols import service as protocol
from protocols.core.rows import Row
from protocols.core.rulings import BreachOfProtocol, rule_on
from protocols.core.situation import Situation
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import LetterKind, Party, Step
from protocols.wording import in_council_words


@dataclass(frozen=True)
class Opening:
    """A step that is open to the person: its row, and whose word it would be."""

    invitation: Invitation
    row: Row
    situation: Situation
    context: CaseContext
    on_the_word: bool
    mayor: Holder | None
    deputy: Person | None
    adviser: Person | None

    @property
    def speaker(self) -> str:
        """Whose word is recorded; empty where the person acts in person."""
        if not self.on_the_word:
            return ""
        if self.row.party is Party.MAYOR:
            return self.mayor.person.name if self.mayor else ""
        if self.row.party is Party.DEPUTY:
            return self.deputy.name if self.deputy else ""
        if self.row.party is Party.MONITORING_OFFICER:
            return self.adviser.name if self.adviser else "the Monitoring Officer"
        return self.invitation.organiser.name

    @property
    def asked_at(self) -> datetime | None:
        """When the Deputy was asked what the Deputy answers."""
        living = situations.living_delegation(self.context.delegations[self.invitation.pk])
        return living.asked_at if living and self.row.party is Party.DEPUTY else None

    @property
    def declined_alike(self) -> list[Invitation]:
        """Declined cases that look like the same event."""
        return self.context.declined_lookalikes(self.invitation)

    @property
    def does(self) -> str:
        return guidance.DOES.get(self.row.step, "")


def of(invitation: Invitation, step: Step, standing: Standing, at: CouncilNow) -> Opening:
    """The step's opening for somebody with this standing. Raises BreachOfProtocol where there is none."""
    context = case_context.read([invitation], at)
    situation = situations.situation(invitation, context)
    row = next((row for row in protocol.open_steps(situation, standing.in_person) if row.step is step), None)
    row = row or next(
        (row for row in protocol.open_steps(situation, standing.on_the_word) if row.step is step), None
    )
    if row is None:
        raise _breach(situation, step, standing)
    if why := kept_shut.why(step, invitation, context):
        raise BreachOfProtocol(situation.stage, row.party, step, row.clause, (why,))
    _, mayor = at.mayor_of_event(invitation.starts_at)
    return Opening(
        invitation=invitation,
        row=row,
        situation=situation,
        context=context,
        on_the_word=row.party not in standing.in_person,
        mayor=mayor,
        deputy=_deputy(invitation, context),
        adviser=Person.objects.filter(role=Role.MONITORING_OFFICER, is_active=True).order_by("pk").first(),
    )


def is_ever_for(step: Step, standing: Standing) -> bool:
    """Whether the table gives the step to anybody this person may act as, at any stage."""
    return any(row.step is step and row.party in standing.parties for row in PROTOCOL)


def _breach(situation: Situation, step: Step, standing: Standing) -> BreachOfProtocol:
    """Why it is closed, said for the party that comes nearest to it."""
    theirs = [row.party for row in PROTOCOL if row.step is step and row.party in standing.parties]
    anybodys = [row.party for row in PROTOCOL if row.step is step]
    here = [
        row.party
        for row in PROTOCOL
        if row.step is step and row.stage is situation.stage and row.party in standing.parties
    ]
    try:
        rule_on(situation, (here or theirs or anybodys)[0], step)
    except BreachOfProtocol as breach:
        return breach
    # The row holds, but for a party this person cannot act as.
    party = anybodys[0]
    return BreachOfProtocol(
        situation.stage, party, step, _clause(step), (f"Only the {party.label} can do this.",)
    )


def _clause(step: Step) -> str:
    return next(row.clause for row in PROTOCOL if row.step is step)


def _deputy(invitation: Invitation, context: CaseContext) -> Person | None:
    """The Deputy who was asked, or who would be."""
    living = situations.living_delegation(context.delegations[invitation.pk])
    if living:
        return living.deputy
    holder = context.at.deputy_of_event(invitation.starts_at)
    return holder.person if holder else None


def told_by_the_step(opening: Opening, letters: LettersOfStep, by: Person) -> list[str]:
    """Whom the step concerns, and how each hears of it."""
    told, letter, names = [], opening.row.letter, opening.context.at.titles
    if opening.row.step is Step.TELL_BY_TELEPHONE:
        told.append(
            f"{opening.invitation.organiser.name}: has already been told, and will get the letter as planned."
        )
    if letter:
        goes = (
            "is sent automatically"
            if templates.goes_by_itself(letter, opening.invitation.manner)
            else "is drafted for you to check first"
        )
        told.append(
            f"{opening.invitation.organiser.name}: a letter, "
            f"‘{in_council_words(letter.label, names)}’, {goes}."
        )
    notified = who_is_told.people_told(opening.row, opening.invitation, opening.context, by=by)
    told += [
        f"{person.name}: a short e-mail with a link. It does not mention the organiser."
        for person, _ in notified
    ]
    told += [
        (
            f"The letter ‘{in_council_words(LetterKind(withdrawn.kind).label, names)}’ has "
            f"not been sent, and is withdrawn."
        )
        for withdrawn in letters.withdrawn
    ]
    return told


def letters_of(opening: Opening, by: Person) -> LettersOfStep:
    """What the step would do to the case's letters, with what the form asks left open."""
    return preview.of_step(
        opening.invitation,
        opening.row,
        opening.situation,
        opening.context,
        given=preview.still_asked(opening.row.letter),
        signed_by=by,
    )
