"""What officers take down and what the Deputy passes on."""

from typing import Any

import pytest
from django.test import Client

from civic.models import Person
from engagements.models import Channel, Invitation, Letter, RecordEntry
from engagements.services.steps import triage
from tests import council, form_answers

pytestmark = pytest.mark.django_db
NEW = "/office/invitations/new/"


def taken_down(client: Client, **changed: Any) -> Any:
    token = form_answers.token_in(client.get(NEW).content.decode())
    arrival = {
        "channel": "telephone",
        "callers_words": "She asked for “the Mayor or whoever”.",
        "confidential": "no",
        "affects_election": "yes",
    }
    officer = changed.pop("received_by", None)
    who = {"received_by": officer.pk} if officer else {}
    day = changed.pop("received_on", form_answers.on("received_on", 29, 5, 2026))
    said = {**arrival, **day, **who, **changed}
    return client.post(NEW, form_answers.answers(token=token, **said))


def test_an_officer_takes_down_what_a_caller_said(
    client: Client, officer: Person, manager: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(officer)
    response = taken_down(client, received_by=manager, addressee="unclear", provenance="councillor")
    assert response.status_code == 302
    made = Invitation.objects.get()
    assert (made.channel, made.received_by, made.received_on.isoformat()) == (
        Channel.TELEPHONE,
        manager,
        "2026-05-29",
    )
    assert (made.addressee, made.affects_election, made.confidential) == ("unclear", True, False)
    assert (made.provenance, made.provenance_recorded_by) == ("councillor", officer)
    assert made.callers_words == "She asked for “the Mayor or whoever”."
    entry = RecordEntry.objects.get(invitation=made)
    assert (entry.kind, entry.party, entry.by) == ("register", "officer", officer)


def test_what_is_confidential_is_so_for_a_reason_that_is_kept(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(officer)
    response = taken_down(client, received_by=officer, confidential="yes")
    assert form_answers.says(response) == ["Enter why it is confidential"]
    taken_down(client, received_by=officer, confidential="yes", confidential_why="A royal visit.")
    assert Invitation.objects.get().confidential_why == "A royal visit."


def test_the_day_of_receipt_cannot_lie_ahead(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(officer)
    response = taken_down(client, received_by=officer, received_on=form_answers.on("received_on", 2, 6, 2026))
    assert form_answers.says(response) == ["The date it was received must be today or earlier"]
    assert not Invitation.objects.exists()


def test_only_officers_can_have_received_it(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(officer)
    response = taken_down(client, received_by=mayor)
    assert len(form_answers.says(response)) == 1
    assert not Invitation.objects.exists()


def test_an_entry_sent_twice_makes_one_invitation(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(officer)
    token = form_answers.token_in(client.get(NEW).content.decode())
    sent = form_answers.answers(
        token=token, channel="post", received_by=officer.pk, **form_answers.on("received_on", 1, 6, 2026)
    )
    for _ in range(2):
        assert client.post(NEW, sent).status_code == 302
    assert Invitation.objects.count() == 1


def test_an_organiser_without_e_mail_is_answered_by_post(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(officer)
    taken_down(client, received_by=officer, email="")
    assert Letter.objects.get().channel == Letter.Channel.POST


def test_scans_come_with_the_entry_and_are_downloads_only(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(officer)
    taken_down(client, received_by=officer, attachments=[form_answers.pdf("letter.pdf")])
    kept = Invitation.objects.get().attachments.get()
    assert kept.added_by == officer
    response = client.get(f"/office/attachments/{kept.pk}/")
    assert response.getvalue() == form_answers.PDF
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_files_are_for_those_who_see_the_case(
    client: Client,
    officer: Person,
    manager: Person,
    monitoring_officer: Person,
    mayor: Person,
    deputy: Person,
) -> Any:
    client.force_login(officer)
    taken_down(client, received_by=officer, attachments=[form_answers.pdf()])
    address = f"/office/attachments/{Invitation.objects.get().attachments.get().pk}/"
    chief, attendant, nobody = (
        council.make_chief_executive(),
        council.make_attendant(),
        council.make_person("Nora Nobody"),
    )
    people = (officer, manager, monitoring_officer, mayor, deputy, chief, attendant, nobody)

    def answers() -> list[int]:
        seen = []
        for person in people:
            client.force_login(person)
            response = client.get(address)
            list(response)
            seen.append(response.status_code)
        return seen

    assert answers() == [200, 200, 200, 404, 404, 404, 404, 403]
    triage.put_to_mayor(Invitation.objects.get(), by=officer)
    assert answers() == [200, 200, 200, 200, 404, 404, 404, 403]
    client.logout()
    assert client.get(address).status_code == 302


def referral(client: Client, **changed: Any) -> Any:
    token = changed.pop("token", None) or form_answers.token_in(client.get("/deputy/refer/").content.decode())
    asked = (
        "name",
        "organisation",
        "email",
        "telephone",
        "postal_address",
        "title",
        "starts_wall",
        "ends_wall",
        "venue",
        "postcode",
    )
    given = {
        name: value
        for name, value in form_answers.answers(token=token).items()
        if name in (*asked, "token") or name.startswith("event_on")
    }
    return client.post("/deputy/refer/", given | {"words": "He stopped me at the market."} | changed)


def test_the_deputy_passes_on_an_approach(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(deputy)
    page = referral(client).content.decode()
    made = Invitation.objects.get()
    assert made.reference in page
    assert (made.channel, made.addressee, made.named_deputy, made.provenance) == (
        Channel.REFERRAL,
        "deputy",
        True,
        "deputy",
    )
    assert made.callers_words == "He stopped me at the market."
    assert (made.stage, made.explained) == ("protocol_explained", "asked")
    assert [(letter.kind, letter.state) for letter in made.letters.all()] == [("referred", "draft")]


def test_a_referral_sent_twice_makes_one_invitation(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(deputy)
    token = form_answers.token_in(client.get("/deputy/refer/").content.decode())
    for _ in range(2):
        assert referral(client, token=token).status_code == 200
    assert Invitation.objects.count() == 1


def test_a_referral_without_words_or_contact_says_so(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(deputy)
    response = referral(client, words="", email="", telephone="", postal_address="")
    assert form_answers.says(response) == [
        "Enter an e-mail address, a telephone number or a postal address, so that we can answer",
        "Enter what was said",
    ]


def test_only_the_deputy_refers_and_only_officers_enter(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    refusals = {}
    for person in (officer, mayor, deputy):
        client.force_login(person)
        refusals[person.name] = (client.get(NEW).status_code, client.get("/deputy/refer/").status_code)
    assert list(refusals.values()) == [(200, 403), (403, 403), (403, 200)]
