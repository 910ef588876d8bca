"""Drafts kept up with their case: the particulars, the kind of event and the address as they are now."""

from civic.models import Person
from civic.queries import CouncilNow
from engagements.models import Invitation, Letter
from engagements.services.letters import changes_told, drafts, placeholder_values
from protocols import letters as templates
from protocols.core.vocabulary import LetterKind
from protocols.letters import LetterTemplateVersion

# What a draft says of the organiser, the event and the promise: corrected where they are corrected.
IN_THE_FRAME = (
    "organiser_name",
    "organisation",
    "organiser_address",
    "salutation",
    "event_title",
    "event_when",
    "event_where",
    "promise_date",
    "everybody",
    "sympathy",
)


def renew(invitation: Invitation, at: CouncilNow, *, readdress: bool = False) -> None:
    """Letters that nobody released yet get the particulars as they are now; the organiser's address too,
    where that was corrected.
    """
    unreleased = Letter.objects.letters().filter(invitation=invitation, state=Letter.State.DRAFT)
    for letter in unreleased.select_related("entry__particulars"):
        letter.invitation = invitation
        words = (letter.subject, letter.body)
        bring_up_to_date(letter, at)
        if (letter.subject, letter.body) != words:
            letter.words_under = None
        if readdress:
            drafts.address_to_organiser(letter)
        letter.save()


def bring_up_to_date(letter: Letter, at: CouncilNow) -> None:
    """Give a draft the organiser's and the event's particulars as they are now, without saving it.

    An officer's own wording is left as it is.
    """
    confidential = letter.invitation.confidential
    values = letter.values | _as_they_are(letter, at)
    if letter.edited or letter.template_version is None:
        rendered = templates.compose(
            subject=letter.subject, body=letter.body, values=values, confidential=confidential
        )
    else:
        rendered = templates.render(
            LetterKind(letter.kind),
            values,
            template_version=_wording_from(letter),
            confidential=confidential,
        )
        letter.template_version = rendered.template_version
    letter.subject, letter.body, letter.values = rendered.subject, rendered.body, values


def take_back_for_address(invitation: Invitation, *, by: Person) -> None:
    """Hold back what has not left and would go to an address that is corrected now: it is a draft again."""
    waiting = Letter.objects.letters().filter(invitation=invitation, state=Letter.State.QUEUED)
    for letter in waiting.filter(may_have_gone=False):
        drafts.stop(letter, why="The address was corrected.", by=by)
    # What may have gone is worded anew by nobody: an officer starts a new draft of it.
    waiting.filter(may_have_gone=True).update(
        state=Letter.State.FAILED, trouble="The address was corrected.", next_attempt_at=None
    )


def _as_they_are(letter: Letter, at: CouncilNow) -> dict[str, str]:
    now = placeholder_values.values_for(letter.invitation, LetterKind(letter.kind), letter.clause, at)
    values = {name: now[name] for name in IN_THE_FRAME}
    if letter.values.get("changes"):
        changed = letter.entry.particulars.words["changes"]
        values["changes"] = changes_told.in_lines(letter.invitation, set(changed))
    return values


def _wording_from(letter: Letter) -> LetterTemplateVersion:
    """The wording the draft was made from; the one for its kind, where the kind of event was corrected."""
    kind, made_from = LetterKind(letter.kind), letter.template_version
    assert made_from is not None  # noqa: S101 - of a draft without one the words are kept
    now = templates.template_in_force(kind, letter.invitation.manner)
    return made_from if made_from.template == now.template else now
