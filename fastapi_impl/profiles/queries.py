"""Every read of profiles."""

from sqlalchemy import BigInteger, bindparam, exists, select

from accounts.models import User
from accounts.queries import Viewer
from database import AnyRow, Database, fetch
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
"""Whether the viewer follows the user of a row (PRO-1)."""

SHOWN_OF_USERS = (User.username, User.bio, User.image, IS_FOLLOWED)
"""What schemas.Profile shows of the user of a row."""

# Built once, like every statement that requests wait for: that takes as long as running it.
PROFILE = select(User.id, *SHOWN_OF_USERS).where(User.username == bindparam("username"))


async def get_profile(database: Database, username: str, viewer: Viewer | None) -> AnyRow:
    """Return a user as the viewer sees them.

    Raises:
        NotFound: nobody has that name (PRO-2).
    """
    viewer_id = viewer and viewer.id
    for profile in await fetch(database, PROFILE, username=username, viewer=viewer_id):
        return profile
    raise NotFound("profile")
