"""Who acts on the handbook, as far as the protocol knows them; who may sign in is the council's affair."""

from datetime import datetime
from typing import Protocol


class Signatory(Protocol):
    """A person of this council, as far as the protocol names one."""

    @property
    def pk(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def written_name(self) -> str: ...


class HeldOffice(Protocol):
    """An office that a term is of, as far as the protocol knows it."""

    @property
    def kind(self) -> str: ...


class HeldTerm(Protocol):
    """A term of office, as far as the protocol knows one."""

    @property
    def pk(self) -> int: ...

    @property
    def person_id(self) -> int: ...

    @property
    def person(self) -> Signatory: ...

    @property
    def office(self) -> HeldOffice: ...

    @property
    def begins_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...
