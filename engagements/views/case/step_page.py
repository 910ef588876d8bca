"""Whether a step is open to whoever asks for it, and what its page shows before anything is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from civic import queries as council
from civic import wording
from civic.models import Person, Role
from civic.queries import Holder
from engagements import case_context, guidance, situations
from engagements.case_context import Surroundings
from engagements.models import WAITING_TO_LEAVE, Delegation, Invitation, Reply
from engagements.permissions import Standing
from engagements.services.case_record import organiser_links
from engagements.services.letters import placeholder_values
from engagements.services.letters.drafts import SAYS_WHO
from protocols import letters as templates
from protocols import service as protocol
from protocols.core.letters import says, still_true
from protocols.core.rulings import BreachOfProtocol, rule_on
from protocols.core.situation import Situation
from protocols.core.table import PROTOCOL, Row
from protocols.core.vocabulary import Letter, Party, Step
from protocols.letters import Rendered
from protocols.service import in_council_words

# What stands in a previewed letter for what the form asks.
YOURS = {
    "question": "[Your question]",
    "reason": "[The reason, if you give one]",
    "joined_reference": "[The reference of the case that carries on]",
    "changes": "[What has changed]",
}
TOLD_BY_NOTICE = {
    Step.PUT_TO_MAYOR: Party.MAYOR,
    Step.TELL_SPECIAL_CASE: Party.MAYOR,
    Step.CALL_OFF_FOR_CAUSE: Party.MAYOR,
    Step.DELEGATE: Party.DEPUTY,
    Step.MAYOR_CANNOT: Party.DEPUTY,
    Step.GRANT_EXCEPTION: Party.DEPUTY,
    Step.ACCEPT_TOGETHER: Party.DEPUTY,
    Step.TAKE_BACK: Party.DEPUTY,
    Step.ACCOMPANY_TAKE_BACK: Party.DEPUTY,
    Step.ASK_MONITORING_OFFICER: Party.MONITORING_OFFICER,
}


@dataclass(frozen=True)
class Opening:
    """A step that is open to the person: its row, and whose word it would be."""

    invitation: Invitation
    row: Row
    situation: Situation
    around: Surroundings
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
    def declined_alike(self) -> list[Invitation]:
        """Declined cases that look like the same event."""
        return situations.declined_lookalikes(self.invitation, self.around)

    @property
    def does(self) -> str:
        return guidance.DOES.get(self.row.step, "")


def of(invitation: Invitation, step: Step, standing: Standing) -> Opening:
    """The step's opening for somebody with this standing. Raises BreachOfProtocol where there is none."""
    now = timezone.now()
    around = case_context.read([invitation], now)
    situation = situations.situation(invitation, around)
    row = next((row for row in protocol.open_steps(situation, standing.in_person) if row.step is step), None)
    row = row or next((row for row in protocol.open_steps(situation, standing.on_the_word) if row.step is step), None)
    if row is None:
        raise _breach(situation, step, standing)
    _, mayor = council.mayor_of_event(invitation.starts_at, now, tenure=around.tenure)
    return Opening(
        invitation=invitation,
        row=row,
        situation=situation,
        around=around,
        on_the_word=row.party not in standing.in_person,
        mayor=mayor,
        deputy=_deputy(invitation, around),
        adviser=Person.objects.filter(role=Role.MONITORING_OFFICER, is_active=True).order_by("pk").first(),
    )


def is_ever_for(step: Step, standing: Standing) -> bool:
    """Whether the table gives the step to anybody this person may act as, at any stage."""
    return any(row.step is step and row.party in standing.parties for row in PROTOCOL)


def _breach(situation: Situation, step: Step, standing: Standing) -> BreachOfProtocol:
    """Why it is closed, said for the party that comes nearest to it."""
    theirs = [row.party for row in PROTOCOL if row.step is step and row.party in standing.parties]
    anybodys = [row.party for row in PROTOCOL if row.step is step]
    here = [row.party for row in PROTOCOL if row.step is step and row.stage is situation.stage and row.party in standing.parties]
    try:
        rule_on(situation, (here or theirs or anybodys)[0], step)
    except BreachOfProtocol as breach:
        return breach
    # The row holds, but for a party this person cannot act as.
    party = anybodys[0]
    return BreachOfProtocol(situation.stage, party, step, _clause(step), (f"This is for the {party.label} alone.",))


def _clause(step: Step) -> str:
    return next(row.clause for row in PROTOCOL if row.step is step)


def _deputy(invitation: Invitation, around: Surroundings) -> Person | None:
    """The Deputy who was asked, or who would be."""
    living = situations.living_delegation(around.delegations[invitation.pk])
    if living:
        return Delegation.objects.select_related("deputy").get(pk=living.pk).deputy
    holder = council.deputy_of_event(invitation.starts_at, around.now, tenure=around.tenure)
    return holder.person if holder else None


def withdrawn_by(opening: Opening) -> list[Letter]:
    """The letters that have not left and would be withdrawn by the step."""
    waiting = Reply.objects.filter(invitation=opening.invitation, state__in=WAITING_TO_LEAVE, copy_of__isnull=True)
    letters = [Letter(reply.letter) for reply in waiting]
    return [letter for letter in letters if not still_true(letter, opening.row)]


def who_is_told(opening: Opening) -> list[str]:
    """Whom the step concerns, and how each hears of it."""
    told, letter, names = [], opening.row.letter, council.titles()
    if letter:
        goes = "leaves by itself" if templates.goes_by_itself(letter) else "is drafted for you to read first"
        told.append(f"{opening.invitation.organiser.name}: a letter, ‘{in_council_words(letter.label, names)}’, {goes}.")
    notice = TOLD_BY_NOTICE.get(opening.row.step)
    person = {Party.MAYOR: opening.mayor and opening.mayor.person, Party.DEPUTY: opening.deputy, Party.MONITORING_OFFICER: opening.adviser}
    if notice and (whom := person[notice]):
        told.append(f"{whom.name}: a short notice with a link and nothing about the organiser.")
    told += [
        f"The letter ‘{in_council_words(withdrawn.label, names)}’, which has not left, is withdrawn." for withdrawn in withdrawn_by(opening)
    ]
    return told


def preview(opening: Opening, by: Person) -> Rendered | None:
    """The letter the step would draft, with what the form asks left open; None where there is none to show."""
    letter = opening.row.letter
    if letter is None:
        return None
    given = dict(YOURS)
    announces = says(opening.row, opening.situation)
    if announces in SAYS_WHO:
        given["attendee"] = placeholder_values.attendee_words(opening.invitation, SAYS_WHO[announces])
    return preview_of(opening.invitation, letter, opening.row.clause, given, by)


def preview_of(invitation: Invitation, letter: Letter, clause: str, given: Mapping[str, str], by: Person) -> Rendered | None:
    """The template in force filled in for this case; None when the case lacks what the letter says."""
    values = placeholder_values.values_for(invitation, letter, clause, signed_by=by, given=given)
    values["reply_by"] = values["reply_by"] or wording.day(timezone.localdate() + timedelta(days=invitation.protocol_version.answer_days))
    values = {name: value.replace(organiser_links.MARK, "[the organiser’s own link]") for name, value in values.items()}
    values["attendee"] = values["attendee"] or "[Who attends]"
    try:
        return templates.render(letter, values, confidential=invitation.confidential)
    except (templates.MissingValue, templates.UnfitWording):
        return None
