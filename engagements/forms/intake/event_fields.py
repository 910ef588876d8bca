"""An event's particulars, for what the organiser changes and for what an officer corrects."""

from dataclasses import replace

from civic.forms.fields import PlainTextField
from civic.forms.layout import Fieldset, GovField, Part
from engagements.forms.intake.fields import AskedFields, EventFields
from engagements.models import Invitation
from engagements.particulars import EventParticulars


class ChangedEvent(EventFields):
    """Date, place and nature of an event that is known already."""

    what_happens = PlainTextField(label="What happens at the event?", required=False, max_length=3000)
    event_names = tuple(name for name in EventFields.event_names if name != "date_can_move")
    date_can_move = None  # type: ignore[assignment]  # Django's way to drop a field of the parent
    # The form's own: of which invitation.
    invitation: Invitation

    @property
    def event(self) -> EventParticulars:
        """The event as it is now to be."""
        return replace(EventParticulars.of(self.invitation), **self.said_of_event)


class ChangedRequest(ChangedEvent, AskedFields):
    """What an organiser may change: the event, what the guest is asked to do, and who else will be there."""

    asked_names = ("asked", "asked_words", "consort_invited", "dignitaries", "press")
    event_names = (*ChangedEvent.event_names, *asked_names)


def request_layout(legend: str = "Your guest") -> list[Part]:
    """The event, and what is asked of the guest."""
    guest = Fieldset(
        legend,
        GovField("asked", small=True),
        "asked_words",
        GovField("consort_invited", inline=True, small=True),
        "dignitaries",
        GovField("press", inline=True, small=True),
    )
    return [*event_layout(), guest]


def event_layout() -> list[Part]:
    """The fields in their groups."""
    when = Fieldset(
        "When", "event_on", GovField("starts_wall", width=10), GovField("ends_wall", width=10), "ends_on"
    )
    where = Fieldset("Where", "venue", "address", GovField("postcode", width=10))
    return [
        "title",
        GovField("kind", small=True),
        "what_happens",
        when,
        where,
        GovField("expected_numbers", width=5),
        "open_to_public",
    ]


def event_initial(invitation: Invitation) -> dict[str, object]:
    """What the form shows first."""
    initial = {name: getattr(invitation, name) for name in ChangedRequest.event_names}
    return initial | {"ends_on": invitation.ends_on if invitation.ends_on != invitation.event_on else None}
