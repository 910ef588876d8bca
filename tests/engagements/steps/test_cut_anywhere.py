"""A process that ends between any two writes of a step leaves everything or nothing: no row, letter or notification alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from protocols.core.vocabulary import Step
from tests.engagements.case.people_at_work import STEPS, Made, Office, address, whoever

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")
# Far more writes than any step makes: a step that never ends is a fault of this test.
MOST = 60


class Cut(BaseException):
    """The process is gone. Nothing in the application catches it, as nothing catches a kill."""


@contextmanager
def cut_before_write(number: int) -> Iterator[list[str]]:
    """Ends the process before this write of the office's rows, counted from nought; yields the writes made."""
    made: list[str] = []

    def hold(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and "engagements_" in sql:
            if len(made) == number:
                raise Cut
            made.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hold):
        yield made


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row that the office keeps."""
    models = apps.get_app_config("engagements").get_models()
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


@pytest.fixture
def people(db: None) -> Office:
    return Office()


@pytest.mark.parametrize(
    ("step", "role", "made", "entered", "becomes"), STEPS, ids=[f"{one[0].value}-{one[1]}" for one in STEPS]
)
def test_a_step_cut_between_any_two_writes_was_not_taken(
    client: Client, people: Office, step: Step, role: str, made: Made, entered: dict[str, Any], becomes: str
) -> None:
    invitation = made(people)
    client.force_login(whoever(people, role))
    sent = {"seen": invitation.version, **entered}
    if step is Step.SETTLE_SAME_EVENT:
        sent["declined"] = people.declined_of(invitation).pk
    before = everything()
    for number in range(MOST):
        with cut_before_write(number) as writes:
            try:
                taken = client.post(address(invitation, step), sent)
            except Cut:
                assert everything() == before, f"after {writes[-1:]}"
                continue
        assert taken.status_code == 302
        break
    invitation.refresh_from_db()
    assert (invitation.stage, number > 2) == (becomes, True)
