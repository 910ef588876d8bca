"""The pages of errors show themselves whatever was sent, and read nothing of it."""

import pytest
from django.conf import settings
from django.test import Client

from civic.models import Person

pytestmark = pytest.mark.django_db
KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
ALPHABETS = (
    "utf-16",
    "utf-7",
    "hex",
    "base64",
    "idna",
    "punycode",
    "rot13",
    "zlib",
    "undefined",
    "quopri",
    "-",
)


@pytest.mark.parametrize("address", ["/invite/", "/account/login/", "/nowhere/"])
@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_body_that_cannot_be_read_is_an_error_of_whoever_sent_it(
    council: object, address: str, alphabet: str, kind: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    answer = client.generic("POST", address, b"a=b", content_type=f"{kind}; charset={alphabet}")
    assert (answer.status_code, "We could not read that request" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("alphabet", ["utf-8", "UTF-8", '"utf-8"'])
def test_a_body_in_our_alphabet_is_read_however_its_name_is_written(council: object, alphabet: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={alphabet}"
    answer = Client().generic("POST", "/account/login/", b"login=nobody", content_type=kind)
    assert answer.status_code == 200


def test_a_page_that_is_closed_to_somebody_says_so_with_the_councils_name(
    client: Client, mayor: Person
) -> None:
    client.force_login(mayor)
    answer = client.get("/office/")
    assert (answer.status_code, "This page is not open to you" in answer.content.decode()) == (403, True)
