"""The memory of forms that were taken: of any two at the same moment one, for a week."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.models import ClosedDay, Council, Person, SentForm
from civic.services import sent_forms
from engagements import tasks
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


@pytest.mark.django_db(transaction=True)
@pytest.mark.real_clock
def test_the_same_form_sent_at_the_same_moment_is_taken_once(manager: Person, council: Council) -> None:
    """As by a double click: both are told where the one leads."""
    page, address = Client(), reverse("civic:closed_day_enter")
    page.force_login(manager)
    form = next(form for form in forms_of(page.get(address).content.decode(), address) if form.boxes)
    gate, days = Barrier(2), ClosedDay.objects.count()

    def send(number: int) -> str:
        browser = Client()
        browser.cookies = page.cookies
        gate.wait()
        try:
            return browser.post(form.action, form.filled_in_where_empty())["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(send, range(2)))) == 1
    assert ClosedDay.objects.count() == days + 1
