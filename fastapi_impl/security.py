"""Passwords, tokens, and who is asking."""

from datetime import timedelta
from functools import lru_cache
from typing import Annotated, Any

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import APIKeyHeader

from accounts.models import User
from accounts.queries import Viewer, get_user
from clock import now
from config import get_settings
from errors import Unauthorized
from schemas import LARGEST_ID, read_whole_number

ALGORITHM = "HS256"


@lru_cache
def _hasher() -> PasswordHasher:
    settings = get_settings()
    return PasswordHasher(
        time_cost=settings.argon2_time_cost, memory_cost=settings.argon2_memory_kib, parallelism=1
    )


@lru_cache
def _hash_of_nobody() -> str:
    return _hasher().hash("nobody's password")


async def hash_password(password: str) -> str:
    """Return the argon2id hash of a password in the PHC string format (ACC-13)."""
    return await run_in_threadpool(_hasher().hash, password)


async def verify_password(password: str, password_hash: str | None) -> bool:
    """Tell whether this is the password that was hashed; None is no password's hash.

    None takes as long as any other hash, so that nobody can tell it from outside.
    """
    compared = await run_in_threadpool(_hash_of_nobody) if password_hash is None else password_hash
    try:
        await run_in_threadpool(_hasher().verify, compared, password)
    except VerifyMismatchError:
        return False
    return password_hash is not None


def issue_token(user: User | Viewer) -> str:
    """Return a token that names the user, good for `TOKEN_LIFETIME_SECONDS`."""
    settings = get_settings()
    issued = now()
    expires = issued + timedelta(seconds=settings.token_lifetime_seconds)
    claims = {"sub": str(user.id), "iat": issued, "exp": expires}
    return jwt.encode(claims, settings.secret_key.get_secret_value(), ALGORITHM)


def read_token(token: str) -> int:
    """Return the id of the user whom a token names.

    Raises:
        Unauthorized: the token is malformed, expired, or not signed by us (GEN-6).
    """
    key = get_settings().secret_key.get_secret_value()
    try:
        claims = jwt.decode(token, key, [ALGORITHM], options={"require": ["exp", "sub"]})
    except (jwt.PyJWTError, RecursionError, OverflowError) as error:
        raise Unauthorized("token", "is invalid") from error
    user_id = read_whole_number(claims["sub"], 1, LARGEST_ID)
    if user_id is None:
        raise Unauthorized("token", "is invalid")
    return user_id


class RequiredToken(APIKeyHeader):
    """Takes the user out of the token in the header: one dependency, and one to document."""

    def __init__(self) -> None:
        super().__init__(
            name="Authorization",
            scheme_name="Token",
            description="`Token <jwt>` or `Bearer <jwt>`.",
        )

    async def __call__(self, request: Request) -> Viewer:  # type: ignore[override]  # FastAPI's returns the header
        """Return who is asking; another scheme counts as no token (GEN-8).

        Raises:
            Unauthorized: there is no token, or it is no good.
        """
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() not in {"token", "bearer"} or not token.strip():
            raise Unauthorized("token", "is missing")
        return await get_user(request.state.engine, read_token(token.strip()))


class OptionalToken(RequiredToken):
    """Treats a bad token as none (GEN-7)."""

    async def __call__(self, request: Request) -> Viewer | None:  # type: ignore[override]  # nobody
        """Return who is asking, if that is known."""
        try:
            return await super().__call__(request)
        except Unauthorized:
            return None


CurrentUser = Annotated[Viewer, Depends(RequiredToken())]
OptionalUser = Annotated[Viewer | None, Depends(OptionalToken())]

TOKEN_OPTIONAL: dict[str, Any] = {"security": [{}]}
"""For `openapi_extra`: beside the token, which FastAPI documents by itself, none will do."""
