"""Addresses of the protocol pages."""

urlpatterns: list = []
