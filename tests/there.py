"""For what may be missing elsewhere, and is there in a test."""

from typing import TypeVar

Thing = TypeVar("Thing")


def there(thing: Thing | None) -> Thing:
    """The thing itself, no longer perhaps None; a test that is wrong about it fails here."""
    assert thing is not None
    return thing
