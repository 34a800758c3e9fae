"""Following, and no longer following."""

from contextlib import suppress

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from accounts.models import User
from database import db
from profiles import queries
from profiles.models import Follow


def follow_user(username: str, follower: User) -> User:
    """Have one user follow another, oneself included (PRO-4); again is no error (PRO-3).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    followed = queries.get_profile(username, follower)
    if not followed.following:
        # Another request of the same follower may have been faster.
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(Follow(follower_id=follower.id, followed_id=followed.id))
    profile = queries.get_profile(username, follower)
    db.session.commit()
    return profile


def unfollow_user(username: str, follower: User) -> User:
    """Have one user no longer follow another; again is no error (PRO-3).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    followed = queries.get_profile(username, follower)
    db.session.execute(
        delete(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == followed.id)
    )
    profile = queries.get_profile(username, follower)
    db.session.commit()
    return profile
