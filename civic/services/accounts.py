"""Adding people to the office and taking them out, at once."""

from collections.abc import Mapping
from datetime import date

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic import addresses
from civic.models import Person, Role
from civic.services import council_changes

# What people are told about their accounts, beside what allauth tells them.
ADDED, ADDRESS_CHANGED = "civic/added", "civic/address_changed"
SECOND_STEP_TAKEN_AWAY = "civic/second_step_taken_away"


@transaction.atomic
def add_person(*, values: Mapping[str, object], by: Person | None, told: bool = True) -> Person:
    """Makes an account without a password: the person chooses one by the link of a mail.

    Raises ValidationError.
    """
    person = Person(joined_at=timezone.now())
    person.set_unusable_password()
    person = council_changes.keep(person, values=values, what=f"Person added: {values['name']}", by=by)
    if told:
        get_adapter().send_notification_mail(ADDED, person)
    return person


@transaction.atomic
def change_person(person: Person, *, values: Mapping[str, object], by: Person) -> Person:
    """Changes name, post, role or addresses.

    Raises ValidationError: a private address of a member (P16), the last manager.
    """
    if "role" in values and values["role"] != Role.CIVIC_MANAGER:
        refuse_to_lose_last_manager(person)
    if values.get("role") and person.terms.filter(ends_at__gt=timezone.now()).exists():
        raise ValidationError(
            {"role": "A person who holds a member's office cannot be an officer of the council."}
        )
    before = Person.objects.select_for_update().get(pk=person.pk).email
    person = council_changes.keep(person, values=values, what=f"Person changed: {person}", by=by)
    if person.email != before:
        # Whoever signed in by the old address is somebody else's guest from now on.
        end_sessions(person)
        for address in (before, person.email):
            get_adapter().send_notification_mail(ADDRESS_CHANGED, person, email=address)
    return person


@transaction.atomic
def close_account(person: Person, *, by: Person) -> Person:
    """Lets the person in no more, from this moment: sessions end too. Raises ValidationError."""
    if person == by:
        raise ValidationError("You cannot close your own account. Ask another civic manager.")
    refuse_to_lose_last_manager(person)
    person = council_changes.keep(
        person, values={"is_active": False}, what=f"Account closed: {person}", by=by
    )
    end_sessions(person)
    return person


@transaction.atomic
def open_account(person: Person, *, by: Person) -> Person:
    """Lets a person in again whose account was closed."""
    return council_changes.keep(person, values={"is_active": True}, what=f"Account opened: {person}", by=by)


@transaction.atomic
def sign_out_everywhere(person: Person, *, by: Person) -> None:
    """Ends the person's sessions on every machine, from this moment. The account stays open."""
    end_sessions(person)
    council_changes.note_change(what=f"Signed out everywhere: {person}", before={}, after={}, by=by)


@transaction.atomic
def be_away(person: Person, *, first: date | None, last: date | None) -> None:
    """The days in which this person is away, as the person says; none for somebody who is not.

    Raises ValidationError for days that cannot be. Not among the council's changes, which are kept for good.
    """
    if (first is None) != (last is None):
        raise ValidationError({"last" if last is None else "first": "Enter both days, or neither"})
    if first is not None and last is not None and last < first:
        raise ValidationError({"last": "The last day cannot be before the first"})
    if last is not None and last < timezone.localdate():
        raise ValidationError({"last": "The last day has already passed"})
    Person.objects.filter(pk=person.pk).update(away_from=first, away_until=last)


def forget_absences() -> int:
    """Forget the days away that are over; how many."""
    return Person.objects.filter(away_until__lt=timezone.localdate()).update(away_from=None, away_until=None)


@transaction.atomic
def take_away_second_step(person: Person, *, by: Person) -> None:
    """For whoever lost the telephone with the app: a new second step is set up at the next sign-in.

    Whatever is signed in ends, and the person is told. Raises ValidationError for one's own, which wants the
    password, and where there is none.
    """
    if person == by:
        raise ValidationError("Change your own second step on the page about your account.")
    if not Authenticator.objects.filter(user=person).exists():
        raise ValidationError(f"{person} does not have a second step of signing in.")
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    council_changes.note_change(what=f"Second step removed: {person}", before={}, after={}, by=by)
    get_adapter().send_notification_mail(SECOND_STEP_TAKEN_AWAY, person)


@transaction.atomic
def make_first_administrator(*, email: str, name: str, password: str) -> Person:
    """The civic manager a new installation begins with. Raises ValidationError when the address is taken."""
    person = Person(joined_at=timezone.now())
    person.set_password(password)
    values: dict[str, object] = {
        "email": addresses.usable(email).lower(),
        "name": name,
        "role": Role.CIVIC_MANAGER,
        "post": "Civic manager",
    }
    values |= {"is_staff": True, "is_superuser": True}
    return council_changes.keep(person, values=values, what=f"First administrator: {name}", by=None)


def end_sessions(person: Person) -> None:
    """Signs the person out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()


def refuse_to_lose_last_manager(person: Person) -> None:
    """Without a civic manager nobody could let anybody in again."""
    others = Person.objects.filter(role=Role.CIVIC_MANAGER, is_active=True).exclude(pk=person.pk)
    if person.role == Role.CIVIC_MANAGER and person.is_active and not others.exists():
        raise ValidationError("This is the only civic manager. Add another one first.")
