"""Nothing personal is kept longer than promised; the record and the figures outlast what is erased."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import Traveller

from civic.models import CivicChange, Person
from civic.queries import read_council
from engagements.models import (
    Attachment,
    Decision,
    EntryParticulars,
    Erasure,
    Invitation,
    Keeping,
    Letter,
    LinkRequest,
    Note,
    Notification,
    Organiser,
    OrganiserLink,
    Outcome,
    RecordEntry,
    RetentionRule,
    RetentionRun,
    TelephoneCall,
)
from engagements.queries import retention as retention_due
from engagements.services import case_notes
from engagements.services.case_record import audit_trail
from engagements.services.intake import attachments
from engagements.services.records import retention
from reports import figures
from tests import cases, council
from tests.there import there

pytestmark = pytest.mark.django_db
# Nothing like the first case.
ANOTHER = {
    "title": "Harbour concert",
    "venue": "Harbour hall",
    "organised_by": cases.organiser(organisation="Harbour Choir", email="bo@choir.example"),
    "event_on": date(2026, 7, 4),
    "ends_on": date(2026, 7, 4),
}
PERSONAL = ("Dora", "Quill", "dora@", "960001", "Mill Lane", "old friendship", "Sandra")

HOLD_WORDS = (
    Invitation,
    Organiser,
    Letter,
    Decision,
    Note,
    TelephoneCall,
    Attachment,
    EntryParticulars,
    Notification,
    OrganiserLink,
    LinkRequest,
)


@pytest.fixture
def over(officer: Person, mayor: Person, deputy: Person, office_day: Traveller) -> Invitation:
    """A closed case with some of everything, on 1 June 2026."""
    dora = cases.organiser(name="Dora Quill", email="dora@northgate-scouts.example")
    case = cases.with_mayor(officer=officer, organised_by=dora)
    attachments.attach(
        case, file=SimpleUploadedFile("Sandra Jones.pdf", b"%PDF-1.4 Sandra Jones"), by=officer
    )
    case_notes.write_note(case, text="Sandra rang about parking.", audience=Note.Audience.OFFICE, by=officer)
    case_notes.log_call(
        case, spoken_to="Sandra Jones", said="She asked about parking.", called_at=timezone.now(), by=officer
    )
    cases.decide(case, mayor=mayor, outcome=Outcome.DECLINE, reason="An old friendship with Dora Quill.")
    cases.send_letters(case)
    sent = {"message_id": "x", "queued_at": timezone.now(), "state": LinkRequest.State.SENT}
    LinkRequest.objects.create(address="Dora@northgate-scouts.example", **sent)
    case.refresh_from_db()
    return case


def erase(kind: Keeping, by: Person) -> RetentionRun:
    cut_off_on = retention_due.cut_off(RetentionRule.objects.get(kind=kind).years or 0, timezone.localdate())
    listed = [case.reference for case in retention_due.next_list(kind, cut_off_on)]
    return retention.carry_out(retention.approve(kind=kind, seal=retention_due.seal(kind, listed), by=by))


def everything_kept() -> str:
    """Every word the database holds of cases."""
    kept = []
    for model in HOLD_WORDS:
        kept += [
            json.dumps({key: str(value) for key, value in row.items()}) for row in model.objects.values()
        ]
    return "\n".join(kept)


@pytest.mark.parametrize(
    ("kind", "year", "due"),
    [
        (Keeping.NOTES, 2028, True),
        (Keeping.NOTES, 2027, False),
        (Keeping.CONTACT, 2031, True),
        (Keeping.CONTACT, 2030, False),
        (Keeping.LETTERS, 2032, True),
        (Keeping.LETTERS, 2031, False),
        (Keeping.ATTACHMENTS, 2028, True),
    ],
)
def test_each_kind_falls_due_so_many_years_after_the_end_of_the_event(
    over: Invitation, office_day: Traveller, kind: Keeping, year: int, due: bool
) -> None:
    office_day.move_to(council.london(year, 7, 11, 10))
    found = {one.kind: one.count for one in retention_due.overview(timezone.localdate())}
    assert found[kind] == due
    office_day.move_to(council.london(year, 7, 10, 10))
    assert {one.kind: one.count for one in retention_due.overview(timezone.localdate())}[kind] == 0


def test_the_bare_line_is_kept_for_good(over: Invitation, office_day: Traveller) -> None:
    office_day.move_to(council.london(2090, 1, 1))
    assert {one.kind: one.years for one in retention_due.overview(timezone.localdate())}[
        Keeping.ENGAGEMENT
    ] is None


def test_an_open_case_is_never_due(officer: Person, mayor: Person, office_day: Traveller) -> None:
    cases.with_mayor(officer=officer)
    cases.mayor_attends(officer=officer, mayor=mayor)
    office_day.move_to(council.london(2060, 1, 1))
    assert {one.count for one in retention_due.overview(timezone.localdate())} == {0}


def test_a_run_erases_every_personal_word_and_the_chain_verifies_before_and_after(
    over: Invitation,
    manager: Person,
    office_day: Traveller,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stored = Attachment.objects.get().file
    assert all(word.casefold() in everything_kept().casefold() for word in PERSONAL)
    assert list(audit_trail.broken_entries(Invitation.objects.all())) == []
    before = list(RecordEntry.objects.values())
    office_day.move_to(council.london(2033, 1, 10, 10))
    kinds = (Keeping.NOTES, Keeping.ATTACHMENTS, Keeping.CONTACT, Keeping.LETTERS)
    with django_capture_on_commit_callbacks(execute=True):
        runs = [erase(kind, manager) for kind in kinds]
    assert all(run.finished_at and run.hash for run in runs)
    left = everything_kept().casefold()
    assert [word for word in PERSONAL if word.casefold() in left] == []
    assert not stored.storage.exists(there(stored.name))
    assert list(audit_trail.broken_entries(Invitation.objects.all())) == []
    after = list(RecordEntry.objects.values())
    assert after[: len(before)] == before
    assert [entry["kind"] for entry in after[len(before) :]] == ["erased"] * 4


def test_the_figures_are_the_same_after_everything_is_erased(
    over: Invitation, manager: Person, office_day: Traveller
) -> None:
    period = figures.between(council.london(2026, 5, 13).date(), council.london(2027, 5, 11).date())

    def counted() -> dict[str, int]:
        report = figures.read(period, figures.Basis.EVENT, read_council())
        return {code: len(report.of(code)) for code in report.figures}

    before = counted()
    office_day.move_to(council.london(2033, 1, 10, 10))
    for kind in (Keeping.NOTES, Keeping.ATTACHMENTS, Keeping.CONTACT, Keeping.LETTERS):
        erase(kind, manager)
    assert counted() == before
    assert before["declined"] == 1


def test_a_letter_says_by_which_certificate_its_words_went(
    over: Invitation, manager: Person, office_day: Traveller
) -> None:
    office_day.move_to(council.london(2033, 1, 10, 10))
    run = erase(Keeping.LETTERS, manager)
    assert {letter.body for letter in Letter.objects.all()} == {
        f"Erased under the council’s retention rules, certificate {run.number}."
    }
    assert {letter.state for letter in Letter.objects.all()} == {Letter.State.SENT}


def test_a_legal_hold_keeps_a_case_out_until_it_is_lifted(
    over: Invitation, manager: Person, office_day: Traveller
) -> None:
    retention.place_hold(over, reason="A claim was announced.", by=manager)
    office_day.move_to(council.london(2033, 1, 10, 10))
    with pytest.raises(ValidationError, match="nothing of this kind to erase"):
        erase(Keeping.LETTERS, manager)
    assert {one.kind: one.held for one in retention_due.overview(timezone.localdate())}[Keeping.LETTERS] == 1
    retention.lift_hold(over, why="The claim was settled.", by=manager)
    assert erase(Keeping.LETTERS, manager).finished_at
    assert set(RecordEntry.objects.filter(invitation=over).values_list("kind", flat=True)) >= {
        "legal_hold",
        "legal_hold_lifted",
        "erased",
    }


def test_a_hold_placed_after_the_approval_is_heeded(
    over: Invitation, manager: Person, office_day: Traveller
) -> None:
    office_day.move_to(council.london(2033, 1, 10, 10))
    seal = retention_due.seal(Keeping.LETTERS, [over.reference])
    run = retention.approve(kind=Keeping.LETTERS, seal=seal, by=manager)
    retention.place_hold(over, reason="A claim was announced.", by=manager)
    run = retention.carry_out(run)
    assert run.passed_over == {over.reference: "there is a legal hold on it"}
    assert not Erasure.objects.exists()


def test_a_list_that_changed_since_it_was_read_is_not_approved(
    over: Invitation, manager: Person, office_day: Traveller
) -> None:
    office_day.move_to(council.london(2033, 1, 10, 10))
    with pytest.raises(ValidationError, match="has changed"):
        retention.approve(
            kind=Keeping.NOTES, seal=retention_due.seal(Keeping.NOTES, ["CIV-2026-0009"]), by=manager
        )


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(
    over: Invitation, officer: Person, mayor: Person, manager: Person, office_day: Traveller
) -> None:
    cases.declined(officer=officer, mayor=mayor, **ANOTHER)
    office_day.move_to(council.london(2033, 1, 10, 10))
    listed = [
        case.reference
        for case in retention_due.next_list(Keeping.NOTES, retention_due.cut_off(2, timezone.localdate()))
    ]
    run = retention.approve(kind=Keeping.NOTES, seal=retention_due.seal(Keeping.NOTES, listed), by=manager)
    assert retention.carry_out(run, limit=1).finished_at is None
    assert Erasure.objects.count() == 1
    assert retention.carry_on() == 1
    assert Erasure.objects.count() == 2
    again = retention.carry_out(RetentionRun.objects.get())
    assert (Erasure.objects.count(), again.hash) == (2, retention.hash_of(again))


def test_the_manager_changes_a_time_and_it_stands_in_the_councils_changes(
    over: Invitation, manager: Person
) -> None:
    retention.set_times(years={Keeping.NOTES.value: 3, Keeping.ENGAGEMENT.value: None}, by=manager)
    assert RetentionRule.objects.get(kind=Keeping.NOTES).years == 3
    assert CivicChange.objects.get(what__startswith="How long we keep").after == {"years": 3}
