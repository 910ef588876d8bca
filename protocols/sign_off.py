"""The way of a version into force: put for signature, signed by three, from a moment (P22).

While a version is put for signature its words are frozen. Taking it back to draft voids
what was signed, and says so.
"""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from protocols import service
from protocols.models import Part, ProtocolVersion, SigningRound, SignOff
from protocols.signatory import Signatory
from protocols.texts.limits import LIMITS

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


class CannotSign(Exception):
    """A signature or a step on the way into force that is not possible now;
    the message says why, for whoever tried.
    """


def lacking(version: ProtocolVersion) -> list[Part]:
    """Whose signatures the version still needs."""
    given = set(sign_offs(version).values_list("part", flat=True))
    return [part for part in Part if part.value not in given]


def sign_offs(version: ProtocolVersion) -> QuerySet[SignOff]:
    """The signatures that count, in the order they were given."""
    return SignOff.objects.filter(round__version=version, round__voided_at=None).select_related(
        "person", "by", "round"
    )


def voided_rounds(version: ProtocolVersion) -> QuerySet[SigningRound]:
    """The times the version was taken back to draft, with what had been signed until then."""
    rounds = SigningRound.objects.filter(version=version, voided_at__isnull=False)
    return rounds.select_related("voided_by").prefetch_related("sign_offs")


def papers() -> QuerySet[SignOff]:
    """The signatures recorded from paper, void ones included:
    their scans can be read as long as they are kept.
    """
    return SignOff.objects.exclude(scan="")


def content_type_of(content: bytes) -> str | None:
    """What a scan really is, by its first bytes; None for anything but PDF, PNG and JPEG."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/jpeg" if content.startswith(b"\xff\xd8\xff") else None


def digest_of(version: ProtocolVersion) -> str:
    """What is signed: number, limits, choices and every word of the clauses."""
    own = {name: getattr(version, name) for name in ("number", *LIMITS, "offer_deputy", "ask_wish")}
    clauses = list(version.clauses.values_list("code", "title", "text"))
    return hashlib.sha256(json.dumps([own, clauses], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def put_for_signature(version: ProtocolVersion, *, note: str = "", by: Signatory) -> ProtocolVersion:
    """Freeze a draft's words, to be signed. Raises HandbookClosed when it is no longer a draft."""
    service.lock_versions()
    version = ProtocolVersion.objects.get(pk=version.pk)
    service.refuse_unless_draft(version)
    SigningRound.objects.create(version=version, words_digest=digest_of(version), opened_by_id=by.pk)
    version.state, version.note = ProtocolVersion.State.FOR_SIGNATURE, note.strip()
    version.save(update_fields=["state", "note"])
    return version


@transaction.atomic
def take_back(version: ProtocolVersion, *, because: str = "", by: Signatory) -> ProtocolVersion:
    """Back to draft, to be changed; what was signed is void and stays on record. Raises CannotSign."""
    version = _locked(version)
    if not version.is_for_signature:
        raise CannotSign(f"Version {version.number} is no longer waiting for signature.")
    now = timezone.now()
    SigningRound.objects.filter(version=version, voided_at=None).update(
        voided_at=now, voided_by=by, voided_because=because.strip()[:300]
    )
    version.state, version.planned_from, version.planned_by = ProtocolVersion.State.DRAFT, None, None
    version.save(update_fields=["state", "planned_from", "planned_by"])
    return version


@transaction.atomic
def sign(version: ProtocolVersion, *, part: Part, by: Signatory) -> SignOff:
    """Sign as oneself, on the page. Whoever calls has made sure that `by` holds the post.

    Raises CannotSign.
    """
    round_ = _round_to_sign(version, part, by)
    if SignOff.objects.filter(round=round_, person=by.pk).exists():
        raise CannotSign("You have already signed this version. You cannot sign it for two posts.")
    name = by.written_name
    return SignOff.objects.create(
        round=round_, part=part, name=name, person_id=by.pk, signed_on=timezone.localdate(), by_id=by.pk
    )


@transaction.atomic
def record_paper(
    version: ProtocolVersion,
    *,
    part: Part,
    name: str,
    signed_on: date,
    scan: "UploadedFile[Any]",
    by: Signatory,
) -> SignOff:
    """Record a signature given on paper, with its scan.

    Raises CannotSign, also for a file that is no PDF, PNG or JPEG.
    """
    content = scan.read()
    kind = content_type_of(content)
    if kind is None:
        raise CannotSign("The scan must be a PDF, PNG or JPEG file.")
    round_ = _round_to_sign(version, part, by)
    return SignOff.objects.create(
        round=round_,
        part=part,
        name=name.strip(),
        signed_on=signed_on,
        by_id=by.pk,
        # The stored name is ours; the sender's is only ever shown.
        scan=ContentFile(content, name=f"{get_random_string(24).lower()}.{ENDINGS[kind]}"),
        scan_name=(scan.name or f"signature.{ENDINGS[kind]}")[-160:],
        scan_type=kind,
        scan_sha256=hashlib.sha256(content).hexdigest(),
    )


@transaction.atomic
def bring_into_force(
    version: ProtocolVersion, *, at: datetime | None = None, by: Signatory
) -> ProtocolVersion:
    """Put a signed version in force, now or from a later moment;
    the one before it is superseded then, and kept.

    Raises CannotSign while a signature is missing, or when the moment has passed.
    """
    version = _locked(version)
    if not version.is_for_signature:
        raise CannotSign(
            f"Version {version.number} has not been sent for signature, so it cannot come into force."
        )
    if missing := lacking(version):
        posts = ", ".join(part.label for part in missing)
        raise CannotSign(
            f"Version {version.number} can come into force only when all three have signed. Still to sign: "
            f"{posts}."
        )
    now = timezone.now()
    if at is not None and at <= now:
        raise CannotSign("That time has passed. Enter a later one, or put it into force now.")
    version.planned_from, version.planned_by_id = at or now, by.pk
    version.save(update_fields=["planned_from", "planned_by"])
    return version if at else _into_force(version, now)


@transaction.atomic
def call_off(version: ProtocolVersion, *, by: Signatory) -> ProtocolVersion:
    """Forget the planned moment; the signatures stay.

    Raises CannotSign when it has come into force meanwhile.
    """
    version = _locked(version)
    if not version.is_for_signature:
        raise CannotSign(f"Version {version.number} is already in force.")
    version.planned_from, version.planned_by = None, None
    version.save(update_fields=["planned_from", "planned_by"])
    return version


def due_versions() -> list[ProtocolVersion]:
    """The versions that were planned for a moment that has come."""
    states = ProtocolVersion.State
    due = ProtocolVersion.objects.filter(state=states.FOR_SIGNATURE, planned_from__lte=timezone.now())
    return list(due.order_by("planned_from", "number"))


@transaction.atomic
def bring_in(version: ProtocolVersion) -> bool:
    """Put a due version in force, unless a signature is lacking or somebody did so or called it off
    meanwhile: safe to run twice, and by two workers.
    """
    service.lock_versions()
    now = timezone.now()
    due = ProtocolVersion.objects.filter(
        pk=version.pk, state=ProtocolVersion.State.FOR_SIGNATURE, planned_from__lte=now
    ).first()
    if due is None or lacking(due):
        return False
    _into_force(due, now)
    return True


def _into_force(version: ProtocolVersion, now: datetime) -> ProtocolVersion:
    states = ProtocolVersion.State
    ProtocolVersion.objects.filter(state=states.IN_FORCE).update(state=states.SUPERSEDED)
    # A worker that comes late to the planned moment says when it came: until then nobody was
    # answered under this version.
    version.state, version.in_force_from, version.published_by = states.IN_FORCE, now, version.planned_by
    version.save(update_fields=["state", "in_force_from", "published_by"])
    return version


def _round_to_sign(version: ProtocolVersion, part: Part, by: Signatory) -> SigningRound:
    """The open round of a version that may be signed now for this part;
    the version that came with the software gets one here.
    """
    version = _locked(version)
    if not (version.is_for_signature or version.is_in_force):
        raise CannotSign(f"Version {version.number} has not been sent for signature.")
    if part not in lacking(version):
        raise CannotSign(
            f"The signature of the {part.label} under version {version.number} has already been given."
        )
    found = SigningRound.objects.filter(version=version, voided_at=None).first()
    return found or SigningRound.objects.create(
        version=version, words_digest=digest_of(version), opened_by_id=by.pk
    )


def _locked(version: ProtocolVersion) -> ProtocolVersion:
    """The version as it is now, and nobody else's while this transaction lasts."""
    service.lock_versions()
    return ProtocolVersion.objects.get(pk=version.pk)
