"""The strings a letter is filled with. Organisers' words go in as they are and are never interpreted."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from civic import wording
from civic.models import Council, Person
from civic.queries import CouncilNow, Holder
from engagements import promise
from engagements.models import LEFT, Engagement, EventKind, Invitation, Letter
from engagements.queries import signatory
from engagements.services.case_record import organiser_links
from engagements.services.letters import forms_of_address
from protocols import service as protocol
from protocols.core.letters import EXPLAINING, IN_THE_MAYORS_NAME
from protocols.core.vocabulary import OUTCOMES, Announced, LetterKind, Stage, Step
from protocols.texts.placeholders import (
    ABOUT_NO_EVENT,
    CLAUSE,
    CLAUSE_IS_CITED,
    DEPUTY_MAY_BE_NAMED,
    EVENT,
    SAYS_HOW_TO_COMPLAIN,
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
    """Everything a letter about the invitation may have filled in; `given` is what only this step knows.

    A case that was made up and never stored was written nothing before.
    """
    the_council, names = at.council, at.titles
    organiser = invitation.organiser
    _, mayor = at.mayor_of_event(invitation.starts_at)
    signed = _signed(invitation, letter, at, signed_by)
    values = {
        "organiser_name": organiser.name,
        "organisation": organiser.organisation,
        # On paper it shows in the envelope's window.
        "organiser_address": organiser.postal_address,
        "salutation": organiser.salutation,
        "reference": invitation.reference,
        "letter_date": wording.day(at.today),
        "event_title": invitation.title,
        "event_when": wording.moment(invitation.starts_at),
        "event_where": invitation.place,
        "mayor_title": names["mayor_title"],
        "mayor_name": mayor.person.written_name if mayor and mayor.capacity != "acting" else "",
        "deputy_title": names["deputy_title"],
        "deputy_name": _deputy_name(invitation, letter, at),
        "attendee": "",
        **_of_the_council(the_council),
        "promise_date": wording.day(_promised(invitation, at)),
        "reply_by": wording.day(invitation.answer_due_on) if invitation.answer_due_on else "",
        "details_by": _details_by(invitation, at),
        "link": organiser_links.MARK,
        "protocol_address": f"{settings.SITE_ADDRESS}/protocol/",
        **_cited(letter, clause, invitation, names),
        "reason": "",
        "question": "",
        **(_written_before(invitation, letter, names) if invitation.pk else WROTE_NOTHING),
        "nobody_comes": COMES_NOT if invitation.ends_at > at.now else CAME_NOT,
        "everybody": _everybody(invitation),
        "sympathy": _sympathy(invitation),
        "new_term": _new_term(invitation, at),
        "answer_after_term": _answer_after_term(invitation, at),
        "addressing": _addressing(invitation, letter, at),
        "changes": "",
        "own_words": "",
        "copies": "",
        "complaints": the_council.complaints if letter in SAYS_HOW_TO_COMPLAIN else "",
    }
    if letter in IN_THE_MAYORS_NAME:
        # No answer to an invitation, which the protocol would be named for.
        values |= {"protocol_address": ""} | (dict.fromkeys(EVENT, "") if letter in ABOUT_NO_EVENT else {})
    typed = values | signed | dict(given or {})
    return {name: value if name == "link" else _unmarked(value) for name, value in typed.items()}


def _of_the_council(council: Council) -> dict[str, str]:
    """Who writes, from where, and how soon it answers."""
    return {
        "council_name": council.name,
        "letterhead": council.letterhead,
        "office_name": council.office_name,
        "office_email": council.email,
        "office_telephone": council.telephone,
        "office_address": council.office_address,
        "answer_promised": f"{council.answer_promised} {council.get_answer_promised_in_display()}",
    }


def _signed(
    invitation: Invitation, letter: LetterKind, at: CouncilNow, officer: Person | None
) -> dict[str, str]:
    if letter in IN_THE_MAYORS_NAME:
        return signatory.mayors_signature(at)
    return signatory.signature(officer or signatory.who_signs(invitation))


WROTE_NOTHING = dict.fromkeys(("announced_before", "promise_on_hold", "mistaken_before", "asked_before"), "")


def _written_before(invitation: Invitation, letter: LetterKind, names: Mapping[str, str]) -> dict[str, str]:
    """What a letter says of earlier ones."""
    told = announced_before(invitation, names)
    return {
        "announced_before": told,
        "promise_on_hold": ON_HOLD.get(letter, "") if told else "",
        "mistaken_before": _mistaken_before(invitation, letter),
        "asked_before": _asked_before(invitation, letter, names),
    }


def _unmarked(words: str) -> str:
    """Words that somebody typed do not become the organiser's link, though they spell its mark."""
    return words.replace(organiser_links.MARK, organiser_links.MARK.strip("[]"))


def _everybody(invitation: Invitation) -> str:
    """Whom good wishes and thanks are for beside the organiser."""
    organisation = invitation.organiser.organisation
    everybody = f"everyone at {organisation}" if organisation else "everyone who takes part"
    people = PEOPLE_OF.get(EventKind(invitation.kind))
    return f"{people} and {everybody}" if people else everybody


def full_name(holder: Holder) -> str:
    """An office-holder in the written style of the office, as a programme names the guest."""
    return holder.term.office.written.format(name=holder.person.written_name)


def attendee_words(invitation: Invitation, announces: Announced, letter: LetterKind, at: CouncilNow) -> str:
    """Who comes, in full words, for a letter that announces it.

    By a goodwill exception the Deputy comes as the guest who was asked for, and represents nobody. Whoever
    carries out the Mayor's duties that day represents nobody either, and a programme publishes no absence.
    """
    _, mayor = at.mayor_of_event(invitation.starts_at)
    deputy = at.deputy_of_event(invitation.starts_at)
    if announces in (Announced.DEPUTY, Announced.ACTING):
        represents = announces is Announced.DEPUTY and letter is not LetterKind.GOODWILL
        part = f", representing {at.titles['mayor_title']}" if represents else ""
        return f"{full_name(deputy)}{part}" if deputy else ""
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


def who_was_announced(invitation: Invitation) -> str:
    """Who was announced last, in the words that the organiser knows; nothing where nobody was."""
    known = Letter.objects.letters().known().filter(invitation=invitation)
    last = known.filter(announces__in=["mayor", "acting", "deputy", "both"]).last()
    return last.values["attendee"] if last else ""


def announced_before(invitation: Invitation, names: Mapping[str, str]) -> str:
    """A sentence on how somebody was last announced, by letter or by telephone, or nothing."""
    known = Letter.objects.letters().known().filter(invitation=invitation)
    last = known.filter(announces__in=["mayor", "acting", "deputy", "both", "nobody"]).last()
    if last is None or last.announces == "nobody":
        return ""
    both = f"{names['mayor_title']} and {names['deputy_title']}"
    who = {"mayor": names["mayor_title"], "both": both}.get(last.announces, names["deputy_title"])
    if last.told_at is not None and last.state not in LEFT:
        on = wording.day(timezone.localdate(last.told_at))
        return f"We told you by telephone on {on} that {who} would attend."
    return f"We wrote to you on {wording.day(timezone.localdate(last.left_at))} that {who} would attend."


COMES_NOT = (
    "I am very sorry to tell you that this is not possible after all, and that nobody can come instead."
)
CAME_NOT = "I am very sorry that this did not happen, and that nobody came instead."
# Whoever asks for no organisation is one of the family.
SYMPATHY = "Please accept our sincere condolences."
SYMPATHY_TO_FAMILY = "Please accept our sincere condolences, and pass them on to the family."
# Whom an event of the kind is for or by; named before everybody else in good wishes and thanks.
PEOPLE_OF = {
    EventKind.SCHOOL: "the young people",
    EventKind.SPORT: "the players",
    EventKind.CHARITY: "the volunteers",
}
ON_HOLD = {
    LetterKind.CORRECTION: (
        "Until then the visit is not certain, and I am sorry that our mistake leaves you waiting."
    ),
    LetterKind.CHANGE_ACKNOWLEDGED: "Until then, I am sorry to say, the visit is not certain.",
    LetterKind.HELD: "As the new date falls in the next term, I am sorry that I can no longer promise this.",
}
_REMIND_OF_QUESTION = (LetterKind.REMINDER, LetterKind.CLOSING_SILENCE, LetterKind.CLOSING_QUESTION)


def _cited(
    letter: LetterKind, clause: str, invitation: Invitation, names: Mapping[str, str]
) -> dict[str, str]:
    """The clause at the foot, where it explains something to whoever reads it."""
    if letter not in CLAUSE_IS_CITED:
        return dict.fromkeys(CLAUSE, "")
    title = protocol.clause_title(clause, invitation.protocol_version, names)
    return {"clause": clause, "clause_title": title}


# The office plans a visit a few days before it, and asks for its details in good time for that.
TO_TELL_DETAILS, TO_PLAN = 14, 3


def _details_by(invitation: Invitation, at: CouncilNow) -> str:
    """By when the details of the visit are asked for: a day that the organiser can still keep."""
    by = min(at.today + timedelta(days=TO_TELL_DETAILS), invitation.event_on - timedelta(days=TO_PLAN))
    return f"by {wording.day(by)}" if by > at.today + timedelta(days=1) else "as soon as you can"


def _addressing(invitation: Invitation, letter: LetterKind, at: CouncilNow) -> str:
    asked = letter is LetterKind.ARRANGEMENTS and invitation.pk
    return forms_of_address.of_the_guests(invitation, at) if asked else ""


def _promised(invitation: Invitation, at: CouncilNow) -> date:
    """By when the organiser has an answer: a day that has passed already is promised to nobody."""
    due_on = invitation.promise_due_on
    return due_on if due_on >= at.today else at.promise_due_on(at.today)


def _asked_before(invitation: Invitation, letter: LetterKind, names: Mapping[str, str]) -> str:
    """A sentence on the last question that left, with its day; nothing where none did."""
    questions = (LetterKind.QUESTION.value, *(letter.value for letter in EXPLAINING))
    last = None
    if letter in _REMIND_OF_QUESTION:
        last = Letter.objects.letters().left().filter(invitation=invitation, kind__in=questions).last()
    if last is None:
        return ""
    on = wording.day(timezone.localdate(last.left_at))
    if last.kind == LetterKind.QUESTION.value:
        return f"On {on} I asked you: “{last.values['question']}”"
    return f"On {on} I asked whether you would like to invite {names['mayor_title']}."


def _sympathy(invitation: Invitation) -> str:
    if invitation.kind != EventKind.FUNERAL.value:
        return ""
    return SYMPATHY_TO_FAMILY if invitation.organiser.organisation else SYMPATHY


# What each letter of an outcome, or one that tells it to a joined organiser, may have to take back.
_MISTAKEN = {
    LetterKind.THANKS: LetterKind.APOLOGY,
    LetterKind.APOLOGY: LetterKind.THANKS,
    LetterKind.JOINED_ATTENDED: LetterKind.JOINED_OFF,
    LetterKind.JOINED_OFF: LetterKind.JOINED_ATTENDED,
}
_SAID = {
    LetterKind.APOLOGY: "wrote that nobody from the council had come",
    LetterKind.JOINED_OFF: "wrote that nobody from the council had come",
    LetterKind.THANKS: "thanked you for a visit that did not take place",
    LetterKind.JOINED_ATTENDED: "wrote of a visit that did not take place",
}


def _mistaken_before(invitation: Invitation, letter: LetterKind) -> str:
    """A sentence on the letter of another outcome that left; nothing where none did."""
    other = _MISTAKEN.get(letter)
    if invitation.stage not in (Stage.COMPLETED.value, Stage.DUPLICATE.value) or other is None:
        return ""
    left = Letter.objects.letters().left().filter(invitation=invitation, kind=other.value)
    last = left.filter(entry__kind__in=(*OUTCOMES, Step.TELL_TOGETHER.value)).last()
    if last is None:
        return ""
    on = wording.day(timezone.localdate(last.left_at))
    return f"On {on} I {_SAID[other]}. That was wrong, and I am sorry."


def _new_term(invitation: Invitation, at: CouncilNow) -> str:
    meeting = promise.annual_meeting(invitation, at)
    return (
        f"The next one begins at the council’s annual meeting on {wording.day(meeting)}." if meeting else ""
    )


def _answer_after_term(invitation: Invitation, at: CouncilNow) -> str:
    meeting = promise.annual_meeting(invitation, at)
    if meeting is None:
        return "I will write to you as soon as it is decided."
    return f"I will write to you by {wording.day(at.promise_due_on(meeting))}."


def _deputy_name(invitation: Invitation, letter: LetterKind, at: CouncilNow) -> str:
    deputy = at.deputy_of_event(invitation.starts_at)
    return deputy.person.written_name if deputy and letter in DEPUTY_MAY_BE_NAMED else ""
