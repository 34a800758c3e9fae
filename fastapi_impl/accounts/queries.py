"""Every read of accounts."""

from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.models import User
from errors import Unauthorized


async def get_user(session: AsyncSession, user_id: int) -> User:
    """Return the user whom a token names.

    Raises:
        Unauthorized: the user is gone (GEN-6).
    """
    user = await session.get(User, user_id)
    if user is None:
        raise Unauthorized("token", "is invalid")
    return user


async def find_user_by_email(session: AsyncSession, email: str) -> User | None:
    """Return the user with exactly this e-mail address, if there is one (ACC-6)."""
    return await session.scalar(select(User).where(User.email == email))


async def list_taken(
    session: AsyncSession, wanted: Mapping[str, str], besides: int | None = None
) -> list[str]:
    """List which of the wanted values, by key, somebody has; `besides` is the id of who asks.

    In one query, so that a registration at the same moment is seen whole or not at all.
    """
    if not wanted:
        return []
    has_some = or_(*(getattr(User, key) == value for key, value in wanted.items()))
    query = select(User).where(has_some, User.id.is_distinct_from(besides))
    holders = (await session.scalars(query)).all()
    return [
        key
        for key, value in wanted.items()
        if any(getattr(holder, key) == value for holder in holders)
    ]
