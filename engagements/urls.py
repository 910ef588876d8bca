"""Addresses of the office at work."""

urlpatterns: list = []
