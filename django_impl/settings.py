"""Everything that can be set, read from the environment.

A value that makes no sense ends the start at once, with one line that names it.
"""

import os
import sys
from typing import Any, NoReturn

import dj_database_url
import pymysql  # type: ignore[import-untyped]  # it carries no types

pymysql.install_as_MySQLdb()  # as Django's backend calls its driver
dj_database_url.register("mariadb", "django.db.backends.mysql")

# Seconds that a request waits for a connection, and that the pool goes on trying before the next
# request has it start afresh: its pauses would grow longer each time (OPS-9).
POOL_PATIENCE = {"timeout": 2, "reconnect_timeout": 2}


def refuse(reason: str) -> NoReturn:
    """End the start with one line; uvicorn and gunicorn take status 3 for not worth repeating."""
    sys.stderr.write(f"{reason}\n")
    raise SystemExit(3)


def whole_number(name: str, default: int, minimum: int = 1) -> int:
    """Return the number that a variable holds, or the default where it is not set."""
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and int(text) >= minimum):
        refuse(f"{name} must be a whole number of at least {minimum}, not {text!r}.")
    return int(text)


URL_OPTIONS: dict[str, set[str]] = {
    "sqlite:///": set(),
    "postgresql://": {"host"},
    "mariadb://": {"unix_socket"},
}
"""How addresses begin, and what they may say behind a question mark."""


def database(url: str, pool_size: int) -> dict[str, Any]:
    """Return the entry of DATABASES for a DATABASE_URL."""
    try:
        entry: dict[str, Any] = {"OPTIONS": {}, **dj_database_url.parse(url)}
    except ValueError:
        entry = {"NAME": "", "OPTIONS": {}}
    beginning = next(filter(url.startswith, URL_OPTIONS), "")
    known = set(entry["OPTIONS"]) <= URL_OPTIONS.get(beginning, set())
    if not beginning or entry["NAME"] in {"", ":memory:"} or not known:
        # Without the value, which may hold a password.
        refuse(
            "DATABASE_URL must look like sqlite:///file.db, "
            "postgresql://user:password@host:port/name or mariadb://user:password@host:port/name."
        )
    # gunicorn's threads last, and so may their connections; asgi.py closes those of its own.
    lasting = {"CONN_MAX_AGE": None}
    match beginning:
        case "sqlite:///":
            entry |= lasting
            entry["OPTIONS"] |= SQLITE_OPTIONS
        case "postgresql://":
            entry["CONN_HEALTH_CHECKS"] = True
            pool = {"min_size": 1, "max_size": pool_size, **POOL_PATIENCE}
            entry["OPTIONS"] |= POSTGRESQL_OPTIONS | {"pool": pool}
        case "mariadb://":
            entry |= lasting | {"CONN_HEALTH_CHECKS": True}
            entry["OPTIONS"] |= MARIADB_OPTIONS
    return entry


SQLITE_OPTIONS = {
    # A transaction queues for SQLite's one place to write as it begins, not half-way through.
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
}
POSTGRESQL_OPTIONS = {
    "connect_timeout": 3,
    # What a connection has sent five times it prepares: PostgreSQL plans it no more each time.
    "server_side_binding": True,
    "prepare_threshold": 5,
}
MARIADB_OPTIONS = {
    "connect_timeout": 3,
    # What does not fit is refused rather than cut, however the server is configured.
    "init_command": "SET SESSION sql_mode = 'STRICT_TRANS_TABLES', time_zone = '+00:00'",
}

DEVELOPMENT_KEY = "for development only: everybody knows this key"
SECRET_KEY_BYTES = 32

ENVIRONMENT = os.environ.get("ENVIRONMENT") or "development"
if ENVIRONMENT not in {"development", "production"}:
    refuse(f"ENVIRONMENT must be development or production, not {ENVIRONMENT!r}.")

SECRET_KEY = os.environ.get("SECRET_KEY") or DEVELOPMENT_KEY
if ENVIRONMENT == "production" and (
    SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY.encode()) < SECRET_KEY_BYTES
):
    refuse(f"SECRET_KEY must have at least {SECRET_KEY_BYTES} bytes in production.")

TOKEN_LIFETIME_SECONDS = whole_number("TOKEN_LIFETIME_SECONDS", 30 * 24 * 60 * 60)
ARGON2_MEMORY_KIB = whole_number("ARGON2_MEMORY_KIB", 19456, minimum=8)
ARGON2_TIME_COST = whole_number("ARGON2_TIME_COST", 2)
SERVER_TIMING = os.environ.get("SERVER_TIMING") == "1"

# Debugging pages would show tracebacks to whoever asks (OPS-7).
DEBUG = False
# Nothing here is built from the Host header.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "corsheaders",
    "ninja",
    "accounts",
    "profiles",
    "articles",
    "comments",
    "tags",
]
if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
    INSTALLED_APPS.append("tracing.Tracing")
MIDDLEWARE = [
    "server_timing.ServerTimingMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "rendering.content_length_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "errors.method_not_allowed_middleware",
    "incoming.body_limit_middleware",
    "database.DeadlockMiddleware",
]
ROOT_URLCONF = "urls"
APPEND_SLASH = False

DATABASES = {
    "default": database(
        os.environ.get("DATABASE_URL") or "sqlite:///conduit.db",
        pool_size=whole_number("DATABASE_POOL_SIZE", 10),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Some indexes of the schema have names longer than Oracle's 30 characters.
SILENCED_SYSTEM_CHECKS = ["models.E034"]

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["security.Argon2idHasher"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Unknown query parameters are ignored, however many: the server bounds the length of the line.
DATA_UPLOAD_MAX_NUMBER_FIELDS = None

CORS_ORIGINS = os.environ.get("CORS_ORIGINS") or "*"
CORS_ALLOW_ALL_ORIGINS = CORS_ORIGINS == "*"
CORS_ALLOWED_ORIGINS = (
    [] if CORS_ALLOW_ALL_ORIGINS else [origin.strip() for origin in CORS_ORIGINS.split(",")]
)
CORS_ALLOW_HEADERS = ["Authorization", "Content-Type", "X-Requested-With"]
CORS_ALLOW_METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS"]

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False

# The documentation page is a template of ninja's, and its assets are served from ninja's package.
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # Faults of the server, with their traceback; every 4xx would be a warning.
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
