"""What tells a form that is sent twice: the token of its page, and every word and file it says."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

# The name of the field in which every page's form carries the page's own token.
FIELD = "csrfmiddlewaretoken"


def of(request: HttpRequest) -> str:
    """The form's fingerprint, 64 signs that say nothing of what is in it; "" for one without a token."""
    if not request.POST.get(FIELD):
        return ""
    digest = hashlib.sha256()
    for part in (str(request.user.pk), request.get_full_path(), *_fields(request), *_files(request)):
        # With its length before it: no part runs into the next.
        digest.update(f"{len(part)}:{part}".encode(errors="backslashreplace"))
    return digest.hexdigest()


def _fields(request: HttpRequest) -> list[str]:
    return [f"{name}={value}" for name, values in sorted(request.POST.lists()) for value in values]


def _files(request: HttpRequest) -> list[str]:
    return [
        f"{name}={file.name}:{_content(file)}"
        for name, files in sorted(request.FILES.lists())
        for file in files
    ]


def _content(file: "UploadedFile[Any]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
