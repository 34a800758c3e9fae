"""Every read of profiles."""

from sqlalchemy import ColumnElement, exists, false, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import with_expression

from accounts.models import User
from errors import NotFound
from profiles.models import Follow


def is_followed_by(viewer: User | None) -> ColumnElement[bool]:
    """Tell in SQL whether the viewer follows a row's `User`: never without a token (PRO-1)."""
    if viewer is None:
        return false()
    return exists().where(Follow.follower_id == viewer.id, Follow.followed_id == User.id)


async def get_profile(session: AsyncSession, username: str, viewer: User | None) -> User:
    """Return a user as the viewer sees them.

    Raises:
        NotFound: nobody has that name (PRO-2).
    """
    statement = (
        select(User)
        .where(User.username == username)
        .options(with_expression(User.following, is_followed_by(viewer)))
        # The viewer may be this very user, and is in the session already, without `following`.
        .execution_options(populate_existing=True)
    )
    user = await session.scalar(statement)
    if user is None:
        raise NotFound("profile")
    return user
