"""Whatever is typed into any field: a clear error or harmless storage,
never a crash and never half an invitation.
"""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.models import Person
from engagements.models import IntakeCount, Invitation, Letter, Organiser, RecordEntry, Submission
from tests import form_answers

pytestmark = pytest.mark.django_db
FIELDS = [name for name in form_answers.answers() if name != "asked"] + [
    "councillor_name",
    "dignitaries",
    "dealings",
    "asked_words",
    "provenance_words",
    "ends_on_day",
    "ends_on_year",
]
NASTY = [
    "\x00",
    "a\x0bb",
    "\u2028Bcc: x@y.example",
    "a\r\nSubject: x",
    "=cmd|' /C calc'!A0",
    "{{ 7|add:7 }}{% load x %}",
    "<script>alert(1)</script>",
    "'; DROP TABLE engagements_invitation; --",
    "\ud800",
    "\U0001f600" * 50,
    "e\u0301" * 90,
    "\u202egpj.exe",
    "9" * 400,
    "-1",
    "1e9",
    "NaN",
    "٣",
    " ",
    "\t\n",
    "[[your-link]]",
    "%s%n%d",
    "mayor",
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=300), st.text(min_size=3900, max_size=4100))
QUIETLY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def whole(count_before: Any) -> Any:
    """Organiser, record and letter come with each invitation, or none of them does."""
    made = Invitation.objects.count()
    assert Organiser.objects.count() == made
    assert RecordEntry.objects.filter(kind="register").count() == made
    assert Letter.objects.filter(kind="acknowledgement").count() == made
    return made - count_before


def sent(typed: Any) -> Any:
    """What happened to an invitation typed like this: made, or an error on the page."""
    IntakeCount.objects.all().delete()
    client, before = Client(), Invitation.objects.count()
    token = form_answers.token_in(client.get("/invite/").content.decode())
    # As bytes, since a broken client may send what is no text.
    posted = [
        (name, text)
        for name, texts in (typed | {"token": token}).items()
        for text in ([texts] if isinstance(texts, str) else texts)
    ]
    body = urlencode([(name, text.encode("utf-8", "surrogatepass")) for name, text in posted])
    response = client.post("/invite/", body, content_type="application/x-www-form-urlencoded", follow=True)
    assert response.status_code == 200
    if response.resolver_match.url_name != "invite_check":
        assert form_answers.says(response)
        assert whole(before) == 0
        return "error"
    assert client.post(response.request["PATH_INFO"], follow=True).status_code == 200
    assert whole(before) == 1
    return "made"


@QUIETLY
@given(name=st.sampled_from(FIELDS), text=TEXTS)
def test_one_hostile_answer_is_an_error_or_is_stored_harmlessly(
    officer: Person, mayor: Person, deputy: Person, name: str, text: Any
) -> None:
    sent(form_answers.answers(**{name: text}))


@pytest.mark.parametrize("text", NASTY)
def test_the_same_hostile_words_everywhere_are_an_error_or_are_stored_harmlessly(
    officer: Person, mayor: Person, deputy: Person, text: Any
) -> None:
    free = (
        "name",
        "organisation",
        "aims",
        "role",
        "postal_address",
        "title",
        "what_happens",
        "venue",
        "address",
        "dignitaries",
        "dealings",
    )
    assert sent(form_answers.answers(**dict.fromkeys(FIELDS, text))) == "error"
    sent(form_answers.answers(**dict.fromkeys(free, text)))


@QUIETLY
@given(typed=st.dictionaries(st.one_of(st.sampled_from(FIELDS), st.text(max_size=20)), TEXTS, max_size=12))
def test_a_form_of_anything_at_all_is_an_error(
    officer: Person, mayor: Person, deputy: Person, typed: Any
) -> None:
    assert (
        sent(
            {
                name.encode("utf-8", "replace").decode(): text
                for name, text in typed.items()
                if name != "token"
            }
        )
        == "error"
    )


def test_a_text_of_a_megabyte_comes_back_with_its_error(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    page = form_answers.post(client, what_happens="word " * 100_000)
    assert form_answers.says(page) == ["Use 3000 characters or fewer. You have used 499999."]
    assert Submission.objects.get().invitation_id is None


def test_a_form_larger_than_any_is_refused_and_not_a_crash(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    token = form_answers.token_in(client.get("/invite/").content.decode())
    response = client.post("/invite/", form_answers.answers(token=token, what_happens="x" * 3_000_000))
    assert (response.status_code, "Your files or text are too large" in response.content.decode()) == (
        413,
        True,
    )
    assert client.post("/invite/", {f"field{number}": "x" for number in range(500)}).status_code == 413
