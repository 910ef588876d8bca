"""How people sign in: nobody registers; the civic manager adds people (see adding_people)."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class CouncilAccountAdapter(DefaultAccountAdapter):
    """allauth's door to the office."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by the civic manager."""
        return False
