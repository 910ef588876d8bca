"""The civic manager's pages, through the web."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.forms.council import CouncilForm
from civic.models import (
    ActingPeriod,
    CivicChange,
    ClosedDay,
    Council,
    CouncilMeeting,
    Office,
    Person,
    PreElectionPeriod,
    Term,
)
from civic.models.validators import check_colour, check_form_of_address, check_mail_domains
from civic.services import accounts, council_settings
from tests.council import OFFICE_DAY, YEAR_BEGINS_AT, YEAR_ENDS_AT, london, make_person
from tests.page_forms import forms_of
from tests.pictures import png


def details(council: Council, **changes: object) -> dict[str, object]:
    """What the form of the council's details would send."""
    kept = model_to_dict(council, fields=CouncilForm.Meta.fields)
    return kept | {"mail_domains": "\n".join(council.mail_domains)} | changes


@pytest.fixture
def desk(client: Client, manager: Person) -> Any:
    """A browser in which the civic manager is signed in."""
    client.force_login(manager)
    return client


def test_changed_details_are_kept_and_recorded(desk: Any, council: Council, manager: Person) -> None:
    answer = desk.post(
        reverse("civic:details"),
        details(council, telephone="01632 960999", mail_domains="@Wexcombe.example\nwtc.example"),
    )
    assert answer.status_code == 302
    council.refresh_from_db()
    assert (council.telephone, council.mail_domains) == ("01632 960999", ["wexcombe.example", "wtc.example"])
    entry = CivicChange.objects.get()
    assert (entry.before["telephone"], entry.after["telephone"], entry.changed_by) == (
        "01632 960123",
        "01632 960999",
        manager,
    )


@pytest.mark.parametrize("colour", ["red", "#12345", "#1d4f6b; } body { color: red", "#1d4f6b\n", ""])
def test_what_is_no_colour_is_refused(colour: Any) -> None:
    with pytest.raises(ValidationError, match="Enter the colour as # and six digits"):
        check_colour(colour)


@pytest.mark.parametrize("colour", ["#ffffff", "#777777"])
def test_a_colour_on_which_white_text_is_hard_to_read_is_refused(colour: Any) -> None:
    with pytest.raises(ValidationError, match="White text on this colour would be hard to read"):
        check_colour(colour)


@pytest.mark.parametrize("colour", ["#1d4f6b", "#000000", "#767676", "#4C2C92"])
def test_dark_enough_colours_are_taken(desk: Any, council: Council, colour: Any) -> None:
    assert desk.post(reverse("civic:details"), details(council, colour=colour)).status_code == 302
    council.refresh_from_db()
    assert council.colour == colour


def test_pages_carry_the_councils_colour(desk: Any, council: Council) -> None:
    desk.post(reverse("civic:details"), details(council, colour="#7a1f3d"))
    answer = desk.get(reverse("civic:brand_css"))
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer.content.decode() == ":root { --civic-brand: #7a1f3d; }\n"
    assert desk.get(reverse("civic:brand_css"), headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_details_are_changed_beside_a_logo_that_is_there(desk: Any, council: Council) -> None:
    """PostgreSQL gives the picture as something else than it was written."""
    council.logo = png()
    council.save()
    address = reverse("civic:details")
    [form] = [form for form in forms_of(desk.get(address).content.decode(), address) if "area" in form.sent]
    assert desk.post(address, form.as_it_stands() | {"telephone": "01632 960111"}).status_code == 302
    council.refresh_from_db()
    assert (council.telephone, bytes(council.logo)) == ("01632 960111", png())


def test_logo_is_judged_by_its_content(desk: Any, council: Council) -> None:
    for content in (
        b"<svg onload=alert(1)>",
        png()[:-6],
        b"\x89PNG\r\n\x1a\n" + b"x" * 60,
        png() + b"<script>",
    ):
        page = desk.post(
            reverse("civic:details"), details(council, new_logo=SimpleUploadedFile("logo.png", content))
        )
        assert "The logo must be a PNG picture" in page.content.decode()
    desk.post(reverse("civic:details"), details(council, new_logo=SimpleUploadedFile("logo.exe", png())))
    answer = desk.get(reverse("civic:brand_logo"))
    assert (answer["Content-Type"], answer.content) == ("image/png", png())
    assert reverse("civic:brand_logo") in desk.get(reverse("civic:home")).content.decode()


def test_mail_domain_that_a_member_uses_cannot_be_dropped(desk: Any, council: Council, mayor: Person) -> None:
    page = desk.post(reverse("civic:details"), details(council, mail_domains="other.example"))
    assert "Councillor Jane Smith would be notified at a private address (P16)" in page.content.decode()
    assert Council.objects.get().mail_domains == ["wexcombe.example"]


@pytest.mark.parametrize("domains", [[], "", None, "wexcombe.example"])
def test_without_a_list_of_mail_domains_one_is_asked_for(domains: Any) -> None:
    with pytest.raises(ValidationError, match="Enter at least one e-mail domain"):
        check_mail_domains(domains)


@pytest.mark.parametrize("domain", ["@wexcombe.example", "wexcombe", "-x.example", "Wexcombe.example", 7])
def test_mail_domains_are_plain_domain_names(domain: Any) -> None:
    with pytest.raises(ValidationError, match=f"{domain} is not an e-mail domain"):
        check_mail_domains(["wexcombe.example", domain])


@pytest.mark.parametrize(
    "text", ["{name.__class__}", "{0}", "{title}", "{name!r}", "{name:>99999999}", "{", "}"]
)
def test_forms_of_address_take_no_placeholder_but_the_name(text: Any) -> None:
    with pytest.raises(ValidationError, match="You cannot use any other braces"):
        check_form_of_address(text)


def test_a_form_of_address_may_name_the_member() -> None:
    check_form_of_address("the Mayor, {name}")


def test_member_in_office_cannot_be_given_a_private_address(desk: Any, mayor: Person) -> None:
    values = {
        "name": mayor.name,
        "role": "member",
        "email": mayor.email,
        "notification_email": "jane@private.example",
    }
    page = desk.post(reverse("civic:person", args=[mayor.pk]), values)
    assert "Members are notified at a council address only" in page.content.decode()
    mayor.refresh_from_db()
    assert mayor.notified_at_address == "councillor.jane.smith@wexcombe.example"


def test_two_people_cannot_share_an_address_in_another_case(desk: Any, officer: Person) -> None:
    values = {"name": "Another", "role": "member", "email": officer.email.title()}
    page = desk.post(reverse("civic:person_add"), values)
    assert page.status_code == 200
    assert Person.objects.filter(email__iexact=officer.email).count() == 1


def test_closing_an_account_ends_its_sessions_and_no_other(
    desk: Any, officer: Person, client: Client
) -> None:
    officers_browser = type(client)()
    officers_browser.force_login(officer)
    assert Session.objects.count() == 2
    desk.post(reverse("civic:account_close", args=[officer.pk]))
    assert Session.objects.count() == 1
    assert officers_browser.get(reverse("civic:own_account")).status_code == 302
    desk.post(reverse("civic:account_open", args=[officer.pk]))
    officer.refresh_from_db()
    assert officer.is_active


def test_the_last_civic_manager_stays(desk: Any, manager: Person) -> None:
    desk.post(reverse("civic:account_close", args=[manager.pk]))
    with pytest.raises(ValidationError, match="only civic manager"):
        accounts.change_person(manager, values={"role": "civic_officer"}, by=manager)
    manager.refresh_from_db()
    assert (manager.is_active, manager.role) == (True, "civic_manager")


def test_term_is_recorded_from_the_page(desk: Any, council: Council) -> None:
    person = make_person("Councillor New")
    moments = {
        "begins_on_day": "13",
        "begins_on_month": "5",
        "begins_on_year": "2026",
        "begins_time": "6.30pm",
    }
    moments |= {"ends_on_day": "12", "ends_on_month": "May", "ends_on_year": "2027", "ends_time": "18:30"}
    mayors = {"office": council_office_pk("mayor"), "person": person.pk, "consort_name": ""}
    assert desk.post(reverse("civic:term_record"), moments | mayors).status_code == 302
    term = Term.objects.get()
    assert (term.begins_at, term.ends_at, term.person) == (YEAR_BEGINS_AT, YEAR_ENDS_AT, person)
    page = desk.post(reverse("civic:term_record"), moments | mayors)
    assert "Someone else holds this office at that time" in page.content.decode()


def council_office_pk(kind: str) -> int:
    return Office.objects.get(kind=kind).pk


def test_hour_that_the_spring_clock_change_skips_is_refused_at_its_field(desk: Any, council: Council) -> None:
    values = {
        "kind": "full",
        "meeting_on_day": "28",
        "meeting_on_month": "3",
        "meeting_on_year": "2027",
        "meeting_time": "1.30am",
    }
    page = desk.post(reverse("civic:meeting_enter"), values)
    assert "The clocks go forward that night" in page.content.decode()
    assert not CouncilMeeting.objects.exists()


def test_meeting_is_entered_moved_and_removed(desk: Any, council: Council) -> None:
    values = {
        "kind": "full",
        "meeting_on_day": "22",
        "meeting_on_month": "7",
        "meeting_on_year": "2026",
        "meeting_time": "7pm",
    }
    desk.post(reverse("civic:meeting_enter"), values)
    meeting = CouncilMeeting.objects.get()
    assert meeting.at == london(2026, 7, 22, 19)
    desk.post(reverse("civic:meeting", args=[meeting.pk]), values | {"meeting_on_day": "23"})
    meeting.refresh_from_db()
    assert meeting.at == london(2026, 7, 23, 19)
    desk.post(reverse("civic:meeting_remove", args=[meeting.pk]))
    assert not CouncilMeeting.objects.exists()
    assert list(CivicChange.objects.values_list("what", flat=True)) == [
        "Meeting removed",
        "Meeting moved",
        "Meeting entered",
    ]


def test_closed_day_is_entered_once_and_removed(desk: Any, council: Council) -> None:
    values = {
        "nation": "england_wales",
        "on_day": "24",
        "on_month": "12",
        "on_year": "2026",
        "name": "Christmas Eve",
    }
    desk.post(reverse("civic:closed_day_enter"), values)
    page = desk.post(reverse("civic:closed_day_enter"), values)
    assert "already a closed day" in page.content.decode()
    day = ClosedDay.objects.get(name="Christmas Eve")
    desk.post(reverse("civic:closed_day_remove", args=[day.pk]))
    assert not ClosedDay.objects.filter(pk=day.pk).exists()


def test_pre_election_period_needs_its_candidate(desk: Any, council: Council, mayor: Person) -> None:
    days = {
        "begins_on_day": "22",
        "begins_on_month": "3",
        "begins_on_year": "2027",
        "ends_on_day": "6",
        "ends_on_month": "5",
        "ends_on_year": "2027",
    }
    values = days | {"name": "Local elections", "scope": "candidate", "policy": "caution"}
    page = desk.post(reverse("civic:pre_election_enter"), values)
    assert "Name the candidate" in page.content.decode()
    assert desk.post(reverse("civic:pre_election_enter"), values | {"person": mayor.pk}).status_code == 302
    period = PreElectionPeriod.objects.get()
    desk.post(
        reverse("civic:pre_election", args=[period.pk]),
        days | {"name": "Elections", "scope": "whole_council", "policy": "hold"},
    )
    period.refresh_from_db()
    assert (period.name, period.policy, period.person) == ("Elections", "hold", None)


def test_monitoring_officer_records_and_ends_an_acting_period_from_the_page(
    client: Client, monitoring_officer: Person, deputy: Person
) -> None:
    client.force_login(monitoring_officer)
    begins = {
        "reason": "incapacity",
        "begins_on_day": "1",
        "begins_on_month": "6",
        "begins_on_year": "2026",
        "begins_time": "9am",
    }
    client.post(reverse("civic:acting_record"), begins)
    period = ActingPeriod.objects.get()
    assert (period.person, period.begins_at, period.ends_at) == (deputy, london(2026, 6, 1, 9), None)
    ends = {"ends_on_day": "1", "ends_on_month": "7", "ends_on_year": "2026", "ends_time": "9am"}
    client.post(reverse("civic:acting_end", args=[period.pk]), ends)
    period.refresh_from_db()
    assert period.ends_at == london(2026, 7, 1, 9)


def test_titles_are_the_councils_own_on_every_page(desk: Any, council: Council) -> None:
    head = Office.objects.get(kind="mayor")
    values = {"title": "Provost", "title_in_sentence": "the Provost", "spoken": "Provost"}
    council_settings.change_office(head, values=values, by=Person.objects.get())
    page = desk.get(reverse("civic:home")).content.decode()
    assert "Invite the Provost of Wexcombe" in page
    assert "Mayor" not in page


def test_first_administrator_is_a_civic_manager_who_can_sign_in(
    client: Client, council: Council, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", "rain horse lamp seven")
    call_command("first_administrator", email="First@Wexcombe.example", name="First Manager")
    assert capsys.readouterr().out == "First Manager can sign in as first@wexcombe.example.\n"
    person = Person.objects.get()
    assert (person.role, person.check_password("rain horse lamp seven")) == ("civic_manager", True)
    with pytest.raises(CommandError, match="already"):
        call_command("first_administrator", email="first@wexcombe.example", name="Again")


def test_healthz_answers_without_signing_in(client: Client, council: Council) -> None:
    assert client.get(reverse("civic:healthz")).json() == {"alive": True}


def test_changes_are_shown_newest_first(desk: Any, manager: Person, office_day: Traveller) -> None:
    for number in (1, 2):
        CivicChange.objects.create(
            changed_at=OFFICE_DAY.replace(hour=number), changed_by=manager, what=f"Change {number}"
        )
    page = desk.get(reverse("civic:changes")).content.decode()
    assert page.index("Change 2") < page.index("Change 1")


def test_errors_are_listed_in_the_order_of_the_page(desk: Any, council: Council) -> None:
    page = desk.post(reverse("civic:meeting_enter"), {"note": ""}).content.decode()
    listed = page.split("govuk-error-summary__list")[1].split("</ul>")[0]
    places = [listed.index(words) for words in ("Choose the kind", "Enter the date", "Enter the time")]
    assert places == sorted(places)
