"""The memory of forms that were taken: of any two at the same moment one, for a week."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.models import ClosedDay, Person, PreElectionPeriod, SentForm
from civic.services import sent_forms
from engagements import tasks
from engagements.models import Consultation, DisclosureRequest, LinkRequest, MemberTask
from tests.page_forms import forms_of


@pytest.mark.django_db
def test_a_form_that_comes_back_with_an_error_was_not_taken() -> None:
    assert sent_forms.once("a", lambda: ("an error", "")) == ("an error", "")
    assert sent_forms.once("a", lambda: ("kept", "/case/")) == ("kept", "/case/")
    assert sent_forms.once("a", lambda: ("kept again", "/elsewhere/")) == (None, "/case/")


@pytest.mark.django_db
def test_a_form_that_failed_was_not_taken() -> None:
    def fail() -> tuple[str, str]:
        raise ValueError("the worst")

    with pytest.raises(ValueError, match="the worst"):
        sent_forms.once("a", fail)
    assert not SentForm.objects.exists()


@pytest.mark.django_db
def test_a_form_is_remembered_for_a_week(office_day: Traveller) -> None:
    sent_forms.once("a", lambda: ("kept", "/case/"))
    office_day.shift(timedelta(days=7))
    tasks.forget()
    assert SentForm.objects.exists()
    office_day.shift(timedelta(days=1))
    tasks.forget()
    assert not SentForm.objects.exists()


# What adds something: the page, who sends its form, what of it must fit, and what there is one more of.
ADDS: dict[str, tuple[str, dict[str, str], type[Model]]] = {
    "civic:closed_day_enter": ("manager", {}, ClosedDay),
    "civic:pre_election_enter": (
        "monitoring_officer", {"person": "", "ward": "", "postcodes": ""}, PreElectionPeriod
    ),
    "engagements:advice_new": ("officer", {"case": ""}, Consultation),
    "engagements:task_new": ("mayor", {"case": ""}, MemberTask),
    "engagements:disclosure_request_new": ("officer", {}, DisclosureRequest),
    "engagements:lost_link": ("", {"email": "jane@northgate-scouts.example"}, LinkRequest),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ADDS)
def test_the_same_form_sent_at_the_same_moment_is_taken_once(
    request: pytest.FixtureRequest, officer: Person, name: str
) -> None:
    """As by a double click: both are told where the one leads."""
    (who, fits, added), page, address = ADDS[name], Client(), reverse(name)
    if who:
        page.force_login(request.getfixturevalue(who))
    forms = forms_of(page.get(address).content.decode(), address)
    form = next(form for form in forms if form.boxes or "email" in form.sent)
    sent = form.filled_in_where_empty() | {box: [value] for box, value in fits.items()}
    gate, before = Barrier(2), added._default_manager.count()

    def send(number: int) -> str:
        browser = Client()
        browser.cookies = page.cookies
        gate.wait()
        try:
            return browser.post(form.action, sent)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(send, range(2)))) == 1
    assert added._default_manager.count() == before + 1
