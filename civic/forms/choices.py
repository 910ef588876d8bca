"""Choices as they stand beside radio buttons."""

from django.db.models import TextChoices


def sentences(choices: type[TextChoices]) -> list[tuple[str, str]]:
    """The choices with a capital letter each."""
    return [(str(choice.value), str(choice.label)[:1].upper() + str(choice.label)[1:]) for choice in choices]
