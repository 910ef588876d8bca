"""Advice on the protocol goes up the route civic manager, Monitoring Officer, Chief Executive,
and everything said stays (P20).
"""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civic import queries as council
from civic.models import Person
from civic.queries import read_council
from engagements import permissions
from engagements.models import (
    Asker,
    ConductRouteShown,
    Consultation,
    ConsultationAnswer,
    Invitation,
    Level,
    Notification,
    Outcome,
    RecordEntry,
)
from engagements.services.advice import consultations
from engagements.services.case_record import audit_trail
from engagements.services.steps import mayors_decision
from protocols import service as protocol
from tests import cases
from tests.council import make_chief_executive, make_manager
from tests.guarding import refused_by, run_sql
from tests.web import Visitor

pytestmark = pytest.mark.django_db
LATER = {
    "venue": "Elsewhere",
    "event_on": cases.FETE_ON.replace(day=18),
    "ends_on": cases.FETE_ON.replace(day=18),
}
HOSTILE = '<script>alert(1)</script> {{ council }} ‮ "quoted" \' OR 1=1 --'


@pytest.fixture
def chief(council: object) -> Person:
    return make_chief_executive()


@pytest.fixture
def route(manager: Person, monitoring_officer: Person, chief: Person) -> tuple[Person, Person, Person]:
    return manager, monitoring_officer, chief


def asked(
    by: Person, *, asked_as: Asker = Asker.OFFICER, invitation: Invitation | None = None
) -> Consultation:
    return consultations.ask(
        question="May the consort come?", invitation=invitation, asked_as=asked_as, by=by
    )


def readable(person: Person) -> QuerySet[Consultation]:
    return permissions.consultations(person, council.read_council().capacities(person))


def page_of(person: Person, address: str) -> int:
    client = Client()
    client.force_login(person)
    return client.get(address).status_code


# --- The route ----------------------------------------------------------------------------------------------


def test_a_question_goes_up_the_route_and_comes_back_with_an_answer(
    officer: Person, route: tuple[Person, Person, Person]
) -> None:
    manager, monitoring_officer, chief = route
    question = asked(officer)
    assert (question.reference, question.level) == ("ADV-2026-0001", Level.CIVIC_MANAGER)
    consultations.pass_up(question, level=Level.CIVIC_MANAGER, words="I do not know.", by=manager)
    consultations.pass_up(question, level=Level.MONITORING_OFFICER, words="Nor do I.", by=monitoring_officer)
    consultations.answer(question, level=Level.CHIEF_EXECUTIVE, words="Yes.", by=chief)
    question.refresh_from_db()
    assert (question.level, question.state) == (Level.CHIEF_EXECUTIVE, "answered")
    assert [row.words for row in question.answers.all()] == ["I do not know.", "Nor do I.", "Yes."]
    told = list(Notification.objects.order_by("id").values_list("person__name", "kind"))
    waits, news = "question_waits", "question_answered"
    assert told[0] == (manager.name, waits)
    assert [kind for name, kind in told if name == officer.name] == [news] * 3
    assert (chief.name, waits) in told


def test_references_count_up(officer: Person, manager: Person) -> None:
    assert [asked(officer).reference, asked(officer).reference] == ["ADV-2026-0001", "ADV-2026-0002"]


def test_the_manager_asks_the_monitoring_officer_and_nobody_answers_their_own(
    route: tuple[Person, Person, Person],
) -> None:
    manager = route[0]
    question = asked(manager)
    assert question.level == Level.MONITORING_OFFICER
    with pytest.raises(ValidationError, match="your own question"):
        consultations.answer(question, level=Level.MONITORING_OFFICER, words="Yes.", by=manager)


def test_a_level_where_nobody_is_is_passed_by(officer: Person, monitoring_officer: Person) -> None:
    assert asked(officer).level == Level.MONITORING_OFFICER


def test_each_step_counts_once(officer: Person, route: tuple[Person, Person, Person]) -> None:
    manager, monitoring_officer, chief = route
    question = asked(officer)
    consultations.answer(question, level=Level.CIVIC_MANAGER, words="Yes.", by=manager)
    for again in (consultations.answer, consultations.pass_up):
        with pytest.raises(ValidationError, match="Morgan Manager has already acted: answered"):
            again(question, level=Level.CIVIC_MANAGER, words="Again.", by=manager)
    consultations.take_up(question, level=Level.CIVIC_MANAGER, words="I disagree.", by=officer)
    with pytest.raises(ValidationError, match="is already with the Monitoring Officer"):
        consultations.take_up(question, level=Level.CIVIC_MANAGER, words="I disagree.", by=officer)
    assert question.answers.count() == 2


def test_whoever_asked_may_disagree_up_to_the_top(
    officer: Person, route: tuple[Person, Person, Person]
) -> None:
    manager, monitoring_officer, chief = route
    question = asked(officer)
    consultations.take_up(question, level=Level.CIVIC_MANAGER, words="Nobody answers.", by=officer)
    with pytest.raises(ValidationError, match="Only the person who asked"):
        consultations.take_up(question, level=Level.MONITORING_OFFICER, words="Me too.", by=manager)
    consultations.answer(question, level=Level.MONITORING_OFFICER, words="No.", by=monitoring_officer)
    consultations.take_up(question, level=Level.MONITORING_OFFICER, words="Still not.", by=officer)
    consultations.answer(question, level=Level.CHIEF_EXECUTIVE, words="No.", by=chief)
    with pytest.raises(ValidationError, match="no level above"):
        consultations.take_up(question, level=Level.CHIEF_EXECUTIVE, words="The Queen!", by=officer)
    assert question.answers.count() == 4


# --- The case -----------------------------------------------------------------------------------------------


def test_the_record_of_a_case_names_the_question_and_not_its_words(
    officer: Person, route: tuple[Person, Person, Person]
) -> None:
    case = cases.make_invitation()
    question = asked(officer, invitation=case)
    consultations.answer(question, level=Level.CIVIC_MANAGER, words="A secret answer.", by=route[0])
    entries = RecordEntry.objects.filter(invitation=case, kind__startswith="consultation").order_by(
        "sequence"
    )
    assert [entry.kind for entry in entries] == ["consultation_asked", "consultation_answered"]
    assert "A secret" not in str([entry.particulars.words for entry in entries])
    assert list(audit_trail.broken_entries([Invitation.objects.get(pk=case.pk)])) == []
    page = Visitor(officer)
    page.open(reverse("engagements:case", args=[case.reference]))
    assert question.reference in page.page.text
    assert "asked for advice on the protocol" in page.page.text


def test_the_deputy_asks_only_about_the_deputys_own_share(
    officer: Person, manager: Person, mayor: Person, deputy: Person
) -> None:
    hers = cases.with_mayor(officer=officer)
    his = cases.with_deputy(officer=officer, mayor=mayor, title="Asked", **LATER)
    at = read_council()
    assert set(permissions.cases_to_ask_about(deputy, at)) == {his}
    assert set(permissions.cases_to_ask_about(mayor, at)) == {hers, his}
    visitor = Visitor(deputy)
    visitor.open(reverse("engagements:advice_new"))
    visitor.press("Ask for advice", question="Must I go?", case=hers.reference)
    assert "Check the reference: you cannot open an invitation with it" in visitor.page.text
    visitor.press("Ask for advice", question="Must I go?", case=his.reference.lower())
    assert Consultation.objects.get().invitation == his
    assert Consultation.objects.get().asked_as == Asker.DEPUTY


def test_the_deputy_finds_no_trace_of_a_case_that_was_taken_back(
    officer: Person, manager: Person, mayor: Person, deputy: Person
) -> None:
    case = cases.with_deputy(officer=officer, mayor=mayor)
    question = asked(deputy, asked_as=Asker.DEPUTY, invitation=case)
    visitor = Visitor(deputy)
    visitor.open(reverse("engagements:advice_question", args=[question.reference]))
    assert case.title in visitor.page.text
    mayors_decision.record_decision(case, outcome=Outcome.TAKE_BACK, made_by=mayor, by=mayor)
    visitor.open(reverse("engagements:advice_question", args=[question.reference]))
    assert case.title not in visitor.page.text
    assert case.reference not in visitor.page.text


# --- Who reads what -----------------------------------------------------------------------------------------


def test_everybody_reads_their_own_and_what_came_to_their_level(
    officer: Person, route: tuple[Person, Person, Person], mayor: Person, deputy: Person
) -> None:
    manager, monitoring_officer, chief = route
    by_mayor, by_deputy, by_officer = (
        asked(mayor, asked_as=Asker.MAYOR),
        asked(deputy, asked_as=Asker.DEPUTY),
        asked(officer),
    )
    read = {
        person.name: set(readable(person))
        for person in (officer, manager, monitoring_officer, chief, mayor, deputy)
    }
    assert read[mayor.name] == {by_mayor}
    assert read[deputy.name] == {by_deputy}
    assert read[officer.name] == {by_officer}
    assert read[manager.name] == {by_mayor, by_deputy, by_officer}
    assert read[monitoring_officer.name] == read[chief.name] == set()
    consultations.take_up(by_deputy, level=Level.CIVIC_MANAGER, words="Further.", by=deputy)
    assert set(readable(monitoring_officer)) == {by_deputy}
    assert by_deputy in readable(manager)
    consultations.pass_up(by_deputy, level=Level.MONITORING_OFFICER, words="Up.", by=monitoring_officer)
    assert set(readable(chief)) == {by_deputy}


def test_somebody_elses_question_is_refused_as_one_that_does_not_exist(
    officer: Person, manager: Person, mayor: Person, deputy: Person
) -> None:
    question = asked(mayor, asked_as=Asker.MAYOR)
    own, none = (
        reverse("engagements:advice_question", args=[question.reference]),
        reverse("engagements:advice_question", args=["ADV-2026-9999"]),
    )
    assert page_of(mayor, own) == page_of(manager, own) == 200
    assert {page_of(person, address) for person in (officer, deputy) for address in (own, none)} == {403}
    assert {page_of(officer, f"{own}steps/{way}/") for way in ("answer", "pass-up", "take-up")} == {403}
    assert page_of(mayor, f"{own}steps/answer/") == 403


def test_typed_text_stays_text(officer: Person, manager: Person) -> None:
    visitor = Visitor(officer)
    visitor.open(reverse("engagements:advice_new"))
    visitor.press("Ask for advice", question=HOSTILE)
    # Had it become a tag, the page's text would lack it.
    assert "<script>alert(1)</script> {{ council }}" in visitor.page.text


def test_an_answer_given_on_the_page_twice_is_told_politely(officer: Person, manager: Person) -> None:
    question = asked(officer)
    one, other = Visitor(manager), Visitor(make_manager("Max Manager"))
    for visitor in (one, other):
        visitor.open(reverse("engagements:advice_say", args=[question.reference, "answer"]))
    address, given = one.at, {"level": Level.CIVIC_MANAGER, "words": "Yes."}
    one.client.post(address, given)
    one.open(reverse("engagements:advice_question", args=[question.reference]))
    assert "Answer recorded." in one.page.text
    late = other.client.post(address, given).content.decode()
    assert "Morgan Manager has already acted: answered. Nothing was changed." in late
    assert ConsultationAnswer.objects.count() == 1


# --- Notes on clauses ---------------------------------------------------------------------------------------


def test_advice_given_becomes_a_note_on_a_clause_that_staff_read(officer: Person, manager: Person) -> None:
    question = asked(officer)
    with pytest.raises(ValidationError, match="Only advice that has been given"):
        consultations.note_on_clause(question, code="P5", text="Rarely.", by=manager)
    consultations.answer(question, level=Level.CIVIC_MANAGER, words="Rarely.", by=manager)
    visitor = Visitor(manager)
    visitor.open(reverse("engagements:advice_note", args=[question.reference]))
    visitor.press("Save as a note", code="P5")
    [note] = protocol.notes_on(protocol.version_in_force())["P5"]
    assert (note.text, note.citation) == ("Rarely.", question.reference)
    with pytest.raises(ValidationError, match="already a note"):
        consultations.note_on_clause(question, code="P5", text="Again.", by=manager)
    visitor.open(reverse("handbook:version", args=[1]))
    assert f"Rarely. ({question.reference}" in visitor.page.text


def test_a_clause_that_does_not_exist_takes_no_note(officer: Person, manager: Person) -> None:
    question = asked(officer)
    consultations.answer(question, level=Level.CIVIC_MANAGER, words="Yes.", by=manager)
    with pytest.raises(ValidationError, match="no clause P99"):
        consultations.note_on_clause(question, code="P99", text="Yes.", by=manager)


# --- Conduct ------------------------------------------------------------------------------------------------


def test_a_concern_about_conduct_leaves_a_bare_count_and_nothing_else(
    officer: Person, route: tuple[Person, Person, Person]
) -> None:
    visitor = Visitor(officer)
    visitor.open(reverse("engagements:conduct"))
    assert ConductRouteShown.objects.count() == 0
    for _ in range(2):
        visitor.open(reverse("engagements:conduct"))
        visitor.press("Show who to contact")
    assert "Ravi Rule" in visitor.page.text
    assert list(ConductRouteShown.objects.values_list("times", flat=True)) == [2]
    assert {field.name for field in ConductRouteShown._meta.fields} == {"id", "on", "times"}
    assert RecordEntry.objects.count() == 0


def test_the_route_for_conduct_begins_informally_and_ends_with_somebody(
    officer: Person, route: tuple[Person, Person, Person]
) -> None:
    visitor = Visitor(officer)
    visitor.open(reverse("engagements:conduct"))
    visitor.press("Show who to contact")
    said = [
        "informally and in private first",
        "mediation",
        "About a councillor",
        "political group",
        "whistleblowing",
        "From an organiser",
    ]
    found = [visitor.page.text.index(words) for words in said]
    assert found == sorted(found)


# --- What the database refuses ------------------------------------------------------------------------------

REFUSED = {
    "UPDATE engagements_consultationanswer SET words = 'other'": "answer_is_never_altered",
    "DELETE FROM engagements_consultationanswer": "answer_is_never_deleted",
    "UPDATE engagements_consultation SET question = 'other'": "question_stays_what_it_was",
    "UPDATE engagements_consultation SET state = 'open'": "question_moves_by_an_answer",
    (
        "UPDATE engagements_consultation SET level = 'chief_executive', state = 'open'"
    ): "question_moves_by_an_answer",
    "DELETE FROM engagements_consultation": "question_is_never_deleted",
    "UPDATE protocols_clausenote SET text = 'other'": "clause_note_is_never_altered",
    "DELETE FROM protocols_clausenote": "clause_note_is_never_deleted",
}


@pytest.mark.parametrize("statement", REFUSED)
def test_what_was_said_cannot_be_rewritten_even_by_hand(
    officer: Person, manager: Person, statement: str
) -> None:
    question = asked(officer)
    consultations.answer(question, level=Level.CIVIC_MANAGER, words="Yes.", by=manager)
    consultations.note_on_clause(question, code="P5", text="Yes.", by=manager)
    with refused_by(REFUSED[statement]):
        run_sql(statement)


def test_a_question_is_not_answered_by_hand_at_a_level_where_it_is_not(
    officer: Person, manager: Person
) -> None:
    question = asked(officer)
    with refused_by("question_is_answered_where_it_is"):
        question.answers.create(
            level=Level.CHIEF_EXECUTIVE, kind="answer", words="Yes.", at=timezone.now(), by=manager
        )


def test_a_question_is_not_answered_by_hand_without_an_answer(officer: Person, manager: Person) -> None:
    asked(officer)
    with refused_by("question_moves_by_an_answer"):
        Consultation.objects.update(state="answered")
