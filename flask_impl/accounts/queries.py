"""Reads of users."""

from collections.abc import Mapping

from sqlalchemy import or_, select

from accounts.models import User
from database import db
from errors import Unauthorized


def get_user(user_id: int) -> User:
    """Return the user whom a token names.

    Raises:
        Unauthorized: the user is gone (GEN-6).
    """
    user = db.session.get(User, user_id)
    if user is None:
        raise Unauthorized({"token": "is invalid"})
    return user


def get_user_anew(user_id: int) -> User:
    """Return a user as the database has it now, though the session may hold it already.

    Raises:
        Unauthorized: the user is gone (GEN-6).
    """
    user = db.session.get(User, user_id, populate_existing=True)
    if user is None:
        raise Unauthorized({"token": "is invalid"})
    return user


def find_user_by_email(email: str) -> User | None:
    """Return the user with exactly this e-mail address (ACC-6), if there is one."""
    return db.session.scalar(select(User).where(User.email == email))


def list_taken(wanted: Mapping[str, str], *, besides: int | None = None) -> list[str]:
    """Return which keys of what is wanted, username or email, somebody has already (ACC-2).

    Args:
        wanted: what each key is to be.
        besides: the id of a user whose own do not count (ACC-15).
    """
    if not wanted:
        return []
    has_some = or_(*(getattr(User, key) == text for key, text in wanted.items()))
    holders = db.session.scalars(
        select(User).where(has_some, User.id.is_distinct_from(besides))
    ).all()
    return [
        key
        for key, text in wanted.items()
        if any(getattr(holder, key) == text for holder in holders)
    ]
