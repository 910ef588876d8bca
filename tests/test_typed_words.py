"""What people typed is never lost: every form of the matrix, sent where it cannot be taken."""

from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from tests.matrix import LINES, Line
from tests.matrix_scene import Who
from tests.page_forms import WORDS, PageForm, forms_of
from tests.test_matrix import ADDRESSES, Askers, address_of, askers

pytestmark = pytest.mark.django_db
__all__ = ["askers"]


def is_ours(line: Line) -> bool:
    return line.name.partition(":")[0] in settings.OUR_APPS


TYPED = {"note": WORDS, "choice": "second"}
# A form's token as a browser keeps it, in its cookie and in the form alike.
TOKEN = "t" * 32
# The library's own pages ask for passwords, which are never given back.
TAKEN = [line for line in LINES if line.post and line.name in ADDRESSES and is_ours(line)]
BEHIND_A_SIGN_IN = [line for line in TAKEN if line.post and Who.ANONYMOUS not in line.post]


def post(client: Client, address: str, typed: dict[str, Any], **headers: str) -> tuple[int, str]:
    """As a browser sends it, with its token."""
    client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    answer = client.post(address, {"csrfmiddlewaretoken": TOKEN} | typed, headers=headers)
    return answer.status_code, answer.content.decode()


def gives_back(page: str, address: str) -> bool:
    """The words in sight, and everything in a form that sends it again."""
    wanted = {name: [value] for name, value in TYPED.items()}
    again = [form.sent for form in forms_of(page, "") if form.action == address]
    return f">{WORDS}<" in page and any(sent.items() >= wanted.items() for sent in again)


def a_reader(line: Line) -> Who:
    return sorted(line.post or ())[0]


@pytest.mark.parametrize("line", BEHIND_A_SIGN_IN, ids=str)
def test_whoever_was_signed_out_meanwhile_gets_the_words_back(line: Line, askers: Askers) -> None:
    """The organiser, too, whose cookie has run out."""
    address = address_of(line, askers.scene)
    status, page = post(askers.client(Who.ANONYMOUS, enforce_csrf_checks=True), address, TYPED)
    assert (status, gives_back(page, address)) == (403, True)


@pytest.mark.parametrize("line", TAKEN, ids=str)
def test_a_page_whose_token_is_too_old_gives_the_words_back(line: Line, askers: Askers) -> None:
    address = address_of(line, askers.scene)
    old = TYPED | {"csrfmiddlewaretoken": "o" * 32}
    client = askers.client(a_reader(line), enforce_csrf_checks=True)
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    status, page = post(client, address, old, **own)
    assert (status, gives_back(page, address)) == (403, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null"},
        {},
    ],
)
def test_what_another_site_wrote_into_a_form_is_not_offered_to_be_sent(
    headers: dict[str, str], askers: Askers
) -> None:
    line = TAKEN[0]
    client = askers.client(a_reader(line), enforce_csrf_checks=True)
    old = TYPED | {"csrfmiddlewaretoken": "o" * 32}
    status, page = post(client, address_of(line, askers.scene), old, **headers)
    assert (status, WORDS in page) == (403, False)


@pytest.mark.parametrize("line", TAKEN, ids=str)
def test_a_database_that_is_away_takes_no_words_with_it(line: Line, askers: Askers) -> None:
    address = address_of(line, askers.scene)
    client = askers.client(a_reader(line), enforce_csrf_checks=True, raise_request_exception=False)

    def away(*statement: Any) -> Any:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(away):
        status, page = post(client, address, TYPED)
    assert (status, gives_back(page, address)) == (503, True)


def test_what_is_open_to_others_shows_the_words_and_no_way_to_send_them(askers: Askers) -> None:
    client = askers.client(Who.ATTENDANT, enforce_csrf_checks=True)
    status, page = post(client, "/council/details/", TYPED)
    assert (status, f">{WORDS}<" in page, gives_back(page, "/council/details/")) == (403, True, False)


def test_a_password_is_never_given_back(askers: Askers) -> None:
    """Nor anything else that was sent to a page of the library's."""
    client = askers.client(Who.OFFICER, enforce_csrf_checks=True)
    old = {"password": WORDS, "csrfmiddlewaretoken": "o" * 32}
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    for address in ("/account/login/", "/account/password/change/"):
        status, page = post(client, address, old, **own)
        assert (status, WORDS in page) == (403, False)


# --- The case moved on while the page was open --------------------------------------------------------------


def versioned(line: Line, askers: Askers) -> list[PageForm]:
    """The forms of a page that say which version of the case they show."""
    who = sorted(line.get)[0]
    address = address_of(line, askers.scene)
    page = askers.client(who).get(address).content.decode(errors="replace")
    return [form for form in forms_of(page, address) if form.sent.get("seen", [""])[0].isdecimal()]


BOTH_WAYS = [line for line in TAKEN if line.get]


@pytest.mark.parametrize("line", BOTH_WAYS, ids=str)
def test_a_case_that_moved_on_is_told_beside_the_words(line: Line, askers: Askers) -> None:
    for form in versioned(line, askers):
        before = str(int(form.sent["seen"][0]) - 1)
        answer = askers.client(sorted(line.get)[0]).post(form.action, form.filled_in(seen=before))
        page = answer.content.decode()
        assert answer.status_code == 409, form
        assert "moved on" in page or "has just acted" in page or "since you opened the page" in page
        assert form.boxes == [] or WORDS in page


def test_every_form_that_shows_a_version_is_among_them(askers: Askers) -> None:
    assert {line.name.partition(":")[2] for line in BOTH_WAYS if versioned(line, askers)} == {
        "case_advise",
        "case_correct",
        "case_step",
        "deputy_answer",
        "mayor_answer",
        "organiser_change",
        "organiser_wish",
        "organiser_withdraw",
    }
