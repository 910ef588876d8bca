"""The civic manager words a letter anew, and reads it on a real case and on a hard one before it is used."""

import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from civic.models import Council, OfficeKind, Person
from civic.queries import read_council
from engagements.models import Invitation, Letter, Outcome
from engagements.services.letters import hard_case, wording_trials
from engagements.services.steps import triage
from protocols import letters
from protocols.core.vocabulary import LetterKind, Manner
from protocols.letters import LetterName
from protocols.texts import shipped_letter, shipped_letters
from tests import cases
from tests.council import make_council, make_office
from tests.page_forms import forms_of
from tests.web import Answer

pytestmark = pytest.mark.django_db
DECLINE = LetterName(LetterKind.DECLINE)


@pytest.fixture
def desk(client: Client, council: Council, manager: Person) -> Client:
    client.force_login(manager)
    return client


def address(letter: str = "decline") -> str:
    return reverse("engagements:letter_wording", args=[letter])


def previewed(client: Client, letter: str = "decline", **typed: Any) -> Answer:
    """The page after “Preview”: subject and text as they come, unless typed otherwise."""
    subject, body = shipped_letter(LetterName.read(letter).kind, LetterName.read(letter).manner)
    said = {"subject": subject, "body": body, "after": 1, "look": "1", **typed}
    return client.post(address(letter), said)


def saved(client: Client, page: Answer, **typed: Any) -> Answer:
    """What the button below the preview answers, with the form as that page shows it."""
    form = page.context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    return client.post(address(), said | {"save": form.digest, **typed})


def declined(officer: Person, mayor: Person, **particulars: Any) -> Invitation:
    invitation = cases.with_mayor(officer=officer, **particulars)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
    return invitation


def section(page: Answer, name: str) -> str:
    """What the page shows of the real case, or of the hard one."""
    html = page.content.decode()
    [found] = re.findall(rf'<section aria-labelledby="{name}">(.*?)</section>', html, re.DOTALL)
    return str(found)


def test_the_manager_words_a_letter_anew_after_reading_it(desk: Client, manager: Person) -> None:
    page = previewed(desk, body=shipped_letter(LetterKind.DECLINE)[1] + "\n\nWith thanks.")
    assert "Nothing has been saved yet." in page.content.decode()
    assert letters.template_in_force(LetterKind.DECLINE).number == 1
    assert saved(desk, page)["Location"] == reverse("handbook:letter", args=["decline"])
    now = letters.template_in_force(LetterKind.DECLINE)
    assert (now.number, now.body.endswith("With thanks."), now.created_by) == (2, True, manager)
    shown = desk.get(reverse("handbook:letter", args=["decline"])).content.decode()
    assert "With thanks." in shown
    assert "Wording 1" in shown
    earlier = desk.get(reverse("handbook:letter_earlier", args=["decline", 1])).content.decode()
    assert "With thanks." not in earlier


def test_nobody_saves_words_that_were_not_seen_in_a_preview(desk: Client) -> None:
    page = saved(desk, previewed(desk), body="Dear me, {mayor_title}.")
    assert "You changed the words after the last preview." in page.content.decode()
    assert "Dear me, the Mayor." in section(page, "real")
    assert letters.template_in_force(LetterKind.DECLINE).number == 1
    assert saved(desk, page).status_code == 302
    assert letters.template_in_force(LetterKind.DECLINE).body == "Dear me, {mayor_title}."


def test_the_page_is_opened_without_a_preview_and_without_a_way_to_save(desk: Client) -> None:
    page = desk.get(address()).content.decode()
    [form] = [form for form in forms_of(page, address()) if form.action == address()]
    assert form.button == ("look", "1")
    assert "Save and start using" not in page


def test_the_wording_is_shown_as_the_last_case_got_it(desk: Client, officer: Person, mayor: Person) -> None:
    """With the reason and the days of that letter, in the new words."""
    declined(officer, mayor, title="Harvest supper")
    newest = declined(officer, mayor, title="Lantern walk", event_on=date(2026, 7, 25))
    page = previewed(desk, body="New words about {event_title}.\n\n{reason}")
    real = section(page, "real")
    assert "New words about Lantern walk." in real
    assert "With the details of the letter that was written for it." in real
    assert newest.reference in real
    assert Letter.objects.get(invitation=newest, kind="decline").values["reason"] in real


def test_a_case_is_chosen_from_the_last_few_or_by_its_reference(
    desk: Client, officer: Person, mayor: Person
) -> None:
    older = declined(officer, mayor, title="Harvest supper")
    declined(officer, mayor, title="Lantern walk", event_on=date(2026, 7, 25))
    other = cases.make_invitation(title="Beer festival")
    assert "Harvest supper" in section(previewed(desk, case=older.reference), "real")
    page = previewed(desk, case=older.reference, reference=f" {other.reference.lower()} ")
    assert "Beer festival" in section(page, "real")
    assert "It has not had this letter." in section(page, "real")


def test_a_reference_that_is_none_is_said_at_its_box_and_keeps_the_words(desk: Client) -> None:
    page = previewed(desk, body="Careful words.", reference="CIV-1999-0001")
    assert "There is no invitation with this reference." in str(page.context["form"].errors["reference"])
    assert "Careful words." in page.content.decode()
    assert page.context["trials"] is None


def test_confidential_cases_are_not_offered_and_may_be_named(
    desk: Client, officer: Person, mayor: Person
) -> None:
    hidden = declined(officer, mayor, title="A private audience", confidential=True)
    assert "A private audience" not in desk.get(address()).content.decode()
    assert "A private audience" in section(previewed(desk, reference=hidden.reference), "real")


def test_a_solemn_letter_is_tried_on_a_solemn_case(desk: Client, officer: Person, mayor: Person) -> None:
    declined(officer, mayor, title="Lantern walk", event_on=date(2026, 7, 25))
    declined(officer, mayor, title="A funeral at St Anne’s", kind="funeral", event_on=date(2026, 8, 1))
    assert "A funeral at St Anne’s" in section(previewed(desk, "decline-solemn"), "real")
    assert "Lantern walk" in section(previewed(desk), "real")


def test_where_no_case_got_the_letter_it_has_made_up_details_in_the_councils_words(desk: Client) -> None:
    make_office(OfficeKind.MAYOR, "Lord Mayor")
    real = section(previewed(desk, body="Regards of {mayor_title}."), "real")
    assert "No invitation has had this letter yet" in real
    assert "Regards of the Lord Mayor." in real


def test_the_organisers_link_is_not_in_the_preview(desk: Client) -> None:
    invitation = cases.make_invitation()
    page = previewed(desk, "acknowledgement", reference=invitation.reference)
    assert "[the organiser’s own link]" in section(page, "real")
    assert "/invitation/" not in section(page, "real")


def test_the_hard_case_speaks_of_our_provost_of_long_names_and_of_no_organisation(desk: Client) -> None:
    hard = section(previewed(desk, body="{Mayor_title} thanks {organiser_name}.\n\n{organisation}"), "hard")
    assert "Our Provost thanks Professor Dame Wilhelmina Featherstonehaugh-Cholmondeley" in hard
    assert "Empty here, and left out: {organisation}" in hard
    assert "and no deputy" in " ".join(hard.split())


def test_what_a_hard_case_lacks_is_named_in_the_place_of_the_letter(desk: Client) -> None:
    page = previewed(desk, body="We are glad to write to {organisation}.")
    hard = section(page, "hard")
    assert "{organisation} is empty here (the organiser&#x27;s organisation)." in hard
    assert "civic-letter" not in hard
    assert "civic-letter" in section(page, "real")


def test_a_wording_that_could_not_always_be_written_is_not_saved(desk: Client) -> None:
    """A step whose letter cannot be written could not be taken, by an organiser neither."""
    page = previewed(desk, body="We are glad to write to {organisation}.")
    assert "You cannot save this wording" in page.content.decode()
    assert "Save and start using" not in page.content.decode()
    assert saved(desk, page).status_code == 200
    assert letters.template_in_force(LetterKind.DECLINE).number == 1
    alone = previewed(desk, body="We are glad to write to you.\n\n{organisation}")
    assert saved(desk, alone).status_code == 302


def test_what_is_there_twice_is_pointed_out_on_both(desk: Client) -> None:
    page = previewed(desk, body="The {mayor_title} is sorry. {salutation}, be well.")
    assert "The text says “The the”." in section(page, "real")
    assert "The text says “The our”." in section(page, "hard")
    for name in ("real", "hard"):
        assert "{salutation} is not needed" in section(page, name)


def test_a_title_or_a_pronoun_typed_by_hand_is_pointed_out(desk: Client) -> None:
    page = previewed(desk, body="The Mayor sends his regards.").content.decode()
    assert "The wording says “Mayor”. Use a placeholder" in page
    assert "The wording says “his”." in page


@pytest.mark.parametrize(("letter", "manner"), shipped_letters(), ids=str)
def test_every_letter_that_comes_with_the_software_stands_the_hard_case(
    letter: LetterKind, manner: Manner, council: Council, manager: Person
) -> None:
    subject, body = shipped_letter(letter, manner)
    found = wording_trials.of(
        LetterName(letter, manner), subject=subject, body=body, case=None, at=read_council(), by=manager
    )
    assert found.hard.proof.missing == ()
    assert [said for said in found.hard.proof.doubled if "is cut after" not in said] == []
    assert found.hard.rendered is not None
    assert not re.search(r"\b[Tt]he (Depute )?Provost\b|Mayor", found.hard.rendered.body)
    assert found.by_hand == ()


@pytest.mark.parametrize("letter", list(LetterKind), ids=str)
def test_nothing_of_the_hard_case_is_stored(letter: LetterKind, council: Council, manager: Person) -> None:
    subject, body = shipped_letter(letter)
    before = [model._default_manager.count() for model in apps.get_models()]
    wording_trials.of(
        LetterName(letter), subject=subject, body=body, case=None, at=read_council(), by=manager
    )
    assert [model._default_manager.count() for model in apps.get_models()] == before


def test_the_names_of_the_hard_case_fit_the_columns_of_a_real_one(council: Council) -> None:
    case = hard_case.invitation(read_council(), Manner.ORDINARY)
    case.organiser.clean_fields()
    long = {"title", "venue", "address", "postcode"}
    case.clean_fields(exclude={field.name for field in case._meta.fields} - long)


def test_a_council_without_a_deputy_reads_the_letters_of_one_that_has(
    client: Client, manager: Person
) -> None:
    make_council(with_deputy=False)
    client.force_login(manager)
    hard = section(previewed(client, "acceptance_deputy"), "hard")
    assert "our Depute Provost" in hard
    assert "a deputy, whom this letter needs" in " ".join(hard.split())


@pytest.mark.parametrize(
    "body", ["{{ request.user.password }}", "{% debug %}", "{organiser_name.__class__}", "{deputy_name}"]
)
def test_an_unfit_wording_is_shown_with_its_error_and_not_saved(body: str, desk: Client) -> None:
    page = previewed(desk, subject="Hello", body=body)
    html = page.content.decode()
    assert page.status_code == 200
    assert "The text has" in html
    assert body in html
    assert page.context["trials"] is None
    assert letters.template_in_force(LetterKind.DECLINE).number == 1


def test_what_somebody_else_saved_meanwhile_is_not_lost(desk: Client, manager: Person) -> None:
    subject, body = shipped_letter(LetterKind.DECLINE)
    page = previewed(desk, subject="Mine")
    letters.save_wording(letter=DECLINE, subject="Theirs", body=body, after=1, by=manager)
    answered = saved(desk, page).content.decode()
    assert "while you were editing" in answered
    assert 'value="Mine"' in answered
    assert letters.template_in_force(LetterKind.DECLINE).subject == "Theirs"


def test_the_same_preview_saved_twice_makes_one_wording(desk: Client) -> None:
    page = previewed(desk, body="With thanks.")
    saved(desk, page)
    saved(desk, page)
    assert letters.template_in_force(LetterKind.DECLINE).number == 2


def test_there_is_no_wording_of_a_letter_that_there_is_not(desk: Client) -> None:
    assert desk.get("/handbook/letters/love/wording/").status_code == 404


@pytest.mark.parametrize("who", ["officer", "monitoring_officer", "mayor"])
def test_only_the_manager_words_letters(who: str, client: Client, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(address()).status_code == 403


def test_an_officer_is_told_before_a_step_what_its_letter_lacks(
    client: Client, officer: Person, manager: Person, mayor: Person
) -> None:
    invitation = cases.make_invitation(organised_by=cases.organiser(organisation=""))
    letters.save_wording(
        letter=LetterName(LetterKind.QUESTION),
        subject="A question",
        body="Dear {organisation}: {question} {link} {reply_by}",
        after=1,
        by=manager,
    )
    client.force_login(officer)
    page = client.get(reverse("engagements:case_step", args=[invitation.reference, "ask_information"]))
    assert "{organisation} is empty here" in page.content.decode()
    with pytest.raises(letters.MissingValue):
        triage.ask_information(invitation, question="When?", by=officer)
