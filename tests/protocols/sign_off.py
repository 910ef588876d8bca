"""A version's way into force for the tests: three people sign on paper, the manager brings it in."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from civic.models import Person
from protocols import sign_off
from protocols.models import Part, ProtocolVersion

SIGNED_PAPER = b"%PDF-1.7 the signed paper"


def paper(content: bytes = SIGNED_PAPER, name: str = "signed.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sign_on_paper(version: ProtocolVersion, *parts: Part, by: Person) -> None:
    for part in parts or tuple(Part):
        name = f"The {part.label}"
        sign_off.record_paper(
            version, part=part, name=name, signed_on=timezone.localdate(), scan=paper(), by=by
        )


def publish(draft: ProtocolVersion, *, note: str = "", by: Person) -> ProtocolVersion:
    """All of it at once: put for signature, signed, in force."""
    version = sign_off.put_for_signature(draft, note=note, by=by)
    sign_on_paper(version, by=by)
    return sign_off.bring_into_force(version, by=by)
