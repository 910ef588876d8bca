"""The figures of the reports: they agree with their lists,
with each other and with a count straight from the record.
"""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import Traveller

from civic import queries as council
from civic.models import AgreedReason, Person
from civic.queries import read_council
from engagements import situations
from engagements.models import Invitation, Outcome, RecordEntry
from engagements.services.steps import deputys_answer, organisers_answers, system_steps, triage
from protocols.core.vocabulary import OPEN_STAGES, Addressee, Step
from reports import figures
from reports.figures import Basis, Report
from tests import cases
from tests.council import OFFICE_DAY, london
from tests.engagements.random_walk import Walk

pytestmark = pytest.mark.django_db
SEEDS = range(5)


def report(basis: Basis = Basis.RECEIVED) -> Report:
    """The report of everything there is."""
    return figures.read(figures.between(date(2020, 1, 1), date(2040, 12, 31)), basis, council.read_council())


def history(
    seed: int, officer: Person, manager: Person, clock: Traveller, *, number: int = 3, steps: int = 12
) -> None:
    """Some cases taken through whatever the protocol allows, by chance;
    all came in before the first moved.
    """
    chance = random.Random(seed)
    walks = [Walk(chance, officer, manager, clock) for _ in range(number)]
    for walk in walks * steps:
        walk.invitation.refresh_from_db()
        rows = [
            row
            for row in walk.rows(situations.of(walk.invitation, read_council()))
            if row.step is not Step.SETTLE_SAME_EVENT
        ]
        if not rows or chance.random() < 0.2:
            walk.move_the_world()
        else:
            walk.take(chance.choice(rows))


# --- Straight from the record -------------------------------------------------------------------------------


def chains() -> list[list[RecordEntry]]:
    """The entries of each invitation, in order, and nothing else."""
    by_invitation: dict[int, list[RecordEntry]] = {}
    for entry in RecordEntry.objects.order_by("invitation_id", "sequence"):
        by_invitation.setdefault(entry.invitation_id, []).append(entry)
    return list(by_invitation.values())


def last_stage(chain: Iterable[RecordEntry]) -> str:
    return [entry.to_stage for entry in chain if entry.to_stage][-1]


def an_exception_stands(chain: Iterable[RecordEntry]) -> bool:
    """Whether the Mayor granted a goodwill exception and did not take it back."""
    asked = [entry.kind for entry in chain if entry.kind in ("grant_exception", "delegate", "take_back")]
    return any(kind == "grant_exception" and after != "take_back" for kind, after in pairwise([*asked, ""]))


def counted_from_the_record() -> dict[str, int]:
    """What the record alone says, chain by chain."""
    ended = [last_stage(chain) for chain in chains()]
    civic = [chain for chain in chains() if last_stage(chain) not in ("not_civic", "set_aside")]
    kinds = [{entry.kind for entry in chain} for chain in civic]
    attended = sum("outcome_attended" in of_case for of_case in kinds)
    done = ended.count("completed")
    in_diary = ended.count("mayor_attends") + ended.count("deputy_attends")
    return {
        "received": len(ended) - ended.count("not_civic") - ended.count("set_aside"),
        "open": sum(ended.count(stage.value) for stage in OPEN_STAGES),
        "in_diary": in_diary,
        "attended": attended,
        "not_attended": done - attended,
        "accepted": in_diary + done + ended.count("cancelled"),
        "joined": ended.count("duplicate"),
        "private": ended.count("not_civic"),
        "set_aside": ended.count("set_aside"),
        "delegated": sum(bool(of_case & {"delegate", "mayor_cannot"}) for of_case in kinds),
        "exceptions": sum(map(an_exception_stands, civic)),
    } | {stage: ended.count(stage) for stage in ("declined", "refused", "withdrawn", "lapsed", "cancelled")}


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_lists_and_the_record_agree_on_any_history(
    seed: int,
    officer: Person,
    manager: Person,
    mayor: Person,
    deputy: Person,
    civic_year: None,
    office_day: Traveller,
) -> None:
    history(seed, officer, manager, office_day)
    made = report()
    counted = counted_from_the_record()
    assert {code: made.count(code) for code in counted} == counted
    assert {code: len(made.of(code)) for code in made.figures} == {
        code: made.count(code) for code in made.figures
    }
    assert sum(made.count(figure.code) for figure in figures.PARTITION[1:]) == made.count("received")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_table_adds_up_to_its_figure_and_every_line_opens_its_list(
    seed: int,
    officer: Person,
    manager: Person,
    mayor: Person,
    deputy: Person,
    civic_year: None,
    office_day: Traveller,
) -> None:
    history(seed, officer, manager, office_day)
    made = report(Basis.EVENT)
    complete = {
        "received": ("month", "kind", "area", "organisation", "provenance"),
        "attended": ("attendee",),
        "delegated": ("reason",),
    }
    complete |= {
        "refused": ("clause",),
        "lapsed": ("lapse",),
        "exceptions": ("deputy", "organisation"),
        "approaches": ("answer",),
    }
    for figure, dimensions in complete.items():
        for dimension in dimensions:
            buckets = made.by(dimension, figure)
            assert sum(bucket.counts[0] for bucket in buckets) == made.count(figure), (figure, dimension)
            assert [len(made.of(figure, dimension, bucket.value.code)) for bucket in buckets] == [
                bucket.counts[0] for bucket in buckets
            ]


def test_refusals_and_lapses_stand_under_the_clause_the_record_gives(
    officer: Person, mayor: Person, civic_year: None, office_day: Traveller
) -> None:
    triage.refuse(
        cases.make_invitation(venue="Hall"), step=Step.REFUSE_P10, reason="A party's event.", by=officer
    )
    asked, forgotten = cases.make_invitation(venue="Castle"), cases.make_invitation(venue="Park")
    triage.ask_information(asked, question="How many?", by=officer)
    for weeks in range(1, 8):
        cases.send_letters(asked)
        office_day.move_to(OFFICE_DAY + timedelta(weeks=weeks))
        system_steps.keep_up()
    assert [last_stage(chain) for chain in chains()] == ["refused", "lapsed", "lapsed"]
    clauses = [[entry for entry in chain if entry.to_stage][-1].clause for chain in chains()]
    made, names = report(), {"mayor_title": "the Mayor", "deputy_title": "the Deputy"}
    buckets = [*made.by("clause", "refused"), *made.by("lapse", "lapsed")]
    told = [(bucket.value.code, bucket.value.said(names)) for bucket in buckets]
    assert told == [
        ("P10", "clause P10"),
        ("closing_apology", "the event passed before the office had decided"),
        ("closing_silence", "the organiser did not answer"),
    ]
    assert clauses == ["P10", "P21", "P21"]
    assert [case.reference for case in made.of("lapsed", "lapse", "closing_apology")] == [forgotten.reference]


# --- Periods ------------------------------------------------------------------------------------------------


def test_an_event_belongs_to_the_civic_year_in_whose_hours_it_begins(
    officer: Person, mayor: Person, civic_year: None
) -> None:
    """The annual meeting of 12 May 2027 begins at half past six in the evening."""
    day = date(2027, 5, 12)
    cases.make_invitation(title="In the afternoon", event_on=day, ends_on=day)
    late: dict[str, Any] = {
        "starts_wall": london(2027, 5, 12, 19).time(),
        "ends_wall": london(2027, 5, 12, 21).time(),
    }
    cases.make_invitation(title="After the meeting", event_on=day, ends_on=day, venue="Hall", **late)
    periods = figures.civic_years(council.read_council())
    assert [period.label for period in periods] == ["Civic year 2027/28", "Civic year 2026/27"]
    at = council.read_council()
    titles = [
        [case.title for case in figures.read(period, Basis.EVENT, at).of("received")] for period in periods
    ]
    assert titles == [["After the meeting"], ["In the afternoon"]]


def test_an_invitation_can_be_counted_by_the_day_it_came(officer: Person, civic_year: None) -> None:
    cases.make_invitation()
    june, july = (
        figures.between(date(2026, 6, 1), date(2026, 6, 1)),
        figures.between(date(2026, 7, 11), date(2026, 7, 11)),
    )
    found = [
        figures.read(period, basis, council.read_council()).count("received")
        for period in (june, july)
        for basis in (Basis.RECEIVED, Basis.EVENT)
    ]
    assert found == [1, 0, 0, 1]


# --- Single figures -----------------------------------------------------------------------------------------


def test_days_to_answer_are_the_promises_own_and_leave_out_the_organisers_time(
    officer: Person, mayor: Person, civic_year: None, office_day: Traveller
) -> None:
    """Received on Monday 1 June; asked on Tuesday, answered on Friday; accepted and told on Tuesday 9 June:
    six days less three.
    """
    invitation = cases.make_invitation()
    office_day.move_to(london(2026, 6, 2, 10))
    triage.ask_information(invitation, question="How many?", by=officer)
    office_day.move_to(london(2026, 6, 5, 10))
    organisers_answers.answer_question(invitation, answer="Ninety.")
    triage.put_to_mayor(invitation, by=officer)
    office_day.move_to(london(2026, 6, 9, 10))
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    assert (report().count("awaiting"), report().answer_times.number) == (1, 0)
    cases.send_letters(invitation)
    [case] = report().of("answered_in_time")
    assert case.days_to_answer == 3
    assert report().answer_times == figures.AnswerTimes(1, 3, 3)


def test_nine_in_ten_were_answered_by_the_ninetieth_percentile(
    officer: Person, mayor: Person, civic_year: None, office_day: Traveller
) -> None:
    """Ten declined on the first ten working days, one each, the weekends and no bank holiday between them."""
    waiting = [cases.with_mayor(officer=officer, venue=f"Hall {number}") for number in range(10)]
    days = [day for day in range(2, 16) if date(2026, 6, day).weekday() < 5]
    for invitation, day in zip(waiting, days, strict=True):
        office_day.move_to(london(2026, 6, day, 10))
        cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
        cases.send_letters(invitation)
    assert report().answer_times == figures.AnswerTimes(10, 5.5, 9)
    assert (report().count("answered_in_time"), report().count("answered_late")) == (10, 0)


def test_declines_are_counted_by_their_kind(
    officer: Person, mayor: Person, civic_year: None, office_day: Traveller
) -> None:
    waiting = [cases.with_mayor(officer=officer, venue=f"Hall {number}") for number in range(3)]
    for invitation, kind in zip(waiting, ["diary", "diary", "not_supported"], strict=True):
        cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE, decline_kind=kind)
    counted = [(bucket.value.ours, bucket.counts) for bucket in report().by("decline_kind", "declined")]
    assert counted == [("the diary does not allow it", (2,)), ("not something to support", (1,))]


def test_a_reason_is_counted_as_one_however_it_is_worded(
    officer: Person, mayor: Person, deputy: Person, civic_year: None, office_day: Traveller
) -> None:
    for number, wording in enumerate(["There is a trip abroad.", "There is a journey abroad."]):
        AgreedReason.objects.filter(code="away").update(wording=wording)
        invitation = cases.with_mayor(officer=officer, venue=f"Hall {number}")
        cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE, agreed_reason="away")
    counted = [(bucket.value.said({}), bucket.counts) for bucket in report().by("reason", "delegated")]
    assert counted == [("There is a journey abroad.", (2,))]


def test_attendance_is_told_by_person_and_capacity(
    officer: Person, mayor: Person, deputy: Person, civic_year: None, office_day: Traveller
) -> None:
    kept = [
        cases.mayor_attends(officer=officer, mayor=mayor),
        cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy, venue="Hall"),
    ]
    together = cases.with_mayor(officer=officer, venue="Castle", addressee=Addressee.BOTH.value)
    cases.decide(together, mayor=mayor, outcome=Outcome.ACCEPT_TOGETHER)
    deputys_answer.accept(together, deputy=deputy, by=deputy)
    office_day.move_to(london(2026, 8, 1, 10))
    for invitation in (*kept, together):
        triage.record_outcome(Invitation.objects.get(pk=invitation.pk), attended=True, by=officer)
    made = report()
    names = {"mayor_title": "the Lord Mayor", "deputy_title": "the Deputy Lord Mayor"}
    assert [(bucket.value.said(names), bucket.counts) for bucket in made.by("attendee", "attended")] == [
        ("the Lord Mayor, Councillor Jane Smith", (2,)),
        ("the Deputy Lord Mayor on the Lord Mayor's behalf, Councillor David Okoro", (1,)),
    ]
    assert (made.count("accompanied"), made.count("delegated")) == (1, 1)


def test_approaches_after_an_explanation_are_told_from_those_before(
    officer: Person, mayor: Person, deputy: Person, civic_year: None, office_day: Traveller
) -> None:
    first = cases.make_invitation(addressee=Addressee.DEPUTY.value)
    triage.explain_protocol(first, by=officer)
    organisers_answers.answer_protocol(first, step=Step.NO_THANK_YOU)
    office_day.move_to(london(2026, 6, 8, 10))
    cases.make_invitation(addressee=Addressee.DEPUTY.value, venue="Hall")
    others = cases.organiser(organisation="Else", email="a@else.example")
    cases.make_invitation(addressee=Addressee.DEPUTY.value, venue="Castle", organised_by=others)
    made = report()
    assert [made.count(code) for code in ("approaches", "approaches_before", "approaches_after")] == [3, 2, 1]


def test_a_confidential_invitation_is_counted_under_no_organisations_name(
    officer: Person, civic_year: None
) -> None:
    cases.make_invitation(confidential=True)
    assert [bucket.value.ours for bucket in report().by("organisation", "received")] == [
        "confidential invitations"
    ]


def test_a_report_costs_the_same_for_one_invitation_and_for_thirty(
    officer: Person, mayor: Person, civic_year: None
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            made = report()
            [made.count(code) for code in made.figures]
            made.by("month", "received")
        return len(asked)

    cases.declined(officer=officer, mayor=mayor)
    alone = cost()
    for number in range(29):
        cases.make_invitation(venue=f"Hall {number}")
    assert (alone, cost()) == (9, 9)


def test_an_outcome_that_was_corrected_counts_as_it_stands_last(
    officer: Person, mayor: Person, civic_year: None, office_day: Traveller
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    office_day.move_to(london(2026, 8, 1, 10))
    for attended in (True, False, True, False):
        triage.record_outcome(invitation, attended=attended, note="A slip.", by=officer)
    assert (report().count("attended"), report().count("not_attended")) == (0, 1)
    assert report().by("attendee", "attended") == []
