"""How people sign in: nobody registers; the civic manager adds people (civic/services/accounts.py)."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from civic.client_address import client_address


class CouncilAccountAdapter(DefaultAccountAdapter):
    """allauth's door to the office."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by the civic manager."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address as every other limit counts by."""
        return client_address(request)
