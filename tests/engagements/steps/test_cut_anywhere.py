"""A process that ends between any two writes of a step leaves everything or nothing:
no row, letter or notification alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client

from civic.models import Term
from engagements.models import Channel, Outcome, RecordEntry
from engagements.services.intake import registration
from engagements.services.intake.registration import Arrival
from engagements.services.steps import joined, organisers_answers, system_steps, triage
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import Step
from tests import cases
from tests.council import YEAR_ENDS_AT, london, make_mayor
from tests.engagements.case.people_at_work import STEPS, Made, Office, address, whoever
from tests.there import there

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")
APPS = ("civic", "protocols", "engagements")
OURS = tuple(f"{app}_" for app in APPS)
# Far more writes than any step makes: a step that never ends is a fault of this test.
MOST = 60


class Cut(BaseException):
    """The process is gone. Nothing in the application catches it, as nothing catches a kill."""


@contextmanager
def cut_before_write(number: int) -> Iterator[list[str]]:
    """Ends the process before this write of the office's rows, counted from nought; yields those made."""
    made: list[str] = []

    def hold(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and any(app in sql for app in OURS):
            if len(made) == number:
                raise Cut
            made.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hold):
        yield made


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row that the office keeps."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


@pytest.fixture
def people(db: None) -> Office:
    return Office()


# --- Steps that no officer takes on a step's page: how a case comes to each, and the act --------------------

Act = Callable[[], object]
Comes = Callable[[Office, time_machine.Traveller], Act]


def somebody_invites(people: Office, clock: time_machine.Traveller) -> Act:
    return cases.make_invitation


def the_deputy_passes_it_on(people: Office, clock: time_machine.Traveller) -> Act:
    return partial(
        registration.refer,
        organiser=cases.organiser(),
        event=cases.event(),
        words="Said at the fair.",
        by=people.deputy,
    )


def it_took_place(people: Office, clock: time_machine.Traveller) -> Act:
    return partial(
        registration.enter_late,
        organiser=cases.organiser(),
        event=cases.event(event_on=date(2026, 5, 30), ends_on=date(2026, 5, 30)),
        arrival=Arrival(Channel.LATE),
        by=people.officer,
    )


def the_fete_is_over(attended: bool, people: Office, clock: time_machine.Traveller) -> Act:
    invitation = people.mayor_attends()
    clock.move_to(london(2026, 7, 12, 9))
    return partial(triage.record_outcome, invitation, attended=attended, note="Fine.", by=people.officer)


def ends(kind: str) -> None:
    """Whoever holds the office leaves it in a month, before the fête."""
    Term.objects.filter(office__kind=kind).update(ends_at=london(2026, 7, 1))


def nobody_follows_the_mayor(people: Office, clock: time_machine.Traveller) -> Act:
    people.with_mayor()
    ends("mayor")
    return system_steps.keep_up


def somebody_follows_the_mayor(people: Office, clock: time_machine.Traveller) -> Act:
    day = date(2027, 7, 10)
    triage.put_to_mayor(cases.make_invitation(event_on=day, ends_on=day), by=people.officer)
    make_mayor("Councillor Next", begins_at=YEAR_ENDS_AT, ends_at=london(2028, 5, 10))
    return system_steps.keep_up


def another_is_mayor(people: Office, clock: time_machine.Traveller) -> Act:
    people.mayor_attends()
    ends("mayor")
    make_mayor("Councillor Next", begins_at=london(2026, 7, 1))
    return system_steps.keep_up


def the_deputy_leaves_office(people: Office, clock: time_machine.Traveller) -> Act:
    people.accompanying()
    ends("deputy")
    clock.move_to(london(2026, 7, 1, 9))
    return system_steps.keep_up


def no_answer_comes(people: Office, clock: time_machine.Traveller) -> Act:
    cases.send_letters(people.asked())
    clock.move_to(london(2026, 6, 30, 9))
    return system_steps.keep_up


def nobody_answered_in_time(people: Office, clock: time_machine.Traveller) -> Act:
    people.received()
    clock.move_to(london(2026, 7, 12, 9))
    return system_steps.keep_up


def the_other_was_answered(people: Office, clock: time_machine.Traveller) -> Act:
    invitation = people.joined()
    other = there(invitation.joined_to)
    triage.put_to_mayor(other, by=people.officer)
    cases.decide(other, mayor=people.mayor, outcome=Outcome.ACCEPT)
    cases.send_letters(other)
    return partial(joined.tell_what_stands, invitation)


def the_other_is_withdrawn(people: Office, clock: time_machine.Traveller) -> Act:
    return partial(organisers_answers.withdraw, there(people.joined().joined_to))


OTHERWISE: list[tuple[Step, Comes]] = [
    (Step.REGISTER, somebody_invites),
    (Step.REFER, the_deputy_passes_it_on),
    (Step.ENTER_LATE, it_took_place),
    (Step.OUTCOME_ATTENDED, partial(the_fete_is_over, True)),
    (Step.OUTCOME_NOT_ATTENDED, partial(the_fete_is_over, False)),
    (Step.HOLD, nobody_follows_the_mayor),
    (Step.SUCCESSOR_KNOWN, somebody_follows_the_mayor),
    (Step.CHOICE_FALLS, another_is_mayor),
    (Step.ACCOMPANY_FALLS, the_deputy_leaves_office),
    (Step.TELL_TOGETHER, the_other_was_answered),
    (Step.STAND_ALONE, the_other_is_withdrawn),
    (Step.REMIND, no_answer_comes),
    (Step.LAPSE, nobody_answered_in_time),
]


# What stands alone again does so in the step of the other case.
WITH_IT = {Step.STAND_ALONE: Step.WITHDRAW}


def test_every_step_of_the_protocol_is_cut() -> None:
    cut = {step for step, *_ in STEPS} | {step for step, _ in OTHERWISE}
    assert cut == {row.step for row in PROTOCOL} == set(Step)


@pytest.mark.parametrize(("step", "comes"), OTHERWISE, ids=[step.value for step, _ in OTHERWISE])
def test_what_is_done_on_no_steps_page_is_cut_as_well(
    people: Office, office_day: time_machine.Traveller, step: Step, comes: Comes
) -> None:
    act = comes(people, office_day)
    before = everything()
    for number in range(MOST):
        with cut_before_write(number) as writes:
            try:
                act()
            except Cut:
                assert everything() == before, f"after {writes[-1:]}"
                continue
        break
    taken = RecordEntry.objects.exclude(pk__in=[entry["id"] for entry in before["RecordEntry"]])
    kinds = [entry.kind for entry in taken if entry.kind != WITH_IT.get(step)]
    assert (kinds, number > 2) == ([step.value], True)


# --- Steps that an officer takes on a step's page -----------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "role", "made", "entered", "becomes"), STEPS, ids=[f"{one[0].value}-{one[1]}" for one in STEPS]
)
def test_a_step_cut_between_any_two_writes_was_not_taken(
    client: Client, people: Office, step: Step, role: str, made: Made, entered: dict[str, Any], becomes: str
) -> None:
    invitation = made(people)
    client.force_login(whoever(people, role))
    sent = {"seen": invitation.version, **entered}
    if step is Step.SETTLE_SAME_EVENT:
        sent["declined"] = people.declined_of(invitation).pk
    before = everything()
    for number in range(MOST):
        with cut_before_write(number) as writes:
            try:
                taken = client.post(address(invitation, step), sent)
            except Cut:
                assert everything() == before, f"after {writes[-1:]}"
                continue
        assert taken.status_code == 302
        break
    invitation.refresh_from_db()
    assert (invitation.stage, number > 2) == (becomes, True)
