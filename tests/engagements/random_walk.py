"""Taking any row of the table through the services, and moving the world around a case:
what the random walks walk on.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone
from time_machine import Traveller

from civic import queries as council
from civic.models import ActingPeriod, Person, Term
from civic.queries import read_council
from engagements import case_context, kept_shut, situations
from engagements.models import Invitation, NoInvitation, Outcome
from engagements.particulars import EventParticulars
from engagements.services.intake import registration
from engagements.services.steps import (
    corrections,
    deputys_answer,
    joined,
    organisers_answers,
    transitions,
    triage,
)
from protocols.core.consequences import Particulars
from protocols.core.rows import Row
from protocols.core.rulings import open_rows
from protocols.core.situation import Situation
from protocols.core.vocabulary import Addressee, Announced, Party, SameEvent, Stage, Step, Wish
from tests import cases
from tests.council import YEAR_ENDS_AT, make_acting, make_deputy, make_mayor
from tests.there import there

DECISIONS = {
    Step.ACCEPT: Outcome.ACCEPT,
    Step.ACCEPT_TOGETHER: Outcome.ACCEPT_TOGETHER,
    Step.DELEGATE: Outcome.DELEGATE,
    Step.MAYOR_CANNOT: Outcome.DELEGATE,
    Step.GRANT_EXCEPTION: Outcome.EXCEPTION,
    Step.DECLINE: Outcome.DECLINE,
    Step.LEAVE_TO_PROTOCOL: Outcome.LEAVE,
    Step.NOBODY_GOES: Outcome.NOBODY,
    Step.ASK_OFFICE: Outcome.ASK,
    Step.TAKE_BACK: Outcome.TAKE_BACK,
    Step.ACCOMPANY_TAKE_BACK: Outcome.TAKE_BACK,
    Step.CORRECT_SLIP: Outcome.CORRECT,
    Step.LOOK_AGAIN: Outcome.LOOK_AGAIN,
    Step.TAKE_UP: Outcome.TAKE_UP,
}
DEPUTY_YES = (Step.DEPUTY_ACCEPTS, Step.ACCOMPANY_ACCEPTS)
DEPUTY_NO = (Step.DEPUTY_DECLINES, Step.DEPUTY_CANNOT, Step.ACCOMPANY_DECLINES, Step.ACCOMPANY_CANNOT)
ANSWERS = (Step.INVITE_MAYOR, Step.NO_THANK_YOU, Step.COUNCILLOR_ONLY)
OUTCOMES = {Step.OUTCOME_ATTENDED: True, Step.OUTCOME_NOT_ATTENDED: False}


class Walk:
    """One case and the chance that drives it."""

    def __init__(
        self,
        chance: random.Random,
        officer: Person,
        manager: Person,
        clock: Traveller,
        deputy: Person | None = None,
    ) -> None:
        self.chance, self.officer, self.manager, self.clock = chance, officer, manager, clock
        self.days = 0
        addressee = chance.choice([word for word in Addressee])
        said = {"addressee": addressee.value, "wish": chance.choice(list(Wish)).value}
        approached = deputy is not None and chance.random() < 0.15
        self.invitation = (
            registration.refer(
                organiser=cases.organiser(), event=cases.event(**said), words="At a fair.", by=there(deputy)
            )
            if approached
            else cases.make_invitation(**said)
        )

    @classmethod
    def of(cls, invitation: Invitation, walk: "Walk") -> "Walk":
        """The same chance and people on another case."""
        other = cls.__new__(cls)
        other.__dict__ |= walk.__dict__ | {"invitation": invitation}
        return other

    def rows(self, before: Situation) -> list[Row]:
        """What the table opens, and the case's own days do not keep shut."""
        context = case_context.read([self.invitation], read_council())
        shut = set(kept_shut.kept_shut(self.invitation, context))
        untold = not self.invitation.letters.known().exists()
        if before.stage is Stage.RECEIVED and before.announced is Announced.NOTHING and untold:
            shut.add(Step.CORRECT_EVENT)  # a slip of the pen that nobody was told is corrected without it
        if joined.news_for(self.invitation) is None:
            shut.add(Step.TELL_TOGETHER)
        return [row for row in open_rows(before) if row.step not in shut]

    def take(self, row: Row) -> Particulars:
        """The row's step through the service that offers it; what was said with it."""
        invitation, step = self.invitation, row.step
        if step in DECISIONS:
            return self._decide(DECISIONS[step])
        if step in (*DEPUTY_YES, *DEPUTY_NO, Step.CORRECT_NO):
            return self._answer_as_deputy(step)
        if step in ANSWERS:
            organisers_answers.answer_protocol(invitation, step=step)
        elif step in OUTCOMES:
            triage.record_outcome(invitation, attended=OUTCOMES[step], party=row.party, by=self.officer)
        elif step is Step.TELL_TOGETHER:
            joined.tell_what_stands(invitation)
        elif row.party is Party.SYSTEM:
            with transitions.step(invitation, party=Party.SYSTEM, step=step, by=None):
                pass
        elif step in self._special():
            return self._special()[step]()
        else:
            triage.take(invitation, step=step, party=row.party, why="because", by=self.manager)
        return Particulars()

    def _decide(self, outcome: Outcome) -> Particulars:
        _, mayor = council.read_council().mayor_of_event(self.invitation.starts_at)
        cases.decide(
            self.invitation,
            mayor=there(mayor).person,
            outcome=outcome,
            agreed_reason="away" if outcome is Outcome.DELEGATE else "",
        )
        return Particulars()

    def _answer_as_deputy(self, step: Step) -> Particulars:
        deputy = there(self.invitation.delegations.last()).deputy
        if step in DEPUTY_YES:
            deputys_answer.accept(self.invitation, deputy=deputy, by=deputy)
        elif step is Step.CORRECT_NO:
            deputys_answer.take_back_no(self.invitation, deputy=deputy, by=deputy)
        else:
            deputys_answer.say_no(self.invitation, deputy=deputy, private_reason="private", by=deputy)
        return Particulars()

    def _special(self) -> dict[Step, Callable[[], Particulars]]:
        return {
            Step.ASK_INFORMATION: lambda: self._said(
                triage.ask_information(self.invitation, question="At what time?", by=self.officer)
            ),
            Step.ANSWER_QUESTION: lambda: self._said(
                organisers_answers.answer_question(self.invitation, answer="At two.")
            ),
            Step.SETTLE_ADDRESSEE: self._settle_addressee,
            Step.SETTLE_SAME_EVENT: self._settle_same_event,
            Step.CHANGE_WISH: self._change_wish,
            Step.ONLY_MAYOR: lambda: self._said(
                organisers_answers.change_wish(self.invitation, wish=Wish.MAYOR_ONLY)
            ),
            Step.CHANGE_DETAILS: self._change_details,
            Step.CORRECT_EVENT: self._correct_event,
            Step.AMEND_DETAIL: self._amend_detail,
            Step.ASK_MONITORING_OFFICER: lambda: self._said(
                triage.ask_monitoring_officer(self.invitation, question="May we?", by=self.officer)
            ),
            Step.ADVISE: lambda: self._said(
                triage.advise(self.invitation, answer="Yes.", against=False, by=self.officer)
            ),
            Step.ADVISE_AGAINST: lambda: self._said(
                triage.advise(self.invitation, answer="No.", against=True, by=self.officer)
            ),
            Step.REFUSE_P10: lambda: self._said(
                triage.refuse(
                    self.invitation, step=Step.REFUSE_P10, reason="A party's event.", by=self.officer
                )
            ),
            Step.REFUSE_P11: lambda: self._said(
                triage.refuse(self.invitation, step=Step.REFUSE_P11, reason="An election.", by=self.officer)
            ),
            Step.TELL_BY_TELEPHONE: lambda: self._said(
                triage.tell_by_telephone(
                    self.invitation, spoken_to="Mrs Fone", told_at=timezone.now(), by=self.officer
                )
            ),
            Step.SEND_HOLDING: lambda: self._said(
                triage.send_holding(
                    self.invitation,
                    answer_by=self._next_open_day(self.invitation.promise_due_on),
                    by=self.officer,
                )
            ),
            Step.SET_ASIDE: lambda: self._said(
                triage.set_aside(self.invitation, what=NoInvitation.TEST, by=self.officer)
            ),
            Step.LINK_DUPLICATE: self._link,
            Step.UNLINK: self._unlink,
            Step.WITHDRAW: lambda: self._said(organisers_answers.withdraw(self.invitation)),
            Step.CALL_OFF: lambda: self._said(organisers_answers.withdraw(self.invitation)),
        }

    def _next_open_day(self, after: date) -> date:
        at = read_council()
        days = (after + timedelta(days=number) for number in range(1, 15))
        return next(day for day in days if at.is_open_on(day))

    def _said(self, _: object) -> Particulars:
        return Particulars()

    def _settle_addressee(self) -> Particulars:
        addressee = self.chance.choice([word for word in Addressee if word is not Addressee.UNCLEAR])
        triage.settle_addressee(self.invitation, addressee=addressee, why="It says so.", by=self.manager)
        return Particulars(addressee=addressee)

    def _settle_same_event(self) -> Particulars:
        same = self.chance.random() < 0.5
        [declined, *_] = case_context.read([self.invitation], read_council()).declined_lookalikes(
            self.invitation
        )
        triage.settle_same_event(
            self.invitation, declined=declined, same=same, why="It looks so.", by=self.officer
        )
        return Particulars(same_event=SameEvent.SAME if same else SameEvent.DIFFERENT)

    def _change_wish(self) -> Particulars:
        wish = self.chance.choice([wish for wish in Wish if wish is not Wish.MAYOR_ONLY])
        organisers_answers.change_wish(self.invitation, wish=wish)
        return Particulars(wish=wish)

    def _change_details(self) -> Particulars:
        moved = self.chance.random() < 0.7
        self.days += 1 if moved else 0
        on = cases.FETE_ON + timedelta(days=self.days)
        organisers_answers.change_details(
            self.invitation, event=cases.event(event_on=on, ends_on=on, venue=f"Hall {self.chance.random()}")
        )
        return Particulars(date_moved=moved)

    def _correct_event(self) -> Particulars:
        now = EventParticulars.of(self.invitation)
        moved = self.chance.random() < 0.5
        self.days += 1 if moved else 0
        on = cases.FETE_ON + timedelta(days=self.days)
        rightly = replace(now, event_on=on, ends_on=on, venue=f"Hall {self.chance.random()}")
        moved = on != now.event_on
        corrections.correct(self.invitation, event=rightly, why="Heard wrongly.", by=self.officer)
        return Particulars(date_moved=moved)

    def _amend_detail(self) -> Particulars:
        now = EventParticulars.of(self.invitation)
        number = (now.expected_numbers or 0) + self.chance.randint(1, 50)
        organisers_answers.change_details(self.invitation, event=replace(now, expected_numbers=number))
        return Particulars()

    def _link(self) -> Particulars:
        carries_on = cases.make_invitation(
            title="The one that carries on",
            venue="Elsewhere",
            postcode="",
            organised_by=cases.organiser(email="other@else.example", organisation="Else"),
            event_on=self.invitation.event_on,
            ends_on=self.invitation.ends_on,
            received_on=self.invitation.received_on - timedelta(days=1),
        )
        triage.link_duplicate(self.invitation, carries_on=carries_on, why="The same.", by=self.officer)
        return Particulars()

    def _unlink(self) -> Particulars:
        told = situations.told_together(self.invitation, case_context.read([self.invitation], read_council()))
        triage.take(self.invitation, step=Step.UNLINK, why="Two events.", by=self.officer)
        return Particulars(told=told)

    def move_the_world(self) -> str:
        """One thing that happens on its own."""
        moves = [self._letters_leave] * 6
        moves += [self._acting, self._acting_ends, self._mayor_goes, self._deputy_goes, self._a_fortnight]
        if self.invitation.joined_to:
            moves += [self._other_goes_on] * 12
        move = self.chance.choice(moves)
        return move() or move.__name__

    def _other_goes_on(self) -> None:
        """The case that carries this one on is answered, changed or ended."""
        if (other := self.invitation.joined_to) is None:
            return
        walk = Walk.of(other, self)
        rows = walk.rows(situations.of(other, read_council()))
        if rows:
            walk.take(self.chance.choice(rows))
        cases.send_letters(other)

    def _letters_leave(self) -> None:
        cases.send_letters(self.invitation)

    def _a_fortnight(self) -> None:
        self.clock.shift(timedelta(days=15))

    def _acting(self) -> None:
        now = timezone.now()
        deputy = council.deputy_at(now, tenure=council.read_tenure())
        if deputy and not ActingPeriod.objects.filter(ends_at=None).exists():
            make_acting(deputy.person, begins_at=now)

    def _acting_ends(self) -> None:
        self.clock.shift(timedelta(minutes=1))
        ActingPeriod.objects.filter(ends_at=None, begins_at__lt=timezone.now()).update(ends_at=timezone.now())

    def _mayor_goes(self) -> None:
        self._change_holder("mayor", make_mayor)

    def _deputy_goes(self) -> None:
        self._acting_ends()
        self._change_holder("deputy", make_deputy)

    def _change_holder(self, kind: str, make: Callable[..., Person]) -> None:
        self.clock.shift(timedelta(minutes=1))
        now = timezone.now()
        Term.objects.filter(office__kind=kind, begins_at__lt=now, ends_at__gt=now).update(ends_at=now)
        if self.chance.random() < 0.7:
            make(f"Councillor {kind} {self.chance.random()}", begins_at=now, ends_at=YEAR_ENDS_AT)
