"""Who acts on the handbook, as far as the protocol knows them; who may sign in is the council's affair."""

from typing import Protocol


class Signatory(Protocol):
    """A person of this council, as far as the protocol names one."""

    @property
    def pk(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def written_name(self) -> str: ...
