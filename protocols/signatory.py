"""Who acts on the handbook, as far as the protocol knows them; who may sign in is the council's affair."""

from typing import Any, Protocol


class Signatory(Protocol):
    """A person of this council, as far as the protocol names one."""

    pk: Any
    name: Any

    @property
    def written_name(self) -> str: ...
