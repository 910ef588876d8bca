"""What every page may show of the council."""

from django.http import HttpRequest


def council(request: HttpRequest) -> dict[str, object]:
    """Stands in until the council's records exist."""
    return {}
