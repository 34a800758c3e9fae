"""Every write and business rule of profiles."""

from contextlib import suppress

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from accounts.queries import Viewer
from database import AnyRow, execute
from profiles.models import Follow
from profiles.queries import get_profile


async def follow_user(engine: AsyncEngine, username: str, follower: Viewer) -> AnyRow:
    """Have one user follow another, or the same (PRO-4), and return the other's profile.

    Following again changes nothing (PRO-3).

    Raises:
        NotFound: nobody has that name (PRO-2).
    """
    followed = await get_profile(engine, username, follower)
    if followed.following:
        return followed
    # A second request may have come first, or the user be gone: the next read tells.
    with suppress(IntegrityError):
        await execute(engine, insert(Follow), follower_id=follower.id, followed_id=followed.id)
    return await get_profile(engine, username, follower)


async def unfollow_user(engine: AsyncEngine, username: str, follower: Viewer) -> AnyRow:
    """Have one user no longer follow another, and return the other's profile (PRO-3).

    Raises:
        NotFound: nobody has that name (PRO-2).
    """
    followed = await get_profile(engine, username, follower)
    await execute(
        engine,
        delete(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == followed.id),
    )
    return await get_profile(engine, username, follower)
