"""The agreed list of reasons (P2), as it may be chosen from and as it is printed."""

from civic.models import AgreedReason


def agreed_reasons() -> list[AgreedReason]:
    """What is on the list today, in its order."""
    return list(AgreedReason.objects.in_use())
