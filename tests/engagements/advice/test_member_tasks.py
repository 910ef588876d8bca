"""What the Mayor and the Deputy ask of the office is a task with an owner and an answer (P17)."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from civic.models import Person
from engagements.models import (
    Asker,
    Invitation,
    MemberTask,
    MemberTaskEvent,
    Notification,
    Outcome,
    RecordEntry,
)
from engagements.services.advice import member_tasks
from engagements.services.case_record import audit_trail
from engagements.services.steps import mayors_decision
from tests import cases, council
from tests.guarding import refused_by, run_sql
from tests.web import Visitor

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {{ council }} OR 1=1 --"


def asked(
    by: Person, invitation: Invitation | None = None, wanted: str = "Please ring the school."
) -> MemberTask:
    return member_tasks.ask(wanted=wanted, invitation=invitation, asked_as=Asker.MAYOR, by=by)


def history(task: MemberTask) -> list[tuple[str, str]]:
    return [(event.kind, event.by.name) for event in MemberTaskEvent.objects.filter(task=task)]


def test_what_the_mayor_asks_is_taken_on_and_answered_where_the_mayor_sees_it(
    officer: Person, mayor: Person
) -> None:
    hers = Visitor(mayor).open("/mayor/").follow("Ask the office")
    hers.press("Ask the office", wanted=HOSTILE)
    assert hers.sees("Your request has gone to the civic office.", "Nobody has taken it on yet.", HOSTILE)
    his = Visitor(officer).open(reverse("engagements:office_tasks"))
    assert his.sees("Not assigned 1", HOSTILE)
    his.follow("<script>").press("Assign to me")
    assert his.sees("The task is assigned to you.", "Olive Officer has taken it on.")
    his.follow("Mark as done").press("Mark as done", answer="The school was rung.")
    assert his.sees("Task completed. The member will be told.")
    assert hers.open(reverse("engagements:own_tasks")).sees("The school was rung.", "Done: Olive Officer")
    assert list(Notification.objects.values_list("person", "kind")) == [(mayor.pk, "task_closed")]


def test_the_deputy_asks_likewise_and_sees_only_the_own(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    asked(mayor)
    his = Visitor(deputy).open("/deputy/").follow("Ask the office")
    his.press("Ask the office", wanted="Please send the diary.")
    assert his.sees("Please send the diary.")
    assert not his.sees("ring the school")
    assert MemberTask.objects.get(wanted="Please send the diary.").asked_as == Asker.DEPUTY


def test_who_is_second_is_told_who_was_first(officer: Person, mayor: Person) -> None:
    task, other = asked(mayor), council.make_officer("Oscar Other")
    member_tasks.take(task, by=officer)
    member_tasks.take(task, by=officer)
    with pytest.raises(ValidationError, match="Olive Officer has already taken this on"):
        member_tasks.take(task, by=other)
    member_tasks.give(task, to=other, by=officer)
    member_tasks.give(task, to=other, by=officer)
    assert [(event.kind, event.to and event.to.name) for event in task.history.all()] == [
        ("asked", None), ("taken", "Olive Officer"), ("given", "Oscar Other"),
    ]  # fmt: skip
    assert Notification.objects.get().person == other
    member_tasks.finish(task, answer="Done.", by=other)
    others: tuple[Callable[[], object], ...] = (
        lambda: member_tasks.take(task, by=officer),
        lambda: member_tasks.give(task, to=officer, by=other),
        lambda: member_tasks.finish(task, answer="Again.", by=officer),
        lambda: member_tasks.cannot(task, answer="No.", clause="P17", by=officer),
    )
    for again in others:
        with pytest.raises(ValidationError, match="Oscar Other has already closed this"):
            again()


def test_a_task_is_given_only_to_somebody_of_the_office(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    with pytest.raises(ValidationError, match="does not work in the civic office"):
        member_tasks.give(asked(mayor), to=deputy, by=officer)


def test_what_cannot_be_done_is_answered_with_its_clause(officer: Person, mayor: Person) -> None:
    task = asked(mayor, wanted="Please tell the Deputy to go.")
    visitor = Visitor(officer).open(reverse("engagements:task_way", args=[task.pk, "cannot"]))
    visitor.press("Answer that it cannot be done", answer="Only you decide that.", clause="P3")
    assert (
        Visitor(mayor)
        .open(reverse("engagements:own_tasks"))
        .sees("Cannot be done", "P3", "Only you decide that.")
    )
    with pytest.raises(ValidationError, match="no clause P99"):
        member_tasks.cannot(asked(mayor), answer="No.", clause="P99", by=officer)


def test_the_record_of_a_case_keeps_what_was_asked_about_it(officer: Person, mayor: Person) -> None:
    case = cases.with_mayor(officer=officer)
    task = asked(mayor, case)
    member_tasks.take(task, by=officer)
    member_tasks.finish(task, answer="Done.", by=officer)
    kinds = (
        RecordEntry.objects.filter(invitation=case, kind__startswith="task_")
        .order_by("sequence")
        .values_list("kind", flat=True)
    )
    assert list(kinds) == ["task_asked", "task_taken", "task_done"]
    assert list(audit_trail.broken_entries([Invitation.objects.get(pk=case.pk)])) == []
    page = Visitor(officer).open(reverse("engagements:case", args=[case.reference]))
    assert page.sees("completed a task")


def test_a_case_that_is_not_the_members_cannot_be_named(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    untold = cases.with_mayor(officer=officer)
    visitor = Visitor(deputy).open(reverse("engagements:task_new") + f"?case={untold.reference}")
    visitor.press("Ask the office", wanted="What is this?")
    assert visitor.sees("Check the reference: you cannot open an invitation with it")
    assert MemberTask.objects.count() == 0


def test_a_deputy_no_longer_asked_finds_no_trace_of_the_case(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    case = cases.with_deputy(officer=officer, mayor=mayor)
    member_tasks.ask(wanted="Is there parking?", invitation=case, asked_as=Asker.DEPUTY, by=deputy)
    assert Visitor(deputy).open(reverse("engagements:own_tasks")).sees(case.reference)
    mayors_decision.record_decision(case, outcome=Outcome.TAKE_BACK, made_by=mayor, by=mayor)
    page = Visitor(deputy).open(reverse("engagements:own_tasks"))
    assert page.sees("you can no longer open")
    assert not page.sees(case.reference)


def test_what_the_mayor_asked_on_a_case_is_shown_in_the_queue_until_it_is_answered(
    officer: Person, mayor: Person
) -> None:
    case = cases.with_mayor(officer=officer)
    cases.decide(case, mayor=mayor, outcome=Outcome.ASK, question="Is there a stage?")
    queue = Visitor(officer).open(reverse("engagements:office_tasks"))
    assert queue.sees("Is there a stage?", case.reference)
    assert MemberTask.objects.count() == 0
    queue.follow("Is there a stage?").press("Save answer", answer="There is.")
    assert (
        Visitor(officer)
        .open(reverse("engagements:office_tasks"))
        .sees("There are no questions about invitations to answer")
    )


def test_a_hundred_tasks_are_listed_in_a_fixed_number_of_queries(
    officer: Person, mayor: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(100):
        task = asked(mayor, wanted=f"Task {number}.")
        if number % 2:
            member_tasks.finish(task, answer="Done.", by=officer)
    visitor = Visitor(officer)
    with django_assert_max_num_queries(25):
        visitor.open(reverse("engagements:office_tasks"))
    assert visitor.sees("Not assigned 50", "Task 98.", "Task 99.", "Older")
    visitor.follow("Older")
    assert visitor.sees("Task 1.")


REFUSED = {
    "UPDATE engagements_membertask SET answer = 'other'": "task_closed_stays_closed",
    (
        "UPDATE engagements_membertask SET state = 'open', answer = '', closed_at = NULL, closed_by_id = NULL"
    ): "task_closed_stays_closed",
    "DELETE FROM engagements_membertask": "task_is_never_deleted",
    "UPDATE engagements_membertaskevent SET kind = 'done'": "history_is_never_altered",
    "DELETE FROM engagements_membertaskevent": "history_is_never_deleted",
}


@pytest.mark.parametrize("statement", REFUSED)
def test_the_history_cannot_be_rewritten_even_by_hand(officer: Person, mayor: Person, statement: str) -> None:
    member_tasks.finish(asked(mayor), answer="Done.", by=officer)
    with refused_by(REFUSED[statement]):
        run_sql(statement)


def test_what_a_member_asked_cannot_be_rewritten_even_by_hand(mayor: Person) -> None:
    asked(mayor)
    with refused_by("task_stays_what_it_was"):
        run_sql("UPDATE engagements_membertask SET wanted = 'other'")


GONE_BY_HAND = "UPDATE engagements_membertask SET wanted = '(erased)', answer = '(erased)'"


def test_the_words_of_a_task_of_no_case_go_whole_and_only_when_it_is_closed(
    officer: Person, mayor: Person
) -> None:
    task = asked(mayor)
    with refused_by("task_stays_what_it_was"):
        run_sql("UPDATE engagements_membertask SET wanted = '(erased)'")
    member_tasks.finish(task, answer="Done.", by=officer)
    with refused_by("task_closed_stays_closed"):
        run_sql(f"{GONE_BY_HAND}, state = 'open'")
    with refused_by("task_closed_stays_closed"):
        run_sql("UPDATE engagements_membertask SET answer = 'Not done.'")
    run_sql(GONE_BY_HAND)


def test_the_words_of_a_task_on_a_case_go_by_the_erasure_of_the_case_alone(
    officer: Person, mayor: Person
) -> None:
    case = cases.with_mayor(officer=officer)
    task = member_tasks.ask(wanted="Flowers.", invitation=case, asked_as=Asker.MAYOR, by=mayor)
    member_tasks.finish(task, answer="Done.", by=officer)
    with refused_by("task_closed_stays_closed"):
        run_sql(GONE_BY_HAND)
