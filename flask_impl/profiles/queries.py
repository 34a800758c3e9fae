"""Reads of profiles."""

from sqlalchemy import BigInteger, bindparam, exists, select

from accounts.models import User
from accounts.queries import Viewer
from database import AnyRow, fetch
from errors import NotFound
from profiles.models import Follow

VIEWER = bindparam("viewer", type_=BigInteger)
"""In any statement, the id of who asks; null, which equals nothing, for those without a token."""

IS_FOLLOWED = (
    exists()
    .where(Follow.follower_id == VIEWER, Follow.followed_id == User.id)
    .correlate(User)
    .label("following")
)
"""Whether the viewer follows the user of a row."""

SHOWN_OF_USERS = (User.username, User.bio, User.image, IS_FOLLOWED)
"""What schemas.Profile shows of the user of a row."""

# Built once, like every statement that requests wait for: that takes as long as running it.
PROFILE = select(User.id, *SHOWN_OF_USERS).where(User.username == bindparam("username"))


def get_profile(username: str, viewer: Viewer | None) -> AnyRow:
    """Return a user with `following` as the viewer sees it.

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    if "\0" in username:  # PostgreSQL cannot be asked for it (GEN-17).
        raise NotFound("profile")
    for profile in fetch(PROFILE, username=username, viewer=viewer and viewer.id):
        return profile
    raise NotFound("profile")
