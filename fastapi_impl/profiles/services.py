"""Every write and business rule of profiles."""

from contextlib import suppress

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.models import User
from database import transaction
from profiles.models import Follow
from profiles.queries import get_profile


async def follow_user(session: AsyncSession, username: str, follower: User) -> User:
    """Have one user follow another, or the same (PRO-4), and return the other's profile.

    Following again changes nothing (PRO-3).

    Raises:
        NotFound: nobody has that name (PRO-2).
    """
    followed = await get_profile(session, username, follower)
    if followed.following:
        return followed
    async with transaction(session):
        # A second request may have come first, or the user be gone: the next read tells.
        with suppress(IntegrityError):
            async with session.begin_nested():
                session.add(Follow(follower_id=follower.id, followed_id=followed.id))
    return await get_profile(session, username, follower)


async def unfollow_user(session: AsyncSession, username: str, follower: User) -> User:
    """Have one user no longer follow another, and return the other's profile (PRO-3).

    Raises:
        NotFound: nobody has that name (PRO-2).
    """
    followed = await get_profile(session, username, follower)
    async with transaction(session):
        await session.execute(
            delete(Follow).where(
                Follow.follower_id == follower.id, Follow.followed_id == followed.id
            )
        )
    return await get_profile(session, username, follower)
