"""Files that come with an invitation.

Known by their content, kept under names of our own, never shown in a page.
"""

import hashlib
import zipfile
import zlib
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from civic.models import Person
from engagements.models import Attachment, Invitation
from protocols import sign_off

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# How Office keeps programs, and documents within documents: as a compound file, or packed like the letter.
KEPT_WITHIN = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04")
# The parts that say what the others are; no true one is longer.
DESCRIPTIONS = ("[content_types].xml", ".rels")
DESCRIPTION_LIMIT = 1024 * 1024
OF_PROGRAMS = (b"macroenabled", b"vbaproject", b"activex")
ENDINGS = {**sign_off.ENDINGS, WORD: "docx"}


def content_type_of(content: bytes) -> str | None:
    """What a file really is, by its first bytes: what a scan may be, or a Word document.

    None for anything else.
    """
    return sign_off.content_type_of(content) or (WORD if _is_word(content) else None)


def _is_word(content: bytes) -> bool:
    """A plain letter of Word: one that carries a program is none."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            is_one = "word/document.xml" in names and "[Content_Types].xml" in names
            return is_one and not any(_carries_more(archive, part) for part in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        return False


def _carries_more(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """By what is in it, under whatever name: a file in which programs and other documents are kept, or a
    description that speaks of one, whatever alphabet it is in.
    """
    name = part.filename.lower()
    if "vbaproject" in name or "vbadata" in name:
        return True
    with archive.open(part) as inside:
        begins = inside.read(DESCRIPTION_LIMIT if name.endswith(DESCRIPTIONS) else len(KEPT_WITHIN[0]))
    # Letters of two bytes each have noughts between them.
    words = begins.lower().replace(b"\0", b"") if name.endswith(DESCRIPTIONS) else b""
    return begins.startswith(KEPT_WITHIN) or any(word in words for word in OF_PROGRAMS)


def name_for(name: str, kind: str) -> str:
    """The sender's name for the file, with the ending of what it really is.

    A program or a page by its name is none when opened.
    """
    endings = (".jpg", ".jpeg") if kind == "image/jpeg" else (f".{ENDINGS[kind]}",)
    return name[-160:] if name.lower().endswith(endings) else f"{name[-150:]}{endings[0]}"


@transaction.atomic
def attach(invitation: Invitation, *, file: "UploadedFile[Any]", by: Person | None) -> Attachment:
    """Keep a file that the form has checked. The stored name is ours; the sender's is only ever shown."""
    content = file.read()
    kind = content_type_of(content)
    if kind is None:
        raise ValueError("The form lets only PDF, PNG, JPEG and Word documents through.")
    stored = ContentFile(content, name=f"{get_random_string(24).lower()}.{ENDINGS[kind]}")
    return Attachment.objects.create(
        invitation=invitation,
        file=stored,
        name=name_for(file.name or "attachment", kind),
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=timezone.now(),
        added_by=by,
    )
