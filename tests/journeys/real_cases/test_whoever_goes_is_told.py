"""What is called off or moved is told to whoever was to go, and whoever will act gets the case to decide."""

import re

import pytest
from django.core import mail

from engagements.models import Decision
from engagements.services.mail import notification_mails
from tests import council, form_answers
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor, the_mayor_accepted

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(r"http://[^/\s]+(/\S+)")
THE_FETE = "Northgate summer fête, Saturday 11 July 2026, 2pm to 5pm"


@pytest.fixture
def attendant(play: Play) -> Play:
    """Somebody drives and carries the mace."""
    play.sign_in("attendant", council.make_attendant())
    return play


def the_deputy_attends(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("ask-deputy", agreed_reason="away")
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "acceptance_deputy"


def hear(play: Play, who: str) -> tuple[str, str]:
    """The newest short mail to this person, which names neither organiser nor event, and the page behind its
    link.
    """
    notification_mails.send_due()
    [*_, newest] = [each for each in mail.outbox if play.person(who).email in each.to[0]]
    assert not re.search("Northgate|fête|Scout", f"{newest.subject} {newest.body}")
    [path] = ADDRESS.findall(str(newest.body))
    page = play.visitors[who].open(path)
    assert page.status == 200, path
    return str(newest.subject), " ".join(page.page.text.split())


@pytest.mark.parametrize("who", ["deputy", "mayor", "attendant"])
def test_what_the_organiser_calls_off_two_days_before_is_told_by_name_to_whoever_was_to_go(
    attendant: Play, who: str
) -> None:
    """Called off by the link while the Deputy was to go: it does not vanish without a word."""
    play = attendant
    the_deputy_attends(play)
    play.time_passes(days=38)
    play.organiser_opens_link().open("/invitation/withdraw/").press_main()
    assert play.stage == "cancelled"
    subject, page = hear(play, who)
    assert subject == "An engagement in the diary has been cancelled"
    assert f"{THE_FETE}: cancelled, Thursday 9 July 2026" in page
    assert "There are no engagements." in page
    office = " ".join(play.visitors["officer"].open("/office/").page.text.split())
    assert "The organiser cancelled the event" in office
    play.time_passes(days=8)
    assert "cancelled, Thursday" not in " ".join(play.visitors[who].open("/diary/").page.text.split())


@pytest.mark.parametrize(
    "moved", [{"starts_wall": "10am", "ends_wall": "1pm"}, {"venue": "The Corn Exchange"}]
)
def test_what_the_organiser_moves_is_told_to_whoever_goes(play: Play, moved: dict[str, str]) -> None:
    """Another hour or another place of an accepted engagement."""
    the_mayor_accepted(play)
    play.organiser_opens_link().open("/invitation/change/").press_main(**moved)
    subject, page = hear(play, "mayor")
    assert subject == "An engagement in the diary has changed"
    assert "changed, Monday 1 June 2026" in page
    assert "to be confirmed again" in page


def test_a_visit_of_both_that_is_called_off_is_told_to_both(play: Play) -> None:
    """The Deputy was to accompany the Mayor."""
    before_the_mayor(play, addressee="both")
    play.mayor_answers("accept-together")
    play.deputy_answers("accept")
    play.officer_releases()
    play.officer_takes("call_off_for_cause", by="manager", why="The field is under water.")
    for who in ("mayor", "deputy"):
        assert f"{THE_FETE}: cancelled" in hear(play, who)[1]


def test_nobody_is_told_of_the_engagements_of_others(play: Play) -> None:
    """What touches the Mayor's day alone stands on no page of the Deputy's (P15)."""
    the_mayor_accepted(play)
    play.organiser_opens_link().open("/invitation/withdraw/").press_main()
    assert "Northgate" not in play.visitors["deputy"].open("/diary/").page.text


def test_what_the_deputy_no_longer_goes_to_tells_the_deputy_no_new_hour(play: Play) -> None:
    """The date moves before anything was announced: the choice falls, and the new day is not the Deputy's."""
    before_the_mayor(play)
    play.mayor_answers("ask-deputy", agreed_reason="away")
    play.deputy_answers("accept")
    play.organiser_opens_link().open("/invitation/change/").press_main(event_on_day="18")
    page = hear(play, "deputy")[1]
    assert f"{THE_FETE}: changed" in page
    assert "18 July" not in page


def test_a_confidential_visit_is_called_off_without_its_name_to_whoever_drives(attendant: Play) -> None:
    """The attendant's page names nothing that is confidential (P14)."""
    play = attendant
    play.organiser_invites()
    play.officer_corrects("case", confidential=True, confidential_why="The Palace asks.", why="We heard.")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    play.officer_releases()
    play.officer_takes("call_off_for_cause", by="manager", why="The Palace asks for it.")
    page = hear(play, "attendant")[1]
    assert "Private engagement, Saturday 11 July 2026, 2pm to 5pm: cancelled" in page
    assert "fête" not in page


def test_who_will_act_in_march_has_the_invitation_for_march_in_november(play: Play) -> None:
    """An acting period is planned from 3 to 10 March, the event is on the 5th: no box empty, no link dead."""
    play.time_passes(days=170)
    council.make_acting(
        play.person("deputy"), begins_at=council.london(2027, 3, 3), ends_at=council.london(2027, 3, 11)
    )
    before_the_mayor(play, **form_answers.on("event_on", 5, 3, 2027))
    subject, page = hear(play, "deputy")
    assert subject == "You have an invitation to decide on"
    assert "Northgate summer fête" in page
    assert play.visitors["deputy"].open("/mayor/").sees("Northgate summer fête")
    assert not play.visitors["mayor"].open("/mayor/").sees("Northgate summer fête")
    assert play.visitors["mayor"].open(f"/mayor/{play.reference}/").status == 404
    play.mayor_answers("accept", by="deputy")
    assert Decision.objects.get().capacity == "acting"
    assert play.officer_releases()[-1] == "acceptance_acting"
    letter = " ".join(play.newest_letter().split())
    assert "The Deputy Mayor will carry out the duties of the Mayor that day" in letter
    for absence in ("unable", "absen", " ill", "incapac"):
        assert absence not in letter


def test_what_lies_before_and_after_the_planned_acting_period_stays_the_mayors(play: Play) -> None:
    """The last day before it and the first after it."""
    play.time_passes(days=170)
    council.make_acting(
        play.person("deputy"), begins_at=council.london(2027, 3, 3), ends_at=council.london(2027, 3, 11)
    )
    for day in (2, 11):
        before_the_mayor(play, title=f"Supper of the {day}", **form_answers.on("event_on", day, 3, 2027))
        assert hear(play, "mayor")[0] == "You have an invitation to decide on"
        assert play.visitors["deputy"].open(f"/mayor/{play.reference}/").status == 404
        play.mayor_answers("accept")
        assert play.officer_releases()[-1] == "acceptance"


def to_march(play: Play) -> None:
    """Half a year on, with the Deputy's acting period from 3 to 10 March recorded."""
    play.time_passes(days=170)
    council.make_acting(
        play.person("deputy"), begins_at=council.london(2027, 3, 3), ends_at=council.london(2027, 3, 11)
    )


def read(play: Play, who: str, address: str) -> str:
    return " ".join(play.visitors[who].open(address).page.text.split())


def test_the_deputys_first_page_says_which_invitations_are_to_decide_as_mayor(play: Play) -> None:
    """Where the Deputy lands there is a plain sentence and a way to the box; the menu leads there, too."""
    to_march(play)
    before_the_mayor(play, **form_answers.on("event_on", 5, 3, 2027))
    page = read(play, "deputy", "/deputy/")
    assert "You will act as Mayor from 3 to 10 March 2027." in page
    assert "Invitations to events in that time are for you to decide (P9)." in page
    assert "Mayor’s invitations" in page
    play.visitors["deputy"].follow("See the invitation for you to decide as Mayor")
    box = " ".join(play.visitors["deputy"].page.text.split())
    assert "You will act as Mayor from 3 to 10 March 2027." in box
    assert "Northgate summer fête" in box


def test_the_mayors_page_says_who_decides_the_invitations_of_those_days_and_why(play: Play) -> None:
    """The Mayor's box lacks them, and says so instead of being silent."""
    to_march(play)
    before_the_mayor(play, **form_answers.on("event_on", 5, 3, 2027))
    page = read(play, "mayor", "/mayor/")
    assert (
        "The Deputy Mayor, Councillor David Okoro, will carry out your duties from 3 to 10 March 2027. "
        "Invitations to events in that time are for the Deputy Mayor to decide, as the Monitoring Officer "
        "has recorded (P9)."
    ) in page
    assert "Northgate summer fête" not in page
    assert "carry out your duties" not in read(play, "deputy", "/mayor/")


def test_while_the_deputy_acts_both_pages_say_so_and_until_when(play: Play) -> None:
    """In the middle of the period."""
    council.make_acting(play.person("deputy"), ends_at=council.london(2026, 6, 20))
    assert "You are acting as Mayor until Friday 19 June 2026." in read(play, "deputy", "/mayor/")
    assert "is carrying out your duties until Friday 19 June 2026." in read(play, "mayor", "/mayor/")


def test_an_acting_period_whose_end_nobody_knows_says_that(play: Play) -> None:
    """Recorded without an end."""
    council.make_acting(play.person("deputy"), begins_at=council.london(2026, 7, 1))
    page = read(play, "deputy", "/deputy/")
    assert "You will act as Mayor from Wednesday 1 July 2026. The end is not known yet." in page


def test_without_an_acting_period_nobody_reads_of_one(play: Play) -> None:
    """Any other day; and one that is over."""
    council.make_acting(
        play.person("deputy"), begins_at=council.london(2026, 5, 20), ends_at=council.london(2026, 5, 25)
    )
    for who, address in (("deputy", "/deputy/"), ("mayor", "/mayor/")):
        page = read(play, who, address)
        assert "act as Mayor" not in page
        assert "your duties" not in page


def test_what_lay_before_the_mayor_when_the_acting_period_was_recorded_is_told_to_who_will_act(
    play: Play,
) -> None:
    """It was put to the Mayor in November; in December the Monitoring Officer records who acts in March."""
    play.time_passes(days=170)
    before_the_mayor(play, **form_answers.on("event_on", 5, 3, 2027))
    assert hear(play, "mayor")[0] == "You have an invitation to decide on"
    council.make_acting(
        play.person("deputy"), begins_at=council.london(2027, 3, 3), ends_at=council.london(2027, 3, 11)
    )
    play.time_passes(days=1)
    subject, page = hear(play, "deputy")
    assert subject == "You have an invitation to decide on"
    assert "Northgate summer fête" in page
    told = play.invitation.notifications.count()
    play.time_passes(days=1)
    assert play.invitation.notifications.count() == told


def test_the_deputys_diary_leads_to_what_the_deputy_accepted_for_the_acting_period(play: Play) -> None:
    """An engagement of March, in the diary since November."""
    to_march(play)
    before_the_mayor(play, **form_answers.on("event_on", 5, 3, 2027))
    play.mayor_answers("accept", by="deputy")
    play.visitors["deputy"].open("/diary/").follow("Northgate summer fête")
    assert play.visitors["deputy"].status == 200


def test_no_letter_and_no_page_of_the_organisers_tells_of_an_absence(play: Play) -> None:
    """The programme names the Deputy Mayor, and nothing says why."""
    to_march(play)
    before_the_mayor(play, **form_answers.on("event_on", 5, 3, 2027))
    play.mayor_answers("accept", by="deputy")
    play.officer_releases()
    letter = " ".join(play.newest_letter().split())
    assert "name your guest as follows: The Deputy Mayor, Councillor David Okoro So that" in letter
    page = " ".join(play.organiser_opens_link().page.text.split())
    for told in (letter, page):
        assert "carry out the duties of the Mayor that day" in told or "carrying out the duties of" in told
        for absence in ("unable", "absen", " ill", "incapac", "acting"):
            assert absence not in told
