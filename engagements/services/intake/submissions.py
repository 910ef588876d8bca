"""Forms before they are invitations.

What was typed and the files beside it are kept, so that no error loses anything.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from civic import wording
from civic.models import Person
from engagements.models import Invitation, Submission, SubmissionFile
from engagements.particulars import EventParticulars, OrganiserParticulars
from engagements.services import stored_files, sweeps
from engagements.services.intake import attachments, registration
from engagements.services.intake.registration import Arrival

logger = logging.getLogger(__name__)
SALT = "intake"

FILES = 5
FILE_BYTES = 10 * 1024 * 1024
KEPT_FOR = timedelta(days=2)
# A text that is too long comes back in full, with an error that says so: only the request has its limit.
ANSWERS_LIMIT = 40


class FilesAway(Exception):
    """The folder of the files is full, or cannot be reached. The form stays as it is, to be sent later."""


@dataclass(frozen=True)
class Ticket:
    """What a form carries in hiding: which submission it is, and when it was first shown."""

    key: str
    age: timedelta


def new_token() -> str:
    """A ticket for a form that is shown for the first time. Nothing is written before it comes back."""
    return signing.TimestampSigner(salt=SALT).sign(get_random_string(32))


def read_token(token: str) -> Ticket | None:
    """The ticket of a form that came back; None for one that is not ours or is older than a form is kept."""
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(token, max_age=KEPT_FOR)
        unsigned, stamp, _ = token.rsplit(":", 2)
        shown_at = signing.b62_decode(stamp)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(key, timedelta(seconds=timezone.now().timestamp() - shown_at))


def keep(key: str, typed: Mapping[str, list[str]], *, by: Person | None) -> Submission:
    """Keep what was typed, made harmless and otherwise as it was.

    A form that was sent already is left alone.
    """
    clean = {
        name: [wording.plain_text(str(value)) for value in values[:ANSWERS_LIMIT]]
        for name, values in typed.items()
    }
    now = timezone.now()
    submission, made = Submission.objects.get_or_create(
        key=key, defaults={"typed": clean, "changed_at": now, "changed_by": by}
    )
    if not made and submission.invitation_id is None:
        submission.typed, submission.changed_at = clean, now
        submission.save(update_fields=["typed", "changed_at"])
    return submission


def keep_files(submission: Submission, files: list["UploadedFile[Any]"]) -> list[str]:
    """Keep the files we take; says in a sentence each which were not taken, and why."""
    troubles = []
    for file in files:
        name = wording.plain_line(file.name or "").strip()[-160:] or "attachment"
        trouble = _trouble_with(file, name) or _keep_file(submission, file, name)
        if trouble:
            troubles.append(trouble)
    return troubles


def _trouble_with(file: "UploadedFile[Any]", name: str) -> str:
    if not file.size:
        return f"The file “{name}” is empty"
    if file.size > FILE_BYTES:
        return f"The file “{name}” is larger than 10 MB"
    return ""


def _keep_file(submission: Submission, file: "UploadedFile[Any]", name: str) -> str:
    content = file.read()
    kind = attachments.content_type_of(content)
    if kind is None:
        return f"The file “{name}” is not a PDF, PNG, JPEG or Word (DOCX) file"
    stored = ContentFile(content, name=f"{get_random_string(24).lower()}.{attachments.ENDINGS[kind]}")
    try:
        return _put_away(submission, stored, name, kind)
    except OSError:
        # The folder is away or full: no reason to lose the form.
        logger.exception("A file of a form could not be kept.")
        return f"“{name}” could not be saved. Try again later, or send it to the office by e-mail"


def _put_away(submission: Submission, stored: "ContentFile[bytes]", name: str, kind: str) -> str:
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if locked.invitation_id is not None:
            return "You have already sent this form. Please send any other files to the office by e-mail"
        if locked.files.count() >= FILES:
            return f"You can add up to {FILES} files. “{name}” was not added"
        SubmissionFile.objects.create(
            submission=locked, file=stored, name=name, content_type=kind, size=stored.size
        )
    return ""


def remove_files(submission: Submission, keys: list[str]) -> int:
    """Take kept files out again; how many. Files of other forms are never touched."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    return _forget_files(list(submission.files.filter(pk__in=wanted, submission__invitation=None)))


def register(
    submission: Submission,
    *,
    organiser: OrganiserParticulars,
    event: EventParticulars,
    arrival: Arrival,
    by: Person | None,
    first: Callable[[], None] = lambda: None,
) -> Invitation:
    """Make the invitation of a form, once: a second sending gives the invitation of the first.

    `first` is done before it is made, in the same transaction, and not for a second sending; what it raises
    ends all. Raises BreachOfProtocol as registration.register() does.
    """
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if locked.invitation_id is not None:
            return Invitation.objects.get(pk=locked.invitation_id)
        first()
        waiting = list(locked.files.all())
        how = replace(arrival, submission=locked.key)
        try:
            files: list[Any] = [_as_upload(file) for file in waiting]
            invitation = registration.register(
                organiser=organiser, event=event, arrival=how, files=files, by=by
            )
        except OSError as away:
            raise FilesAway from away
        _sent(locked, invitation)
    _forget_files(waiting)
    return invitation


def once(submission: Submission, make: Callable[[], Invitation]) -> Invitation:
    """Make the invitation of a form without files: a second sending gives the invitation of the first. Raises
    what `make` does.
    """
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if locked.invitation_id is not None:
            return Invitation.objects.get(pk=locked.invitation_id)
        invitation = make()
        _sent(locked, invitation)
    return invitation


def _sent(submission: Submission, invitation: Invitation) -> None:
    """The words are the invitation's now; the row stays a while, so that a second sending finds it."""
    submission.invitation, submission.typed, submission.changed_at = invitation, {}, timezone.now()
    submission.save(update_fields=["invitation", "typed", "changed_at"])


def _as_upload(kept: SubmissionFile) -> "File[Any]":
    """The kept file under the name its sender gave it."""
    with kept.file.open("rb") as stored:
        return ContentFile(stored.read(), name=kept.name)


def forget_old() -> int:
    """Forget forms that nobody sent, and sent ones, after two days; how many."""
    old = list(
        Submission.objects.filter(changed_at__lt=timezone.now() - KEPT_FOR).prefetch_related("files")[:200]
    )
    sweeps.each_on_its_own(old, _forget, sweep=sweeps.Name.FORGET)
    return len(old)


@transaction.atomic
def _forget(submission: Submission) -> None:
    _forget_files(list(submission.files.all()))
    submission.delete()


def _forget_files(files: list[SubmissionFile]) -> int:
    for kept in files:
        kept.delete()
    stored_files.remove_after_commit([kept.file for kept in files])
    return len(files)
