"""The settings as somebody who installs the office meets them:
by environment variables and what is said when one is missing.
"""

import json
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from civic.environment import DEMO_KEYS

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "SECRET_KEY": "4kX9vQ2mLr7Tz1Wc8NpJ6hYd3BsF5gAe0RuKiOoPyMqVxZw!unlikely",
    "LINK_KEYS": "vR8nWq3LzT6yXb1KcJ9mPdG4hSfA7eUo2iNxQwEr,a-second-key-kept-for-old-links-0123456789",
    "RECORD_KEYS": "Zk5BvT9xLq2WmNc8RyHj3PfDs6GaEu7oIw1QnXb4",
    "SITE_ADDRESS": "https://civic.example.org",
    "DATABASE_URL": "postgres://civic:secret@127.0.0.1:1/civic",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://civic:secret@mail.example.org:587",
    "OFFICE_EMAIL": "Civic Office <civic.office@example.org>",
}
SHOW = """
import json, sys, civic.settings as settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def started(
    *command: str, environ: Mapping[str, str] = {}, folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """A fresh Python with these variables and no others of ours."""
    bare = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    program = [sys.executable, *command]
    return subprocess.run(
        program, cwd=folder, env={**bare, **environ}, capture_output=True, text=True, timeout=60, check=False
    )


def settings_of(*names: str, **environ: str) -> dict[str, Any]:
    done = started("-c", SHOW, *names, environ=environ)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def refusal_of(**environ: str) -> str:
    """What the settings say of these variables, read anew in this process."""
    with mock.patch.dict(os.environ, environ, clear=True), pytest.raises(ImproperlyConfigured) as refused:
        runpy.run_path(str(ROOT / "civic" / "settings.py"))
    return str(refused.value)


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_a_missing_required_setting_is_one_sentence(missing: Any) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != missing}
    done = started("manage.py", "check", environ=given)
    assert done.returncode == 1
    [sentence] = done.stderr.splitlines()
    assert sentence.startswith(f"Set {missing}: ")
    assert sentence.endswith("(README.md, 'Running it for real').")


KEYS = "must be random texts of at least 32 characters, each another, with commas between them."
LONG = "a-key-that-is-quite-long-enough-0123456789"
DEMOS = "holds a key of the demo, which everybody can read: make one of your own (docs/running.md, 'Keys')."
NO_ADDRESS = "SITE_ADDRESS must be an address such as https://civic.example.org."
NO_DATABASE = "DATABASE_URL must begin with postgres:// or sqlite://."
NO_YES = "must be 1 or 0 (or true, yes, on; false, no, off)."
NO_MAILBOX = "must be one e-mail address, such as Civic Office <civic.office@example.org>."
NO_HOSTS = "ALLOWED_HOSTS must be names of hosts, such as civic.example.org, with commas between them."
UNREADABLE = (
    "cannot be read as an address: it must be like {}, "
    "with the special signs of user and password percent-encoded."
)
NO_DATABASE_ADDRESS = f"DATABASE_URL {UNREADABLE.format('postgres://civic:password@127.0.0.1:5432/civic')}"
NO_BROKER_ADDRESS = f"REDIS_URL {UNREADABLE.format('redis://127.0.0.1:6379/0')}"
NO_MAIL_ADDRESS = f"EMAIL_URL {UNREADABLE.format('smtp+tls://user:password@mail.example.org:587')}"
NOT_FOR_FILES = (
    "MEDIA_ROOT must be a folder for attachments alone, outside the program's own or, "
    "as var/media is, below var/ in it."
)
DEVELOPERS = (
    "is for a developer's own machine: unset it, "
    "or let SITE_ADDRESS and ALLOWED_HOSTS name 127.0.0.1 or localhost only."
)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SITE_ADDRESS", "http://civic.example.org", NO_ADDRESS),
        ("SITE_ADDRESS", "civic.example.org", NO_ADDRESS),
        ("SITE_ADDRESS", "https://[", NO_ADDRESS),
        ("SITE_ADDRESS", "https://civic.example.org:door", NO_ADDRESS),
        ("SITE_ADDRESS", "https://civic office.example.org", NO_ADDRESS),
        ("DATABASE_URL", "mysql://civic@127.0.0.1/civic", NO_DATABASE),
        ("DATABASE_URL", "civic", NO_DATABASE),
        ("DATABASE_URL", "postgres://civic:hush#hush@127.0.0.1/civic", NO_DATABASE_ADDRESS),
        ("DATABASE_URL", "postgres://civic:hush/hush@127.0.0.1/civic", NO_DATABASE_ADDRESS),
        ("DATABASE_URL", "postgres://civic:12/hush@127.0.0.1/civic", NO_DATABASE_ADDRESS),
        ("DATABASE_URL", "postgres://civic:[hush@127.0.0.1/civic", NO_DATABASE_ADDRESS),
        ("DATABASE_URL", "postgres://civic:hush@127.0.0.1:door/civic", NO_DATABASE_ADDRESS),
        ("DATABASE_URL", "postgres://civic:hush@127.0.0.1",
         "DATABASE_URL must name the database, as in postgres://civic:password@127.0.0.1:5432/civic."),
        ("DATABASE_URL", "sqlite://civic.sqlite3",
         "DATABASE_URL must name a file of this machine, as sqlite:///path/to/it."),
        ("DATABASE_URL", "sqlite:////srv/civic/civic.sqlite3",
         "DATABASE_URL names a file of SQLite, which is for trying things out: name a PostgreSQL database, "
         "or set SQLITE_ALLOWED=1."),
        ("REDIS_URL", "127.0.0.1:6379", "REDIS_URL must begin with redis://, rediss:// or redis+socket://."),
        ("REDIS_URL", "redis://:hush@127.0.0.1:door/0", NO_BROKER_ADDRESS),
        ("REDIS_URL", "redis:///0", "REDIS_URL must name the server, as in redis://127.0.0.1:6379/0."),
        ("EMAIL_URL", "filemail:///tmp/letters",
         "EMAIL_URL must begin with smtp://, smtp+tls:// or smtp+ssl://."),
        ("EMAIL_URL", "smtp://civic:hush@mail.example.org:99999", NO_MAIL_ADDRESS),
        ("EMAIL_URL", "smtp://",
         "EMAIL_URL must name the server, as in smtp+tls://user:password@mail.example.org:587."),
        ("EMAIL_URL", "smtp://mail.example.org:25",
         "EMAIL_URL would send letters in the clear to another machine: begin it with smtp+tls:// or "
         "smtp+ssl://, or set MAIL_WITHOUT_TLS=1."),
        ("OFFICE_EMAIL", "the civic office", f"OFFICE_EMAIL {NO_MAILBOX}"),
        ("OFFICE_EMAIL", "a@example.org, b@example.org", f"OFFICE_EMAIL {NO_MAILBOX}"),
        ("OFFICE_EMAIL", "Civic Office <>", f"OFFICE_EMAIL {NO_MAILBOX}"),
        ("DATA_PROTECTION_EMAIL", "nobody", f"DATA_PROTECTION_EMAIL {NO_MAILBOX}"),
        ("ALLOWED_HOSTS", "*", NO_HOSTS),
        ("ALLOWED_HOSTS", "civic.example.org,,office.example.org", NO_HOSTS),
        ("ALLOWED_HOSTS", "https://civic.example.org", NO_HOSTS),
        ("SECRET_KEY", "short", "SECRET_KEY must be a random text of at least 32 characters."),
        ("SECRET_KEY", "abc" * 20, "SECRET_KEY must be a random text of at least 32 characters."),
        ("SECRET_KEY", DEMO_KEYS["SECRET_KEY"], f"SECRET_KEY {DEMOS}"),
        ("SECRET_KEY_FALLBACKS", DEMO_KEYS["SECRET_KEY"], f"SECRET_KEY_FALLBACKS {DEMOS}"),
        ("SECRET_KEY_FALLBACKS", "short", f"SECRET_KEY_FALLBACKS {KEYS}"),
        ("LINK_KEYS", "short", f"LINK_KEYS {KEYS}"),
        ("LINK_KEYS", "a" * 40, f"LINK_KEYS {KEYS}"),
        ("LINK_KEYS", f"{LONG},{LONG}", f"LINK_KEYS {KEYS}"),
        ("LINK_KEYS", PRODUCTION["SECRET_KEY"],
         "SECRET_KEY and LINK_KEYS must not hold the same key: make another for each."),
        ("RECORD_KEYS", f"{LONG},", f"RECORD_KEYS {KEYS}"),
        ("RECORD_KEYS", f"{LONG},{DEMO_KEYS['RECORD_KEYS']}", f"RECORD_KEYS {DEMOS}"),
        ("RECORD_KEYS", PRODUCTION["LINK_KEYS"],
         "LINK_KEYS and RECORD_KEYS must not hold the same key: make another for each."),
        ("EMAIL_TIMEOUT", "soon", "EMAIL_TIMEOUT must be a whole number, not 'soon'."),
        ("EMAIL_TIMEOUT", "99999", "EMAIL_TIMEOUT must be at most 600."),
        ("TRUSTED_PROXIES", "1000", "TRUSTED_PROXIES must be at most 10."),
        ("INTAKE_MINIMUM_SECONDS", "86400", "INTAKE_MINIMUM_SECONDS must be at most 600."),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number, not '-1'."),
        ("INTAKE_MINIMUM_SECONDS", "abc", "INTAKE_MINIMUM_SECONDS must be a whole number, not 'abc'."),
        ("DATABASE_LOCK_TIMEOUT", "9" * 5000, "DATABASE_LOCK_TIMEOUT must be at most 86400."),
        ("STATEMENTS_REVIEWED_ON", "lately",
         "STATEMENTS_REVIEWED_ON must be a day such as 2026-06-01, not 'lately'."),
        ("SECOND_FACTOR_REQUIRED", "maybe", f"SECOND_FACTOR_REQUIRED {NO_YES}"),
        ("SSL_REDIRECT", "ture", f"SSL_REDIRECT {NO_YES}"),
        ("BEHIND_PROXY", "nginx", f"BEHIND_PROXY {NO_YES}"),
        ("DEBUG", "maybe", f"DEBUG {NO_YES}"),
        ("DEBUG", "1", f"DEBUG {DEVELOPERS}"),
        ("DEMO", "perhaps", f"DEMO {NO_YES}"),
        ("DEMO", "1", f"DEMO {DEVELOPERS}"),
        ("MEDIA_ROOT", "attachments",
         f"MEDIA_ROOT must be a folder, by its full path such as {ROOT}/var/media."),
        ("MEDIA_ROOT", str(ROOT), NOT_FOR_FILES),
        ("MEDIA_ROOT", str(ROOT.parent), NOT_FOR_FILES),
        ("MEDIA_ROOT", "/", NOT_FOR_FILES),
        ("MEDIA_ROOT", str(ROOT / "civic"), NOT_FOR_FILES),
        ("MEDIA_ROOT", str(ROOT / "var" / ".." / "engagements"), NOT_FOR_FILES),
        ("MEDIA_ROOT", str(ROOT / "var"), NOT_FOR_FILES),
        ("MEDIA_ROOT", str(ROOT / "var" / "staticfiles"), NOT_FOR_FILES),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_meant_is_one_sentence(name: str, value: Any, sentence: Any) -> None:
    assert refusal_of(**PRODUCTION | {name: value}) == sentence


@pytest.mark.parametrize(
    "said",
    [
        {"DATABASE_URL": "sqlite:////srv/civic/civic.sqlite3", "SQLITE_ALLOWED": "1"},
        {"EMAIL_URL": "smtp://mail.example.org:25", "MAIL_WITHOUT_TLS": "1"},
        {"EMAIL_URL": "smtp://127.0.0.1:25"},
        {"EMAIL_URL": "smtp://localhost"},
    ],
)
def test_what_is_said_aloud_or_stays_on_this_machine_is_taken(said: Any) -> None:
    [(name, address), *_] = said.items()
    assert settings_of(name, **PRODUCTION | said) == {name: address}


@pytest.mark.parametrize(
    "program",
    [
        "manage.py check",
        "-m celery -A civic worker",
        "-m gunicorn",
        "-c import~civic.wsgi",
        "-c import~civic.asgi",
    ],
)
def test_every_program_ends_with_the_sentence_and_never_with_a_traceback(program: Any) -> None:
    """A traceback would show the address with its password."""
    wrong = {"DATABASE_URL": "postgres://civic:hush#hush@127.0.0.1/civic"}
    done = started(*(word.replace("~", " ") for word in program.split()), environ=PRODUCTION | wrong)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, NO_DATABASE_ADDRESS)
    assert "Traceback" not in done.stderr + done.stdout
    assert "hush" not in done.stderr + done.stdout


@pytest.mark.parametrize("host", ["civic.example.org", "127.0.0.1.example.org", "192.168.0.17"])
def test_the_demo_is_not_shown_to_others_by_a_further_host(host: Any) -> None:
    assert refusal_of(DEMO="1", ALLOWED_HOSTS=host) == f"DEMO {DEVELOPERS}"


@pytest.mark.parametrize("name", ["SECRET_KEY", "OFFICE_EMAIL", "MEDIA_ROOT"])
def test_a_setting_that_is_no_text_is_one_sentence(name: str) -> None:
    assert refusal_of(**PRODUCTION | {name: "k\udcff\udcfe" * 20}) == f"{name} must be written in UTF-8."


@pytest.mark.parametrize("value", ["", "  "])
def test_set_and_empty_is_the_same_as_not_set(value: Any) -> None:
    read = re.findall(
        r"""env\.\w+\(\s*"([A-Z_]+)\"""", (ROOT / "civic/settings.py").read_text(encoding="utf-8")
    )
    asked = [
        "MEDIA_ROOT", "SECOND_FACTOR_REQUIRED", "SECURE_SSL_REDIRECT", "DEBUG", "DEMO", "ALLOWED_HOSTS",
        "LOG_LINES", "INTAKE_MINIMUM_SECONDS", "EMAIL_TIMEOUT", "STALE_AFTER", "METRICS_TOKEN", "DATABASES",
        "LOGGING",
    ]  # fmt: skip
    emptied = dict.fromkeys({*read, "DEMO"} - set(PRODUCTION), value)
    assert len(emptied) > 20
    assert settings_of(*asked, **PRODUCTION, **emptied) == settings_of(*asked, **PRODUCTION)
    assert settings_of("MEDIA_ROOT", **PRODUCTION, **emptied) == {"MEDIA_ROOT": f"{ROOT}/var/media"}


def test_files_may_be_kept_outside_the_program_or_below_var(tmp_path: Path) -> None:
    for place in (tmp_path, ROOT / "var" / "attachments"):
        assert settings_of("MEDIA_ROOT", **PRODUCTION, MEDIA_ROOT=str(place)) == {"MEDIA_ROOT": str(place)}


def test_further_hosts_stand_beside_the_sites_own() -> None:
    told = settings_of("ALLOWED_HOSTS", **PRODUCTION, ALLOWED_HOSTS="civic.internal, .example.net")
    assert told == {"ALLOWED_HOSTS": ["civic.example.org", "civic.internal", ".example.net"]}


@pytest.mark.parametrize("program", [["celery", "-A", "civic", "worker"], ["celery", "-A", "civic", "beat"]])
def test_worker_and_beat_name_the_missing_setting_without_a_traceback(program: Any) -> None:
    done = started("-m", *program)
    assert done.returncode == 1
    [sentence] = done.stderr.splitlines()
    assert sentence.startswith("Set SECRET_KEY: ")


def test_web_server_names_the_missing_setting_last_and_serves_nothing() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = started("-m", "gunicorn", "--bind", f"127.0.0.1:{port}")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Set SECRET_KEY: ")


def test_a_council_that_sets_what_is_required_is_safe_by_default() -> None:
    safe = {
        "DEBUG": False,
        "DEMO": False,
        "ALLOWED_HOSTS": ["civic.example.org"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECOND_FACTOR_REQUIRED": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "EMAIL_TIMEOUT": 20,
        "EMAIL_USE_TLS": True,
        "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
        "SERVER_EMAIL": "civic.office@example.org",
    }
    assert settings_of(*safe, **PRODUCTION) == safe


def test_keys_are_listed_with_commas_the_one_in_use_first() -> None:
    told = settings_of(
        "LINK_KEYS", "RECORD_KEYS", "SECRET_KEY_FALLBACKS",
        **PRODUCTION | {"RECORD_KEYS": f"{LONG}-new, {LONG}-old", "SECRET_KEY_FALLBACKS": f"{LONG}-old-one"},
    )  # fmt: skip
    assert told == {
        "LINK_KEYS": PRODUCTION["LINK_KEYS"].split(","),
        "RECORD_KEYS": [f"{LONG}-new", f"{LONG}-old"],
        "SECRET_KEY_FALLBACKS": [f"{LONG}-old-one"],
    }
    assert settings_of("SECRET_KEY_FALLBACKS", **PRODUCTION) == {"SECRET_KEY_FALLBACKS": []}


@pytest.mark.parametrize("value", ["0", ""])
def test_no_waiting_for_a_mail_server_without_end(value: Any) -> None:
    assert settings_of("EMAIL_TIMEOUT", **PRODUCTION, EMAIL_TIMEOUT=value) == {"EMAIL_TIMEOUT": 20}


def test_the_demo_answers_to_this_machine_only_and_never_shows_debug_pages() -> None:
    shown = settings_of(
        "DEBUG",
        "ALLOWED_HOSTS",
        "SITE_ADDRESS",
        "SECOND_FACTOR_REQUIRED",
        DEMO="1",
        SITE_ADDRESS="http://127.0.0.1:8123",
    )
    assert shown == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "SITE_ADDRESS": "http://127.0.0.1:8123",
        "SECOND_FACTOR_REQUIRED": False,
    }


def test_showing_errors_to_a_developer_loosens_nothing() -> None:
    done = started("manage.py", "check", environ={"DEBUG": "1"})
    assert (done.returncode, done.stderr.split(":")[0]) == (1, "Set SECRET_KEY")


def test_settings_do_not_look_whether_they_are_tested() -> None:
    """What the tests want otherwise stands in tests/settings.py."""
    asked = ("SITE_ADDRESS", "INTAKE_MINIMUM_SECONDS", "CACHES", "STORAGES", "ALLOWED_HOSTS")
    with_pytest = "import sys, pytest\n" + SHOW
    done = started("-c", with_pytest, *asked, environ=PRODUCTION)
    assert json.loads(done.stdout) == settings_of(*asked, **PRODUCTION)
    assert "DEMO" not in os.environ


def test_settings_make_no_folder(tmp_path: Path) -> None:
    """A container with a read-only file system imports them, too."""
    shutil.copytree(ROOT / "civic", tmp_path / "civic", ignore=shutil.ignore_patterns("__pycache__"))
    load = "import civic.settings as settings; print(settings.BASE_DIR, end='')"
    for given in (PRODUCTION, {"DEMO": "1"}):
        done = started("-B", "-c", load, folder=tmp_path, environ=given)
        assert (done.returncode, done.stdout, done.stderr) == (0, str(tmp_path), "")
    assert [path.name for path in tmp_path.iterdir()] == ["civic"]


def test_a_fresh_clones_database_finds_its_folder(tmp_path: Path) -> None:
    connect = "from django.db import connection; connection.ensure_connection()"
    path = tmp_path / "var" / "of its own" / "civic.sqlite3"
    given = {"DEMO": "1", "DATABASE_URL": f"sqlite:///{path}"}
    done = started("manage.py", "shell", "--no-imports", "-c", connect, environ=given)
    assert (done.returncode, path.exists()) == (0, True), done.stderr


def test_deployment_check_finds_nothing_to_say() -> None:
    done = started("manage.py", "check", "--deploy", "--fail-level", "WARNING", environ=PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )


@pytest.mark.django_db
def test_content_policy_lets_nothing_in_from_elsewhere_and_nothing_inline(client: Client) -> None:
    policy = dict(part.split(" ", 1) for part in client.get("/")["Content-Security-Policy"].split("; "))
    allowed = {
        source
        for sources in policy.values()
        for source in sources.split()
        if not source.startswith("'nonce-")
    }
    assert allowed == {"'none'", "'self'", "data:"}
    assert [name for name, sources in policy.items() if "data:" in sources] == ["img-src"]
    assert {policy[name] for name in ("default-src", "base-uri", "frame-ancestors", "object-src")} == {
        "'none'"
    }
    assert policy["style-src"] == "'self'"


def test_no_secret_stands_in_the_repository() -> None:
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    names = {Path(file).name for file in files}
    assert not [
        name for name in names if name.startswith(".env") or name.endswith((".pem", ".key", ".sqlite3"))
    ]
