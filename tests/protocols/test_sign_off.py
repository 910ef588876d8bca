"""Three signatures bring a version into force; frozen words,
void signatures and planned moments on the way (P22).
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from time_machine import Traveller

from civic.models import Person
from protocols import service, sign_off
from protocols.models import Part, ProtocolVersion, SignOff
from tests import council
from tests.guarding import refused_by, run_sql
from tests.protocols.sign_off import SIGNED_PAPER, paper, publish, sign_on_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(manager: Person) -> ProtocolVersion:
    return sign_off.put_for_signature(service.new_draft(by=manager), note="Shorter", by=manager)


def brought_in() -> int:
    """How many versions the look for due ones brings into force."""
    return sum(sign_off.bring_in(version) for version in sign_off.due_versions())


def test_a_version_comes_into_force_when_all_three_have_signed(
    frozen: Any, manager: Person, monitoring_officer: Person
) -> None:
    chief, leader = council.make_chief_executive(), council.make_leader()
    for part, person in ((Part.MONITORING_OFFICER, monitoring_officer), (Part.CHIEF_EXECUTIVE, chief)):
        sign_off.sign(frozen, part=part, by=person)
    with pytest.raises(sign_off.CannotSign, match="Still to sign: Leader"):
        sign_off.bring_into_force(frozen, by=manager)
    sign_off.sign(frozen, part=Part.LEADER, by=leader)
    published = sign_off.bring_into_force(frozen, by=manager)
    assert service.version_in_force() == published
    assert (published.in_force_from, published.published_by) == (timezone.now(), manager)
    assert ProtocolVersion.objects.get(number=1).state == "superseded"


def test_nobody_signs_twice_and_no_post_is_signed_for_twice(frozen: Any, monitoring_officer: Person) -> None:
    sign_off.sign(frozen, part=Part.MONITORING_OFFICER, by=monitoring_officer)
    with pytest.raises(sign_off.CannotSign, match="already been given"):
        sign_off.sign(frozen, part=Part.MONITORING_OFFICER, by=monitoring_officer)
    with pytest.raises(sign_off.CannotSign, match="You cannot sign it for two posts"):
        sign_off.sign(frozen, part=Part.LEADER, by=monitoring_officer)


def test_a_signature_on_paper_keeps_its_scan_and_who_recorded_it(frozen: Any, manager: Person) -> None:
    sign_on_paper(frozen, Part.LEADER, by=manager)
    signed = sign_off.sign_offs(frozen).get()
    assert (signed.name, signed.person, signed.by, signed.scan_type) == (
        "The Leader",
        None,
        manager,
        "application/pdf",
    )
    with signed.scan.open("rb") as scan:
        assert scan.read() == SIGNED_PAPER
    assert signed.is_from_paper


def test_a_scan_is_known_by_its_content_and_not_by_its_name(frozen: Any, manager: Person) -> None:
    scan = paper(b"<html><script>", "signed.pdf")
    with pytest.raises(sign_off.CannotSign, match="PDF, PNG or JPEG"):
        sign_off.record_paper(
            frozen, part=Part.LEADER, name="A", signed_on=timezone.localdate(), scan=scan, by=manager
        )


def test_words_are_frozen_while_they_are_signed(frozen: Any, manager: Person) -> None:
    with pytest.raises(service.HandbookClosed, match="return it to draft"):
        service.change_clause(version=frozen, code="P3", title="A", text="B", by=manager)
    with pytest.raises(service.HandbookClosed):
        service.change_limits(version=frozen, answer_days=21, by=manager)
    with pytest.raises(service.HandbookClosed, match="sent for signature"):
        service.new_draft(by=manager)


def test_taking_a_version_back_voids_what_was_signed_and_keeps_it_on_record(
    frozen: Any, manager: Person
) -> None:
    sign_on_paper(frozen, Part.LEADER, Part.CHIEF_EXECUTIVE, by=manager)
    draft = sign_off.take_back(frozen, because="P3 reads badly", by=manager)
    assert draft.is_draft
    service.change_clause(
        version=draft, code="P3", title="A decline", text="It is not passed on.", by=manager
    )
    again = sign_off.put_for_signature(draft, by=manager)
    assert sign_off.lacking(again) == list(Part)
    voided = sign_off.voided_rounds(again).get()
    assert (voided.voided_because, [signed.part for signed in voided.sign_offs.all()]) == (
        "P3 reads badly",
        ["leader", "chief_executive"],
    )
    assert voided.words_digest != sign_off.digest_of(again)


def test_a_planned_version_comes_into_force_when_its_moment_has_come(
    frozen: Any, manager: Person, office_day: Traveller
) -> None:
    sign_on_paper(frozen, by=manager)
    sign_off.bring_into_force(frozen, at=timezone.now() + timedelta(days=2), by=manager)
    assert (brought_in(), service.version_in_force().number) == (0, 1)
    office_day.shift(timedelta(days=2))
    assert (brought_in(), service.version_in_force().number) == (1, 2)
    assert brought_in() == 0


def test_a_planned_moment_can_be_forgotten_and_no_past_one_given(
    frozen: Any, manager: Person, office_day: Traveller
) -> None:
    sign_on_paper(frozen, by=manager)
    with pytest.raises(sign_off.CannotSign, match="has passed"):
        sign_off.bring_into_force(frozen, at=timezone.now() - timedelta(minutes=1), by=manager)
    sign_off.bring_into_force(frozen, at=timezone.now() + timedelta(days=2), by=manager)
    sign_off.call_off(frozen, by=manager)
    office_day.shift(timedelta(days=3))
    assert (brought_in(), service.version_in_force().number) == (0, 1)


def test_the_version_that_came_with_the_software_can_be_signed_too(manager: Person) -> None:
    first = service.version_in_force()
    assert sign_off.lacking(first) == list(Part)
    sign_on_paper(first, by=manager)
    assert sign_off.lacking(first) == []
    with pytest.raises(sign_off.CannotSign):
        sign_off.take_back(first, by=manager)


def test_a_superseded_version_is_not_signed_any_more(manager: Person) -> None:
    first = service.version_in_force()
    publish(service.new_draft(by=manager), by=manager)
    with pytest.raises(sign_off.CannotSign, match="not been sent for signature"):
        sign_on_paper(first, Part.LEADER, by=manager)


ATTACKS = {
    "UPDATE protocols_signoff SET name = 'Somebody else'": "signature_is_never_altered",
    "DELETE FROM protocols_signoff": "signature_is_never_deleted",
    "DELETE FROM protocols_signinground": "signing_round_is_never_deleted",
    "UPDATE protocols_signinground SET words_digest = 'x'": "signing_round_is_never_altered",
    (
        "UPDATE protocols_protocolversion SET state = 'in_force', in_force_from = created_at WHERE number = 2"
    ): "version_is_signed_first",
    "UPDATE protocols_protocolversion SET answer_days = 99 WHERE number = 2": "version_stays_what_it_was",
    (
        "UPDATE protocols_protocolversion SET offer_deputy = 'never' WHERE number = 1"
    ): "version_stays_what_it_was",
    (
        "UPDATE protocols_clause SET text = 'x' WHERE version_id IN"
        " (SELECT id FROM protocols_protocolversion WHERE number = 2)"
    ): "clause_changes_in_a_draft",
    (
        'INSERT INTO protocols_clause (version_id, code, "order", title, text)'
        " SELECT id, 'P99', 99, 'x', 'x' FROM protocols_protocolversion WHERE number = 2"
    ): "clause_is_added_to_a_draft",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_keeps_what_was_signed(attack: Any, frozen: Any, manager: Person) -> None:
    sign_on_paper(frozen, Part.LEADER, Part.CHIEF_EXECUTIVE, by=manager)
    with refused_by(ATTACKS[attack]):
        run_sql(attack)
    assert SignOff.objects.count() == 2


def test_the_database_takes_no_signature_under_a_draft(frozen: Any, manager: Person) -> None:
    sign_on_paper(frozen, Part.LEADER, by=manager)
    signed = SignOff.objects.get()
    sign_off.take_back(frozen, by=manager)
    signed.pk, signed.part = None, Part.CHIEF_EXECUTIVE
    with refused_by("signature_is_given_in_an_open_round"):
        signed.save(force_insert=True)
