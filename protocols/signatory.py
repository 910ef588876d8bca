"""Whoever acts on the handbook. The protocol knows of them no more than this: who may sign in is the council's own affair."""

from typing import Any, Protocol


class Signatory(Protocol):
    """A person of this council, as far as the protocol names one."""

    pk: Any
    name: Any

    @property
    def written_name(self) -> str: ...
