"""One address field for all: whatever it takes, a letter can be sent to."""

import smtplib
from email import message_from_bytes
from email.utils import getaddresses

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from civic import addresses
from civic.forms.fields import EmailField
from engagements.services.mail import transport
from engagements.services.mail.transport import OneLetter

SIGNS = st.characters(codec="utf-8")
NAMES = st.text(st.one_of(st.sampled_from("abz09._+-'\"@ ,;<>()"), SIGNS), max_size=70)
DOMAINS = st.text(st.one_of(st.sampled_from("abz09.-ü中"), SIGNS), max_size=40)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("jane@example.org", "jane@example.org"),
        (" jane@example.org\u00a0", "jane@example.org"),
        ("jane@example.org\u200b", "jane@example.org"),
        ("\ufeffja\u00adne@example.org", "jane@example.org"),
        ("jane@ex\u2060ample.org\u202e", "jane@example.org"),
        ("jane＠example.org", "jane@example.org"),
        ("jane@münchen.example", "jane@xn--mnchen-3ya.example"),
        ("o'neill+mayor@example.org", "o'neill+mayor@example.org"),
    ],
)
def test_an_address_is_taken_without_what_nobody_sees(typed: str, taken: str) -> None:
    assert EmailField(label="Address").clean(typed) == taken


@pytest.mark.parametrize(
    "typed",
    [
        "jane smith@example.org",
        "jane@exam ple.org",
        "jané@example.org",
        '"jane smith"@example.org',
        "jane@[127.0.0.1]",
        "jane@localhost",
        "jane@example..org",
        "jane@-example.org",
        "jane@example.org, bo@example.org",
        "jane@example.org\nBcc: bo@example.org",
        f"{'j' * 65}@example.org",
        f"jane@{'e' * 250}.org",
        "@example.org",
        "jane",
    ],
)
def test_what_no_letter_reaches_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Enter an e-mail address in the right form"):
        EmailField(label="Address").clean(typed)


@settings(max_examples=400, deadline=None)
@given(st.builds("{}@{}".format, NAMES, DOMAINS))
@example("a@xn--a.example")
def test_whatever_is_taken_the_mail_layer_can_send(typed: str) -> None:
    try:
        address = addresses.usable(typed)
    except ValidationError:
        return
    assert addresses.usable(address) == address
    transport.check_address(address)
    letter = OneLetter(
        envelope_to=address,
        subject="Thank you",
        body="Thank you.",
        from_email="office@example.org",
        to=[transport.named("Jané, of the “Scouts”", address)],
    )
    written = letter.message().as_bytes()
    assert [found for _, found in getaddresses([message_from_bytes(written)["To"]])] == [address]
    # As smtplib names the recipient to the server: in plain ASCII and between its brackets.
    assert smtplib.quoteaddr(address).encode("ascii") == f"<{address}>".encode()
