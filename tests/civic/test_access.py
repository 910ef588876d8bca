"""Who may open what, asked at each request."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import Traveller

from civic import queries
from civic.models import Council, CouncilMeeting, OfficeKind, Person, PreElectionPeriod
from civic.urls import urlpatterns
from tests.council import (
    OFFICE_DAY,
    YEAR_BEGINS_AT,
    YEAR_ENDS_AT,
    london,
    make_acting,
    make_attendant,
    make_chief_executive,
    make_mayor,
    make_neighbour,
    make_person,
)
from tests.there import there

ROLES = (
    "nobody",
    "former",
    "officer",
    "manager",
    "monitoring_officer",
    "chief_executive",
    "attendant",
    "mayor",
    "deputy",
)
PUBLIC = {"home", "brand_css", "healthz", "accessibility", "cookies"}
EVERYBODY = {"landing", "own_account", "sign_out_everywhere", ""}
MONITORING_OFFICER_TOO = {
    "council",
    "terms",
    "acting_periods",
    "pre_election_periods",
    "pre_election_enter",
    "pre_election",
    "pre_election_remove",
    "changes",
}
MONITORING_OFFICER_ONLY = {"acting_record", "acting_end"}
MEMBERS_ONLY = {"own_absence"}
POST_ONLY = {
    "sign_out_everywhere",
    "person_sign_out",
    "person_second_step",
    "account_close",
    "account_open",
    "meeting_remove",
    "closed_day_remove",
    "neighbour_remove",
    "pre_election_remove",
}
NO_LOGO = {"brand_logo": 404}
NOT_THE_MANAGERS = PUBLIC | set(NO_LOGO) | EVERYBODY | MONITORING_OFFICER_ONLY | MEMBERS_ONLY


def expected(name: str, role: str) -> int:
    """What a GET is answered with: the declared table of pages and roles."""
    if name in PUBLIC | set(NO_LOGO):
        return NO_LOGO.get(name, 200)
    if role == "nobody":
        return 302
    allowed = (
        (name in EVERYBODY and role != "former")
        or (name in MEMBERS_ONLY and role in ("mayor", "deputy"))
        or (name in MONITORING_OFFICER_ONLY and role == "monitoring_officer")
        or (name in MONITORING_OFFICER_TOO and role in ("manager", "monitoring_officer"))
        or (name not in NOT_THE_MANAGERS and role == "manager")
    )
    if not allowed:
        return 403
    return 405 if name in POST_ONLY else 200


@pytest.fixture
def people(
    civic_year: None,
    officer: Person,
    manager: Person,
    monitoring_officer: Person,
    mayor: Person,
    deputy: Person,
) -> Any:
    former = make_mayor("Councillor Former", begins_at=london(2025, 5, 14, 18, 30), ends_at=YEAR_BEGINS_AT)
    everybody = {
        "officer": officer,
        "manager": manager,
        "monitoring_officer": monitoring_officer,
        "mayor": mayor,
        "deputy": deputy,
    }
    return everybody | {
        "former": former,
        "attendant": make_attendant(),
        "chief_executive": make_chief_executive(),
    }


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_council_answers_each_role_as_declared(
    client: Client, people: Any, role: str
) -> None:
    period = PreElectionPeriod.objects.create(
        name="Local elections", begins_on="2027-03-22", ends_on="2027-05-06"
    )
    acting = make_acting(people["deputy"], begins_at=london(2026, 9, 1))
    keys = {
        "person": people["officer"].pk,
        "term": people["mayor"].terms.get().pk,
        "meeting": there(CouncilMeeting.objects.first()).pk,
        "pre_election": period.pk,
        "acting": acting.pk,
        "neighbour": make_neighbour().pk,
    }
    if role != "nobody":
        client.force_login(people[role])
    answers, declared = {}, {}
    for pattern in urlpatterns:
        name = pattern.name or ""
        arguments = {}
        if "pk" in pattern.pattern.converters:
            arguments = {"pk": next((key for prefix, key in keys.items() if name.startswith(prefix)), 1)}
        if "kind" in pattern.pattern.converters:
            arguments = {"kind": "mayor"}
        answers[name] = client.get(
            reverse(f"civic:{name}", kwargs=arguments) if name else "/account/email/"
        ).status_code
        declared[name] = (
            expected(name, role) if name != "landing" or role in ("nobody", "former") else answers[name]
        )
    assert answers == declared


def test_capacities_follow_role_and_term(people: Any) -> None:
    now = timezone.now()
    found = {
        role: sorted(queries.capacities(person, now, tenure=queries.read_tenure()))
        for role, person in people.items()
    }
    assert found == {
        "officer": ["officer"],
        "manager": ["manager", "officer"],
        "monitoring_officer": ["monitoring_officer"],
        "chief_executive": ["chief_executive"],
        "attendant": ["attendant"],
        "mayor": ["mayor"],
        "deputy": ["deputy"],
        "former": [],
    }


def test_deputy_acting_has_both_capacities_and_the_mayor_keeps_only_the_account(
    mayor: Person, deputy: Person
) -> None:
    make_acting(deputy)
    assert queries.capacities(deputy, OFFICE_DAY, tenure=queries.read_tenure()) == {"deputy", "acting_mayor"}
    assert queries.capacities(mayor, OFFICE_DAY, tenure=queries.read_tenure()) == {"mayor_not_acting"}


def test_designate_is_known_before_the_term_and_mayor_from_its_first_moment(council: Council) -> None:
    person = make_mayor(begins_at=YEAR_ENDS_AT, ends_at=london(2028, 5, 17, 18, 30))
    assert queries.capacities(person, OFFICE_DAY, tenure=queries.read_tenure()) == {"mayor_designate"}
    assert queries.capacities(person, YEAR_ENDS_AT, tenure=queries.read_tenure()) == {"mayor"}


def test_former_mayors_open_session_is_refused_at_the_very_moment_the_term_ends(
    client: Client, mayor: Person, office_day: Traveller
) -> None:
    client.force_login(mayor)
    assert client.get(reverse("civic:own_account")).status_code == 200
    mayor.terms.filter(office__kind=OfficeKind.MAYOR).update(ends_at=timezone.now())
    answer = client.get(reverse("civic:own_account"))
    assert answer.status_code == 403
    assert "You do not have access to the civic office" in answer.content.decode()


def test_account_that_is_closed_is_signed_out_at_once(client: Client, officer: Person) -> None:
    client.force_login(officer)
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get(reverse("civic:own_account")).status_code == 302


def test_second_factor_is_set_up_before_anything_else_where_it_is_required(
    client: Client, officer: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(officer)
    assert client.get(reverse("civic:own_account"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    assert client.get(reverse("civic:own_account")).status_code == 200


def test_public_pages_ask_nobody_for_a_second_factor(
    client: Client, officer: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(officer)
    assert client.get(reverse("civic:home")).status_code == 200


def test_menu_shows_only_what_is_open(client: Client, manager: Person) -> None:
    client.force_login(manager)
    labels = [item["label"] for item in client.get(reverse("civic:council")).context["navigation"]]
    assert "Council" in labels
    assert "Mayor’s invitations" not in labels


def test_pages_of_the_council_take_a_fixed_number_of_queries(
    client: Client, people: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(people["manager"])
    client.get(reverse("civic:people"))
    with django_assert_num_queries(4):
        client.get(reverse("civic:people"))
    for number in range(30):
        make_person(f"Person {number}")
    client.get(reverse("civic:people"))
    with django_assert_num_queries(4):
        client.get(reverse("civic:people"))
