"""How a guest is spoken to, and named on an envelope: what hosts ask for most (P12)."""

from civic.models import Office, OfficeKind, Person
from civic.queries import CouncilNow
from engagements.models import Engagement, Invitation


def of_the_guests(invitation: Invitation, at: CouncilNow) -> str:
    """A sentence for each person who is to attend, by the council's own forms; nothing where nobody is."""
    live = Engagement.objects.live().filter(invitation=invitation)
    engagement = live.select_related("person", "accompanied_by__deputy").first()
    if engagement is None:
        return ""
    goes_as_mayor = engagement.attendee == Engagement.Attendee.MAYOR
    guests = [(OfficeKind.MAYOR if goes_as_mayor else OfficeKind.DEPUTY, engagement.person)]
    if engagement.accompanied_by:
        guests.append((OfficeKind.DEPUTY, engagement.accompanied_by.deputy))
    return " ".join(sentence(at.offices[office], person) for office, person in guests)


def sentence(office: Office, person: Person) -> str:
    """How the holder of an office is addressed, in the forms that the council keeps for it."""
    name = person.written_name
    return (
        f"In speech, please address {office.title_in_sentence} as “{office.spoken.format(name=name)}”; "
        f"on an envelope or a place card, write “{office.envelope.format(name=name)}”."
    )
