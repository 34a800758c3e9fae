"""Passwords, tokens, and who is asking."""

import os
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any

import jwt
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest
from ninja.security import APIKeyHeader
from pydantic import ValidationInfo

from accounts import queries
from accounts.models import AnonymousUser, User, Viewer
from clock import now
from database import parse_id
from errors import Unauthorized

ALGORITHM = "HS256"


class Argon2idHasher(Argon2PasswordHasher):
    """Django's argon2id at the configured cost; `accounts.models.PasswordField` stores it.

    Under ASGI any number of requests may hash at once; here only as many as make it faster do, for
    the memory that each of them takes.
    """

    memory_cost = settings.ARGON2_MEMORY_KIB
    time_cost = settings.ARGON2_TIME_COST
    parallelism = 1
    turns = BoundedSemaphore(os.cpu_count() or 1)

    def encode(self, password: str, salt: str) -> str:
        """Hash a password when it is its turn."""
        with self.turns:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Compare a password with a hash when it is its turn."""
        with self.turns:
            return super().verify(password, encoded)


class UserRequest(HttpRequest):
    """A request behind `Token`."""

    auth: User


class ViewerRequest(HttpRequest):
    """A request behind `OptionalToken`."""

    auth: Viewer


class Token(APIKeyHeader):
    """Needs a good token: `auth=Token()` (GEN-5, GEN-6)."""

    param_name = "Authorization"
    openapi_description = "`Token <jwt>` or `Bearer <jwt>`."

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer:
        """Return the user whom the token names.

        Raises:
            Unauthorized: there is no token, or it is no good.
        """
        return queries.get_user(_read_token(key or ""))


class OptionalToken(Token):
    """Takes a bad token for none: `auth=OptionalToken()` (GEN-7)."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer:
        """Return the user whom the token names, or nobody in particular."""
        try:
            return super().authenticate(request, key)
        except Unauthorized:
            return AnonymousUser()


def who_asks(info: ValidationInfo) -> User:
    """Return the user behind the token, for a parameter that is being read."""
    context: Any = info.context
    user: User = context["request"].auth
    return user


def issue_token(user: User) -> str:
    """Return a fresh token that names the user (ACC-8)."""
    issued = now()
    claims = {
        "sub": str(user.pk),
        "iat": issued,
        "exp": issued + timedelta(seconds=settings.TOKEN_LIFETIME_SECONDS),
    }
    return jwt.encode(claims, settings.SECRET_KEY, ALGORITHM)


def _read_token(authorization: str) -> int:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() not in {"token", "bearer"} or not token.strip():
        raise Unauthorized("token", "is missing")
    try:
        claims: dict[str, Any] = jwt.decode(
            token.strip(),
            settings.SECRET_KEY,
            algorithms=[ALGORITHM],
            options={"require": ["exp", "sub"]},
        )
    except jwt.InvalidTokenError:
        raise Unauthorized("token", "is invalid") from None
    return parse_id(claims["sub"])
