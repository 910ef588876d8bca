"""What may become of an invitation to the Mayor: delegated, returned, moved, lapsed, refused,
joined, confidential.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from civic.queries import read_council
from engagements.models import Delegation, Engagement, Letter
from engagements.queries import stale_drafts
from tests import council
from tests.journeys.cast import Play
from tests.there import there

pytestmark = pytest.mark.django_db


def before_the_mayor(play: Play, **answers: str | None) -> None:
    play.organiser_invites(**answers)
    play.officer_takes("put_to_mayor")
    assert play.stage == "with_mayor"


def the_mayor_accepted(play: Play, **answers: str | None) -> None:
    before_the_mayor(play, **answers)
    play.mayor_answers("accept")
    play.officer_releases()


def test_the_deputy_declines_and_the_mayor_goes_after_all(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("ask-deputy", agreed_reason="away")
    play.deputy_answers("decline", private_reason="A family wedding.")
    assert play.stage == "with_mayor"
    mayor = play.visitors["mayor"].open(f"/mayor/{play.reference}/")
    assert mayor.sees("already said no")
    play.mayor_answers("accept")
    assert play.officer_releases() == ["acknowledgement", "acceptance"]
    assert "wedding" not in play.newest_letter()
    assert "Okoro" not in play.newest_letter()


def test_the_mayor_falls_ill_on_the_day_and_the_deputy_stands_in(play: Play) -> None:
    the_mayor_accepted(play)
    play.time_passes(days=39, hours=21)
    play.mayor_answers("no-longer", agreed_reason="illness")
    assert play.stage == "with_deputy"
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "substitution"
    letter = play.newest_letter()
    assert "Councillor David Okoro" in letter
    assert "ill" not in letter.replace("will", "").split()
    play.time_passes(days=1)
    play.officer_takes("outcome_attended")
    assert (play.stage, Engagement.objects.get(state="done").attended) == ("completed", True)
    assert play.officer_releases()[-1] == "thanks"


def test_an_event_after_the_annual_meeting_waits_for_the_successor(play: Play) -> None:
    play.organiser_invites(event_on_day="10", event_on_month="7", event_on_year="2027")
    play.officer_takes("put_to_mayor")
    assert play.stage == "held_for_successor"
    assert play.officer_releases()[-1] == "held"
    assert play.visitors["mayor"].open(f"/mayor/{play.reference}/").status == 404
    successor = council.make_mayor(
        "Councillor Priya Shah",
        begins_at=council.YEAR_ENDS_AT,
        ends_at=council.YEAR_ENDS_AT + timedelta(days=364),
    )
    play.sign_in("successor", successor)
    play.time_passes(days=1)
    assert play.stage == "with_mayor"
    play.mayor_answers("accept", by="successor")
    assert play.officer_releases()[-1] == "acceptance_designate"
    assert "Councillor Priya Shah" in play.newest_letter()


def test_a_draft_of_the_mayor_designate_is_read_again_once_that_person_is_the_mayor(play: Play) -> None:
    successor = council.make_mayor(
        "Councillor Priya Shah",
        begins_at=council.YEAR_ENDS_AT,
        ends_at=council.YEAR_ENDS_AT + timedelta(days=364),
    )
    play.sign_in("successor", successor)
    play.organiser_invites(event_on_day="10", event_on_month="7", event_on_year="2027")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept", by="successor")
    letter = Letter.objects.get(kind="acceptance_designate")
    said = "Councillor Priya Shah became the Mayor"
    stale = stale_drafts.of([letter], read_council())
    assert not any(said in change for each in stale.values() for change in each.changes)
    play.time_passes(days=(council.YEAR_ENDS_AT - timezone.now()).days + 1)
    assert said in stale_drafts.of([letter], read_council())[letter.pk].changes[0]


def test_an_acting_mayor_decides_and_is_written_as_deputy(play: Play) -> None:
    council.make_acting(play.person("deputy"))
    before_the_mayor(play)
    assert play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/accept/").status == 404
    play.mayor_answers("accept", by="deputy")
    assert play.officer_releases()[-1] == "acceptance_acting"
    assert "the Deputy Mayor" in play.newest_letter()
    assert not Delegation.objects.exists()


def test_an_acting_mayor_cannot_choose_himself(play: Play) -> None:
    council.make_acting(play.person("deputy"))
    before_the_mayor(play)
    refused = play.visitors["deputy"].open(f"/mayor/{play.reference}/steps/ask-deputy/")
    assert refused.status == 409
    assert refused.sees("acting")


def test_a_joint_invitation_is_decided_for_each(play: Play) -> None:
    before_the_mayor(play, addressee="both")
    play.mayor_answers("accept-together")
    assert play.officer_releases() == ["acknowledgement", "acceptance"]
    assert "Okoro" not in play.newest_letter()
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "accompanied"
    assert "Councillor David Okoro" in play.newest_letter()


def test_a_plain_councillor_attends_privately(play: Play) -> None:
    play.organiser_invites(addressee="councillor", councillor_name="Councillor Lee Marsh", wish=None)
    play.officer_takes("record_not_civic")
    assert play.stage == "not_civic"
    assert play.officer_releases()[-1] == "not_civic"
    assert "P7" in play.newest_letter()


def test_a_party_political_invitation_is_refused_by_clause(play: Play) -> None:
    play.organiser_invites(purpose="political")
    play.officer_takes("refuse_p10", why="The event is held for a political party.")
    assert play.stage == "refused"
    assert play.officer_releases()[-1] == "refusal"
    assert "P10" in play.newest_letter()
    assert play.visitors["mayor"].open("/mayor/").sees("refused", play.invitation.title)


def test_a_duplicate_after_a_decline_stays_declined(play: Play) -> None:
    before_the_mayor(play)
    first = play.reference
    play.mayor_answers("decline", decline_kind="diary")
    play.officer_releases()
    play.organiser_invites()
    refused = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/put_to_mayor/")
    assert refused.sees("declined")
    play.officer_takes("link_duplicate", carries_on=first, why="The same fête.")
    assert play.stage == "duplicate"
    assert play.officer_releases()[-1] == "joined_declined"
    stays = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/unlink/")
    assert stays.status == 409


def test_the_organiser_moves_an_accepted_event(play: Play) -> None:
    the_mayor_accepted(play)
    organiser = play.organiser_opens_link().open("/invitation/change/")
    organiser.press_main(event_on_day="18", event_on_month="7")
    if play.stage != "received":
        organiser.press_main()
    assert (play.stage, play.invitation.event_on.day) == ("received", 18)
    assert "change_acknowledged" in play.officer_releases()
    assert "would attend" in play.newest_letter()
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "confirmation"


def test_a_late_answer_of_the_organiser_still_counts(play: Play) -> None:
    play.organiser_invites(addressee="deputy", wish=None)
    play.officer_takes("explain_protocol")
    play.officer_releases()
    play.time_passes(days=16)
    assert play.officer_releases()[-1] == "reminder"
    play.time_passes(days=5)
    play.organiser_answers("invite_mayor")
    assert play.stage == "received"


def test_silence_is_reminded_and_then_lapses(play: Play) -> None:
    play.organiser_invites(addressee="deputy", wish=None)
    play.officer_takes("explain_protocol")
    play.officer_releases()
    play.time_passes(days=16)
    assert play.stage == "protocol_explained"
    assert play.officer_releases()[-1] == "reminder"
    play.time_passes(days=9)
    assert play.stage == "lapsed"
    assert play.officer_releases()[-1] == "closing_silence"
    assert not Delegation.objects.exists()


def test_the_offices_own_silence_is_apologised_for(play: Play) -> None:
    play.organiser_invites()
    play.time_passes(days=41)
    assert play.stage == "lapsed"
    assert play.officer_releases()[-1] == "closing_apology"


def test_a_confidential_royal_visit_is_seen_by_those_who_need_to(play: Play) -> None:
    play.organiser_invites(title="Visit of Her Royal Highness", purpose="community")
    play.officer_corrects("case", confidential=True, confidential_why="The Palace asks.", why="We heard.")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    play.officer_releases()
    assert "Royal" not in there(play.invitation.letters.last()).subject
    deputy = play.visitors["deputy"]
    assert not deputy.open("/diary/").sees("Royal")
    assert deputy.open(f"/deputy/{play.reference}/").status == 404
    assert play.visitors["mayor"].open("/diary/").sees("Royal")


def test_the_mayors_decision_by_word_of_mouth_is_recorded_with_both_names(play: Play) -> None:
    before_the_mayor(play)
    play.officer_takes("accept", how="telephone")
    entry = there(play.invitation.entries.last())
    assert (
        entry.by,
        "Councillor Jane Smith" in entry.on_instruction_of,
        "telephone" in entry.on_instruction_of,
    ) == (
        play.person("officer"),
        True,
        True,
    )


def test_a_council_without_a_deputy_works(play: Play) -> None:
    council.make_council(with_deputy=False)
    before_the_mayor(play, wish=None)
    mayor = play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/ask-deputy/")
    assert mayor.status == 409
    play.mayor_answers("decline", decline_kind="diary")
    assert play.officer_releases()[-1] == "decline"


def test_a_former_mayor_is_out_at_once(play: Play) -> None:
    before_the_mayor(play)
    mayor = play.visitors["mayor"]
    assert mayor.open("/mayor/").status == 200
    play.time_passes(days=346)
    mayor = play.visitors["mayor"]
    assert mayor.open("/mayor/").status == 403
    assert mayor.open(f"/mayor/{play.reference}/").status == 403
