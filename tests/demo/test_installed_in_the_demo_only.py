"""Outside the demo nothing of it exists: no page, no mailbox, no command."""

import pytest

from tests.test_settings import PRODUCTION, started

ASK = """
import django; django.setup()
from django.urls import Resolver404, resolve
for path in ("/demo/", "/demo/mailbox/", "/office/"):
    try:
        print(path, resolve(path).view_name)
    except Resolver404:
        print(path, "is not there")
"""


def test_outside_the_demo_its_addresses_are_not_there() -> None:
    said = started(
        "-c", ASK, environ=PRODUCTION | {"DJANGO_SETTINGS_MODULE": "civic.settings"}
    ).stdout.splitlines()
    assert said == [
        "/demo/ is not there",
        "/demo/mailbox/ is not there",
        "/office/ engagements:work_list",
    ]


@pytest.mark.parametrize("command", ["demo_council", "demo_accounts"])
def test_outside_the_demo_its_commands_are_not_known(command: str) -> None:
    done = started("manage.py", command, environ=PRODUCTION)
    assert done.returncode == 1
    assert f"Unknown command: {command!r}" in done.stderr
