"""A case made up in memory, on which a letter's wording shows where it breaks. It is never stored.

The names are as long as they come, the organiser has no organisation and no e-mail address, the office is
called by a word that few councils use and with an article that few use, a woman holds it, and there is no
Deputy, but for letters that are only written where there is one.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from django.utils import timezone

from civic import wording
from civic.models import ActingPeriod, Office, OfficeKind, Person, Term
from civic.queries import CouncilNow, Tenure
from engagements.models import EventKind, Invitation, Organiser
from engagements.services.letters import changes_told, forms_of_address, placeholder_values
from protocols import service as protocol
from protocols.core.vocabulary import Announced, LetterKind, Manner

# Whom a letter of this kind tells of; any other tells of the Mayor.
TELLS_OF = {
    LetterKind.ACCEPTANCE_DEPUTY: Announced.DEPUTY,
    LetterKind.GOODWILL: Announced.DEPUTY,
    LetterKind.SUBSTITUTION: Announced.DEPUTY,
    LetterKind.ACCEPTANCE_ACTING: Announced.ACTING,
    LetterKind.SUBSTITUTION_ACTING: Announced.ACTING,
    LetterKind.ACCOMPANIED: Announced.BOTH,
}
# Far enough ahead for a term of office of its own around it.
AHEAD = timedelta(days=100)
REFERENCE = "CIV-2099-99999"


def the_council(at: CouncilNow, letter: LetterKind) -> CouncilNow:
    """This council, were its offices called and held otherwise."""
    mayor = _office(OfficeKind.MAYOR, "Provost")
    terms = [_term(mayor, "Councillor Dame Alexandrina Fotheringay-MacGillivray of Strathmore", at)]
    offices, acting = {mayor.kind: mayor}, []
    if letter in TELLS_OF:
        deputy = _office(OfficeKind.DEPUTY, "Depute Provost")
        offices[deputy.kind] = deputy
        terms.append(_term(deputy, "Councillor Bartholomew Ravenscroft-Oyelaran", at))
    if TELLS_OF.get(letter) is Announced.ACTING:
        acting.append(ActingPeriod(person=terms[-1].person, begins_at=at.now, ends_at=at.now + 2 * AHEAD))
    tenure = Tenure(terms=tuple(terms), acting_periods=tuple(acting), meetings=at.meetings)
    return replace(at, offices=offices, tenure=tenure)


def _office(kind: OfficeKind, title: str) -> Office:
    return Office(
        kind=kind.value,
        title=title,
        title_in_sentence=f"our {title}",
        spoken=title,
        written=f"our {title}, {{name}}",
        envelope=f"{title} {{name}}",
        salutation=f"Dear {title}",
    )


def _term(office: Office, name: str, at: CouncilNow) -> Term:
    person = Person(name=name, honours="OBE DL")
    return Term(office=office, person=person, begins_at=at.now - AHEAD, ends_at=at.now + 2 * AHEAD)


def invitation(at: CouncilNow, manner: Manner) -> Invitation:
    """An invitation that nobody sent."""
    organiser = Organiser(
        name="Professor Dame Wilhelmina Featherstonehaugh-Cholmondeley of Marchmont and Auchtermuchty",
        postal_address="The Old Post Office Cottage\nUpper Wexcombe-under-the-Hill\nWX19 9ZZ",
    )
    first = at.today + AHEAD
    starts_at = timezone.make_aware(datetime.combine(first, time(18, 45)))
    return Invitation(
        reference=REFERENCE,
        organiser=organiser,
        kind=EventKind.FUNERAL if manner is Manner.SOLEMN else EventKind.DINNER,
        title=(
            "Service of thanksgiving and remembrance for the two hundred and fiftieth anniversary of the "
            "Worshipful Company of Saddlers, Loriners and Spurriers"
        ),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        event_on=first,
        venue="The Assembly Rooms of the Ancient Society of Antiquaries and Natural Philosophers",
        address="14 to 22 Great Chapel Street\nUpper Wexcombe-under-the-Hill",
        postcode="WX19 9ZY",
        received_on=at.today,
        promise_due_on=at.promise_due_on(at.today),
        protocol_version=protocol.version_in_force(),
    )


def given(case: Invitation, letter: LetterKind, at: CouncilNow) -> Mapping[str, str]:
    """What only a step knows, where the case itself does not tell."""
    mayor = at.titles["mayor_title"]
    term = at.tenure.terms[0]
    day = wording.day(at.today)
    who = placeholder_values.attendee_words(case, TELLS_OF.get(letter, Announced.MAYOR), letter, at)
    return {
        "attendee": who,
        "addressing": forms_of_address.sentence(term.office, term.person),
        "reason": f"{wording.capital(mayor)} has another engagement that evening.",
        "question": f"At what time would you like {mayor} to arrive?",
        "own_words": "Your choir has sung for two hundred and fifty years.",
        "changes": changes_told.in_lines(case, {"starts_at", "venue"}),
        "announced_before": f"We wrote to you on {day} that {mayor} would attend.",
        "promise_on_hold": placeholder_values.ON_HOLD.get(letter, ""),
        "asked_before": f"On {day} I asked whether you would like to invite {mayor}.",
        "reply_by": wording.day(at.today + timedelta(days=14)),
    }
