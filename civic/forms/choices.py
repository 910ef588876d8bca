"""Choices as they stand beside radio buttons."""

from django.db.models import TextChoices

from civic import wording


def sentences(choices: type[TextChoices]) -> list[tuple[str, str]]:
    """The choices with a capital letter each."""
    return [(str(choice.value), wording.capital(str(choice.label))) for choice in choices]
