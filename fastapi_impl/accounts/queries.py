"""Every read of accounts."""

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import bindparam, or_, select

from accounts.models import User
from database import AnyRow, Database, fetch
from errors import Unauthorized

Viewer: TypeAlias = AnyRow
"""The row of who asks: id, email, username, bio and image."""

# Built once: building it with every request would take as long as running it.
ACCOUNT = select(User.id, User.email, User.username, User.bio, User.image)
VIEWER_OF_TOKEN = ACCOUNT.where(User.id == bindparam("user_id"))

CREDENTIALS = ACCOUNT.add_columns(User.password).where(User.email == bindparam("email"))


async def get_user(database: Database, user_id: int) -> Viewer:
    """Return the user whom a token names.

    Raises:
        Unauthorized: the user is gone (GEN-6).
    """
    for user in await fetch(database, VIEWER_OF_TOKEN, user_id=user_id):
        return user
    raise Unauthorized("token", "is invalid")


async def find_user_by_email(database: Database, email: str) -> AnyRow | None:
    """Return the user with exactly this e-mail address, if there is one (ACC-6)."""
    users = await fetch(database, CREDENTIALS, email=email)
    return users[0] if users else None


async def list_taken(
    database: Database, wanted: Mapping[str, str], besides: int | None = None
) -> list[str]:
    """List which of the wanted values, by key, somebody has; `besides` is the id of who asks.

    In one query, so that a registration at the same moment is seen whole or not at all.
    """
    if not wanted:
        return []
    has_some = or_(*(getattr(User, key) == value for key, value in wanted.items()))
    others = select(User.email, User.username).where(has_some, User.id.is_distinct_from(besides))
    holders = await fetch(database, others)
    return [
        key
        for key, value in wanted.items()
        if any(getattr(holder, key) == value for holder in holders)
    ]
