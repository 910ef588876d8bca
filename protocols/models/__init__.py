"""The handbook's records: the protocol's versions, clauses and signatures, who acknowledged it
and talked about it, and the letters' templates.
"""

from protocols.models.acknowledgements import Acknowledgement
from protocols.models.handbook import Clause, ProtocolVersion
from protocols.models.letters import ENGLISH, LetterName, LetterTemplate, LetterTemplateVersion
from protocols.models.meetings import Meeting, Presence, ReportOpening
from protocols.models.notes import ClauseNote
from protocols.models.sign_off import Part, SigningRound, SignOff

__all__ = [
    "Acknowledgement",
    "Clause",
    "ClauseNote",
    "ENGLISH",
    "LetterName",
    "LetterTemplate",
    "LetterTemplateVersion",
    "Meeting",
    "Part",
    "Presence",
    "ProtocolVersion",
    "ReportOpening",
    "SignOff",
    "SigningRound",
]
