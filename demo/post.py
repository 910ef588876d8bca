"""The demo's post: letters of the past leave by the worker's own code, on a wire that ends here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self
from unittest import mock

from engagements.models import Letter
from engagements.services.mail import notification_mails, outbox, transport

# Reserved domains all; what the mail server of the demo says of these two mailboxes shows officers
# what can go wrong.
NO_SUCH_DOMAIN = "hollins-handbells.example"
NO_ANSWER = "riverside-rowers.example"


class Wire:
    """Stands in for transport.Connection: takes every letter, refuses one domain, falls silent at another.

    Sends nothing.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        return None

    def open(self) -> None:
        """Always connected."""

    def send(self, mail: transport.OneLetter) -> None:
        """Raises what a real connection would raise for these domains."""
        [address] = mail.recipients()
        if address.endswith(f"@{NO_SUCH_DOMAIN}"):
            raise transport.Refused(
                f"The mail server did not accept the address {address}: 550 5.1.2 There is no such domain."
            )
        if address.endswith(f"@{NO_ANSWER}"):
            raise transport.InDoubt(
                "We gave the letter to the mail server, but it did not confirm that it accepted it."
            )


@contextmanager
def nothing_leaves() -> Iterator[None]:
    """No mail of the demo's past reaches a mail server or a folder,
    whatever this installation's settings are.
    """
    with (
        mock.patch.object(transport, "Connection", Wire),
        mock.patch("engagements.services.mail.worker_wakeup.wake", _nobody_to_wake),
    ):
        yield


def letters_leave() -> None:
    """What the worker does when it is woken."""
    while Letter.objects.filter(state=Letter.State.QUEUED, channel=Letter.Channel.EMAIL).exists():
        outbox.send_due()


def notices_leave() -> None:
    """The same for the short mails to members and officers."""
    while notification_mails.send_due():
        pass


def _nobody_to_wake(*args: object) -> None:
    return None
