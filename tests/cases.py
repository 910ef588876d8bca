"""Invitations for the tests, made through the services as the office would make them.

Every name is invented.
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from civic.models import OFFICE_ROLES, Person
from civic.queries import read_council
from engagements import case_context, findings
from engagements.models import Channel, DeclineKind, Invitation, Letter, Outcome
from engagements.particulars import EventParticulars, OrganiserParticulars
from engagements.services.intake import registration
from engagements.services.intake.registration import Arrival
from engagements.services.steps import deputys_answer, mayors_decision, triage
from protocols.core.findings import Finding
from protocols.core.vocabulary import Addressee, Step, Wish
from tests import council

FETE_ON = date(2026, 7, 11)


def organiser(**particulars: Any) -> OrganiserParticulars:
    """Somebody who runs a scout group, reached by e-mail."""
    usual: dict[str, Any] = {
        "name": "Jane Smith",
        "organisation": "Northgate Scouts",
        "aims": "Scouting for young people.",
        "role": "Group leader",
        "email": "jane@northgate-scouts.example",
        "telephone": "01632 960001",
        "postal_address": "4 Mill Lane\nWexcombe",
    }
    return OrganiserParticulars(**usual | particulars)


def event(**particulars: Any) -> EventParticulars:
    """A summer fête on Saturday 11 July 2026 from 2pm to 5pm, within the term and with good notice."""
    usual: dict[str, Any] = {
        "addressee": Addressee.MAYOR,
        "wish": Wish.DEPUTY_WELCOME,
        "title": "Northgate summer fête",
        "kind": "fete",
        "what_happens": "Stalls, races and tea.",
        "event_on": FETE_ON,
        "starts_wall": time(14, 0),
        "ends_wall": time(17, 0),
        "venue": "Scout hut",
        "address": "Mill Lane, Wexcombe",
        "postcode": "WX1 2AB",
        "asked": ["attend", "open"],
    }
    return EventParticulars(**usual | particulars)


def make_invitation(
    *,
    by: Person | None = None,
    organised_by: OrganiserParticulars | None = None,
    channel: Channel = Channel.FORM,
    received_on: date | None = None,
    **particulars: Any,
) -> Invitation:
    """An invitation as it arrives, at 'received'."""
    return registration.register(
        organiser=organised_by or organiser(),
        event=event(**particulars),
        arrival=Arrival(channel, received_on),
        by=by,
    )


def send_letters(invitation: Invitation) -> list[str]:
    """Let every letter of the case leave, as if officers had released them and the worker had sent them."""
    waiting = Letter.objects.waiting().filter(invitation=invitation)
    letters = list(waiting.values_list("kind", flat=True))
    become(waiting, Letter.State.SENT, sent_at=timezone.now())
    return letters


# By what a letter that waits becomes each of these.
BY_WAY_OF = {
    Letter.State.SENDING: (Letter.State.QUEUED,),
    Letter.State.SENT: (Letter.State.QUEUED, Letter.State.SENDING),
    Letter.State.UNCERTAIN: (Letter.State.QUEUED, Letter.State.SENDING),
    Letter.State.FAILED: (Letter.State.QUEUED,),
    Letter.State.POSTED: (Letter.State.QUEUED,),
}


def become(letters: QuerySet[Letter], state: Letter.State, **columns: Any) -> None:
    """Letters that wait come to this, as office, worker and mail server would bring them there."""
    chosen = Letter.objects.filter(pk__in=list(letters.values_list("pk", flat=True)))
    if state is not Letter.State.CANCELLED:
        _release(chosen)
    if state is Letter.State.POSTED:
        columns = {"posted_at": timezone.now(), "posted_by": somebody_in_the_office(), **columns}
    if state is Letter.State.UNCERTAIN:
        columns = {"may_have_gone": True, **columns}
    for on_the_way in BY_WAY_OF.get(state, ()):
        chosen.update(state=on_the_way)
    chosen.update(state=state, **columns)


def _release(letters: QuerySet[Letter]) -> None:
    letters.filter(state=Letter.State.DRAFT).update(
        released_at=timezone.now(), released_by=somebody_in_the_office()
    )


def somebody_in_the_office() -> Person:
    return Person.objects.filter(role__in=OFFICE_ROLES).first() or council.make_officer("Robin Releaser")


def with_mayor(*, officer: Person, **particulars: Any) -> Invitation:
    """An invitation that waits for the Mayor's decision."""
    return triage.put_to_mayor(make_invitation(**particulars), by=officer)


def with_deputy(*, officer: Person, mayor: Person, **particulars: Any) -> Invitation:
    """An invitation the Mayor has asked the Deputy to attend."""
    invitation = with_mayor(officer=officer, **particulars)
    decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    return invitation


def deputy_attends(*, officer: Person, mayor: Person, deputy: Person, **particulars: Any) -> Invitation:
    """An engagement the Deputy has accepted on the Mayor's behalf."""
    invitation = with_deputy(officer=officer, mayor=mayor, **particulars)
    deputys_answer.accept(invitation, deputy=deputy, by=deputy)
    return invitation


def mayor_attends(*, officer: Person, mayor: Person, **particulars: Any) -> Invitation:
    """An engagement the Mayor has accepted."""
    invitation = with_mayor(officer=officer, **particulars)
    decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    return invitation


def declined(*, officer: Person, mayor: Person, **particulars: Any) -> Invitation:
    """An invitation the Mayor declined outright, its letter gone."""
    invitation = with_mayor(officer=officer, **particulars)
    decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
    send_letters(invitation)
    return invitation


def decide(invitation: Invitation, *, mayor: Person, outcome: Outcome, **particulars: Any) -> None:
    """The Mayor decides on the Mayor's own page."""
    particulars.setdefault("agreed_reason", "another_engagement" if outcome is Outcome.DELEGATE else "")
    particulars.setdefault("decline_kind", DeclineKind.DIARY if outcome is Outcome.DECLINE else "")
    particulars.setdefault("reason", "An old friendship." if outcome is Outcome.EXCEPTION else "")
    mayors_decision.record_decision(invitation, outcome=outcome, made_by=mayor, by=mayor, **particulars)


def take(invitation: Invitation, step: Step, *, by: Person) -> Invitation:
    """An officer's plain step."""
    return triage.take(invitation, step=step, by=by)


def noticed(invitations: Sequence[Invitation]) -> dict[int, list[Finding]]:
    """What triage notices about each now, by key."""
    context = case_context.read(invitations, read_council())
    return {invitation.pk: findings.of(invitation, context) for invitation in invitations}
