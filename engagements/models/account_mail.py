"""Mail about somebody's own account: a row first, as every mail is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.models.outgoing import Mail, MailQuerySet


class AccountMail(Mail):
    """What a person is told about the account, or a wish for a new password.

    Of such a wish only the address is known: whether somebody has it shows when it is sent.
    """

    class Kind(models.TextChoices):
        NEW_PASSWORD = "new_password", "request for a new password"
        ADDED = "added", "new account"
        ADDRESS_CHANGED = "address_changed", "your e-mail address has been changed"
        PASSWORD_CHANGED = "password_changed", "your password has been changed"
        SECOND_FACTOR_CHANGED = "second_factor_changed", "your second step of signing in has been changed"

    kind = models.CharField(max_length=24, choices=Kind.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="account_mails"
    )

    objects = MailQuerySet.as_manager()

    class Meta(Mail.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="new_password", person__isnull=True)
                | (~Q(kind="new_password") & Q(person__isnull=False)),
                name="account_mail_names_its_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.queued_at:%Y-%m-%d %H:%M}"
