"""Once is once: every form of every page, filled in and sent twice, has one effect and one answer."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.urls import resolve

from tests.matrix import LINES
from tests.matrix_scene import Who
from tests.page_forms import PageForm, forms_of
from tests.test_matrix import ADDRESSES, Askers, address_of, askers
from tests.test_typed_words import is_ours
from tests.web import Answer

pytestmark = pytest.mark.django_db
__all__ = ["askers"]
PAGES = [line for line in LINES if line.get and line.name in ADDRESSES and is_ours(line)]
# Of the machine, not of the office: sessions, and attempts, each of which is counted.
ASIDE = {"django_session", "engagements_intakecount", "civic_sentform"}


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the office."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - ASIDE
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


# After these whoever sent the form is nobody any more, and is asked who they are.
LEAVING = {"civic:sign_out_everywhere", "engagements:organiser_leave"}


def every_form(askers: Askers) -> Iterator[tuple[Who, PageForm]]:
    """Those of all pages, each kind once, as the first who may open the page finds it."""
    seen: set[tuple[str, ...]] = set()
    for line in PAGES:
        who, address = sorted(line.get)[0], address_of(line, askers.scene)
        for form in forms_on(askers.client(who).get(address), address):
            kind = (view_of(form), *sorted(form.sent), *sorted(form.choices))
            if kind not in seen and view_of(form) not in LEAVING:
                seen.add(kind)
                yield who, form


def forms_on(answer: Answer, address: str) -> list[PageForm]:
    """Of ours: those of the library ask for passwords."""
    is_page = answer.get("Content-Type", "").startswith("text/html")
    forms = forms_of(answer.content.decode(), address) if is_page else []
    return [form for form in forms if view_of(form).partition(":")[0] in settings.OUR_APPS]


def view_of(form: PageForm) -> str:
    return resolve(form.action.partition("?")[0]).view_name


@pytest.mark.parametrize("fill_in", [PageForm.filled_in_where_empty, PageForm.filled_in])
def test_every_form_sent_twice_is_taken_once(
    askers: Askers, fill_in: Callable[[PageForm], dict[str, list[str]]]
) -> None:
    taken = set()
    for who, form in every_form(askers):
        client, filled_in = askers.client(who), fill_in(form)
        with transaction.atomic():
            before = everything()
            first = client.post(form.action, filled_in)
            stands = everything()
            second = client.post(form.action, filled_in)
            assert everything() == stands, form.action
            assert second.get("Location") == first.get("Location"), form.action
            if stands != before:
                taken.add(view_of(form))
            transaction.set_rollback(True)
    # Or nothing would be shown: that so many kinds were filled in well enough to have an effect.
    assert len(taken) > 30, sorted(taken)


def test_the_second_sending_says_that_the_first_was_taken(askers: Askers) -> None:
    page = askers.client(Who.OFFICER)
    note = f"/office/invitations/{askers.scene.untold.reference}/write-note/"
    [form] = [form for form in forms_of(page.get(note).content.decode(), note) if form.action == note]
    page.post(note, form.filled_in())
    told = page.post(note, form.filled_in(), follow=True).content.decode()
    assert "This form was sent before. It was taken once." in told


def test_the_same_words_on_a_page_opened_anew_are_another_form(askers: Askers) -> None:
    with transaction.atomic():
        page, case = askers.client(Who.OFFICER), askers.scene.untold
        note = f"/office/invitations/{case.reference}/write-note/"
        for _ in range(2):
            [form] = [form for form in forms_of(page.get(note).content.decode(), note) if form.action == note]
            page.post(note, form.filled_in())
        assert case.notes.count() == 2
        transaction.set_rollback(True)


# What these pages show is what stands; whatever else they do, they do when something else is said.
SHOWS_WHAT_STANDS = {
    "civic:details",
    "civic:meeting",
    "civic:office",
    "civic:person",
    "civic:pre_election",
    "civic:term",
    "engagements:case_advise",
    "engagements:case_correct",
    "engagements:organiser_change",
    "engagements:organiser_wish",
    "engagements:retention_times",
}


def test_saving_what_was_not_changed_writes_nothing(askers: Askers) -> None:
    tried = set()
    for who, form in every_form(askers):
        if view_of(form) in SHOWS_WHAT_STANDS:
            with transaction.atomic():
                before = everything()
                askers.client(who).post(form.action, form.as_it_stands())
                assert everything() == before, form.action
                transaction.set_rollback(True)
            tried.add(view_of(form))
    assert tried == SHOWS_WHAT_STANDS
