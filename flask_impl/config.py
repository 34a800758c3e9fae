"""Configuration: read from the environment, and checked before anything starts."""

import os
from typing import Any, NoReturn

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DEVELOPMENT_KEY = "for development only: everybody knows this key"
SECRET_KEY_BYTES = 32
"""What a key needs in production: as many as the hash of HS256 has."""
LARGEST_PORT = 65_535
LARGEST_BODY = 1_048_576
"""Bytes of the largest request body (GEN-14)."""


def from_environment() -> dict[str, Any]:
    """Return Flask's configuration.

    Raises:
        SystemExit: with one line that says which variable is wrong (OPS-6).
    """
    return {
        "DATABASE_URL": _database_url(),
        "DATABASE_POOL_SIZE": _whole_number("DATABASE_POOL_SIZE", default=10, minimum=1),
        # Under Flask's own name for it, each request would open a session of cookies.
        "TOKEN_KEY": _secret_key(),
        "TOKEN_LIFETIME_SECONDS": _whole_number(
            "TOKEN_LIFETIME_SECONDS", default=2_592_000, minimum=1
        ),
        "ARGON2_MEMORY_KIB": _whole_number("ARGON2_MEMORY_KIB", default=19_456, minimum=8),
        "ARGON2_TIME_COST": _whole_number("ARGON2_TIME_COST", default=2, minimum=1),
        "CORS_ORIGINS": [origin.strip() for origin in _read("CORS_ORIGINS", "*").split(",")],
        "SERVER_TIMING": _read("SERVER_TIMING", "0") == "1",
        "OTEL_EXPORTER_OTLP_ENDPOINT": _read("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
    }


def _database_url() -> URL:
    try:
        url = make_url(_read("DATABASE_URL", "sqlite:///conduit.db"))
    except (ArgumentError, ValueError):
        _refuse("DATABASE_URL", "is malformed")
    if url.drivername not in {"sqlite", "postgresql", "mariadb"}:
        _refuse("DATABASE_URL", "must begin with sqlite:///, postgresql:// or mariadb://")
    if url.drivername == "sqlite" and url.host:
        _refuse("DATABASE_URL", "must have three slashes behind sqlite:, four for an absolute path")
    if url.port is not None and url.port > LARGEST_PORT:
        _refuse("DATABASE_URL", f"must have a port up to {LARGEST_PORT}")
    if url.database in {None, "", ":memory:"}:
        _refuse("DATABASE_URL", "must name a database")
    return url


def _secret_key() -> str:
    environment = _read("ENVIRONMENT", "development")
    if environment not in {"development", "production"}:
        _refuse("ENVIRONMENT", "must be development or production")
    key = _read("SECRET_KEY", DEVELOPMENT_KEY)
    known_or_short = key == DEVELOPMENT_KEY or len(os.fsencode(key)) < SECRET_KEY_BYTES
    if environment == "production" and known_or_short:
        _refuse("SECRET_KEY", f"must be a secret of {SECRET_KEY_BYTES} bytes or more in production")
    return key


def _whole_number(name: str, *, default: int, minimum: int) -> int:
    text = _read(name, str(default))
    if not (text.isascii() and text.isdigit() and int(text) >= minimum):
        _refuse(name, f"must be a whole number from {minimum} on")
    return int(text)


def _read(name: str, default: str) -> str:
    return os.environ.get(name) or default


def _refuse(name: str, reason: str) -> NoReturn:
    raise SystemExit(f"{name} {reason}.")
