"""The configuration, read from the environment once, checked, and frozen."""

import sys
from functools import lru_cache
from typing import Annotated, Literal, NoReturn

from pydantic import (
    AfterValidator,
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DEVELOPMENT_KEY = "for development only: everybody knows this key"
SECRET_KEY_BYTES = 32
LARGEST_PORT = 65535
URL_OPTIONS: dict[str, set[str]] = {
    "sqlite": set(),
    "postgresql": {"host"},
    "mariadb": {"unix_socket"},
}
"""The engines, and what their URLs may say behind a question mark."""
# What uvicorn itself exits with when a start fails: with several workers its supervisor then stops,
# where any other status would make it restart the worker for ever.
STARTUP_FAILURE = 3


def _check_database_url(text: str) -> str:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    known = url is not None and url.drivername in set(URL_OPTIONS)
    if url is None or not known or not url.database or (url.port or 0) > LARGEST_PORT:
        raise ValueError(
            "must be sqlite:///relative.db, sqlite:////absolute.db, "
            "postgresql://user:password@host:port/name or mariadb://user:password@host:port/name"
        )
    if set(url.query) - URL_OPTIONS[url.drivername]:
        raise ValueError(
            "may carry no option but host, the folder of a PostgreSQL socket, "
            "or unix_socket, the path of a MariaDB socket"
        )
    return text


class Settings(BaseSettings):
    """Every setting; a field's name in capitals is the variable that sets it."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True)

    database_url: Annotated[str, AfterValidator(_check_database_url)] = "sqlite:///conduit.db"
    database_pool_size: PositiveInt = 10
    environment: Literal["development", "production"] = "development"
    secret_key: SecretStr = SecretStr(DEVELOPMENT_KEY)
    token_lifetime_seconds: PositiveInt = 30 * 24 * 60 * 60
    argon2_memory_kib: int = Field(default=19456, ge=8)
    argon2_time_cost: PositiveInt = 2
    cors_origins: str = "*"
    server_timing: bool = False
    otel_exporter_otlp_endpoint: str = ""

    @field_validator("secret_key")
    @classmethod
    def _insist_on_a_key_in_production(cls, key: SecretStr, info: ValidationInfo) -> SecretStr:
        secret = key.get_secret_value()
        known_or_short = secret == DEVELOPMENT_KEY or len(secret.encode()) < SECRET_KEY_BYTES
        if info.data.get("environment") == "production" and known_or_short:
            raise ValueError(f"must have at least {SECRET_KEY_BYTES} bytes in production")
        return key


def _refuse_to_start(error: ValidationError) -> NoReturn:
    problems = (
        f"{str(problem['loc'][0]).upper()}: {problem['msg'].removeprefix('Value error, ')}"
        for problem in error.errors()
    )
    sys.stderr.write(f"Configuration error: {'; '.join(problems)}\n")
    sys.exit(STARTUP_FAILURE)


@lru_cache
def get_settings() -> Settings:
    """Return the settings; on a bad one end the process with one line (OPS-6)."""
    try:
        return Settings()
    except ValidationError as error:
        _refuse_to_start(error)
