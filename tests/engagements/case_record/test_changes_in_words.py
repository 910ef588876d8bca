"""What was changed, told as people would: "Start time changed from 10.30am to 2pm"."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements import changed_fields, record_sentences
from engagements.models import Invitation, RecordEntry
from engagements.particulars import WHEN, EventParticulars, OrganiserParticulars
from engagements.services.steps import corrections, organisers_answers
from tests import cases

pytestmark = pytest.mark.django_db
NAMES = {"mayor_title": "the Lord Mayor", "deputy_title": "the Sheriff"}

TOLD: dict[str, tuple[Any, str]] = {
    "name": ("Jayne Smith", "Organiser’s name changed from “Jane Smith” to “Jayne Smith”"),
    "addressed_as": ("Mrs Smith",
                     "How they are addressed in a letter changed from nothing to “Mrs Smith”"),
    "organisation": ("", "Organisation changed from “Northgate Scouts” to nothing"),
    "aims": ("Camping.",
             "What the organisation does changed from “Scouting for young people.” to “Camping.”"),
    "role": ("Leader", "Role in the organisation changed from “Group leader” to “Leader”"),
    "email": ("jayne@example.org",
              "E-mail address changed from “jane@northgate-scouts.example” to “jayne@example.org”"),
    "telephone": ("01632 960002", "Telephone number changed from “01632 960001” to “01632 960002”"),
    "postal_address": ("5 Mill Lane", "Postal address changed from “4 Mill Lane\nWexcombe” to “5 Mill Lane”"),
    "language": ("cy", "Preferred language changed from ‘English’ to ‘Welsh’"),
    "councillor_name": ("Lee Lead", "Councillor’s name changed from nothing to “Lee Lead”"),
    "date_can_move": (True, "Date can be moved changed from not answered to yes"),
    "outside_area": (True, "Outside the council’s area changed from not known to yes"),
    "expected_numbers": (120, "Expected numbers changed from nothing to 120"),
    "open_to_public": (True, "Open to the public changed from not answered to yes"),
    "asked": (["speak"],
              "Guest is asked to changed from attend, open or start the event to speak"),
    "asked_words": ("A word",
                    "Guest is asked to, in the organiser’s words changed from nothing to “A word”"),
    "consort_invited": (True, "Consort invited changed from not answered to yes"),
    "dignitaries": ("A bishop", "Other dignitaries changed from nothing to “A bishop”"),
    "press": (True, "Press expected changed from not answered to yes"),
    "provenance": ("annual", "How it came about changed from ‘not known’ to ‘it is an annual event’"),
    "provenance_words": ("A chat", "How it came about, in words changed from nothing to “A chat”"),
    "purpose": ("private",
                "Purpose changed from ‘the community, a charity or a public body’ "
                "to ‘a private or family occasion’"),
    "affects_election": (True, "Could affect an election changed from no to yes"),
    "dealings": ("A lease", "Dealings with the council changed from nothing to “A lease”"),
    "confidential": (True, "Confidential changed from no to yes"),
    "confidential_why": ("A secret.", "Why it is confidential changed from nothing to “A secret.”"),
    "title": ("Fair", "Name of the event changed from “Northgate summer fête” to “Fair”"),
    "kind": ("sport", "Kind of event changed from ‘fête, fair or festival’ to ‘sport’"),
    "what_happens": ("Tea.", "What happens changed from “Stalls, races and tea.” to “Tea.”"),
    "venue": ("Hall", "Venue changed from “Scout hut” to “Hall”"),
    "address": ("", "Address changed from “Mill Lane, Wexcombe” to nothing"),
    "postcode": ("WX1 3AB", "Postcode changed from “WX1 2AB” to “WX1 3AB”"),
    "event_on": (date(2026, 7, 10), "Date changed from Saturday 11 July 2026 to Friday 10 July 2026"),
    "starts_wall": (time(10, 30), "Start time changed from 2pm to 10.30am"),
    "ends_on": (date(2026, 7, 12), "Last day changed from Saturday 11 July 2026 to Sunday 12 July 2026"),
    "ends_wall": (time(0), "End time changed from 5pm to 12 midnight"),
}  # fmt: skip


def sentences(invitation: Invitation, kind: str) -> list[str]:
    entry = RecordEntry.objects.get(invitation=invitation, kind=kind)
    return [value for label, value in record_sentences.of(entry, NAMES).particulars if not label]


def correct(invitation: Invitation, changes: dict[str, Any], *, by: Person) -> None:
    of_organiser = {name: value for name, value in changes.items() if name in OrganiserParticulars.names()}
    of_event = {name: value for name, value in changes.items() if name in EventParticulars.names()}
    assert {*of_organiser, *of_event} == set(changes)
    corrections.correct(
        invitation,
        organiser=replace(OrganiserParticulars.of(invitation.organiser), **of_organiser),
        event=replace(EventParticulars.of(invitation), **of_event),
        why="A slip.",
        by=by,
    )


def test_everything_that_can_be_changed_is_tried_here() -> None:
    corrected = {*corrections.OF_ORGANISER, *corrections.OF_CASE, *corrections.OF_EVENT}
    assert set(TOLD) == corrected | {*organisers_answers.CHANGEABLE, *WHEN}
    assert set(changed_fields.FIELDS) == set(TOLD) | {"starts_at", "ends_at"}


@pytest.mark.parametrize("name", TOLD)
def test_a_correction_is_told_in_words(officer: Person, name: str) -> None:
    invitation = cases.make_invitation()
    value, told = TOLD[name]
    changes = {name: value} | ({"ends_on": date(2026, 7, 12)} if name == "ends_wall" else {})
    correct(invitation, changes, by=officer)
    assert told in sentences(invitation, "corrected")
    assert len(sentences(invitation, "corrected")) == len(changes)


def test_titles_are_the_councils_own_and_what_was_typed_is_left_alone(officer: Person) -> None:
    invitation = cases.make_invitation()
    changes = {"provenance": "deputy", "provenance_words": "The Deputy said so."}
    correct(invitation, changes, by=officer)
    assert sentences(invitation, "corrected") == [
        "How it came about changed from ‘not known’ to ‘it follows a conversation with the Sheriff’",
        "How it came about, in words changed from nothing to “The Deputy said so.”",
    ]


def test_what_the_organiser_changes_is_told_in_the_same_words(officer: Person) -> None:
    invitation = cases.make_invitation(starts_wall=time(10, 30))
    event = replace(
        EventParticulars.of(invitation), starts_wall=time(14), open_to_public=True, expected_numbers=80
    )
    organisers_answers.change_details(invitation, event=event)
    assert sentences(invitation, "change_details") == [
        "Start time changed from 10.30am to 2pm",
        "Expected numbers changed from nothing to 80",
        "Open to the public changed from not answered to yes",
    ]


def test_the_case_page_says_it_so(officer: Person, client: Client) -> None:
    invitation = cases.make_invitation(starts_wall=time(10, 30))
    correct(invitation, {"starts_wall": time(14)}, by=officer)
    client.force_login(officer)
    page = client.get(reverse("engagements:case", args=[invitation.reference])).content.decode()
    assert ">Start time changed from 10.30am to 2pm</p>" in page
    assert "10:30:00" not in page
