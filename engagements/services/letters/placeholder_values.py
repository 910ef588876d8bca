"""The strings a letter is filled with. Organisers' words go in as they are and are never interpreted."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import timezone

from civic import wording
from civic.models import Person
from civic.queries import CouncilNow, Holder
from engagements.models import Engagement, Invitation, Letter
from engagements.queries import signatory
from engagements.services.case_record import organiser_links
from protocols import service as protocol
from protocols.core.vocabulary import Announced, LetterKind

# Letters that may name the Deputy: the Deputy has accepted, or was announced before.
NAMES_DEPUTY = (
    LetterKind.ACCEPTANCE_ACTING,
    LetterKind.ACCEPTANCE_DEPUTY,
    LetterKind.GOODWILL,
    LetterKind.SUBSTITUTION,
    LetterKind.CHANGE_OF_REPRESENTATIVE,
    LetterKind.CONFIRMATION,
    LetterKind.ACCOMPANIED,
    LetterKind.MAYOR_ALONE,
    LetterKind.THANKS,
)


def values_for(
    invitation: Invitation,
    letter: LetterKind,
    clause: str,
    at: CouncilNow,
    *,
    signed_by: Person | None = None,
    given: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Everything a letter about the invitation may have filled in; `given` is what only this step knows."""
    the_council, names = at.council, at.titles
    organiser = invitation.organiser
    _, mayor = at.mayor_of_event(invitation.starts_at)
    told = announced_before(invitation, names)
    signed = signatory.signature(signed_by or signatory.who_signs(invitation))
    values = {
        "organiser_name": organiser.name,
        "organisation": organiser.organisation,
        # On paper it shows in the envelope's window.
        "organiser_address": organiser.postal_address,
        "letterhead": the_council.letterhead,
        "salutation": f"Dear {organiser.name}",
        "reference": invitation.reference,
        "letter_date": wording.day(at.today),
        "event_title": invitation.title,
        "event_when": wording.moment(invitation.starts_at),
        "event_where": ", ".join(
            filter(None, (invitation.venue, " ".join(invitation.address.split("\n")), invitation.postcode))
        ),
        "mayor_title": names["mayor_title"],
        "mayor_name": mayor.person.written_name if mayor and mayor.capacity != "acting" else "",
        "deputy_title": names["deputy_title"],
        "deputy_name": _deputy_name(invitation, letter, at),
        "attendee": "",
        "council_name": the_council.name,
        "office_name": the_council.office_name,
        "office_email": the_council.email,
        "office_telephone": the_council.telephone,
        "office_address": the_council.office_address,
        "answer_promised": f"{the_council.answer_promised} {the_council.get_answer_promised_in_display()}",
        "reply_by": wording.day(invitation.answer_due_on) if invitation.answer_due_on else "",
        "link": organiser_links.MARK,
        "protocol_address": f"{settings.SITE_ADDRESS}/protocol/",
        "clause": clause,
        "clause_title": protocol.clause_title(clause, invitation.protocol_version, names),
        "reason": "",
        "question": "",
        "announced_before": told,
        "joined_reference": "",
        "changes": "",
        "copies": "",
    }
    typed = values | signed | dict(given or {})
    return {name: value if name == "link" else _unmarked(value) for name, value in typed.items()}


def _unmarked(words: str) -> str:
    """Words that somebody typed do not become the organiser's link, though they spell its mark."""
    return words.replace(organiser_links.MARK, organiser_links.MARK.strip("[]"))


def full_name(holder: Holder) -> str:
    """Title and name of an office-holder, as a letter says who comes."""
    return f"{holder.term.office.title_in_sentence}, {holder.person.written_name}"


def attendee_words(invitation: Invitation, announces: Announced, at: CouncilNow) -> str:
    """Who comes, in full words, for a letter that announces it."""
    _, mayor = at.mayor_of_event(invitation.starts_at)
    deputy = at.deputy_of_event(invitation.starts_at)
    if announces in (Announced.DEPUTY, Announced.ACTING):
        return full_name(deputy) if deputy else ""
    if announces is Announced.BOTH and mayor and deputy:
        return f"{full_name(mayor)}, accompanied by {full_name(deputy)}"
    return full_name(mayor) if mayor else ""


def who_attended(engagement: Engagement, names: Mapping[str, str]) -> str:
    """Who went, in full words: those of the diary, whoever holds the offices by now."""
    title = (
        names["mayor_title"] if engagement.attendee == Engagement.Attendee.MAYOR else names["deputy_title"]
    )
    beside = engagement.accompanied_by
    accompanied = f", accompanied by {names['deputy_title']}, {beside.deputy.written_name}" if beside else ""
    return f"{title}, {engagement.person.written_name}{accompanied}"


def announced_before(invitation: Invitation, names: Mapping[str, str]) -> str:
    """A sentence on the last letter that announced somebody, or nothing."""
    left = Letter.objects.letters().left().filter(invitation=invitation)
    last = left.filter(announces__in=["mayor", "acting", "deputy", "both", "nobody"]).last()
    if last is None or last.announces == "nobody":
        return ""
    both = f"{names['mayor_title']} and {names['deputy_title']}"
    who = {"mayor": names["mayor_title"], "both": both}.get(last.announces, names["deputy_title"])
    on: date = timezone.localdate(last.left_at)
    return f"We wrote to you on {wording.day(on)} that {who} would attend."


def _deputy_name(invitation: Invitation, letter: LetterKind, at: CouncilNow) -> str:
    deputy = at.deputy_of_event(invitation.starts_at)
    return deputy.person.written_name if deputy and letter in NAMES_DEPUTY else ""
