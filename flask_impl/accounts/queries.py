"""Reads of users."""

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import bindparam, or_, select

from accounts.models import User
from database import AnyRow, db, fetch
from errors import Unauthorized

Viewer: TypeAlias = AnyRow
"""The row of who asks: id, email, username, bio and image."""

# Built once: building it with every request would take as long as running it.
VIEWER_OF_TOKEN = select(User.id, User.email, User.username, User.bio, User.image).where(
    User.id == bindparam("user_id")
)


def get_user(user_id: int) -> Viewer:
    """Return the user whom a token names.

    Raises:
        Unauthorized: the user is gone (GEN-6).
    """
    for user in fetch(VIEWER_OF_TOKEN, user_id=user_id):
        return user
    raise Unauthorized({"token": "is invalid"})


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
