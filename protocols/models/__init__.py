"""The handbook's records: the protocol's versions and clauses, and the letters' templates."""

from protocols.models.handbook import Clause, ProtocolVersion
from protocols.models.letters import LetterTemplate, LetterTemplateVersion

__all__ = ["Clause", "LetterTemplate", "LetterTemplateVersion", "ProtocolVersion"]
