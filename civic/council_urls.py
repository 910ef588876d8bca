"""Addresses of the council."""

urlpatterns: list = []
