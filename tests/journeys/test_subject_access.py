"""A subject access request from the search to the export for release;
and a retention run approved on its page.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pytest_django import Settings
from time_machine import Traveller

import printing
from civic.models import Person
from engagements.models import (
    DisclosureFile,
    DisclosureRequest,
    Erasure,
    Invitation,
    Note,
    Organiser,
    Outcome,
    Redaction,
    RetentionRun,
)
from engagements.services import case_notes
from engagements.services.case_record import audit_trail
from engagements.services.intake import attachments
from tests import cases, council
from tests.web import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def case(officer: Person, mayor: Person) -> Invitation:
    """José García invited the Mayor; somebody else rang about it."""
    organiser = cases.organiser(
        name="José García",
        email="jose@garcia.example",
        telephone="01632 960777",
        organisation="Harbour Choir",
    )
    case = cases.with_mayor(officer=officer, organised_by=organiser)
    said = "Jose Garcia rang; so did Petra Novak, petra@novak.example, 01632 960888."
    case_notes.write_note(case, text=said, audience=Note.Audience.OFFICE, by=officer)
    case_notes.log_call(
        case, spoken_to="Petra Novak", said="She sings in the choir.", called_at=timezone.now(), by=officer
    )
    attachments.attach(case, file=SimpleUploadedFile("programme.pdf", b"%PDF-1.4 programme"), by=officer)
    cases.decide(case, mayor=mayor, outcome=Outcome.DECLINE, reason="A quarrel with his brother.")
    cases.send_letters(case)
    case.refresh_from_db()
    return case


def test_a_subject_access_request_from_search_to_redacted_export(
    case: Invitation, officer: Person, settings: Settings
) -> None:
    desk = Visitor(officer).open("/records/requests/")
    desk.follow("Enter a request")
    desk.press(
        "Save request", kind="sar", asked_by_name="José García", asked_for="Everything about me.",
        terms="jose garcia\njose@garcia.example\n+44 1632 960777", owner=str(officer.pk),
    )  # fmt: skip
    assert desk.sees("What belongs to the request?", case.reference)
    desk.press("Save selection")
    asked = DisclosureRequest.objects.get()
    assert (asked.number, asked.due_on.isoformat()) == ("SAR-2026-0001", "2026-07-01")
    # Made too early: what is undecided keeps everything in.
    desk.press("Create the files")
    assert desk.sees("not decided yet")
    assert not DisclosureFile.objects.exists()
    for item in asked.items.all():
        if item.redactions.exists():
            desk.open(f"/records/requests/{asked.number}/items/{item.pk}/")
            keep = "show" if item.source == "attachment" else "leave_out"
            desk.press("Save decisions", **{f"passage_{one.pk}": keep for one in item.redactions.all()})
    note = asked.items.get(source="note")
    desk.open(f"/records/requests/{asked.number}/items/{note.pk}/").press(
        "Leave out these words", passage="so did", code="outside"
    )
    desk.open(f"/records/requests/{asked.number}/").press("Create the files")
    whole, release = (DisclosureFile.objects.get(version=version) for version in ("whole", "release"))
    opened = {}
    for kept in (whole, release):
        with kept.file.open("rb") as stored:
            content = stored.read()
        assert hashlib.sha256(content).hexdigest() == kept.sha256
        opened[kept.version] = zipfile.ZipFile(io.BytesIO(content))
    texts = {version: json.loads(archive.read("disclosure.json")) for version, archive in opened.items()}
    everything = json.dumps(texts["whole"], ensure_ascii=False)
    released = json.dumps(texts["release"], ensure_ascii=False)
    for private in ("Petra Novak", "petra@novak.example", "960888", "quarrel", "so did", "Olive Officer"):
        assert private in everything, private
        assert private not in released, private
    for own in ("José García", "jose@garcia.example", "960777", "Jose Garcia rang"):
        assert own in released, own
    assert "[Left out: a third party’s personal data (section 40; Scotland 38)]" in released
    assert [name for name in opened["release"].namelist() if name.startswith("files/")]
    if printing.is_available():
        pdf = PdfReader(io.BytesIO(opened["release"].read("disclosure.pdf")))
        said = " ".join(page.extract_text() for page in pdf.pages)
        marks = pdf.root_object["/MarkInfo"]
        assert isinstance(marks, DictionaryObject)
        assert marks["/Marked"]
        assert "Petra" not in said
        assert "García" in said
    answer = Visitor(officer).client.get(f"/records/requests/{asked.number}/files/{release.pk}/")
    assert answer.getvalue()[:2] == b"PK"
    assert answer["Content-Disposition"].startswith("attachment")
    desk.open(f"/records/requests/{asked.number}/").follow("Close request").press(
        "Close request", answered="Sent by post."
    )
    assert desk.sees("Sent by post.", "Closed")


def test_only_the_office_takes_the_files(case: Invitation, officer: Person, mayor: Person) -> None:
    for who in (mayor, council.make_attendant(), council.make_leader(), council.make_chief_executive()):
        assert Visitor(who).client.get("/records/requests/").status_code == 403
        assert Visitor(who).client.get("/records/requests/SAR-2026-0001/files/1/").status_code == 403


def test_a_retention_run_is_read_approved_and_certified_with_the_chain_whole(
    case: Invitation, manager: Person, office_day: Traveller
) -> None:
    assert list(audit_trail.broken_entries([case])) == []
    office_day.move_to(council.london(2033, 1, 10, 10))
    desk = Visitor(manager).open("/records/retention/")
    desk.follow("1 due: contact data")
    assert desk.sees("What is due to be erased", "José García", case.reference)
    desk.press("Approve and erase")
    assert desk.sees("Confirm that you have read the list")
    assert not RetentionRun.objects.exists()
    desk.press("Approve and erase", read=True)
    assert desk.sees("Certificate RC-2033-0001", case.reference, "Hash of the certificate", "Morgan Manager")
    assert Erasure.objects.count() == 1
    assert Organiser.objects.get().name == "(erased)"
    case.refresh_from_db()
    assert list(audit_trail.broken_entries([case])) == []
    # The case and its summary can still be opened.
    assert desk.open(f"/office/invitations/{case.reference}/").sees(
        "erased details at the end of their retention"
    )
    assert desk.open(f"/office/invitations/{case.reference}/summary/").status == 200


def test_every_page_of_a_case_opens_when_everything_is_erased(
    case: Invitation, manager: Person, office_day: Traveller
) -> None:
    office_day.move_to(council.london(2033, 1, 10, 10))
    desk = Visitor(manager)
    for kind in ("notes", "attachments", "contact", "letters"):
        desk.open(f"/records/retention/due/{kind}/").press("Approve and erase", read=True)
        assert desk.sees("Certificate")
    for address in ("", "summary/"):
        assert desk.open(f"/office/invitations/{case.reference}/{address}").status == 200
        assert not desk.sees("García")
    assert desk.sees("certificate RC-2033-0004")
    for letter in case.letters.all():
        assert desk.open(f"/office/letters/{letter.pk}/").status == 200
        assert desk.open(f"/office/letters/{letter.pk}/print/").status == 200
    assert (
        desk.open("/office/?tab=all").status
        == desk.open("/reports/").status
        == desk.open("/records/retention/").status
        == 200
    )


def test_a_hold_is_placed_on_the_case_and_lifted_there(case: Invitation, manager: Person) -> None:
    desk = Visitor(manager).open(f"/office/invitations/{case.reference}/")
    desk.follow("Legal hold").press("Place hold", reason="A claim was announced.")
    assert desk.sees("Nothing in this case will be erased", "A claim was announced.")
    assert Visitor(manager).open("/records/retention/").sees("A claim was announced.")
    desk.follow("Legal hold").press("Lift hold", reason="It was settled.")
    assert not desk.sees("Nothing in this case will be erased")
    assert not Redaction.objects.exists()
