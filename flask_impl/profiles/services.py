"""Following, and no longer following."""

from contextlib import suppress

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from accounts.queries import Viewer
from database import AnyRow, execute
from profiles import queries
from profiles.models import Follow


def follow_user(username: str, follower: Viewer) -> AnyRow:
    """Have one user follow another, oneself included (PRO-4); again is no error (PRO-3).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    followed = queries.get_profile(username, follower)
    if not followed.following:
        # Another request of the same follower may have been faster.
        with suppress(IntegrityError):
            execute(insert(Follow), follower_id=follower.id, followed_id=followed.id)
    return queries.get_profile(username, follower)


def unfollow_user(username: str, follower: Viewer) -> AnyRow:
    """Have one user no longer follow another; again is no error (PRO-3).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    followed = queries.get_profile(username, follower)
    execute(
        delete(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == followed.id)
    )
    return queries.get_profile(username, follower)
