"""Letters on paper: each on one sheet of A4, with the addressee where the window of an envelope is."""

import base64
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

import printing
from civic.models import Council, Person
from engagements.models import Letter
from engagements.services.letters import drafts
from protocols.core.vocabulary import LetterKind, Manner
from protocols.layout import Stationery
from protocols.texts import shipped_letters
from tests import cases
from tests.guarding import guards_down
from tests.pictures import png
from tests.protocols.letters import written

POINTS_TO_MM = 25.4 / 72
SHORT = "https://civic.northgate.example/answer/7K3M-Q2XH-9DTB-4R6C"
LOGO = Stationery(
    logo=f"data:image/png;base64,{base64.b64encode(png(240, 280)).decode()}", code=printing.square_code(SHORT)
)
LONG: Any = {
    "link": SHORT,
    "letterhead": "Northgate Borough Council\nThe Mayor’s Parlour",
    "office_address": "The Guildhall\nHigh Street\nNorthgate\nNG1 1AA",
    "organiser_address": "The Old Rectory\n2 Mill Lane\nNorthgate\nNG1 2AB",
    "copies": "Alan Ray, Town Clerk",
}


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def where(reader: PdfReader, words: str) -> tuple[float, float]:
    """How far from the left and from the top of the first page these words begin, in millimetres."""
    found: list[tuple[float, float]] = []

    def look(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if words in text:
            found.append((tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    page = reader.pages[0]
    page.extract_text(visitor_text=look)
    x, y = found[0]
    return x * POINTS_TO_MM, (float(page.mediabox.height) - y) * POINTS_TO_MM


@pytest.mark.parametrize(("letter", "manner"), shipped_letters(), ids=str)
def test_each_letter_fits_one_page(letter: LetterKind, manner: Manner) -> None:
    rendered = written(letter, manner, stationery=LOGO, **LONG)
    pages = read(printing.as_pdf(rendered.article, rendered.subject, sheet=printing.LETTER)).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)


def test_the_addressee_is_seen_in_the_window_of_an_envelope() -> None:
    rendered = written(LetterKind.DECLINE, stationery=LOGO, **LONG)
    reader = read(printing.as_pdf(rendered.article, rendered.subject, sheet=printing.LETTER))
    for line in ("Jane Smith", "NG1 2AB"):
        left, top = where(reader, line)
        assert 20 <= left <= 25
        assert 54 <= top <= 82


def test_the_small_print_stands_at_the_foot() -> None:
    rendered = written(LetterKind.DECLINE, **LONG)
    reader = read(printing.as_pdf(rendered.article, rendered.subject, sheet=printing.LETTER))
    assert where(reader, "What you write to us")[1] > 270
    assert where(reader, "Copies to: Alan Ray")[1] < 260


@pytest.mark.django_db
def test_an_officer_opens_the_letter_as_a_pdf_with_the_councils_logo(
    client: Client, officer: Person, mayor: Person
) -> None:
    with guards_down():
        Council.objects.update(logo=png(240, 280))
    letter = Letter.objects.get(
        invitation=cases.mayor_attends(officer=officer, mayor=mayor), kind="acceptance"
    )
    client.force_login(officer)
    address = reverse("engagements:letter_pdf", args=[letter.pk])
    assert client.get(address).status_code == 404
    drafts.release(letter, subject=letter.subject, body=letter.body, by=officer)
    answer = client.get(address)
    assert answer["Content-Disposition"] == (
        f'inline; filename="letter-{letter.invitation.reference}-{letter.pk}.pdf"'
    )
    reader = read(answer.content)
    assert len(reader.pages) == 1
    assert [each.image.size for each in reader.pages[0].images if each.image] == [(240, 280)]
    assert "Councillor Jane Smith" in reader.pages[0].extract_text()


@pytest.mark.django_db
def test_a_machine_that_makes_no_pdfs_leads_to_the_page_to_print(
    client: Client, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = Letter.objects.get(invitation=cases.make_invitation())
    monkeypatch.setattr(printing, "_weasyprint", lambda: None)
    client.force_login(officer)
    page = reverse("engagements:letter_print", args=[letter.pk])
    answer = client.get(reverse("engagements:letter_pdf", args=[letter.pk]), follow=True)
    assert answer.redirect_chain == [(page, 302)]
    words = answer.content.decode()
    assert "This machine lacks the libraries" in words
    assert "Print it with your browser." in words
