"""The tests' settings: civic.settings with the demo's stand-ins for what a council sets, and nothing slow.

civic.settings knows nothing of tests. DATABASE_URL, REDIS_URL and LOG_LEVEL are used when set.
"""

import os
from unittest import mock

# Only while they are read: the processes that tests start are told by the tests what they are.
with mock.patch.dict(os.environ, DEMO="1"):
    from civic.settings import *  # noqa: F403
    from civic.settings import DATABASES, LOGGING, STORAGES, VAR_DIR

# What only the demo shows is asked for by the tests of it.
DEMO = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory, so that threads, browsers and workers meet the same database; one for each process.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests" / f"civic-{os.getpid()}.sqlite3")}
# The mailbox of the office that runs here is none of theirs.
MAIL_FOLDER = VAR_DIR / "tests" / "outbox"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The tests' fingers are quick.
INTAKE_MINIMUM_SECONDS = 0
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Every test client makes a server of its own, which would read the whole folder of static files first.
WHITENOISE_AUTOREFRESH = True
LOGGING = LOGGING | {"root": LOGGING["root"] | {"level": os.environ.get("LOG_LEVEL", "WARNING")}}
