"""From where somebody writes to us: one answer for every limit."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# What an internet provider gives one household; within it anybody may take a new address for each request.
HOUSEHOLD = 64
UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """The client's address: what our own proxies saw, and nothing that the client says of itself.

    Each of TRUSTED_PROXIES adds at the right of X-Forwarded-For the address it was called from. Of an address
    of the newer kind (IPv6), the household's network; `unknown` where nobody says (a socket without a proxy).
    """
    near: str = request.META.get("REMOTE_ADDR", "")
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    return _network(told[-trusted] if trusted and len(told) >= trusted else near)


def _network(told: str) -> str:
    """Written one way; some proxies add the port, as in 192.0.2.1:4711 or [2001:db8::1]:4711."""
    alone = told.partition("]")[0].removeprefix("[") if told.startswith("[") else told
    if alone.count(":") == 1:
        alone = alone.partition(":")[0]
    try:
        address = ip_address(alone)
    except ValueError:
        return UNKNOWN
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, HOUSEHOLD), strict=False).network_address)
