"""What goes out over the wire: profiles."""

from typing import Any, Self

from database import AnyRow
from schemas import ResponseModel


class Profile(ResponseModel):
    """What a viewer sees of a user (PRO-1)."""

    username: str
    bio: str | None
    image: str | None
    following: bool


def show_user(user: AnyRow, *, following: bool) -> dict[str, Any]:
    """Return a Profile of a user, whom the viewer follows or does not."""
    return {
        "username": user.username,
        "bio": user.bio,
        "image": user.image,
        "following": following,
    }


class ProfileBody(ResponseModel):
    """A profile, in its envelope."""

    profile: Profile

    @classmethod
    def of(cls, profile: AnyRow) -> Self:
        """Show a user as the query's viewer sees them."""
        return cls.model_validate({"profile": show_user(profile, following=profile.following)})
