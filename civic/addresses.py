"""E-mail addresses as every mail server takes them: whatever passes here, a letter can be sent to."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

BAD = "Enter an e-mail address in the right form, like name@example.org"
LONGEST = 254
LONGEST_NAME = 64
# Letters, digits and what else a name before the @ may be of without quotation marks.
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
# Control and format characters and private signs: nobody sees them in an address.
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")


def usable(typed: str) -> str:
    """The address without what nobody sees, its domain as the net knows it (münchen.de: xn--mnchen-3ya.de).

    Raises ValidationError for what is none: a space in its middle may stand for a sign that is missing.
    """
    seen = "".join(sign for sign in typed if unicodedata.category(sign) not in _UNSEEN)
    name, _, domain = unicodedata.normalize("NFKC", seen).strip().rpartition("@")
    try:
        address = f"{name}@{domain.encode('idna').decode()}"
        validate_email(address)
    except (UnicodeError, ValidationError):
        raise ValidationError(BAD, code="invalid") from None
    name, _, domain = address.rpartition("@")
    fits = len(address) <= LONGEST and len(name) <= LONGEST_NAME
    if not (fits and _NAME.fullmatch(name) and _DOMAIN.fullmatch(domain)):
        raise ValidationError(BAD, code="invalid")
    return address
