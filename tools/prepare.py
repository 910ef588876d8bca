"""Makes the database and the static files ready, loads the demo council into an empty database,
and names its accounts.

Runs inside the virtual environment; everything is done in one process because
starting Django six times is slow.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")

import django  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import OperationalError  # noqa: E402

from civic import opening  # noqa: E402


def main() -> None:
    """Each step may be repeated at every start; only the accounts are printed."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    opening.refuse_when_not_ready()
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not get_user_model().objects.exists():
        call_command("demo_council", stdout=sys.stderr)
    call_command("demo_accounts")


if __name__ == "__main__":
    try:
        main()
    except (ImproperlyConfigured, CommandError) as problem:
        sys.exit(str(problem))
    except OperationalError as problem:
        sys.exit(f"The database cannot be used: {str(problem).strip().splitlines()[0]}")
