"""From where somebody who has no account writes to us."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address: what our own proxies saw, and nothing that the client says of itself.

    Each of TRUSTED_PROXIES adds at the right of X-Forwarded-For the address it was called from.
    """
    near: str = request.META.get("REMOTE_ADDR", "")
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    return told[-trusted] if trusted and len(told) >= trusted else near
