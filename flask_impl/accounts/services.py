"""Registration, login, and changes to an account."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from accounts import queries
from accounts.models import User
from accounts.queries import Viewer
from accounts.schemas import UpdatedUser
from clock import now
from database import db, execute, transaction
from errors import Conflict, Unauthorized
from security import hash_password, verify_password

UNIQUE = ("username", "email")
"""What no two users have in common."""


def create_user(*, username: str, email: str, password: str) -> User:
    """Register a user (ACC-1, ACC-13).

    Raises:
        Conflict: the username, the e-mail address or both are taken (ACC-2), perhaps by somebody
            who registers at the same moment (ACC-14).
    """
    password_hash = hash_password(password)  # before SQLite's write lock is taken
    wanted = {"username": username, "email": email}
    _refuse_taken(wanted)
    moment = now()
    user = User(**wanted, password=password_hash, created_at=moment, updated_at=moment)
    try:
        with transaction():
            db.session.add(user)
    except IntegrityError:
        _refuse_taken(wanted)
        raise
    return user


def authenticate(email: str, password: str) -> User:
    """Return the user whose e-mail address and password these are.

    Raises:
        Unauthorized: they are nobody's (ACC-7); it takes as long to find out one as the other.
    """
    user = queries.find_user_by_email(email)
    if user is None:
        hash_password(password)
    elif verify_password(password, user.password):
        return user
    raise Unauthorized({"credentials": "invalid"})


def update_user(user: Viewer, changes: UpdatedUser) -> Viewer:
    """Change what the changes carry (ACC-9, ACC-10, ACC-12).

    Raises:
        Conflict: the new username or e-mail address is somebody else's (ACC-2, ACC-15).
        Unauthorized: the user is gone by now (GEN-6).
    """
    if not changes:
        return user
    values: dict[str, Any] = {**changes, "updated_at": now()}
    if "password" in changes:
        values["password"] = hash_password(changes["password"])
    wanted = {key: values[key] for key in UNIQUE if key in values}
    _refuse_taken(wanted, besides=user.id)
    try:
        execute(update(User).where(User.id == user.id).values(values))
    except IntegrityError:
        _refuse_taken(wanted, besides=user.id)
        raise
    # Read again, for what others changed meanwhile: MariaDB's UPDATE returns nothing.
    return queries.get_user(user.id)


def _refuse_taken(wanted: Mapping[str, str], *, besides: int | None = None) -> None:
    if taken := queries.list_taken(wanted, besides=besides):
        raise Conflict(taken)
