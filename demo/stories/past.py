"""A civic year behind the office: what was published, and what a year has besides."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from demo.days import at_clock
from demo.desk import Desk, Scenes
from demo.stories.invented import YEAR, Fate, Occasion
from demo.stories.published import SOURCE, Published, published
from engagements.models import Invitation, Outcome
from engagements.services.steps import organisers_answers, triage
from protocols.core.vocabulary import ATTENDING_STAGES, Addressee, Stage, Step

# An invitation came about so long before its event.
USUAL_NOTICE = 47
ATTENDING = [stage.value for stage in ATTENDING_STAGES]
OUTCOMES = {
    Fate.DELEGATED: Outcome.DELEGATE,
    Fate.TOGETHER: Outcome.ACCEPT_TOGETHER,
    Fate.DECLINED: Outcome.DECLINE,
}


def scenes(desk: Desk) -> Iterable[Scenes]:
    """All stories of the past, each beginning when its invitation came in."""
    told = [_published(desk, number, one) for number, one in enumerate(published(), start=1)]
    return told + [_invented(desk, number, one) for number, one in enumerate(YEAR, start=1)]


def _published(desk: Desk, number: int, one: Published) -> Scenes:
    """A published engagement as it may have come about."""
    on = desk.days.last(one.month, one.day)
    received = _received(desk, on, number)
    if received is None:
        return
    yield at_clock(received, f"{9 + number % 8:02}:{(number * 7) % 60:02}")
    case = desk.invite(
        f"published-{number}", one.organiser,
        one.event, on, one.begins, hours=one.hours, venue=one.venue, kind=one.kind, what_happens=SOURCE,
        addressee=(Addressee.BOTH if one.together else Addressee.MAYOR).value,
        consort_invited=one.with_consort, provenance="annual",
    )  # fmt: skip
    fate = Fate.DELEGATED if one.deputy_alone else Fate.TOGETHER if one.together else Fate.ATTENDED
    yield from _decided(desk, case, fate)


def _invented(desk: Desk, number: int, one: Occasion) -> Scenes:
    """An invented invitation of the year, and what became of it."""
    on = desk.days.last(one.month, one.day)
    received = _received(desk, on, number)
    if received is None:
        return
    yield at_clock(received, f"{9 + number % 8:02}:{(number * 11) % 60:02}")
    case = desk.invite(
        f"year-{number}", one.organiser,
        one.title, on, one.begins, hours=one.hours, venue=one.venue, kind=one.kind,
        what_happens=one.what_happens,
        addressee=one.addressee.value, purpose=one.purpose, asked=[one.asked], open_to_public=number % 3 == 0,
        consort_invited=number % 2 == 0,
    )  # fmt: skip
    yield from ENDINGS.get(one.fate, _decided)(desk, case, one.fate)


def _received(desk: Desk, on: date, number: int) -> date | None:
    """When the invitation came in; None for an event too early in the year for one."""
    first = timezone.localdate(desk.days.year_before_began) + timedelta(days=1)
    received = max(on - timedelta(days=USUAL_NOTICE + number % 9), first)
    return received if (on - received).days > 20 else None


def _decided(desk: Desk, case: Invitation, fate: Fate) -> Scenes:
    """Put to the Mayor, decided, answered by the Deputy where asked, and what came of it."""
    yield from desk.to_the_mayor(
        case, at_clock(desk.days.working_day(case.received_on + timedelta(days=4)), "09:40")
    )
    yield timezone.now() + timedelta(days=1, hours=7)
    case.refresh_from_db()
    # An event in the first days after an annual meeting may have passed before the successor saw it.
    if case.stage != Stage.WITH_MAYOR.value or case.ends_at <= timezone.now():
        return
    desk.decide(case, OUTCOMES.get(fate, Outcome.ACCEPT))
    if fate in (Fate.DELEGATED, Fate.TOGETHER):
        yield timezone.now() + timedelta(hours=16)
        desk.deputy_accepts(case)
    yield timezone.now() + timedelta(hours=17)
    desk.release(case)
    if fate is Fate.CALLED_OFF:
        yield case.starts_at - timedelta(days=9)
        organisers_answers.withdraw(case, word="by e-mail", by=desk.cast.officer)
        yield timezone.now() + timedelta(minutes=30)
        desk.release(case)
    yield from _over(desk, case)


def _over(desk: Desk, case: Invitation) -> Scenes:
    """The day comes, and the office says how it was."""
    yield case.ends_at + timedelta(hours=20)
    case.refresh_from_db()
    if case.stage in ATTENDING and case.ends_at < timezone.now():
        desk.outcome(case, note="A warm welcome.")
        yield case.ends_at + timedelta(hours=23)
        desk.release(case)


def _explained(desk: Desk, case: Invitation, fate: Fate) -> Scenes:
    """Addressed to the Deputy: explained, and answered in one way or another, or not at all (P4)."""
    yield _soon(desk, case, 2)
    triage.explain_protocol(case, by=desk.cast.officer)
    yield timezone.now() + timedelta(minutes=20)
    desk.release(case)
    if fate is Fate.SILENT:
        for days in (18, 28):
            yield _soon(desk, case, days)
            desk.release(case)
        return
    yield _soon(desk, case, 6)
    answers = {
        Fate.NO_THANK_YOU: Step.NO_THANK_YOU,
        Fate.AS_COUNCILLOR: Step.COUNCILLOR_ONLY,
        Fate.YES: Step.INVITE_MAYOR,
    }
    organisers_answers.answer_protocol(case, step=answers[fate])
    yield _soon(desk, case, 7)
    desk.release(case)
    if fate is Fate.YES:
        yield from _decided(desk, case, Fate.ATTENDED)


def _refused(desk: Desk, case: Invitation, fate: Fate) -> Scenes:
    """A matter the office supports nowhere (P10)."""
    yield _soon(desk, case, 3)
    reason = "The event is part of one party’s campaign, which the office cannot support."
    triage.refuse(case, step=Step.REFUSE_P10, reason=reason, by=desk.cast.officer)
    yield timezone.now() + timedelta(minutes=25)
    desk.release(case)


def _withdrawn(desk: Desk, case: Invitation, fate: Fate) -> Scenes:
    """The organiser withdrew before anybody had decided."""
    yield _soon(desk, case, 3)
    organisers_answers.withdraw(case)
    yield timezone.now() + timedelta(hours=2)
    desk.release(case)


def _deputy_cannot(desk: Desk, case: Invitation, fate: Fate) -> Scenes:
    """The Mayor asked the Deputy, who could not, and the Mayor went after all."""
    yield from desk.to_the_mayor(case, _soon(desk, case, 4))
    yield timezone.now() + timedelta(days=1)
    case.refresh_from_db()
    if case.stage != Stage.WITH_MAYOR.value or case.ends_at <= timezone.now():
        return
    desk.decide(case, Outcome.DELEGATE, agreed_reason="council_business")
    yield timezone.now() + timedelta(hours=5)
    desk.deputy_says_no(case, "I am at a wedding that day.")
    yield timezone.now() + timedelta(hours=19)
    desk.decide(case, Outcome.ACCEPT)
    yield timezone.now() + timedelta(hours=17)
    desk.release(case)
    yield from _over(desk, case)


def _soon(desk: Desk, case: Invitation, days: int) -> datetime:
    """So many days after it came in, on a working day."""
    return at_clock(desk.days.working_day(case.received_on + timedelta(days=days)), "09:30")


ENDINGS = {
    Fate.NO_THANK_YOU: _explained,
    Fate.AS_COUNCILLOR: _explained,
    Fate.YES: _explained,
    Fate.SILENT: _explained,
    Fate.REFUSED: _refused,
    Fate.WITHDRAWN: _withdrawn,
    Fate.DEPUTY_CANNOT: _deputy_cannot,
}
