"""The office on 22 June 2026 with a case at each stage, made through its services: the numbers of its rows.

Two cases of 2025 are over and partly erased; everything else is before its event.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import time_machine
from django.utils import timezone

from civic.models import Person, Term
from engagements.models import (
    Asker,
    Attachment,
    Engagement,
    EntryParticulars,
    Invitation,
    Keeping,
    Letter,
    Level,
    Note,
    Notification,
    Organiser,
    Outcome,
    RecordEntry,
    RetentionRule,
)
from engagements.queries import retention as retention_due
from engagements.services import case_notes
from engagements.services.advice import consultations, member_tasks
from engagements.services.case_record import organiser_links, record_heads
from engagements.services.letters import delivery_problems, drafts
from engagements.services.mail import notifications
from engagements.services.records import retention
from engagements.services.steps import deputys_answer, organisers_answers, triage
from protocols import service as protocol
from protocols.core.vocabulary import Addressee, Wish
from tests import cases, council

LONG_AGO = council.london(2025, 6, 2, 10)
AFTER_ITS_EVENT = council.london(2025, 6, 12, 10)
THE_DAY_BEFORE = council.london(2026, 6, 21, 10)
TODAY = council.london(2026, 6, 22, 10)
OLD: dict[str, Any] = {"event_on": date(2025, 6, 10), "ends_on": date(2025, 6, 10)}
TERM: dict[str, Any] = {"begins_at": council.london(2025, 5, 14, 18, 30), "ends_at": council.YEAR_ENDS_AT}
Scene = dict[str, int]


@contextmanager
def the_office() -> Iterator[Scene]:
    """The scene's numbers, while the clock stands at 22 June 2026. Whoever uses it rolls it back."""
    with time_machine.travel(LONG_AGO, tick=False) as clock:
        people = _people()
        scene = {name: person.pk for name, person in people.items()}
        scene |= _terms()
        long_ago = _long_ago(people, clock)
        clock.move_to(THE_DAY_BEFORE)
        scene |= _numbered(long_ago | _of_today(people))
        scene["head"] = _head()
        clock.move_to(TODAY)
        scene |= _erasures(people, long_ago)
        scene |= _letters(people)
        scene |= _papers(people)
        scene["last_head"] = _head()
        scene["spare_organiser"] = Organiser.objects.create(name="Nobody", email="nobody@nowhere.example").pk
        yield scene


def _people() -> dict[str, Person]:
    council.make_council()
    council.make_civic_year()
    people = {
        "officer": council.make_officer(),
        "manager": council.make_manager(),
        "monitoring_officer": council.make_monitoring_officer(),
        "mayor": council.make_mayor(**TERM),
        "deputy": council.make_deputy(**TERM),
        "councillor": council.make_person("Councillor Nia Bevan"),
    }
    return people


def _terms() -> Scene:
    return {f"{term.office.kind}_term": term.pk for term in Term.objects.select_related("office")}


def _long_ago(people: dict[str, Person], clock: time_machine.Traveller) -> dict[str, Invitation]:
    """The Deputy went to one and the Mayor to another; both were on 10 June 2025."""
    who = {name: people[name] for name in ("officer", "mayor")}
    old = cases.deputy_attends(**who, deputy=people["deputy"], title="Old fair", **OLD)
    case_notes.write_note(old, text="Park behind.", audience=Note.Audience.OFFICE, by=people["officer"])
    held = cases.mayor_attends(**who, title="Old concert", **OLD)
    clock.move_to(AFTER_ITS_EVENT)
    for case in (old, held):
        triage.record_outcome(case, attended=True, note="It went well.", by=people["officer"])
        cases.send_letters(case)
    case_notes.write_note(held, text="Keep the cup.", audience=Note.Audience.OFFICE, by=people["officer"])
    return {"old": old, "held": held}


def _of_today(people: dict[str, Person]) -> dict[str, Invitation]:
    who = {name: people[name] for name in ("officer", "mayor")}
    officer, deputy = people["officer"], people["deputy"]
    special = cases.make_invitation(title="Special", addressee=Addressee.DEPUTY)
    triage.tell_special_case(special, why="They have asked for years.", by=officer)
    granted = cases.make_invitation(title="Granted", addressee=Addressee.DEPUTY)
    triage.tell_special_case(granted, why="A farewell.", by=officer)
    cases.decide(granted, mayor=people["mayor"], outcome=Outcome.EXCEPTION)
    ended = cases.deputy_attends(**who, deputy=deputy, title="Ended")
    deputys_answer.say_no(ended, deputy=deputy, private_reason="Unwell.", by=deputy)
    refused = cases.with_deputy(**who, title="Deputy declined")
    deputys_answer.say_no(refused, deputy=deputy, private_reason="Away.", by=deputy)
    taken_back = cases.with_deputy(**who, title="Taken back")
    cases.decide(taken_back, mayor=people["mayor"], outcome=Outcome.TAKE_BACK)
    together = cases.with_mayor(
        officer=officer, title="Together", addressee=Addressee.BOTH, wish=Wish.DEPUTY_WELCOME
    )
    cases.decide(together, mayor=people["mayor"], outcome=Outcome.ACCEPT_TOGETHER)
    deputys_answer.accept(together, deputy=deputy, by=deputy)
    withdrawn = cases.make_invitation(title="Withdrawn")
    organisers_answers.withdraw(withdrawn)
    only = cases.with_mayor(officer=officer, title="Only the Mayor", wish=Wish.MAYOR_ONLY)
    made = {
        "received": cases.make_invitation(title="Received"),
        "put": cases.with_mayor(officer=officer, title="Put to the Mayor"),
        "only": only,
        "special": special,
        "granted": granted,
        "asked": cases.with_deputy(**who, title="Asked"),
        "deputy_goes": cases.deputy_attends(**who, deputy=deputy, title="Deputy goes"),
        "ended": ended,
        "refused": refused,
        "taken_back": taken_back,
        "mayor_goes": cases.mayor_attends(**who, title="Mayor goes"),
        "together": together,
        "withdrawn": withdrawn,
    }
    for state in ("Queued", "Sent", "Posted", "Uncertain", "Draft"):
        by_post: dict[str, Any] = {"organised_by": cases.organiser(email="")} if state == "Posted" else {}
        made[f"{state.lower()}_letters"] = cases.mayor_attends(**who, title=f"{state} letter", **by_post)
    # Last, for nothing like a declined event is put to the Mayor unasked.
    made["declined"] = cases.declined(**who, title="Declined")
    made["duplicate"] = cases.make_invitation(title="Declined")
    triage.link_duplicate(made["duplicate"], carries_on=made["declined"], why="The same.", by=officer)
    return made


def _numbered(invitations: dict[str, Invitation]) -> Scene:
    """Of each case its number and those of its last entry, decision, delegation and engagement."""
    scene: Scene = {}
    for name, case in invitations.items():
        scene[f"{name}_case"] = case.pk
        lists: dict[str, Any] = {
            "entry": case.entries.order_by("sequence"),
            "decision": case.decisions.order_by("pk"),
            "delegation": case.delegations.order_by("pk"),
            "engagement": case.engagements.order_by("pk"),
            "letter": case.letters.order_by("pk"),
        }
        for row, rows in lists.items():
            if (last := rows.last()) is not None:
                scene[f"{name}_{row}"] = last.pk
                scene[f"{name}_first_{row}"] = rows.first().pk
    states = dict(Engagement.objects.values_list("pk", "state"))
    assert [states[scene[f"{name}_engagement"]] for name in ("deputy_goes", "old", "ended")] == [
        "live", "done", "ended",
    ]  # fmt: skip
    return scene


def _head() -> int:
    head = record_heads.keep(timezone.now(), tell=notifications.tell_of_head)
    assert head is not None
    return head.pk


def _erasures(people: dict[str, Person], long_ago: dict[str, Invitation]) -> Scene:
    """The contact data of one case were erased, its letters' erasure is approved, the other case is held."""
    manager = people["manager"]
    hold = retention.place_hold(long_ago["held"], reason="A claim.", by=manager)
    lifted = retention.place_hold(long_ago["old"], reason="A question.", by=manager)
    retention.lift_hold(long_ago["old"], why="Answered.", by=manager)
    runs = {}
    for kind in (Keeping.CONTACT, Keeping.LETTERS):
        RetentionRule.objects.filter(kind=kind).update(years=1)
        cut_off_on = retention_due.cut_off(1, timezone.localdate())
        listed = [case.reference for case in retention_due.next_list(kind, cut_off_on)]
        seal = retention_due.seal(kind, listed)
        runs[kind] = retention.approve(kind=kind, seal=seal, by=manager)
    retention.carry_out(retention.carry_out(runs[Keeping.CONTACT]))
    erasure = runs[Keeping.CONTACT].erasures.get()
    return {
        "hold": hold.pk,
        "lifted_hold": lifted.pk,
        "finished_run": runs[Keeping.CONTACT].pk,
        "approved_run": runs[Keeping.LETTERS].pk,
        "erasure": erasure.pk,
        "rule": RetentionRule.objects.get(kind=Keeping.CONTACT).pk,
    }


def _released(letter: Letter, people: dict[str, Person], copies: list[dict[str, str]]) -> Letter:
    return drafts.release(
        letter, subject=letter.subject, body=letter.body, copies=copies, by=people["officer"]
    )


def _letters(people: dict[str, Person]) -> Scene:
    """Letters as drafts, queued with a copy, sent, posted, withdrawn and uncertain."""
    officer = people["officer"]
    copies = [{"name": "The Clerk", "email": "clerk@northgate.example"}]
    queued, sent = (_released(_draft(f"{state} letter"), people, copies) for state in ("Queued", "Sent"))
    cases.send_letters(sent.invitation)
    posted = _released(_draft("Posted letter"), people, [])
    delivery_problems.mark_posted(posted, by=officer, posted_on=timezone.localdate())
    uncertain = _released(_draft("Uncertain letter"), people, [])
    cases.become(Letter.objects.filter(pk=uncertain.pk), Letter.State.UNCERTAIN)
    withdrawn = _draft("Ended", Letter.State.CANCELLED)
    copy = sent.copy_rows.get()
    made = {"queued": queued, "sent": sent, "posted": posted, "uncertain": uncertain, "cancelled": withdrawn}
    scene = {f"{name}_letter": letter.pk for name, letter in made.items()}
    scene |= {f"{name}_letter_case": letter.invitation_id for name, letter in made.items()}
    return scene | {"copy_letter": copy.pk, "draft_letter": _draft("Draft letter").pk}


def _draft(title: str, state: Letter.State = Letter.State.DRAFT) -> Letter:
    return Letter.objects.filter(invitation__title=title, state=state).order_by("pk")[:1].get()


def _papers(people: dict[str, Person]) -> Scene:
    """Advice, tasks, notes, notifications and the handbook's versions."""
    officer, mayor = people["officer"], people["mayor"]
    put = Invitation.objects.get(title="Put to the Mayor")
    organiser_links.revoke_links(put, by=officer)
    advice = consultations.ask(question="May we?", invitation=put, asked_as=Asker.OFFICER, by=officer)
    answer = consultations.answer(
        advice, level=Level(advice.level), words="You may.", by=_at(advice.level, people)
    )
    task = member_tasks.ask(wanted="A speech.", invitation=put, asked_as=Asker.MAYOR, by=mayor)
    done = member_tasks.ask(wanted="A car.", invitation=put, asked_as=Asker.MAYOR, by=mayor)
    member_tasks.finish(member_tasks.take(done, by=officer), answer="Booked.", by=officer)
    note = case_notes.write_note(put, text="Ring first.", audience=Note.Audience.MAYOR, by=officer)
    asked = Invitation.objects.get(title="Received")
    case_notes.declare_interest(asked, person=mayor, nature="A cousin runs it.", by=officer)
    opinion = triage.ask_monitoring_officer(
        cases.make_invitation(title="Advised"), question="Lawful?", by=officer
    )
    triage.advise(opinion.invitation, answer="No.", against=True, by=people["monitoring_officer"])
    question = triage.ask_information(cases.make_invitation(title="Asked back"), question="When?", by=officer)
    sent = Notification.objects.filter(kind=Notification.Kind.DEPUTY_ASKED).earliest("pk")
    Notification.objects.filter(pk=sent.pk).update(state=Notification.State.SENT, sent_at=timezone.now())
    call = case_notes.log_call(
        put, spoken_to="Jane", said="She rang about parking.", called_at=timezone.now(), by=officer
    )
    attachment = Attachment.objects.create(
        invitation=put,
        file="attachments/plan.pdf",
        name="plan.pdf",
        content_type="application/pdf",
        size=9,
        sha256="0" * 64,
        added_at=timezone.now(),
        added_by=officer,
    )
    in_force = protocol.version_in_force()
    entry = RecordEntry.objects.filter(invitation=put).latest("sequence")
    assert EntryParticulars.objects.filter(entry=entry).exists()
    return {
        "consultation": advice.pk,
        "answer": answer.pk,
        "open_task": task.pk,
        "done_task": done.pk,
        "note": note.pk,
        "interest": asked.interests.get().pk,
        "opinion": opinion.pk,
        "opinion_case": opinion.invitation_id,
        "opinion_entry": opinion.invitation.entries.latest("sequence").pk,
        "call": call.pk,
        "attachment": attachment.pk,
        "question": question.pk,
        "sent_notification": sent.pk,
        "notification": Notification.objects.filter(invitation=put).earliest("pk").pk,
        "in_force": in_force.pk,
        "clause": in_force.clauses.get(code="P2").pk,
        "draft": protocol.new_draft(by=people["manager"]).pk,
    }


def _at(level: str, people: dict[str, Person]) -> Person:
    return people["manager" if level == Level.CIVIC_MANAGER else "monitoring_officer"]
