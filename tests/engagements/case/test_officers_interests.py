"""Officers declare an interest in an organiser as members do (P18), and somebody else may take the case."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements import record_sentences
from engagements.models import Interest, Invitation
from protocols.core.findings import FindingCode
from tests import cases, council

pytestmark = pytest.mark.django_db
NATURE = "I am a trustee of the scouts."


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person, deputy: Person) -> Client:
    client.force_login(officer)
    return client


def declare(page: Client, invitation: Invitation, nature: str = NATURE) -> str:
    address = reverse("engagements:case_declare_interest", args=[invitation.reference])
    return page.post(address, {"nature": nature}, follow=True).content.decode()


def shown(page: Client, name: str, invitation: Invitation) -> str:
    answer = page.get(reverse(f"engagements:{name}", args=[invitation.reference]))
    return " ".join(answer.content.decode().split())


def test_an_officer_declares_in_the_words_in_which_members_do(
    desk: Client, client: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    asked = shown(desk, "case_declare_interest", invitation)
    desk.force_login(mayor)
    of_members = shown(desk, "mayor_interest", invitation)
    for words in ("Declare an interest", "Your interest", "you are a member, a trustee or a relation"):
        assert words in asked
        assert words in of_members


def test_an_interest_without_words_is_none(desk: Client) -> None:
    invitation = cases.make_invitation()
    assert "Enter your interest" in declare(desk, invitation, " ")
    assert not Interest.objects.exists()


def test_the_declaration_is_in_the_record_and_is_the_same_finding(desk: Client, officer: Person) -> None:
    invitation = cases.make_invitation()
    declare(desk, invitation)
    entry = invitation.entries.get(kind="interest")
    assert (entry.by, entry.party, entry.on_instruction_of) == (officer, "officer", "")
    assert record_sentences.happened(entry, {}) == "The civic office recorded an interest"
    [finding] = [
        finding
        for finding in cases.noticed([invitation])[invitation.pk]
        if finding.code is FindingCode.INTEREST_DECLARED
    ]
    assert finding.clause == "P18"
    assert finding.particulars == {"interests": f"Olive Officer, Civic officer ({NATURE})"}


def test_whoever_declared_is_named_beside_the_case_and_another_may_take_it(
    desk: Client, officer: Person
) -> None:
    council.make_officer("Oscar Other")
    invitation = cases.make_invitation()
    desk.post(reverse("engagements:case_assign", args=[invitation.reference]), {"to": str(officer.pk)})
    page = " ".join(declare(desk, invitation).split())
    assert "Olive Officer has declared an interest in the organiser (P18)." in page
    assert "Assign the case to someone else" in page
    offered = shown(desk, "case_assign", invitation)
    assert "Olive Officer (declared an interest)" in offered
    assert "Oscar Other (declared" not in offered


def test_nobody_is_asked_to_hand_on_what_another_has(desk: Client, officer: Person) -> None:
    other = council.make_officer("Oscar Other")
    invitation = cases.make_invitation()
    desk.post(reverse("engagements:case_assign", args=[invitation.reference]), {"to": str(other.pk)})
    page = " ".join(declare(desk, invitation).split())
    assert "Olive Officer has declared an interest" in page
    assert "Assign the case to someone else" not in page


def test_a_case_is_not_offered_to_be_taken_by_who_declared_an_interest(desk: Client, officer: Person) -> None:
    invitation = cases.make_invitation()
    address = reverse("engagements:case_assign", args=[invitation.reference])
    assert desk.get(address).context["form"]["to"].initial == officer.pk
    declare(desk, invitation)
    assert desk.get(address).context["form"]["to"].initial is None


def test_the_mayor_reads_it_with_the_officers_post(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    declare(desk, invitation)
    desk.force_login(mayor)
    assert f"Olive Officer, Civic officer: {NATURE}" in shown(desk, "mayor_case", invitation)


def test_the_monitoring_officer_declares_too(
    client: Client, officer: Person, monitoring_officer: Person
) -> None:
    invitation = cases.make_invitation()
    client.force_login(monitoring_officer)
    assert "Declare an interest in the organiser" in shown(client, "case", invitation)
    page = " ".join(declare(client, invitation).split())
    assert "Ravi Rule has declared an interest in the organiser (P18)." in page
    assert "Assign the case" not in page
    assert invitation.entries.get(kind="interest").party == "monitoring_officer"


def test_what_a_colleague_said_is_recorded_as_told(desk: Client, manager: Person, officer: Person) -> None:
    invitation = cases.make_invitation()
    address = reverse("engagements:case_interest", args=[invitation.reference])
    offered = desk.get(address).context["form"].fields["person"].queryset
    assert manager in offered
    assert officer not in offered
    desk.post(address, {"person": str(manager.pk), "nature": "A cousin."})
    entry = invitation.entries.get(kind="interest")
    assert (entry.by, entry.on_instruction_of) == (officer, "Morgan Manager")
    assert "Morgan Manager has declared an interest" in shown(desk, "case", invitation)
