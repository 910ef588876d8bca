"""The people of the journeys, each at a browser: what they do in words, through the pages only."""

import re
from datetime import timedelta
from typing import Any

from django.core import mail
from time_machine import Traveller

from civic.models import Person
from engagements.models import Invitation
from engagements.services.mail import outbox
from engagements.services.steps import system_steps
from tests import council, form_answers
from tests.web import Visitor

LINK = re.compile(r"http://[^\s]+(/invitation/[0-9a-f]{64}/)")


class Play:
    """A council at work: its people signed in, its mail leaving by a mail server the test can read."""

    def __init__(self, clock: Traveller) -> None:
        council.make_council()
        council.make_civic_year()
        self.clock = clock
        self.people = {
            "officer": council.make_officer(),
            "manager": council.make_manager(),
            "monitoring officer": council.make_monitoring_officer(),
            "mayor": council.make_mayor(),
            "deputy": council.make_deputy(),
        }
        self.visitors = {name: Visitor(person) for name, person in self.people.items()}
        self.organiser = Visitor()
        self.reference = ""

    def person(self, name: str) -> Person:
        return self.people[name]

    def sign_in(self, name: str, person: Person) -> None:
        """Somebody new comes to the office."""
        self.people[name], self.visitors[name] = person, Visitor(person)

    # --- the organiser ---

    def organiser_invites(self, **answers: Any) -> str:
        """The public form, checked and sent; gives the reference the confirmation shows."""
        self.organiser = Visitor().open("/invite/")
        self.clock.shift(timedelta(minutes=3))
        given = {name: value for name, value in form_answers.answers(**answers).items() if value is not None}
        self.organiser.press("Continue", **given).press("Send invitation")
        found = re.search(r"CIV-\d{4}-\d{4}", self.organiser.page.text)
        assert found, self.organiser.page.text
        self.reference = found[0]
        self.mail_leaves()
        return self.reference

    def organiser_opens_link(self) -> Visitor:
        """The link of the newest letter, on another machine."""
        links = [
            LINK.search(str(letter.body))
            for letter in mail.outbox
            if self.reference in str(letter.subject) + str(letter.body)
        ]
        newest = [link for link in links if link][-1]
        self.organiser = Visitor().open(newest[1])
        assert self.organiser.status == 200
        return self.organiser

    def organiser_answers(self, answer: str) -> Visitor:
        """Chooses one of the three answers, reads what it means, and confirms."""
        page = self.organiser_opens_link().open("/invitation/answer/")
        page.press("Continue", answer=answer)
        return page.press_main()

    # --- the office, the Mayor, the Deputy ---

    def officer_takes(self, step: str, *, by: str = "officer", **filled: Any) -> Visitor:
        """A step of the case page, with its small form."""
        page = self.visitors[by].open(f"/office/invitations/{self.reference}/steps/{step}/")
        assert page.status == 200, (page.status, page.page.text)
        return page.press_main(**filled)

    def officer_corrects(self, part: str, *, by: str = "officer", **filled: Any) -> Visitor:
        """What was taken down wrongly is put right, with the reason."""
        page = self.visitors[by].open(f"/office/invitations/{self.reference}/correct/{part}/")
        assert page.status == 200, (page.status, page.page.text)
        return page.press_main(**filled)

    def officer_releases(self, *, by: str = "officer") -> list[str]:
        """Reads and releases every draft of the case; gives the subjects that left."""
        for letter in self.invitation.letters.filter(state="draft"):
            released(self.visitors[by].open(f"/office/letters/{letter.pk}/"))
        return self.mail_leaves()

    def mayor_answers(self, answer: str, *, by: str = "mayor", **filled: Any) -> Visitor:
        page = self.visitors[by].open(f"/mayor/{self.reference}/steps/{answer}/")
        assert page.status == 200, (page.status, page.page.text)
        return page.press_main(**filled)

    def deputy_answers(self, answer: str, **filled: Any) -> Visitor:
        page = self.visitors["deputy"].open(f"/deputy/{self.reference}/steps/{answer}/")
        assert page.status == 200, (page.status, page.page.text)
        return page.press_main(**filled)

    # --- the world ---

    def mail_leaves(self) -> list[str]:
        """The worker's round; gives the letters that left, by code."""
        outbox.send_due()
        return self.letters_sent()

    def time_passes(self, **amount: float) -> None:
        """Days go by; the system keeps up."""
        self.clock.shift(timedelta(**amount))
        # A session lasts half a day: everybody signs in again in the morning.
        self.visitors = {name: Visitor(person) for name, person in self.people.items()}
        system_steps.keep_up()

    @property
    def invitation(self) -> Invitation:
        return Invitation.objects.get(reference=self.reference)

    @property
    def stage(self) -> str:
        return self.invitation.stage

    def letters_sent(self) -> list[str]:
        """The letters of the case that have left, in order."""
        return list(self.invitation.letters.filter(state="sent").values_list("kind", flat=True))

    def history(self) -> list[str]:
        """The stages the case has been through."""
        return [entry.to_stage for entry in self.invitation.entries.all() if entry.to_stage]

    def newest_letter(self) -> str:
        return str(mail.outbox[-1].body)


def released(page: Visitor, **words: str) -> Visitor:
    """The letter's page, its letter released: read again, where the case has changed since it was drafted."""
    asked = any("read_again" in form.names for form in page.page.forms)
    return page.press("Release", **(words | {"read_again": "on"} if asked else words))
