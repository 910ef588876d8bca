"""What people do at the desk of the demo's civic office:
a short word for each service, by whoever would do it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from civic import queries as council
from civic.models import CouncilMeeting, Person
from demo.cast import Cast
from demo.days import Days
from engagements.models import Channel, DeclineKind, Instruction, Invitation, Letter, Outcome
from engagements.particulars import EventParticulars, OrganiserParticulars
from engagements.services import case_notes
from engagements.services.intake import registration
from engagements.services.intake.registration import Arrival
from engagements.services.letters import delivery_problems, drafts
from engagements.services.steps import deputys_answer, mayors_decision, triage
from protocols.core.findings import Consent
from protocols.core.vocabulary import Addressee, Stage, Wish

INVENTED = "Invented for this demonstration."
# What happens to one invitation, in order: each moment yielded is when the next thing happens.
Scenes = Iterator[datetime]


# How those are greeted in a letter whose name would not do.
ADDRESSED_AS = {
    "Canon Peter Audley": "Canon Audley",
    "Major Denis Orme": "Major Orme",
    "Rear-Admiral Tom Selby": "Admiral Selby",
}


@dataclass(frozen=True)
class Organiser:
    """An invented organiser."""

    name: str
    organisation: str
    domain: str
    aims: str
    role: str = "Secretary"

    def particulars(self, number: int) -> OrganiserParticulars:
        """As a form gives them: a reserved domain, and a number from the range that Ofcom keeps for drama."""
        return OrganiserParticulars(
            name=self.name,
            addressed_as=ADDRESSED_AS.get(self.name, ""),
            organisation=self.organisation,
            aims=f"{self.aims} {INVENTED}",
            role=self.role,
            email=f"{self.name.split()[0].lower()}@{self.domain}",
            telephone=f"01632 960{200 + number % 800}",
            postal_address=(
                f"{1 + number % 90} {STREETS[number % len(STREETS)]}\nWexcombe\n"
                f"WX{1 + number % 6} {1 + number % 9}AB"
            ),
        )


STREETS = (
    "Mill Lane",
    "Castle Street",
    "Northgate",
    "Orchard Road",
    "Weir Terrace",
    "Chapel Row",
    "Beacon Hill",
    "Tanners Yard",
)


class Desk:
    """The office at work."""

    def __init__(self, days: Days, cast: Cast) -> None:
        self.days, self.cast = days, cast
        self.taken = 0

    # --- Coming in ------------------------------------------------------------------------------------------

    def invite(
        self,
        key: str,
        organiser: Organiser,
        title: str,
        on: date,
        begins: str,
        *,
        hours: float = 2,
        channel: Channel = Channel.FORM,
        words: str = "",
        attachments: tuple[SimpleUploadedFile, ...] = (),
        contact: dict[str, Any] | None = None,
        **event: Any,
    ) -> Invitation:
        """An invitation as it comes in; what is not a form is taken down by the officer."""
        self.taken += 1
        starts = time.fromisoformat(begins)
        ends = (datetime.combine(on, starts) + timedelta(hours=hours)).time()
        usual: dict[str, Any] = {
            "addressee": Addressee.MAYOR,
            "wish": Wish.DEPUTY_WELCOME,
            "title": title,
            "event_on": on,
            "starts_wall": starts,
            "ends_on": on,
            "ends_wall": ends,
            "asked": ["attend"],
            "postcode": f"WX{1 + self.taken % 6} {1 + self.taken % 9}AB",
        }
        by = None if channel == Channel.FORM else self.cast.officer
        arrival = Arrival(channel, callers_words=words, submission=f"demo-{key}")
        return registration.register(
            organiser=replace(organiser.particulars(self.taken), **contact or {}),
            event=EventParticulars(**usual | event),
            arrival=arrival,
            files=attachments,
            by=by,
        )

    def mark(self, case: Invitation, key: str) -> None:
        """Mark a case that came in without a form, so that the demo's page finds it."""
        Invitation.objects.filter(pk=case.pk).update(submission=f"demo-{key}")

    def clock(self, words: str) -> time:
        """A time of day."""
        return time.fromisoformat(words)

    # --- In the office --------------------------------------------------------------------------------------

    def release(self, case: Invitation, *, copies: list[dict[str, str]] | None = None) -> None:
        """Read the drafts of the case and let them go; what has to be posted is posted."""
        for letter in Letter.objects.filter(invitation=case, state=Letter.State.DRAFT):
            drafts.release(
                letter, subject=letter.subject, body=letter.body, copies=copies, by=self.cast.officer
            )
        for letter in Letter.objects.filter(
            invitation=case, state=Letter.State.QUEUED, channel=Letter.Channel.POST
        ):
            delivery_problems.mark_posted(letter, by=self.cast.officer, posted_on=timezone.localdate())

    def outcome(self, case: Invitation, *, attended: bool = True, note: str = "") -> None:
        triage.record_outcome(case, attended=attended, note=note, by=self.cast.officer)

    def hears_of_the_chain(self, case: Invitation, state: Consent) -> None:
        """What was asked of the neighbouring civic head, or heard, by e-mail today (P1)."""
        neighbour = council.read_council().place_of(case.postcode).neighbour
        assert neighbour is not None  # noqa: S101 - the demo's own list of neighbours
        case_notes.record_consent(
            case,
            state=state,
            civic_head=neighbour.civic_head,
            heard_on=timezone.localdate(),
            way=Instruction.EMAIL,
            by=self.cast.officer,
        )

    # --- The Mayor and the Deputy ---------------------------------------------------------------------------

    def mayor_of(self, case: Invitation) -> Person:
        """Whoever decides this event now."""
        _, mayor = council.read_council().mayor_of_event(case.starts_at)
        assert mayor is not None  # noqa: S101 - the demo's offices are always held
        return mayor.person

    def deputy_now(self) -> Person:
        """Whoever is the Deputy at this moment."""
        deputy = council.deputy_at(timezone.now(), tenure=council.read_tenure())
        assert deputy is not None  # noqa: S101
        return deputy.person

    def council_evening(self) -> date:
        """The next evening of full council."""
        meeting = CouncilMeeting.objects.filter(kind=CouncilMeeting.Kind.FULL, at__gt=self.days.now).earliest(
            "at"
        )
        return timezone.localdate(meeting.at)

    def deputy_of(self, case: Invitation) -> Person:
        """The Deputy who may be asked for this event now."""
        deputy = council.read_council().deputy_of_event(case.starts_at)
        assert deputy is not None  # noqa: S101
        return deputy.person

    def decide(self, case: Invitation, outcome: Outcome, **particulars: Any) -> None:
        """The Mayor decides on the Mayor's own page."""
        mayor = self.mayor_of(case)
        if outcome is Outcome.DELEGATE:
            particulars.setdefault("agreed_reason", "another_engagement")
        if outcome is Outcome.DECLINE:
            particulars.setdefault("decline_kind", DeclineKind.DIARY)
        mayors_decision.record_decision(case, outcome=outcome, made_by=mayor, by=mayor, **particulars)

    def deputy_accepts(self, case: Invitation) -> None:
        deputy = self.deputy_of(case)
        deputys_answer.accept(case, deputy=deputy, by=deputy)

    def deputy_says_no(self, case: Invitation, reason: str) -> None:
        deputy = self.deputy_of(case)
        deputys_answer.say_no(case, deputy=deputy, private_reason=reason, by=deputy)

    # --- Several things that usually follow each other ------------------------------------------------------

    def put_forward(self, case: Invitation, then: datetime) -> Scenes:
        """Put to the Mayor at that moment."""
        yield then
        triage.put_to_mayor(case, by=self.cast.officer)

    def to_the_mayor(self, case: Invitation, then: datetime) -> Scenes:
        """Put to the Mayor; what falls after the term waits for the annual meeting and
        for the successor to settle in.
        """
        yield from self.put_forward(case, then)
        if case.stage == Stage.HELD_FOR_SUCCESSOR.value:
            yield then + timedelta(days=1)
            self.release(case)
            yield self.days.began + timedelta(days=2)
            case.refresh_from_db()

    def accepted(self, case: Invitation, days: int) -> Scenes:
        """Put forward so many days ago, accepted a day later, and the letter let go the day after."""
        yield from self.put_forward(case, self.days.ago(days, "09:30"))
        yield self.days.ago(days - 1, "17:15")
        self.decide(case, Outcome.ACCEPT)
        yield self.days.ago(days - 2, "09:40")
        self.release(case)
