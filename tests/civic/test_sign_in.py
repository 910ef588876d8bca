"""How people sign in, and that nobody lets themselves in."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from civic.models import CivicChange, Council, Person
from civic.services import accounts
from engagements.services.mail import account_mails
from tests.council import PASSWORD


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_sign_in_page_speaks_of_this_council(client: Client, council: Council) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "Wexcombe Town Council" in page
    assert "placeholder" not in page
    assert "the Mayor and the Deputy Mayor" in page


def test_officer_signs_in_by_address_whatever_its_case(client: Client, officer: Person) -> None:
    answer = sign_in(client, officer.email.upper())
    assert answer.status_code == 302
    assert answer.url == reverse("civic:landing")


def test_wrong_password_and_unknown_address_are_answered_alike(client: Client, officer: Person) -> None:
    pages = [
        sign_in(client, officer.email, "a wrong password").content,
        sign_in(client, "nobody@wexcombe.example").content,
    ]
    errors = [page.decode().split("govuk-error-summary__list")[1].split("</ul>")[0] for page in pages]
    assert errors[0] == errors[1]


def test_second_factor_is_asked_for_after_the_password(client: Client, officer: Person) -> None:
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    answer = sign_in(client, officer.email)
    assert answer.url == reverse("mfa_authenticate")
    assert client.get(reverse("civic:own_account")).status_code == 302
    assert client.get(answer.url).status_code == 200


def test_nobody_makes_an_account_for_themselves(client: Client, council: Council) -> None:
    particulars = {"email": "new@wexcombe.example", "password1": PASSWORD, "password2": PASSWORD}
    page = client.post(reverse("account_signup"), particulars)
    assert "The civic office creates accounts" in page.content.decode()
    assert not Person.objects.exists()


def test_nobody_changes_their_own_address(client: Client, mayor: Person) -> None:
    client.force_login(mayor)
    assert (
        client.post("/account/email/", {"email": "jane@private.example", "action_add": ""}).status_code == 405
    )
    mayor.refresh_from_db()
    assert mayor.email == "councillor.jane.smith@wexcombe.example"


def test_added_person_chooses_a_password_by_the_link_sent_to_them(client: Client, manager: Person) -> None:
    values = {
        "name": "New Officer",
        "email": "new@wexcombe.example",
        "role": "civic_officer",
        "post": "Civic officer",
    }
    accounts.add_person(values=values, by=manager)
    account_mails.send_due()
    assert [message.to for message in mail.outbox] == [["New Officer <new@wexcombe.example>"]]
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    page = client.get("/" + link.split("/", 3)[3], follow=True)
    assert "Choose a new password" in page.content.decode()
    client.post(
        page.request["PATH_INFO"],
        {"password1": "rain horse lamp seven", "password2": "rain horse lamp seven"},
    )
    assert sign_in(client, "new@wexcombe.example", "rain horse lamp seven").url == reverse("civic:landing")


@pytest.mark.parametrize("length", [1, 11])
def test_short_passwords_are_refused(client: Client, officer: Person, length: Any) -> None:
    client.force_login(officer)
    new = "xq7bk2mw9zt"[:length]
    page = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert page.status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_admin_has_no_sign_in_of_its_own(client: Client, council: Council) -> None:
    answer = client.get("/admin/login/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_admin_shows_records_and_changes_none(client: Client, council: Council) -> None:
    administrator = Person.objects.create_superuser("admin@wexcombe.example", "An Administrator", PASSWORD)
    client.force_login(administrator)
    assert client.get("/admin/civic/person/").status_code == 200
    assert client.get(f"/admin/civic/person/{administrator.pk}/change/").status_code == 200
    assert client.post(f"/admin/civic/person/{administrator.pk}/change/", {"name": "X"}).status_code == 403
    assert client.get("/admin/civic/person/add/").status_code == 403
    assert client.get("/admin/auth/group/").status_code == 404
    assert client.get("/admin/mfa/authenticator/").status_code == 404


def signed_in_twice(person: Person) -> list[Client]:
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(person)
    return clients


def is_in(client: Client) -> bool:
    return client.get(reverse("civic:own_account")).status_code == 200


def test_a_person_signs_out_everywhere(officer: Person, manager: Person) -> None:
    here, there = signed_in_twice(officer)
    other = signed_in_twice(manager)[0]
    answer = here.post(reverse("civic:sign_out_everywhere"), follow=True)
    assert "You have been signed out everywhere" in answer.content.decode()
    assert [is_in(client) for client in (here, there, other)] == [False, False, True]
    assert sign_in(here, officer.email).url == reverse("civic:landing")


def test_the_manager_signs_a_person_out_everywhere(officer: Person, manager: Person) -> None:
    here, there = signed_in_twice(officer)
    desk = signed_in_twice(manager)[0]
    answer = desk.post(reverse("civic:person_sign_out", args=[officer.pk]), follow=True)
    assert "Olive Officer has been signed out everywhere, and can sign in again." in answer.content.decode()
    assert [is_in(client) for client in (here, there, desk)] == [False, False, True]
    assert CivicChange.objects.latest("pk").what == "Signed out everywhere: Olive Officer"


def test_a_new_password_ends_what_was_signed_in_elsewhere(officer: Person) -> None:
    here, there = signed_in_twice(officer)
    new = "rain horse lamp seven"
    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert [is_in(client) for client in (here, there)] == [True, False]


@pytest.mark.parametrize("common", ["q1w2e3r4t5y6", "qazwsxedcrfv", "123456789012", "qwerty123456"])
def test_common_passwords_are_refused(client: Client, officer: Person, common: Any) -> None:
    client.force_login(officer)
    given = {"oldpassword": PASSWORD, "password1": common, "password2": common}
    assert client.post(reverse("account_change_password"), given).status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_strangers_wrong_passwords_shut_nobody_out_of_a_browser_that_is_known(officer: Person) -> None:
    known = Client(REMOTE_ADDR="192.0.2.1")
    assert sign_in(known, officer.email).status_code == 302
    known.post(reverse("account_logout"))
    for number in range(6):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), officer.email, "a stranger's guess")
    shut_out = sign_in(Client(REMOTE_ADDR="203.0.113.5"), officer.email)
    assert "Wait 5 minutes and try again, or choose a new password" in shut_out.content.decode()
    assert sign_in(known, officer.email).status_code == 302


def test_the_attempts_at_an_account_are_counted_whatever_host_is_named(
    officer: Person, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(6):
        stranger = Client(REMOTE_ADDR=f"198.51.100.{number}", HTTP_HOST=f"wexcombe.example:{8000 + number}")
        answer = sign_in(stranger, officer.email, "a stranger's guess")
    assert "too many wrong passwords" in answer.content.decode()


def test_a_known_browser_has_as_few_attempts_and_none_at_another_account(
    officer: Person, manager: Person
) -> None:
    known = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(known, officer.email)
    known.post(reverse("account_logout"))
    for number in range(6):
        known.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        sign_in(known, officer.email, "forgotten since")
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), manager.email, "a stranger's guess")
    for person in (officer, manager):
        known.defaults["REMOTE_ADDR"] = "203.0.113.7"
        assert "too many wrong passwords" in sign_in(known, person.email).content.decode()


def test_with_a_new_password_one_signs_in_at_once(officer: Person) -> None:
    client = Client(REMOTE_ADDR="192.0.2.1")
    for number in range(6):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), officer.email, "a stranger's guess")
    client.post(reverse("account_reset_password"), {"email": officer.email})
    account_mails.send_due()
    link = next(word for word in mail.outbox[-1].body.split() if "/account/password/reset/key/" in word)
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    new = {"password1": "ten thousand lanterns", "password2": "ten thousand lanterns"}
    client.post(form.request["PATH_INFO"], new)
    assert sign_in(client, officer.email, "ten thousand lanterns").status_code == 302


@pytest.mark.parametrize(
    "typed", ["new@münchen.example", "NEW@xn--mnchen-3ya.example", "new@münchen.example\u200b"]
)
def test_one_signs_in_by_the_address_however_it_is_typed(manager: Person, client: Client, typed: Any) -> None:
    values = {
        "name": "New Officer",
        "email": "new@xn--mnchen-3ya.example",
        "role": "civic_officer",
        "post": "Officer",
    }
    person = accounts.add_person(values=values, by=manager)
    person.set_password(PASSWORD)
    person.save()
    assert sign_in(client, typed).status_code == 302
    assert client.post(reverse("account_reset_password"), {"email": typed}).status_code == 302
    account_mails.send_due()
    assert mail.outbox[-1].to[0].casefold() == "new officer <new@xn--mnchen-3ya.example>"


def test_whoever_signed_in_by_an_address_that_was_changed_is_signed_out(
    officer: Person, manager: Person
) -> None:
    guest = signed_in_twice(officer)[0]
    accounts.change_person(officer, values={"email": "another@wexcombe.example"}, by=manager)
    assert not is_in(guest)


def test_whoever_lost_the_second_step_is_given_a_new_one_by_the_manager(
    officer: Person, manager: Person, client: Client
) -> None:
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    guest = signed_in_twice(officer)[0]
    client.force_login(manager)
    page = client.get(reverse("civic:person", args=[officer.pk])).content.decode()
    assert "Remove the second step" in page
    client.post(reverse("civic:person_second_step", args=[officer.pk]))
    assert not is_in(guest)
    assert sign_in(Client(), officer.email).url == reverse("civic:landing")
    assert CivicChange.objects.latest("pk").what == f"Second step removed: {officer}"
    account_mails.send_due()
    assert mail.outbox[-1].subject == "Your second step of signing in was changed"
    again = client.post(reverse("civic:person_second_step", args=[officer.pk]), follow=True)
    assert f"{officer} does not have a second step of signing in." in again.content.decode()


def test_nobody_takes_away_their_own_second_step_without_the_password(
    manager: Person, client: Client
) -> None:
    TOTP.activate(manager, "JBSWY3DPEHPK3PXP")
    client.force_login(manager)
    client.post(reverse("civic:person_second_step", args=[manager.pk]))
    assert Authenticator.objects.filter(user=manager).exists()
