"""A council on Monday 1 June 2026 with one of each part, and things for addresses to name:
what the matrix is asked in.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from civic.models import (
    ActingPeriod,
    AgreedReason,
    ClosedDay,
    CouncilMeeting,
    NeighbouringArea,
    OfficeKind,
    Person,
    PreElectionPeriod,
    Term,
)
from civic.queries import read_council
from engagements.models import (
    Asker,
    Consultation,
    DisclosureItem,
    Invitation,
    Keeping,
    Letter,
    MemberTask,
    RetentionRun,
)
from engagements.services.advice import consultations, member_tasks
from engagements.services.case_record import organiser_links
from engagements.services.records import disclosure
from tests import cases
from tests.council import (
    YEAR_BEGINS_AT,
    london,
    make_acting,
    make_attendant,
    make_chief_executive,
    make_civic_year,
    make_council,
    make_deputy,
    make_leader,
    make_manager,
    make_mayor,
    make_meeting,
    make_monitoring_officer,
    make_neighbour,
    make_officer,
    make_person,
    make_term,
)


class Who(StrEnum):
    """The parties of the matrix."""

    ANONYMOUS = "anonymous"
    ORGANISER = "organiser with a link"
    OFFICER = "civic officer"
    MANAGER = "civic manager"
    MAYOR = "Mayor"
    DEPUTY = "Deputy"
    MONITORING = "Monitoring Officer"
    CHIEF = "Chief Executive"
    ATTENDANT = "attendant"
    LEADER = "Leader of the council"
    FORMER = "former Mayor"


W = Who
PUBLIC = frozenset({W.ANONYMOUS, W.ORGANISER})
SIGNED_IN = frozenset(W) - PUBLIC
# A former Mayor's account can still sign in, and finds nothing.
IN_POST = SIGNED_IN - {W.FORMER}
EVERYBODY = frozenset(W)
NOBODY: frozenset[Who] = frozenset()


@dataclass
class Scene:
    """A council on Monday 1 June 2026 with one of each, and things for addresses to name."""

    people: dict[Who, Person] = field(default_factory=dict)
    other_person: Person = field(init=False)
    term: Term = field(init=False)
    acting: ActingPeriod = field(init=False)
    meeting: CouncilMeeting = field(init=False)
    closed_day: ClosedDay = field(init=False)
    agreed_reason: AgreedReason = field(init=False)
    pre_election: PreElectionPeriod = field(init=False)
    neighbour: NeighbouringArea = field(init=False)
    # Before the Mayor; asked of the Deputy; and not put before either.
    waits: Invitation = field(init=False)
    asked: Invitation = field(init=False)
    untold: Invitation = field(init=False)
    # What the organiser's link carries.
    token: str = field(init=False)
    code: str = field(init=False)
    letter: Letter = field(init=False)
    # A run of which nothing is left to do, and a thing chosen for a request.
    certificate: RetentionRun = field(init=False)
    asked_item: DisclosureItem = field(init=False)
    question: Consultation = field(init=False)
    task: MemberTask = field(init=False)


def make_scene() -> Scene:
    """Builds the scene in the test's database."""
    make_council(logo=b"\x89PNG\r\n\x1a\n")
    make_civic_year()
    scene = Scene(
        people={
            W.OFFICER: make_officer(),
            W.MANAGER: make_manager(),
            W.MAYOR: make_mayor(),
            W.DEPUTY: make_deputy(),
            W.MONITORING: make_monitoring_officer(),
            W.CHIEF: make_chief_executive(),
            W.ATTENDANT: make_attendant(),
            W.LEADER: make_leader(),
            W.FORMER: make_person("Councillor Yesterday Jones"),
        }
    )
    long_ago = london(2025, 5, 14, 18, 30)
    make_term(scene.people[W.FORMER], OfficeKind.MAYOR, begins_at=long_ago, ends_at=YEAR_BEGINS_AT)
    scene.other_person = make_officer("Oscar Other")
    scene.term = Term.objects.get(person=scene.people[W.DEPUTY])
    # Over since yesterday, so that nobody acts in the scene.
    long_ago, yesterday = london(2026, 5, 20), london(2026, 5, 31)
    scene.acting = make_acting(scene.people[W.DEPUTY], begins_at=long_ago, ends_at=yesterday)
    scene.meeting = make_meeting(london(2026, 7, 8, 19, 0), CouncilMeeting.Kind.FULL)
    scene.closed_day = ClosedDay.objects.order_by("on")[0]
    scene.agreed_reason = AgreedReason.objects.get(code="rest")
    scene.pre_election = PreElectionPeriod.objects.create(
        name="By-election in Market ward", begins_on=date(2026, 6, 8), ends_on=date(2026, 7, 16)
    )
    scene.neighbour = make_neighbour()
    officer, mayor = scene.people[W.OFFICER], scene.people[W.MAYOR]
    scene.waits = cases.with_mayor(officer=officer)
    scene.asked = cases.with_deputy(officer=officer, mayor=mayor)
    # Nobody knows by its postcode that it is outside the area: an officer said so.
    scene.untold = cases.make_invitation(outside_area=True)
    link = organiser_links.make_link(scene.untold)
    scene.token, scene.code = organiser_links.token_of(link), organiser_links.code_of(link)
    scene.letter = Letter.objects.filter(invitation=scene.untold)[0]
    scene.certificate = RetentionRun.objects.create(
        number="RC-2026-0001",
        kind=Keeping.LETTERS,
        cut_off_on=date(2020, 6, 1),
        approved_at=yesterday,
        approved_by=scene.people[W.MANAGER],
    )
    scene.asked_item = _asked_for(scene)
    scene.question = consultations.ask(question="May I?", invitation=None, asked_as=Asker.MAYOR, by=mayor)
    scene.task = member_tasks.ask(
        wanted="Please ring the school.", invitation=None, asked_as=Asker.MAYOR, by=mayor
    )
    return scene


def _asked_for(scene: Scene) -> DisclosureItem:
    """The organiser of the case that nobody knows of, chosen for a request."""
    officer = scene.people[W.OFFICER]
    asked_for: dict[str, Any] = {
        "kind": "foi",
        "asked_by_name": "Bo Berg",
        "asked_for": "Everything.",
        "terms": "Jane Smith",
        "received_on": date(2026, 6, 1),
    }
    asked = disclosure.enter(**asked_for, owner=officer, at=read_council(), by=officer)
    disclosure.choose(asked, keys=frozenset({f"organiser-{scene.untold.organiser_id}"}), by=officer)
    return DisclosureItem.objects.get(request=asked)
