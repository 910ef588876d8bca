"""Several invitations selected in the work list: assigned, printed, taken away together."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Invitation, RecordEntry
from tests import cases
from tests.council import make_person

pytestmark = pytest.mark.django_db
ASSIGN, PRINT = "engagements:selected_assign", "engagements:selected_print"


@pytest.fixture
def three(officer: Person, mayor: Person, client: Client) -> list[Invitation]:
    client.force_login(officer)
    return [cases.make_invitation(title=title) for title in ("Fête", "Concert", "Supper")]


def references(*invitations: Invitation) -> dict[str, list[str]]:
    return {"case": [invitation.reference for invitation in invitations]}


def test_those_that_were_selected_are_assigned_together_and_each_record_says_so(
    client: Client, officer: Person, three: list[Invitation]
) -> None:
    address = reverse(ASSIGN, query=references(*three[:2]))
    assert "Assign 2 invitations" in client.get(address).content.decode()
    client.post(address, {"to": officer.pk})
    assert [Invitation.objects.get(pk=one.pk).assigned_to for one in three] == [officer, officer, None]
    assert RecordEntry.objects.filter(kind="assigned", by=officer).count() == 2


def test_they_are_given_back_to_the_whole_office(
    client: Client, officer: Person, three: list[Invitation]
) -> None:
    address = reverse(ASSIGN, query=references(*three))
    client.post(address, {"to": officer.pk})
    assert "Not assigned" in client.get(address).content.decode()
    client.post(address, {"to": ""})
    assert not Invitation.objects.exclude(assigned_to=None).exists()


def test_nobody_who_is_no_officer_gets_them(client: Client, three: list[Invitation], mayor: Person) -> None:
    client.post(reverse(ASSIGN, query=references(*three)), {"to": mayor.pk})
    assert not Invitation.objects.exclude(assigned_to=None).exists()


@pytest.mark.parametrize("name", [ASSIGN, PRINT])
@pytest.mark.parametrize("query", [{}, {"case": ["CIV-2026-9999"]}, {"case": ["'--", "\x00"]}])
def test_where_nothing_was_selected_the_list_says_so(
    client: Client, three: list[Invitation], name: str, query: dict[str, list[str]]
) -> None:
    page = client.get(reverse(name, query=query), follow=True)
    assert page.redirect_chain[-1][0] == reverse("engagements:work_list")
    assert "Select one or more invitations first." in page.content.decode()


def test_each_is_printed_with_its_details_in_the_order_of_the_list(
    client: Client, three: list[Invitation]
) -> None:
    page = client.get(reverse(PRINT, query=references(three[2], three[0]))).content.decode()
    assert page.index("Supper") < page.index("Fête")
    assert "Concert" not in page
    assert "Northgate Scouts" in page
    assert "Answer due" in page


def test_only_those_are_in_the_file(client: Client, three: list[Invitation]) -> None:
    address = reverse("engagements:work_list_csv", query=references(three[1]) | {"tab": "all"})
    answer = client.get(address)
    written = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it is streamed
    assert "Concert" in written
    assert "Supper" not in written


def test_no_more_are_taken_than_two_pages_of_the_list(client: Client, three: list[Invitation]) -> None:
    many = {"case": [f"CIV-2026-{number:04}" for number in range(4, 60)] + [three[0].reference]}
    assert client.get(reverse(PRINT, query=many)).status_code == 302


def test_the_case_leads_back_to_the_list_as_it_was_and_on_to_the_next(
    client: Client, three: list[Invitation]
) -> None:
    client.get(reverse("engagements:work_list", query={"tab": "open", "newest": "1"}))
    page = client.get(reverse("engagements:case", args=[three[1].reference]))
    way = page.context["came_from"]
    assert way.url == reverse("engagements:work_list", query={"tab": "open", "newest": "1"})
    assert (way.next.pk, way.others) == (three[0].pk, "2")
    last = client.get(reverse("engagements:case", args=[three[0].reference])).context["came_from"]
    assert last.next.pk == three[2].pk


def test_the_next_case_is_found_though_this_one_has_left_the_list(
    client: Client, officer: Person, three: list[Invitation]
) -> None:
    client.get(reverse("engagements:work_list"))
    client.post(
        reverse("engagements:case_step", args=[three[0].reference, "put_to_mayor"]),
        {"seen": Invitation.objects.get(pk=three[0].pk).version},
    )
    way = client.get(reverse("engagements:case", args=[three[0].reference])).context["came_from"]
    assert (way.next.pk, way.others) == (three[1].pk, "2")


def test_another_officers_search_is_not_shown(client: Client, three: list[Invitation]) -> None:
    client.get(reverse("engagements:work_list", query={"q": "supper"}))
    client.force_login(make_person("Priya Officer", role="civic_officer"))
    way = client.get(reverse("engagements:case", args=[three[0].reference])).context["came_from"]
    assert way.url == reverse("engagements:work_list")


def test_of_a_confidential_case_the_sheet_says_what_any_list_says(
    client: Client, officer: Person, three: list[Invitation]
) -> None:
    secret = cases.make_invitation(title="Visit of the Princess", venue="Castle", confidential=True)
    page = client.get(reverse(PRINT, query=references(secret))).content.decode()
    assert secret.reference in page
    for word in ("Princess", "Castle", "Northgate Scouts"):
        assert word not in page


@pytest.mark.parametrize("name", ["engagements:work_list_csv", "engagements:work_list_xlsx"])
def test_a_button_for_what_was_selected_downloads_nothing_else(
    client: Client, three: list[Invitation], name: str
) -> None:
    answer = client.get(reverse(name, query={"tab": "all", "selected": "1"}))
    assert answer["Location"] == reverse("engagements:work_list")


def test_the_list_is_found_again_after_several_were_assigned(
    client: Client, officer: Person, three: list[Invitation]
) -> None:
    client.get(reverse("engagements:work_list", query={"tab": "open", "q": "supper"}))
    answer = client.post(reverse(ASSIGN, query=references(*three)), {"to": officer.pk})
    assert answer["Location"] == reverse("engagements:work_list", query={"tab": "open", "q": "supper"})
