"""What the council's letters look like: its colour and its logo, in a mail, on paper and on our own pages."""

import base64
from dataclasses import dataclass

from django.urls import reverse

from civic.models import Council
from civic.models.validators import png_size
from civic.queries import CouncilNow
from protocols.letters import Stationery

# By this name the mail's HTML finds the picture that comes with it.
CONTENT_ID = "logo@civic-office"


@dataclass(frozen=True)
class WithPicture:
    """The stationery of a mail, and the picture that the mail must bring along; empty without a logo."""

    stationery: Stationery
    picture: bytes


def for_mail() -> WithPicture:
    """The picture comes with the mail, so that no reader asks our server for it."""
    colour, logo = _read()
    return WithPicture(_stationery(colour, logo, f"cid:{CONTENT_ID}"), logo)


def for_paper() -> Stationery:
    """The picture is in the document itself: what makes PDF files fetches nothing."""
    colour, logo = _read()
    return _stationery(colour, logo, f"data:image/png;base64,{base64.b64encode(logo).decode()}")


def for_screen(at: CouncilNow) -> Stationery:
    """The picture is the one of our own pages, which are told beforehand whether there is one."""
    has_logo = at.council.has_logo  # type: ignore[attr-defined]  # counted in by civic.queries.the_council
    return Stationery(at.council.colour, reverse("civic:brand_logo") if has_logo else "")


def _read() -> tuple[str, bytes]:
    colour, logo = Council.objects.values_list("colour", "logo").get()
    return colour, bytes(logo)


def _stationery(colour: str, logo: bytes, shown_from: str) -> Stationery:
    """With the logo where it is a whole picture; it was judged when it was saved."""
    size = png_size(logo)
    return Stationery(colour, shown_from, *size) if size else Stationery(colour)
