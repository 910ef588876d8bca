"""When the time of everything is over, a person who once wrote to the office is found nowhere in it."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from time_machine import Traveller

from civic.models import Person
from civic.queries import read_council
from engagements import tasks
from engagements.models import (
    Asker,
    DisclosureRequest,
    Invitation,
    Keeping,
    Level,
    LinkRequest,
    MemberTask,
    Note,
    Outcome,
    Submission,
)
from engagements.queries import disclosure as holdings
from engagements.services import case_notes
from engagements.services.advice import consultations, member_tasks
from engagements.services.intake import attachments, folded_columns
from engagements.services.records import disclosure, retention
from protocols.core.vocabulary import Party
from tests import cases, council
from tests.engagements.records.test_retention import erase

pytestmark = pytest.mark.django_db
NAME, MAIL, TELEPHONE, FRIEND = "Zaphira Quillfeather", "zaphira@quill.example", "01632 960777", "Orsolya"
HERS = ("zaphira", "quillfeather", "quill.example", "960777", "orsolya")


@pytest.fixture
def wrote(officer: Person, mayor: Person, deputy: Person, manager: Person) -> Invitation:
    """Zaphira invited the Mayor, and her name stands wherever people of the office can write one."""
    zaphira = cases.organiser(name=NAME, addressed_as=f"Mrs {NAME}", email=MAIL, telephone=TELEPHONE)
    case = cases.with_mayor(
        officer=officer,
        organised_by=zaphira,
        what_happens=f"{NAME} opens the hall.",
        dealings=f"{FRIEND} knows the Mayor.",
        dignitaries=FRIEND,
    )
    file = SimpleUploadedFile(f"{NAME}.pdf", b"%PDF-1.4 " + NAME.encode())
    attachments.attach(case, file=file, by=officer)
    case_notes.write_note(case, text=f"{NAME} rang.", audience=Note.Audience.MAYOR, by=officer)
    case_notes.log_call(case, spoken_to=NAME, said=f"{FRIEND}.", called_at=timezone.now(), by=officer)
    case_notes.declare_interest(
        case, person=mayor, nature=f"Cousin of {FRIEND}.", party=Party.MAYOR, by=mayor
    )
    case_notes.advise_mayor(case, advice=f"Ask {FRIEND}.", seen=case.version, by=officer)
    asked_about(case, officer=officer, mayor=mayor, manager=manager)
    asked_about(None, officer=officer, mayor=mayor, manager=manager)
    retention.place_hold(case, reason=f"{NAME} complains.", by=manager)
    retention.lift_hold(case, why=f"{NAME} is content.", by=manager)
    case.refresh_from_db()
    cases.decide(case, mayor=mayor, outcome=Outcome.DECLINE, reason=f"An old friendship with {NAME}.")
    cases.send_letters(case)
    LinkRequest.objects.create(
        address=MAIL, message_id="x", queued_at=timezone.now(), state=LinkRequest.State.SENT
    )
    Submission.objects.create(key="k" * 20, typed={"name": [NAME]}, changed_at=timezone.now())
    return case


def asked_about(case: Invitation | None, *, officer: Person, mayor: Person, manager: Person) -> None:
    """A task and a question for advice, answered, on the case or in general."""
    task = member_tasks.ask(wanted=f"Flowers for {NAME}.", invitation=case, asked_as=Asker.MAYOR, by=mayor)
    member_tasks.take(task, by=officer)
    member_tasks.finish(task, answer=f"{FRIEND} has them.", by=officer)
    question = consultations.ask(
        question=f"May {NAME} write again?", invitation=case, asked_as=Asker.OFFICER, by=officer
    )
    consultations.answer(question, level=Level.CIVIC_MANAGER, words=f"{FRIEND} may.", by=manager)


@pytest.fixture
def asked_for_it(wrote: Invitation, officer: Person) -> DisclosureRequest:
    """And asked what the office holds about her; it was chosen, made into files and closed."""
    request = disclosure.enter(
        kind=DisclosureRequest.Kind.SAR,
        asked_by_name=NAME,
        asked_for=f"All about {NAME}",
        terms=NAME,
        received_on=timezone.localdate(),
        owner=officer,
        at=read_council(),
        by=officer,
    )
    found = holdings.search(holdings.terms_of(NAME)).cases
    disclosure.choose(request, keys={thing.key for case in found for thing in case.things}, by=officer)
    for item in request.items.all():
        for passage in item.redactions.all():
            disclosure.decide(passage, leave_out=False, code=passage.code, by=officer)
    disclosure.make_files(request, at=read_council(), by=officer)
    disclosure.close(request, words=f"Sent to {NAME}.", by=officer)
    return request


def found(folder: Path) -> list[str]:
    """Where anything of hers still stands, in every column of every table and in every file."""
    places = []
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                places += [
                    f"{table}.{name}" for name, value in zip(names, row, strict=True) if is_hers(value)
                ]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(set(places)) + [str(path) for path in files if is_hers(path.read_bytes())]


def is_hers(value: Any) -> bool:
    text = bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
    return any(word in text.casefold() for word in HERS)


def test_an_erased_person_is_found_nowhere(
    asked_for_it: DisclosureRequest,
    manager: Person,
    office_day: Traveller,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = found(Path(settings.MEDIA_ROOT))
    # Or nothing would be shown: she stood in so many places.
    assert len(before) > 30, before
    office_day.move_to(council.london(2033, 1, 10, 10))
    with django_capture_on_commit_callbacks(execute=True):
        for kind in (Keeping.NOTES, Keeping.ATTACHMENTS, Keeping.CONTACT, Keeping.LETTERS):
            erase(kind, manager)
        tasks.forget()
    assert found(Path(settings.MEDIA_ROOT)) == []
    # Nor is there anything to be folded anew.
    assert folded_columns.rebuild() == 0


def test_what_hangs_on_no_case_waits_for_its_own_time(
    asked_for_it: DisclosureRequest, office_day: Traveller
) -> None:
    office_day.move_to(council.london(2029, 5, 31, 10))
    tasks.forget()
    asked_for_it.refresh_from_db()
    assert asked_for_it.asked_by_name == NAME
    office_day.move_to(council.london(2029, 6, 2, 10))
    tasks.forget()
    asked_for_it.refresh_from_db()
    assert (asked_for_it.asked_by_name, asked_for_it.terms) == ("(erased)", "(erased)")


def test_where_notes_are_kept_for_good_so_are_tasks_and_questions_in_general(
    wrote: Invitation, manager: Person, office_day: Traveller
) -> None:
    retention.set_times(years={Keeping.NOTES.value: None}, by=manager)
    office_day.move_to(council.london(2090, 1, 1))
    tasks.forget()
    assert MemberTask.objects.filter(invitation=None, wanted__contains=NAME).exists()
