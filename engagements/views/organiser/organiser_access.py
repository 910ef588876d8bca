"""The organiser's door: a token from a letter is exchanged for a short-lived cookie,
so that it stands in no address after that.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from civic import typed_words
from engagements.models import OrganiserLink
from engagements.services.case_record import organiser_links

OPEN_FOR = timedelta(seconds=settings.ORGANISER_COOKIE_AGE)
COOKIE = settings.ORGANISER_COOKIE_NAME
SALT = "organiser-door"
Page = Callable[[HttpRequest, OrganiserLink], HttpResponse]
Behind = Callable[..., HttpResponse]


def quiet(response: HttpResponse, *, referrer: str = "no-referrer") -> HttpResponse:
    """Kept nowhere, found by no search, told to no other site."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = referrer
    return response


@login_not_required
@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """The address in a letter. Opening it changes nothing, so that mail scanners may."""
    link = organiser_links.find(token)
    if link is None:
        return quiet(render(request, "engagements/organiser/unknown.html", status=404))
    return open_door(request, link)


def open_door(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """To the organiser's page, with the cookie that opens it; or what became of a link that was good once."""
    if not organiser_links.is_live(link):
        return _closed(request, link)
    response = redirect("engagements:organiser_home")
    response.set_cookie(
        COOKIE,
        signing.TimestampSigner(salt=SALT).sign(str(link.pk)),
        max_age=OPEN_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return quiet(response)


def behind_the_link(*methods: str) -> Callable[[Page], Behind]:
    """Opens a page to whoever came through a link that is still good.

    Here no address holds a token any more, and same-origin tells other sites nothing: with no-referrer
    browsers would send 'Origin: null' with each form, and Django rightly refuses such a form.
    """

    def mark(page: Page) -> Behind:
        @login_not_required
        @require_http_methods(["GET", "HEAD", *methods])
        @wraps(page)
        def guarded(request: HttpRequest, **kwargs: object) -> HttpResponse:
            link = _link_of(request)
            if link is None:
                page_of_words = {"words": typed_words.of(request)}
                asked = render(request, "engagements/organiser/open_again.html", page_of_words, status=403)
                return quiet(asked, referrer="same-origin")
            response = page(request, link) if organiser_links.is_live(link) else _closed(request, link)
            return quiet(response, referrer="same-origin")

        return guarded

    return mark


def _link_of(request: HttpRequest) -> OrganiserLink | None:
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""), max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    return OrganiserLink.objects.select_related("invitation__organiser").filter(pk=int(key)).first()


def _closed(request: HttpRequest, link: OrganiserLink) -> HttpResponse:
    """A link that was good once."""
    page = {"revoked": link.revoked_at is not None, "words": typed_words.of(request)}
    return quiet(render(request, "engagements/organiser/ended.html", page, status=410))
