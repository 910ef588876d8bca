"""Settings, read from the environment; safe when nothing is set.

DEMO=1 (what `make run` sets) allows everything a laptop needs: a made-up secret, plain http, an embedded
broker and mail to a folder. Without it a missing setting is one clear sentence at start.
"""

import logging
import os
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from civic import environment
from civic.environment import Environment, Kinds

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = Environment(os.environ)

DEMO = env.demo
DEBUG = env.yes_or_no("DEBUG", default=False)

SECRET_KEY = env.key("SECRET_KEY", "a long random text that signs sessions")
# Old keys: who is signed in stays so while the key is changed.
SECRET_KEY_FALLBACKS = env.old_keys("SECRET_KEY_FALLBACKS")
# Of these two the first makes what is new; the others stay listed for what was made with them
# (docs/running.md, "Keys").
LINK_KEYS = env.keys("LINK_KEYS", "a long random text that makes organisers' links")
RECORD_KEYS = env.keys("RECORD_KEYS", "a long random text that the record is chained with")
# Whoever knows it may read /metrics; without it that address does not exist.
METRICS_TOKEN = env.text("METRICS_TOKEN")
environment.keep_apart(
    {
        "SECRET_KEY": [SECRET_KEY],
        "SECRET_KEY_FALLBACKS": SECRET_KEY_FALLBACKS,
        "LINK_KEYS": LINK_KEYS,
        "RECORD_KEYS": RECORD_KEYS,
        "METRICS_TOKEN": [METRICS_TOKEN],
    }
)
SITE_ADDRESS = env.site(
    "SITE_ADDRESS",
    "http://127.0.0.1:8000",
    "the public address of this site, such as https://civic.example.org",
)
_site_host = environment.host_of(urlsplit(SITE_ADDRESS))
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if DEMO else [_site_host])
environment.keep_here({"DEMO": DEMO, "DEBUG": DEBUG}, [_site_host, *ALLOWED_HOSTS])
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
CSRF_FAILURE_VIEW = "civic.views.errors.form_too_old"
HTTPS = SITE_ADDRESS.startswith("https://")

# Ours, what stands on others first; every view of theirs says who may open it, or is
# refused (civic.middleware).
OUR_APPS = [*(["demo"] if DEMO else []), "reports", "engagements", "handbook", "protocols", "civic"]
INSTALLED_APPS = [
    *OUR_APPS,
    "guards",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "civic.readonly_admin.ReadOnlyAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "civic.middleware.RequestLineMiddleware",
    "civic.middleware.OneAlphabetMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "civic.middleware.SignInFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "civic.middleware.DefaultRefusalMiddleware",
    "civic.middleware.SecondFactorMiddleware",
    # Last: whoever is refused sends nothing.
    "civic.middleware.OnceMiddleware",
]

ROOT_URLCONF = "civic.root_urls"
WSGI_APPLICATION = "civic.wsgi.application"
ASGI_APPLICATION = "civic.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "civic.context.council",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------------------
DATABASE_URL = env.server(
    "DATABASE_URL",
    f"sqlite:///{quote(str(VAR_DIR / 'civic.sqlite3'))}",
    "the database",
    Kinds(
        "postgres:// or sqlite://",
        "postgres://civic:password@127.0.0.1:5432/civic",
        servers=("postgres", "postgresql"),
        files=("sqlite",),
        needs="database",
    ),
)
environment.keep_to_a_server(
    "DATABASE_URL", DATABASE_URL, allowed=DEMO or env.yes_or_no("SQLITE_ALLOWED", default=False)
)
DATABASES: dict[str, Any] = {"default": Env.db_url_config(DATABASE_URL)}
# What a process that shows pages asks of PostgreSQL instead (civic.database); SQLite has one for all.
PAGES_TIME_OUTS: str | None = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: the defaults answered "database is locked" to 3 % of writers; these, to none. Without
    # recursive triggers a row can be replaced past the guard that lets none be deleted.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            " PRAGMA recursive_triggers=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A database server that does not answer at all holds nobody for ever, and neither does a row that
    # somebody else has locked.
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options.setdefault("connect_timeout", 5)
    _own = str(_options.get("options", ""))
    _options["options"] = environment.time_outs(
        _own,
        lock_timeout=env.number("DATABASE_LOCK_TIMEOUT", 10, most=24 * 60 * 60),
        statement_timeout=env.number("DATABASE_STATEMENT_TIMEOUT", 0, most=24 * 60 * 60),
    )
    # Below the half minute after which a proxy gives a page up.
    PAGES_TIME_OUTS = environment.time_outs(
        _own,
        lock_timeout=env.number("PAGES_LOCK_TIMEOUT", 5, most=24 * 60 * 60),
        statement_timeout=env.number("PAGES_STATEMENT_TIMEOUT", 20, most=24 * 60 * 60),
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "civic_cache"}}

# --- Broker: wakes the worker, never the record -------------------------------------------------------------
BROKER_SOCKET = VAR_DIR / "broker.sock"
CELERY_BROKER_URL = env.server(
    "REDIS_URL",
    f"redis+socket://{quote(str(BROKER_SOCKET))}",
    "the Redis broker",
    Kinds(
        "redis://, rediss:// or redis+socket://",
        "redis://127.0.0.1:6379/0",
        servers=("redis", "rediss"),
        files=("redis+socket",),
    ),
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "visibility_timeout": 3600,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Errors that Redis answers, such as out of memory or read-only, are waited out like one that is away.
CELERY_BROKER_CHANNEL_ERROR_RETRY = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# --- Mail ---------------------------------------------------------------------------------------------------
# A letter counts as sent when a mail server took it; a folder would swallow the council's letters
# without a word.
EMAIL_URL = env.server(
    "EMAIL_URL",
    f"filemail:///{quote(str(VAR_DIR / 'outbox'))}",
    "the mail server",
    Kinds(
        "smtp://, smtp+tls:// or smtp+ssl://",
        "smtp+tls://user:password@mail.example.org:587",
        servers=("smtp", "smtps", "smtp+tls", "smtp+ssl"),
        neither=("filemail", "consolemail", "memorymail") if DEMO else (),
    ),
)
environment.keep_in_cipher(
    "EMAIL_URL", EMAIL_URL, allowed=DEMO or env.yes_or_no("MAIL_WITHOUT_TLS", default=False)
)
vars().update(Env.email_url_config(EMAIL_URL))
# A silent mail server must not hold a worker for ever; Django's default is no limit at all.
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 20, most=600) or 20
DEFAULT_FROM_EMAIL = env.mailbox(
    "OFFICE_EMAIL",
    "civic.office@council.example",
    "the civic office's own address, which letters are sent from",
)
SERVER_EMAIL = parseaddr(DEFAULT_FROM_EMAIL)[1]
MAIL_FOLDER = VAR_DIR / "outbox"

# --- People -------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "civic.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Mail about accounts leaves like a letter: by the worker.
ACCOUNT_ADAPTER = "engagements.services.mail.account_mails.OutboxAccountAdapter"
# For each of so many addresses of the net, and of so many for one mailbox or account.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "civic.forms.sign_in.SignInForm",
    "reset_password": "civic.forms.sign_in.AskNewPasswordForm",
    "reset_password_from_key": "civic.forms.sign_in.NewPasswordForm",
    "change_password": "civic.forms.sign_in.ChangePasswordForm",
    "reauthenticate": "civic.forms.sign_in.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "civic.forms.sign_in.CodeForm",
    "reauthenticate": "civic.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "civic.forms.sign_in.StartAppForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "civic:landing"
LOGOUT_REDIRECT_URL = "civic:home"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Addresses are entered by the civic manager, so there is nothing for people to verify first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Civic office"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
SECOND_FACTOR_REQUIRED = env.yes_or_no("SECOND_FACTOR_REQUIRED", default=not DEMO)

# --- Safety -------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = 60 * 60 * 12
# Set when an organiser opens the link of a letter.
ORGANISER_COOKIE_NAME = "__Host-invitation" if HTTPS else "invitation"
ORGANISER_COOKIE_AGE = 60 * 60 * 2
SECURE_SSL_REDIRECT = HTTPS and env.yes_or_no("SSL_REDIRECT", default=True)
# Probes come from within, by plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.yes_or_no("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0, most=10)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
# Nobody fills in an invitation faster than this; programs do.
INTAKE_MINIMUM_SECONDS = env.number("INTAKE_MINIMUM_SECONDS", 4, most=600)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- What the public statements say -------------------------------------------------------------------------
# Whom to write to about personal data; the civic office when there is nobody else.
DATA_PROTECTION_EMAIL = env.mailbox_if_set("DATA_PROTECTION_EMAIL")
STATEMENTS_REVIEWED_ON = env.day("STATEMENTS_REVIEWED_ON")

# --- Language, time, files ----------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "staticfiles"
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR_DIR / "media")
METRICS_FOLDER = env.folder("PROMETHEUS_MULTIPROC_DIR", VAR_DIR / "metrics")
environment.keep_off_the_program(
    "MEDIA_ROOT",
    MEDIA_ROOT,
    program=BASE_DIR,
    data=VAR_DIR,
    others=[STATIC_ROOT, MAIL_FOLDER, METRICS_FOLDER, VAR_DIR / "log"],
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
# --- How the machine speaks (docs/runbook.md) ---------------------------------------------------------------
# After how many seconds each thing counts as stale: /readyz says 503 and officers see a banner. 0: never.
STALE_AFTER = {
    "send_letters": env.number("STALE_AFTER_SEND_LETTERS", 120),
    "send_notifications": env.number("STALE_AFTER_SEND_NOTIFICATIONS", 120),
    "send_links": env.number("STALE_AFTER_SEND_LINKS", 120),
    "send_account_mails": env.number("STALE_AFTER_SEND_ACCOUNT_MAILS", 120),
    "system_steps": env.number("STALE_AFTER_SYSTEM_STEPS", 600),
    "handbook_versions": env.number("STALE_AFTER_HANDBOOK_VERSIONS", 600),
    "handbook_reminders": env.number("STALE_AFTER_HANDBOOK_REMINDERS", 600),
    "retention": env.number("STALE_AFTER_RETENTION", 600),
    "forget": env.number("STALE_AFTER_FORGET", 3 * 60 * 60),
    "heads": env.number("STALE_AFTER_HEADS", 3 * 60 * 60),
    "collect_files": env.number("STALE_AFTER_COLLECT_FILES", 3 * 60 * 60),
    # The oldest letter that should have left.
    "letter": env.number("STALE_AFTER_LETTER", 15 * 60),
}
# More letters than this that failed or may have gone are no longer an officer's daily trouble. 0: never.
TROUBLED_LETTERS = env.number("TROUBLED_LETTERS", 50)
if METRICS_TOKEN:
    if not environment.is_random(METRICS_TOKEN, 20):
        raise ImproperlyConfigured("METRICS_TOKEN must be a long random text of at least 20 characters.")
    environment.keep_writable("PROMETHEUS_MULTIPROC_DIR", METRICS_FOLDER)
    # The library reads it there.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_FOLDER)
# Readable lines tell errors in full, with whatever they quote of letters and people: the demo's are made up.
LOG_LINES = env.word("LOG_LINES", ("json", "readable"), "readable" if DEMO else "json")
if LOG_LINES == "readable" and not DEMO:
    raise ImproperlyConfigured("LOG_LINES must be json outside the demo: readable lines name people.")
LOG_LEVEL = env.word("LOG_LEVEL", ("debug", "info", "warning", "error", "critical"), "info").upper()
# What a library warns of is a line of the log like any other.
logging.captureWarnings(True)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "unforeseen": {"()": "civic.machine.log_lines.OnlyUnforeseen"},
    },
    "formatters": {
        "readable": {"()": "civic.machine.log_lines.ReadableLines"},
        "json": {"()": "civic.machine.log_lines.JsonLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_LINES},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Each says again what the one line of a request or of a sweep says.
        "django.request": {"filters": ["unforeseen"]},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}
