"""What the office keeps about the council: its particulars, area, people, terms, calendar, reasons."""

from civic.models.areas import NeighbouringArea
from civic.models.calendar import ClosedDay, CouncilMeeting, PreElectionPeriod
from civic.models.council import Council, DayKind, Nation
from civic.models.office import ActingPeriod, Office, OfficeKind, Term
from civic.models.person import OFFICE_ROLES, Person, Role
from civic.models.reasons import AgreedReason
from civic.models.record import CivicChange
from civic.models.sent_form import SentForm

__all__ = [
    "OFFICE_ROLES",
    "ActingPeriod",
    "AgreedReason",
    "CivicChange",
    "ClosedDay",
    "Council",
    "CouncilMeeting",
    "DayKind",
    "Nation",
    "NeighbouringArea",
    "Office",
    "OfficeKind",
    "Person",
    "PreElectionPeriod",
    "Role",
    "SentForm",
    "Term",
]
