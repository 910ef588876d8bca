"""What a hostile or hasty visitor tries, and the office as it was before."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.logs import masked
from civic.models import Person, Term
from engagements.models import Delegation, Invitation, RecordEntry
from engagements.services.case_record import organiser_links
from engagements.services.intake import attachments
from engagements.services.letters import drafts
from engagements.services.steps import corrections, triage
from tests import cases
from tests.council import london, make_chief_executive, make_mayor

SECRETS = ("Royal visit", "The Castle", "WX9 9ZZ", "The Household", "Sir Somebody")


@pytest.fixture
def secret(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    """A confidential engagement of the Mayor's, at the same hours as an open one."""
    cases.mayor_attends(officer=officer, mayor=mayor)
    household = cases.organiser(
        name="Sir Somebody", organisation="The Household", email="sir@household.example"
    )
    royal = {
        "title": "Royal visit",
        "venue": "The Castle",
        "postcode": "WX9 9ZZ",
        "confidential": True,
        "organised_by": household,
    }
    return cases.mayor_attends(officer=officer, mayor=mayor, **royal)


def read(client: Client, person: Person, address: str) -> str:
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200
    return (b"".join(response) if response.streaming else response.content).decode()


def test_the_chief_executive_who_opens_no_case_reads_nothing_of_a_confidential_engagement(
    client: Client, secret: Invitation
) -> None:
    page = read(client, make_chief_executive(), reverse("engagements:diary"))
    assert "Private engagement" in page
    assert [word for word in SECRETS if word in page] == []


def test_a_confidential_invitation_stands_in_a_file_by_its_reference_alone(
    client: Client, officer: Person, secret: Invitation
) -> None:
    for address in (reverse("engagements:work_list_csv") + "?tab=all", reverse("engagements:diary_csv")):
        file = read(client, officer, address)
        assert secret.reference in file
        assert "Northgate summer fête" in file
        assert [word for word in SECRETS if word in file] == []


TWICE: dict[str, dict[str, str]] = {
    "engagements:case_note": {"text": "They called.", "audience": "office"},
    "engagements:case_call": {
        "spoken_to": "Jane", "said": "Yes.", "called_on_day": "1", "called_on_month": "6",
        "called_on_year": "2026", "called_time": "9am",
    },
    "engagements:case_interest": {"nature": "A trustee of the scouts."},
    "engagements:case_declare_interest": {"nature": "A trustee of the scouts."},
    "engagements:case_advise": {"advice": "A good cause."},
}  # fmt: skip


@pytest.mark.parametrize("page", TWICE)
def test_what_an_officer_writes_is_kept_once_when_it_is_sent_twice(
    client: Client, officer: Person, mayor: Person, page: str
) -> None:
    invitation = cases.with_mayor(officer=officer)
    client.force_login(officer)
    before, form = (
        RecordEntry.objects.count(),
        # Of one page: with one token.
        TWICE[page]
        | {"seen": str(invitation.version), "person": str(mayor.pk), "csrfmiddlewaretoken": "t" * 64},
    )
    sent = [client.post(reverse(page, args=[invitation.reference]), form).status_code for _ in range(2)]
    assert (sent, RecordEntry.objects.count() - before) == ([302, 302], 1)


def test_the_same_note_written_on_another_day_is_another_note(
    client: Client, officer: Person, office_day: Traveller
) -> None:
    invitation = cases.make_invitation()
    for day in (2, 3):
        office_day.move_to(london(2026, 6, day, 10))
        client.force_login(officer)
        client.post(
            reverse("engagements:case_note", args=[invitation.reference]), TWICE["engagements:case_note"]
        )
    assert invitation.notes.count() == 2


# What is no number shows the page again; a number that no case has reached is one that moved on.
IMPOSSIBLE = {"9" * 5000: 200, "9" * 25: 409, "-1": 409, "²": 200, "": 200}


def test_a_page_that_says_it_saw_an_impossible_version_changes_nothing(
    client: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.make_invitation()
    client.force_login(officer)
    step = reverse("engagements:case_step", args=[invitation.reference, "put_to_mayor"])
    answers = {seen: client.post(step, {"seen": seen}).status_code for seen in IMPOSSIBLE}
    assert answers == IMPOSSIBLE
    invitation.refresh_from_db()
    assert invitation.stage == "received"


@pytest.mark.parametrize(
    "address",
    [
        "/office/invitations/{}/",
        "/office/invitations/{}/steps/put_to_mayor/",
        "/office/invitations/{}/summary/",
        "/mayor/{}/",
        "/deputy/{}/",
    ],
)
def test_an_address_with_a_zero_byte_is_not_found(
    client: Client, officer: Person, mayor: Person, deputy: Person, address: str
) -> None:
    """The same address with a case's reference is one of the office's."""
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    client.force_login({"m": mayor, "d": deputy}.get(address[1], officer))
    assert client.get(address.format(invitation.reference)).status_code != 404
    assert client.get(address.format("%00")).status_code == 404
    assert client.get(address.format(f"{invitation.reference}%00")).status_code == 404


def test_a_search_of_the_letters_desk_may_hold_a_zero_byte(client: Client, officer: Person) -> None:
    assert "There are no letters to check" in read(
        client, officer, reverse("engagements:letters_desk") + "?q=%00"
    )


def test_the_deputy_is_shown_nothing_once_whoever_chose_is_mayor_no_more(
    client: Client, officer: Person, mayor: Person, deputy: Person, civic_year: None, office_day: Traveller
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    Term.objects.filter(person=mayor).update(ends_at=london(2026, 6, 2))
    make_mayor("Councillor Nova New", begins_at=london(2026, 6, 2))
    office_day.move_to(london(2026, 6, 3, 10))
    # The worker has not come round yet: the delegation still stands in the database.
    assert Delegation.objects.get(invitation=invitation).state == "asked"
    assert invitation.title not in read(client, deputy, reverse("engagements:deputy"))
    assert client.get(reverse("engagements:deputy_case", args=[invitation.reference])).status_code == 404
    address = reverse("engagements:deputy_answer", args=[invitation.reference, "accept"])
    answered = client.post(address, {"seen": str(invitation.version)}, follow=True)
    assert "You are no longer asked to attend" in answered.content.decode()
    invitation.refresh_from_db()
    assert invitation.stage == "with_deputy"


def test_the_mayor_opens_no_file_of_a_case_that_was_never_put_forward(
    client: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.make_invitation()
    file = attachments.attach(invitation, file=SimpleUploadedFile("letter.pdf", b"%PDF-1.4 letter"), by=None)
    client.force_login(mayor)
    address = reverse("engagements:attachment", args=[file.pk])
    assert client.get(address).status_code == 404
    triage.put_to_mayor(invitation, by=officer)
    opened = client.get(address)
    assert opened.getvalue() == b"%PDF-1.4 letter"
    opened.close()


@pytest.mark.parametrize(
    "page",
    [
        "engagements:work_list",
        "engagements:letters_desk",
        "engagements:diary",
        "civic:people",
        "handbook:overview",
        "civic:home",
    ],
)
def test_no_browser_keeps_what_a_signed_in_person_read(
    client: Client, manager: Person, civic_year: None, page: str
) -> None:
    client.force_login(manager)
    assert "no-store" in client.get(reverse(page))["Cache-Control"]


def test_the_start_page_may_be_kept_by_anybodys_browser(client: Client, council: object) -> None:
    assert "Cache-Control" not in client.get(reverse("civic:home")).headers


def test_no_log_keeps_the_key_to_a_new_password() -> None:
    line = '"GET /account/password/reset/key/1a-d0tw3k-2c9b5f4e8a7d6c5b4a39281706f5e4d3/ HTTP/1.1" 302'
    assert masked(line) == '"GET /account/password/reset/key/***/ HTTP/1.1" 302'


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Plan.PDF", "Plan.PDF"),
        ("page.html", "page.html.pdf"),
        ("a.pdf.exe", "a.pdf.exe.pdf"),
        ("x" * 200, "x" * 150 + ".pdf"),
    ],
)
def test_a_file_is_named_as_what_it_is_when_it_is_opened(officer: Person, sent: str, kept: str) -> None:
    content = b"%PDF-1.4 <script>alert(1)</script>"
    assert (
        attachments.attach(cases.make_invitation(), file=SimpleUploadedFile(sent, content), by=None).name
        == kept
    )


def test_of_two_officers_who_word_one_letter_the_second_is_told(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    draft = cases.mayor_attends(officer=officer, mayor=mayor).letters.get(kind="acceptance")
    read = drafts.wording_of(draft)
    drafts.save_draft(draft, subject=draft.subject, body="The first officer's words.", read=read, by=officer)
    with pytest.raises(drafts.TooLate, match="Someone else has changed this letter"):
        drafts.release(
            draft, subject=draft.subject, body="The second officer's words.", read=read, by=officer
        )
    draft.refresh_from_db()
    assert (draft.state, draft.body) == ("draft", "The first officer's words.")


def test_a_link_sent_to_a_mistyped_address_ends_when_the_address_is_corrected(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    astray = organiser_links.live_link(invitation)
    corrections.correct(
        invitation,
        organiser=cases.organiser(email="jane.smith@northgate-scouts.example"),
        why="Mistyped.",
        by=officer,
    )
    astray.refresh_from_db()
    assert not organiser_links.is_live(astray)
    assert organiser_links.live_link(invitation) != astray
