"""What every word of the protocol is: a code with a label, found and compared quickly."""

from enum import Enum


def found_at_once(words: type[Enum]) -> None:
    """Python 3.11 finds a member through a descriptor written in Python, ten times as slow as an attribute;
    later ones make it an attribute, as this does. The exploration asks for members by the thousand million.
    """
    for name, member in words.__members__.items():
        type.__setattr__(words, name, member)


class Word(str, Enum):  # noqa: UP042 - a StrEnum takes no label beside its code
    """A code with the words a civic officer would use for it."""

    label: str

    def __new__(cls, code: str, label: str = "") -> "Word":
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        return word

    def __str__(self) -> str:
        return str(self.value)

    def __init_subclass__(cls) -> None:
        found_at_once(cls)

    # Enum hashes by name in Python code; a word is its code, and the exploration hashes
    # words by the hundred million.
    __hash__ = str.__hash__
