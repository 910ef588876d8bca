"""Once is once: every form of every page, filled in and sent twice, has one effect and one answer."""

from collections.abc import Iterator
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


# What words and the first of each choice do not fit into; None leaves a button alone.
FITTING: dict[str, dict[str, str | None]] = {
    "civic:agreed_reason": {"place": "3"},
    "civic:agreed_reason_add": {"place": "3"},
    "civic:meeting": {"meeting_on_day": "9"},
    "civic:neighbour": {"districts": "MV3"},
    "civic:neighbour_add": {"districts": "MV4"},
    "civic:own_absence": {
        "first_day": "1", "first_month": "6", "first_year": "2026",
        "last_day": "9", "last_month": "6", "last_year": "2026",
    },
    "civic:pre_election": {"person": "", "ward": "", "postcodes": ""},
    "civic:pre_election_enter": {"person": "", "ward": "", "postcodes": ""},
    "civic:term_record": {"ends_on_year": "2028"},
    "engagements:advice_new": {"case": ""},
    "engagements:organiser_wish": {"wish": "mayor_only"},
    "engagements:retention_times": {"contact": "9"},
    "engagements:task_new": {"case": ""},
    "handbook:meeting_record": {"held_on_day": "1", "held_on_month": "6", "held_on_year": "2026"},
    "reports:approaches_open": {"until_day": "20", "until_month": "6", "until_year": "2026"},
}  # fmt: skip
# Those that are sent from no page of the scene, and those that want more than can be typed into them.
OFFERED_LATER = {
    "demo:sign_in_as": "the demonstration’s people",
    "civic:account_open": "a closed account",
    "civic:person_second_step": "somebody with a second step",
    "engagements:advice_note": "an answered question",
    "engagements:call_off": "days on which something is on",
    "engagements:case_answer": "a question of the Mayor’s",
    "engagements:invite_again": "a form that was kept",
    "engagements:invite_check": "a form that was kept",
    "engagements:letter": "a draft",
    "engagements:machine_leave_mail": "a mail that failed",
    "engagements:machine_send_mail_again": "a mail that failed",
    "engagements:machine_try_again": "a row that was put off",
    "engagements:mayors_letter": "an invitation that has its answer",
    "engagements:mayors_letter_ask": "a letter in the Mayor’s own name",
    "engagements:mayors_letter_withdraw": "a letter in the Mayor’s own name",
    "engagements:mayors_words": "words to approve",
    "engagements:mayor_making": "an annual meeting without a successor",
    "engagements:organiser_answer": "an explanation that has left",
    "engagements:organiser_question": "a question that has left",
    "engagements:retention_list": "something to erase",
    "engagements:selected_assign": "invitations that were selected",
    "handbook:call_off": "a version that is planned",
    "handbook:clause": "a draft of the handbook",
    "handbook:draft": "a handbook without a draft",
    "handbook:letter_by_itself": "a letter that may go by itself",
    "handbook:limits": "a draft of the handbook",
    "handbook:publish": "a version that all have signed",
    "handbook:put": "a draft of the handbook",
    "handbook:take_back": "a version sent for signature",
    "reports:approaches_close": "a report that is open for the talk",
}
WANTS_MORE = {
    "civic:districts": "a council whose logo is a whole picture",
    "engagements:case_communications": "an engagement at which the press is expected",
    "engagements:disclosure_choose": "what is chosen is chosen already",
    "engagements:disclosure_files": "each passage decided",
    "engagements:letter_wording": "words that were seen in a preview",
    "engagements:paper_code": "a code, which opens a page and changes nothing",
    "engagements:paper_code_address": "the same",
    "handbook:paper": "a scan",
}


def fitting(form: PageForm, filled_in: dict[str, list[str]]) -> dict[str, list[str]]:
    fits = FITTING.get(view_of(form), {})
    said = {name: [value] for name, value in fits.items() if value is not None}
    return {name: values for name, values in filled_in.items() if name not in fits} | said


def test_every_form_sent_twice_is_taken_once(askers: Askers) -> None:
    taken = set()
    for who, form in every_form(askers):
        for filled_in in (form.filled_in_where_empty(), form.filled_in()):
            if sent_twice(askers, who, form, fitting(form, filled_in)):
                taken.add(view_of(form))
    ours = {line.name for line in LINES if line.post and is_ours(line)} - LEAVING
    assert ours - taken == {*OFFERED_LATER, *WANTS_MORE}


def sent_twice(askers: Askers, who: Who, form: PageForm, filled_in: dict[str, list[str]]) -> bool:
    """Whether the first sending had an effect; the second has none, and the same answer."""
    client = askers.client(who)
    with transaction.atomic():
        before = everything()
        first = client.post(form.action, filled_in)
        stands = everything()
        second = client.post(form.action, filled_in)
        assert everything() == stands, form.action
        assert second.get("Location") == first.get("Location"), form.action
        transaction.set_rollback(True)
    return stands != before


def test_the_second_sending_says_that_the_first_was_taken(askers: Askers) -> None:
    page = askers.client(Who.OFFICER)
    note = f"/office/invitations/{askers.scene.untold.reference}/write-note/"
    [form] = [form for form in forms_of(page.get(note).content.decode(), note) if form.action == note]
    page.post(note, form.filled_in())
    told = page.post(note, form.filled_in(), follow=True).content.decode()
    assert "You have already sent this form. We have recorded it once." in told


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
    "civic:agreed_reason",
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
