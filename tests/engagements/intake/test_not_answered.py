"""What an organiser leaves open is shown as not answered, never as “no”."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Invitation
from tests import cases, form_answers
from tests.web import Visitor

pytestmark = pytest.mark.django_db

OPEN = ("date_can_move", "open_to_public", "consort_invited", "press")
LABELS = ("Can the date be moved?", "Open to the public", "Consort invited", "Press expected")
MAYORS = ("Can the date be moved?", "Consort invited", "Press expected")


def answers(page: str) -> dict[str, str]:
    """What a page says beside each of its labels."""
    rows = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, flags=re.DOTALL)
    return {" ".join(unescape(label).split()): " ".join(unescape(said).split()) for label, said in rows}


def said(invitation: Invitation, reader: Person, name: str, labels: tuple[str, ...]) -> list[str | None]:
    client = Client()
    client.force_login(reader)
    page = client.get(reverse(f"engagements:{name}", args=[invitation.reference]))
    shown = answers(page.content.decode())
    return [shown.get(label) for label in labels]


@pytest.mark.parametrize(("answer", "words"), [(None, "Not answered"), (False, "No"), (True, "Yes")])
def test_the_office_reads_what_was_answered(officer: Person, answer: bool | None, words: str) -> None:
    invitation = cases.make_invitation(**dict.fromkeys(OPEN, answer))
    for name in ("case", "case_summary"):
        assert said(invitation, officer, name, LABELS) == [words] * 4


@pytest.mark.parametrize(("answer", "words"), [(None, "Not answered"), (False, "No"), (True, "Yes")])
def test_the_mayor_reads_what_was_answered(
    officer: Person, mayor: Person, answer: bool | None, words: str
) -> None:
    invitation = cases.with_mayor(officer=officer, **dict.fromkeys(OPEN, answer))
    assert said(invitation, mayor, "mayor_case", MAYORS) == [words] * 3


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "About 120 people, open to the public: not answered"),
        (False, "About 120 people, not open to the public"),
        (True, "About 120 people, open to the public"),
    ],
)
def test_whoever_attends_reads_whether_the_public_may_come(
    officer: Person, mayor: Person, deputy: Person, answer: bool | None, words: str
) -> None:
    invitation = cases.with_deputy(
        officer=officer, mayor=mayor, expected_numbers=120, **dict.fromkeys(OPEN, answer)
    )
    labels = ("Who will be there", "Consort invited")
    public, consort = said(invitation, deputy, "deputy_case", labels)
    assert (public, consort) == (words, {None: "Not answered", False: "No", True: "Yes"}[answer])


@pytest.mark.usefixtures("officer")
def test_the_organiser_reads_it_before_sending_and_it_is_kept_open(client: Client) -> None:
    left_open = dict.fromkeys(OPEN, "")
    shown = answers(form_answers.post(client, **left_open).content.decode())
    asked = ("Could the date be moved if the diary is full?", "Is it open to the public?")
    assert [shown[label] for label in (*asked, "Do you expect the press?")] == ["Not answered"] * 3
    form_answers.send(client, **left_open)
    invitation = Invitation.objects.get()
    assert [getattr(invitation, name) for name in OPEN] == [None] * 4


def test_an_officer_may_take_an_answer_back_and_the_record_says_so(officer: Person) -> None:
    invitation = cases.make_invitation(press=False)
    page = Visitor(officer).open(reverse("engagements:case_correct", args=[invitation.reference, "case"]))
    page = page.press("Save correction", press="", why="Nobody had asked.")
    invitation.refresh_from_db()
    assert invitation.press is None
    assert page.sees("Press expected changed from no to not answered")
