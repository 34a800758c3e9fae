"""Passwords, tokens, and who is asking."""

import re
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app, g, request

from accounts import queries as accounts
from accounts.models import User
from accounts.queries import Viewer
from database import LARGEST_ID
from errors import Unauthorized

P = ParamSpec("P")
R = TypeVar("R")

TOKEN: list[dict[str, list[str]]] = [{"Token": []}]
"""How an operation that needs a token documents it."""
TOKEN_OPTIONAL: list[dict[str, list[str]]] = [{}, {"Token": []}]
"""How an operation that can do without one documents it."""

ALGORITHM = "HS256"
SCHEMES = {"token", "bearer"}


def login_required(view: Callable[P, R]) -> Callable[P, R]:
    """Let only those in who bring a good token; the view finds its user in g.viewer.

    Raises:
        Unauthorized: the token is missing (GEN-5) or no good (GEN-6).
    """

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        g.viewer = _authenticate()
        return view(*args, **kwargs)

    return wrapper


def login_optional(view: Callable[P, R]) -> Callable[P, R]:
    """Let everybody in; g.viewer is None for those without a good token (GEN-7)."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            g.viewer = _authenticate()
        except Unauthorized:
            g.viewer = None
        return view(*args, **kwargs)

    return wrapper


def _authenticate() -> Viewer:
    # Not request.authorization, which reads a token with an equals sign in it as something else.
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() not in SCHEMES or not token:
        raise Unauthorized({"token": "is missing"})
    return accounts.get_user(read_token(token))


def issue_token(user: User | Viewer) -> str:
    """Return a token that names the user and is good for TOKEN_LIFETIME_SECONDS (ACC-8)."""
    issued = int(time.time())
    expires = issued + current_app.config["TOKEN_LIFETIME_SECONDS"]
    claims = {"sub": str(user.id), "iat": issued, "exp": expires}
    return jwt.encode(claims, current_app.config["TOKEN_KEY"], ALGORITHM)


def read_token(token: str) -> int:
    """Return the id of the user whom a token names.

    Raises:
        Unauthorized: it is malformed, expired, or signed with another key or algorithm (GEN-6).
    """
    try:
        claims = jwt.decode(
            token,
            current_app.config["TOKEN_KEY"],
            algorithms=[ALGORITHM],
            options={"require": ["exp", "sub"]},
        )
    except jwt.InvalidTokenError:
        raise Unauthorized({"token": "is invalid"}) from None
    subject: str = claims["sub"]
    if not re.fullmatch("[0-9]{1,19}", subject) or int(subject) > LARGEST_ID:
        raise Unauthorized({"token": "is invalid"})
    return int(subject)


def hash_password(password: str) -> str:
    """Return an argon2id hash of the password in the PHC string format (ACC-13)."""
    return _hasher().hash(password)


def verify_password(password: str, password_hash: str) -> bool:
    """Return whether the hash is the password's."""
    try:
        return _hasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _hasher() -> PasswordHasher:
    return PasswordHasher(
        time_cost=current_app.config["ARGON2_TIME_COST"],
        memory_cost=current_app.config["ARGON2_MEMORY_KIB"],
        parallelism=1,
    )
