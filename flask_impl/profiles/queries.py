"""Reads of profiles."""

from sqlalchemy import ColumnElement, exists, false, select
from sqlalchemy.orm import with_expression

from accounts.models import User
from database import db
from errors import NotFound
from profiles.models import Follow


def get_profile(username: str, viewer: User | None) -> User:
    """Return a user with `following` as the viewer sees it.

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    if "\0" in username:  # PostgreSQL cannot be asked for it (GEN-17).
        raise NotFound("profile")
    user = db.session.scalar(
        select(User)
        .where(User.username == username)
        .options(with_expression(User.following, is_followed_by(viewer)))
        .execution_options(populate_existing=True)  # It may be the viewer, who is loaded already.
    )
    if user is None:
        raise NotFound("profile")
    return user


def is_followed_by(viewer: User | None) -> ColumnElement[bool]:
    """Return the expression, in a query of users, for whether the viewer follows each."""
    if viewer is None:
        return false()
    return (
        exists()
        .where(Follow.follower_id == viewer.id, Follow.followed_id == User.id)
        .correlate(User)
    )
