"""The read-only admin: every record of the office can be read there, and none changed."""

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from civic.models import Person
from tests import cases, council

OURS = [model for model in admin.site._registry if model._meta.app_label == "engagements"]


@pytest.fixture
def administrator(client: Client, officer: Person, mayor: Person, deputy: Person) -> Person:
    person = council.make_manager(is_staff=True, is_superuser=True)
    client.force_login(person)
    cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy, title="Lunch", venue="Town Hall")
    cases.declined(officer=officer, mayor=mayor)
    return person


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_each_record_can_be_read_and_not_changed(client: Client, model: type[models.Model]) -> None:
    name = f"admin:engagements_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    assert client.post(reverse(f"{name}_add"), {}).status_code == 403
    rows = model._default_manager.order_by("pk")
    before = list(rows.values())
    for row in rows[:1]:
        client.post(
            reverse(f"{name}_changelist"),
            {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"},
        )
        assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
        assert client.post(reverse(f"{name}_change", args=[row.pk]), {}).status_code == 403
        assert client.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert list(rows.values()) == before


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    "query",
    [
        "password__startswith=md5",
        "password__regex=.",
        "email__contains=mayor",
        "terms__person__password__gt=a",
    ],
)
def test_a_list_cannot_be_narrowed_by_what_it_does_not_offer(client: Client, query: str) -> None:
    """By what is left of the list, a column that is not shown could be read letter by letter."""
    answer = client.get(f"{reverse('admin:civic_person_changelist')}?{query}")
    assert answer.status_code == 400


def test_what_the_protocol_governs_is_there() -> None:
    names = {model.__name__ for model in OURS}
    assert {"Invitation", "Decision", "Delegation", "Engagement", "Letter", "RecordEntry"} <= names


def test_an_officer_is_not_let_in(client: Client, officer: Person) -> None:
    client.force_login(officer)
    answer = client.get(reverse("admin:engagements_recordentry_changelist"))
    assert answer.status_code == 302
    assert "change_list" not in {template.name for template in answer.templates or []}
