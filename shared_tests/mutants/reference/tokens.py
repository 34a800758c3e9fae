"""Who is asking (GEN-5 to GEN-8)."""

import re
import time
from collections.abc import Mapping
from typing import Any

import jwt

from shared_tests.mutants.reference.fields import Broken
from shared_tests.mutants.reference.refusals import INVALID, Refusal
from shared_tests.mutants.reference.store import User

ALGORITHM = "HS256"
SCHEMES = {"token", "bearer"}
LIFETIME_SECONDS = 3600
SUBJECT = re.compile("[0-9]{1,19}")


def issue(user: User, key: str, generation: int) -> str:
    """Return a token for a user."""
    claims = {"sub": str(user.id), "exp": int(time.time()) + LIFETIME_SECONDS, "gen": generation}
    return jwt.encode(claims, key, ALGORITHM)


def token_in(authorization: str, broken: Broken) -> str:
    """Return the token that `Authorization` carries.

    Raises:
        Refusal: it carries none.
    """
    scheme, _, token = authorization.partition(" ")
    known = SCHEMES - {"bearer"} if broken("bearer-unknown") else SCHEMES
    if broken("any-scheme"):
        known = known | {"basic", "jwt", "digest"}
    found = scheme.lower()
    if broken("scheme-case-counts") and scheme != scheme.capitalize():
        found = ""
    if found not in known or not token.strip():
        raise Refusal(401, token="is missing")
    return token.strip()


def user_of(token: str, key: str, users: Mapping[int, User], broken: Broken) -> tuple[User, int]:
    """Return the user whom a token names, and which of their tokens it is.

    Raises:
        Refusal: it is no good.
    """
    try:
        claims = _claims(token, key, broken)
    except jwt.InvalidTokenError:
        raise Refusal(401, token=INVALID) from None
    subject = claims["sub"]
    if not SUBJECT.fullmatch(subject) or int(subject) not in users:
        if broken("unknown-subject-is-somebody") and users:
            return next(iter(users.values())), 0
        raise Refusal(401, token=INVALID)
    return users[int(subject)], int(claims.get("gen", 0))


def _claims(token: str, key: str, broken: Broken) -> dict[str, Any]:
    algorithms = [ALGORITHM, *(["HS384", "HS512"] if broken("any-algorithm") else [])]
    options: dict[str, Any] = {"require": ["exp", "sub"]}
    if broken("expiry-ignored"):
        options = {"require": ["sub"], "verify_exp": False}
    unsigned = broken("unsigned-accepted") and _algorithm(token) == "none"
    if broken("signature-ignored") or unsigned:
        options |= {"verify_signature": False, "verify_exp": True, "verify_sub": True}
        algorithms = [ALGORITHM, "none"]
    return dict(jwt.decode(token, key, algorithms, options=options))  # type: ignore[arg-type]


def _algorithm(token: str) -> object:
    return jwt.get_unverified_header(token).get("alg")
