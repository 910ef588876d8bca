"""What the protocol says about an invitation, in one page for a meeting."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

import printing
from civic.models import Person
from engagements.models import Letter
from engagements.services.steps import deputys_answer, triage
from protocols import service as protocol
from protocols.core.vocabulary import Step
from tests import cases
from tests.web import Visitor

pytestmark = pytest.mark.django_db


def text_of(page: Visitor) -> str:
    return " ".join(page.page.text.split())


def test_the_summary_says_who_decided_what_under_which_clause_and_what_was_written(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    page = (
        Visitor(officer).open(f"/office/invitations/{invitation.reference}/").follow("What the protocol says")
    )
    assert page.status == 200
    assert page.sees(
        "Northgate summer fête", "Councillor Jane Smith, in office: declined outright", "P3.", "version 1"
    )
    clause = protocol.clause_text(
        "P3", invitation.protocol_version, {"mayor_title": "the Mayor", "deputy_title": "the Deputy Mayor"}
    )
    assert " ".join(clause.split()) in text_of(page)
    letter = Letter.objects.get(invitation=invitation, kind="decline")
    first_line = next(line for line in letter.body.splitlines() if line.strip())
    assert page.sees(first_line, letter.subject)


def test_the_summary_cites_the_version_the_case_keeps(
    officer: Person, manager: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    draft = protocol.new_draft(by=manager)
    kept = invitation.protocol_version.clauses.get(code="P3")
    protocol.change_clause(
        version=draft, code="P3", title=kept.title, text=f"{kept.text} Worded anew.", by=manager
    )
    page = Visitor(officer).open(f"/office/invitations/{invitation.reference}/summary/")
    assert page.sees("keeps version 1")
    assert not page.sees("Worded anew")


def test_the_link_and_the_deputys_private_reason_stay_out(
    officer: Person, mayor: Person, deputy: Person, client: Client
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="A family wedding.", by=deputy)
    client.force_login(officer)
    page = client.get(f"/office/invitations/{invitation.reference}/summary/").content.decode()
    assert "wedding" not in page
    assert "/invitation/" not in page.replace("/office/invitation", "")


def test_the_pdf_holds_the_same(officer: Person, mayor: Person, deputy: Person, client: Client) -> None:
    if not printing.is_available():
        pytest.skip("no PDF libraries on this machine")
    invitation = cases.declined(officer=officer, mayor=mayor)
    client.force_login(officer)
    answer = client.get(f"/office/invitations/{invitation.reference}/summary.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "declined outright" in text
    assert "P3." in text


def test_a_new_case_has_a_summary_too(officer: Person, council: object) -> None:
    invitation = cases.make_invitation(title="<b>Fête</b> {{ 7*7 }}")
    page = Visitor(officer).open(f"/office/invitations/{invitation.reference}/summary/")
    assert page.sees("<b>Fête</b> {{ 7*7 }}", "has not decided anything")


def test_what_the_office_ended_is_among_what_was_decided(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation(purpose="political")
    triage.refuse(invitation, step=Step.REFUSE_P10, reason="It is a party’s event.", by=officer)
    page = Visitor(officer).open(f"/office/invitations/{invitation.reference}/summary/")
    decided = text_of(page).split("Who decided what, and when")[1].split("What happened, from the record")[0]
    assert "refused the invitation under P10" in decided
    assert "It is a party’s event." in decided
    assert officer.name in decided
    assert "has not decided anything yet" not in decided
