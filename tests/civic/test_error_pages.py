"""The pages of errors show themselves whatever was sent, and read nothing of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject

from civic.models import Person
from civic.views import errors

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


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (lambda request: errors.page_not_found(request, Exception()), "Page not found"),
        (
            lambda request: errors.permission_denied(request, Exception()),
            "You do not have access to this page",
        ),
    ],
)
def test_the_pages_of_refusals_show_themselves_though_the_session_cannot_be_read(
    view: Callable[[HttpRequest], HttpResponse], says: str
) -> None:
    request = RequestFactory().get("/nowhere/")
    request.session = SessionStore("a" * 32)
    request.user = SimpleLazyObject(lambda: get_user(request))  # type: ignore[assignment]
    with connection.execute_wrapper(away):
        answer = view(request)
    assert says in answer.content.decode()


def away(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise OperationalError("The database is away.")


def test_a_page_that_is_closed_to_somebody_says_so_with_the_councils_name(
    client: Client, mayor: Person
) -> None:
    client.force_login(mayor)
    answer = client.get("/office/")
    assert (answer.status_code, "You do not have access to this page" in answer.content.decode()) == (
        403,
        True,
    )
