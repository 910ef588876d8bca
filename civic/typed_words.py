"""What somebody typed into a form of ours, to be given back where it could not be taken.

Only a body that was read already is asked: it may be the body that cannot be read.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token

from civic import form_ticket, wording

# A value with one of these was typed as words; others were chosen, or are the form's own.
_OF_WORDS = frozenset(" \n@")


@dataclass(frozen=True)
class TypedWords:
    """A form as it was sent: where to, and its fields in their order, without its token."""

    address: str
    fields: tuple[tuple[str, str], ...]
    has_files: bool
    form_token: str

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What people wrote, each with the name of its box in words."""
        return [
            (wording.capital(name.replace("_", " ").replace("-", " ").strip()), value)
            for name, value in self.fields
            if _OF_WORDS & set(value)
        ]


def of(request: HttpRequest) -> TypedWords | None:
    """None unless something was sent to a page of ours; never a password: sign-in pages are the library's."""
    view = request.resolver_match.func.__module__ if request.resolver_match else ""
    # Django keeps here what it has read, and nothing before it has.
    sent: QueryDict | None = request.__dict__.get("_post")
    if not sent or view.partition(".")[0] not in settings.OUR_APPS:
        return None
    fields = tuple((name, str(value)) for name, values in sent.lists() for value in values)
    return TypedWords(
        address=request.get_full_path(),
        fields=tuple(field for field in fields if field[0] != form_ticket.FIELD),
        has_files=bool(request.__dict__.get("_files")),
        form_token=_token_of(request, sent),
    )


def _token_of(request: HttpRequest, sent: QueryDict) -> str:
    """Its own, where it was good: whatever became of the first sending, the second is the same form.

    Otherwise one of today.
    """
    was_good = getattr(request, "csrf_processing_done", False)
    return sent.get(form_ticket.FIELD, "") if was_good else get_token(request)
