"""Mail about people's own accounts: a new password, an account made, an address or a second step changed.

Each is a row first and leaves like every other mail, so that no page waits for the mail server or fails with
it. Links are made when it leaves, from the site's own address, and are kept nowhere.
"""

from datetime import timedelta
from typing import Any

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from civic import queries as council
from civic import wording
from civic.models import Council, Person
from civic.services.accounts import ADDED, ADDRESS_CHANGED, SECOND_STEP_TAKEN_AWAY
from civic.services.sign_in import CouncilAccountAdapter
from engagements.models import AccountMail
from engagements.services import sweeps
from engagements.services.mail import outgoing, transport, worker_wakeup

Kind = AccountMail.Kind
KEPT_FOR = timedelta(days=31)
# What allauth and the council's own pages tell, by the names they have for it.
KINDS = {
    ADDED: Kind.ADDED,
    ADDRESS_CHANGED: Kind.ADDRESS_CHANGED,
    "account/email/password_changed": Kind.PASSWORD_CHANGED,
    "account/email/password_reset": Kind.PASSWORD_CHANGED,
    "account/email/password_set": Kind.PASSWORD_CHANGED,
    SECOND_STEP_TAKEN_AWAY: Kind.SECOND_FACTOR_CHANGED,
    "mfa/email/totp_activated": Kind.SECOND_FACTOR_CHANGED,
    "mfa/email/totp_deactivated": Kind.SECOND_FACTOR_CHANGED,
    "mfa/email/recovery_codes_generated": Kind.SECOND_FACTOR_CHANGED,
    "mfa/email/webauthn_added": Kind.SECOND_FACTOR_CHANGED,
    "mfa/email/webauthn_removed": Kind.SECOND_FACTOR_CHANGED,
}
SUBJECTS = {
    Kind.NEW_PASSWORD: "Choose a new password",
    Kind.ADDED: "Your account at the {office}",
    Kind.ADDRESS_CHANGED: "Your e-mail address was changed",
    Kind.PASSWORD_CHANGED: "Your password was changed",
    Kind.SECOND_FACTOR_CHANGED: "Your second step of signing in was changed",
}
WORDS = {
    Kind.NEW_PASSWORD: """We have received a request for a new password for your account. Please choose one
here:

{link}

The link works for {days} days. If you did not ask for it, you do not need to do anything: nothing has
changed.""",
    Kind.ADDED: """The {office} has created an account for you. You sign in with this e-mail address. Please
choose a password here:

{link}

The link works for {days} days. After that, select “Forgotten your password, or signing in for the first
time?” on the sign-in page to get another one.""",
    Kind.ADDRESS_CHANGED: """The {office} changed the e-mail address of your account on {day}. From now on
you sign in with the new one.

If you did not expect this, please telephone the {office} straight away: {telephone}.""",
    Kind.PASSWORD_CHANGED: """The password of your account was changed on {day}.

If this was not you, please telephone the {office} straight away: {telephone}.""",
    Kind.SECOND_FACTOR_CHANGED: """The second step of signing in to your account (the app, the codes or the
key) was changed on {day}.

If this was not you, please telephone the {office} straight away: {telephone}.""",
}
FRAME = """Dear {name},

{words}

{office}
{council}
"""


class OutboxAccountAdapter(CouncilAccountAdapter):
    """allauth's mails, as rows of ours."""

    def ask_for_password(self, address: str) -> None:
        """Somebody at this address would like a new password (civic/forms/sign_in.py)."""
        queue(Kind.NEW_PASSWORD, address=address)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail leaves from a page. Raises NotImplementedError for what has no row of its own."""
        raise NotImplementedError(f"{template_prefix} has no kind of account mail.")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Something about the account was changed."""
        queue(KINDS[template_prefix], address=email or user.email, person=user)


def queue(kind: AccountMail.Kind, *, address: str, person: Person | None = None) -> AccountMail:
    """Keep what is to be told, within the caller's transaction."""
    mail = AccountMail.objects.create(
        kind=kind,
        address=address,
        person=person,
        message_id=transport.new_message_id(),
        queued_at=timezone.now(),
    )
    worker_wakeup.wake(worker_wakeup.SEND_ACCOUNT_MAILS)
    return mail


def send_due(*, limit: int = outgoing.BATCH) -> int:
    """Send what is due, oldest first; how many were taken up."""
    the_council = council.the_council()
    return outgoing.send_each(
        claim(limit), lambda row: as_mail(row, the_council), sweep=sweeps.Name.SEND_ACCOUNT_MAILS
    )


def claim(limit: int) -> list[AccountMail]:
    """Take the oldest due ones under a lease. What a dead worker held is due again when it runs out."""
    lease = AccountMail.objects.lease_oldest(limit)
    return list(AccountMail.objects.leased(lease).select_related("person").order_by("pk"))


def as_mail(row: AccountMail, the_council: Council) -> transport.OneLetter | None:
    """The mail as it leaves; None when nobody has the address, or the account was closed.

    Raises Refused for an address that is none.
    """
    person = row.person or Person.objects.filter(email__iexact=row.address).first()
    if person is None or not person.is_active:
        return None
    kind = Kind(row.kind)
    words = {
        "office": the_council.office_name,
        "council": the_council.name,
        "telephone": the_council.telephone,
        "day": wording.moment(row.queued_at),
        "link": address_to_choose_password(person),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }
    return outgoing.message(
        row,
        the_council,
        subject=SUBJECTS[kind].format(**words),
        body=FRAME.format(**words | {"name": person.name, "words": WORDS[kind].format(**words)}),
        name=person.written_name,
    )


def address_to_choose_password(person: Person) -> str:
    """A link to choose a password by, for a few days or until one was chosen."""
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key}
    )
    return f"{settings.SITE_ADDRESS}{path}"


def forget_old() -> int:
    """Forget what was settled more than a month ago: it names whoever asked."""
    settled = AccountMail.objects.exclude(state=AccountMail.State.QUEUED)
    forgotten, _ = settled.filter(queued_at__lt=timezone.now() - KEPT_FOR).delete()
    return forgotten
