"""The pages of errors show themselves whatever was sent, and read nothing of it."""

import pytest
from django.conf import settings
from django.test import Client

from civic.models import Person

pytestmark = pytest.mark.django_db
UNREADABLE = "application/x-www-form-urlencoded; charset=utf-16"


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/invite/", 400, "We could not read that request"),
        ("/account/login/", 400, "We could not read that request"),
        ("/nowhere/", 404, "Page not found"),
    ],
)
def test_a_body_that_cannot_be_read_is_an_error_of_whoever_sent_it(
    council: object, address: str, status: int, says: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    answer = client.post(address, data=b"a=b", content_type=UNREADABLE)
    assert (answer.status_code, says in answer.content.decode()) == (status, True)


def test_a_page_that_is_closed_to_somebody_says_so_with_the_councils_name(
    client: Client, mayor: Person
) -> None:
    client.force_login(mayor)
    answer = client.get("/office/")
    assert (answer.status_code, "This page is not open to you" in answer.content.decode()) == (403, True)
