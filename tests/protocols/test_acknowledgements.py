"""Mayor and Deputy acknowledge the protocol before they take office; reminders go out until they have."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.models import Council, OfficeKind, Person, Term
from engagements.models import Notification
from engagements.services.terms import handbook_reminders
from protocols import acknowledgements, service
from tests.council import YEAR_ENDS_AT, london, make_person, make_term
from tests.guarding import refused_by, run_sql
from tests.protocols.sign_off import publish

pytestmark = pytest.mark.django_db
NEXT_YEAR: dict[str, Any] = {"begins_at": YEAR_ENDS_AT, "ends_at": london(2028, 5, 10, 18, 30)}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def reminded() -> list[str]:
    return sorted(
        Notification.objects.filter(kind=Notification.Kind.HANDBOOK_WAITS).values_list(
            "person__name", flat=True
        )
    )


def test_the_mayor_acknowledges_once_however_often_asked(mayor: Person) -> None:
    terms = list(Term.objects.all())
    assert acknowledgements.not_acknowledged(terms) == terms
    assert len(acknowledgements.acknowledge(terms=terms, by=mayor)) == 1
    assert acknowledgements.acknowledge(terms=terms, by=mayor) == []
    assert acknowledgements.not_acknowledged(terms) == []


def test_nobody_acknowledges_for_somebody_else(mayor: Person, deputy: Person) -> None:
    with pytest.raises(acknowledgements.NotYours):
        acknowledgements.acknowledge(terms=list(Term.objects.filter(person=deputy)), by=mayor)


def test_a_new_version_is_acknowledged_anew(mayor: Person, manager: Person) -> None:
    terms = list(Term.objects.all())
    acknowledgements.acknowledge(terms=terms, by=mayor)
    publish(service.new_draft(by=manager), by=manager)
    assert acknowledgements.not_acknowledged(terms) == terms


@pytest.mark.parametrize("kind", [OfficeKind.MAYOR, OfficeKind.DEPUTY])
def test_whoever_takes_office_next_acknowledges_before_the_term_begins(
    council: Council, civic_year: None, kind: Any
) -> None:
    person = make_person("Councillor Next Year")
    make_term(person, kind, **NEXT_YEAR)
    client = signed_in(person)
    assert "Acknowledge the protocol" in client.get(reverse("handbook:acknowledge")).content.decode()
    client.post(reverse("handbook:acknowledge"), {"agreed": "on"})
    page = client.get(reverse("handbook:acknowledge")).content.decode()
    assert "You acknowledged version 1" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert client.get("/diary/").status_code == 403


def test_a_box_that_is_not_ticked_acknowledges_nothing(mayor: Person) -> None:
    page = signed_in(mayor).post(reverse("handbook:acknowledge"), {}).content.decode()
    assert "Select the box to sign." in page
    assert acknowledgements.acknowledgements(service.version_in_force()).count() == 0


def test_reminders_go_weekly_from_four_weeks_before_the_term_until_acknowledged(
    council: Council, civic_year: None, office_day: Traveller
) -> None:
    person = make_person("Councillor Next Year")
    make_term(person, OfficeKind.MAYOR, **NEXT_YEAR)
    assert (handbook_reminders.remind(), reminded()) == (0, [])
    office_day.move_to(YEAR_ENDS_AT - timedelta(days=28))
    assert (handbook_reminders.remind(), handbook_reminders.remind()) == (1, 0)
    office_day.shift(timedelta(days=6))
    assert handbook_reminders.remind() == 0
    office_day.shift(timedelta(days=1))
    assert handbook_reminders.remind() == 1
    acknowledgements.acknowledge(terms=list(Term.objects.all()), by=person)
    office_day.shift(timedelta(days=7))
    assert (handbook_reminders.remind(), reminded()) == (0, ["Councillor Next Year"] * 2)


def test_the_office_sees_who_has_not_acknowledged(mayor: Person, officer: Person, manager: Person) -> None:
    says = "Councillor Jane Smith has not yet acknowledged the protocol"
    assert says in signed_in(officer).get("/office/").content.decode()
    assert "not acknowledged yet" in signed_in(manager).get(reverse("handbook:overview")).content.decode()
    acknowledgements.acknowledge(terms=list(Term.objects.all()), by=mayor)
    assert says not in signed_in(officer).get("/office/").content.decode()
    assert "not acknowledged yet" not in signed_in(manager).get(reverse("handbook:overview")).content.decode()


@pytest.mark.parametrize(
    ("attack", "guard"),
    [
        ("DELETE FROM protocols_acknowledgement", "acknowledgement_is_never_deleted"),
        ("UPDATE protocols_acknowledgement SET office = 'deputy'", "acknowledgement_is_never_altered"),
    ],
)
def test_the_database_keeps_acknowledgements(attack: Any, guard: Any, mayor: Person) -> None:
    acknowledgements.acknowledge(terms=list(Term.objects.all()), by=mayor)
    with refused_by(guard):
        run_sql(attack)
