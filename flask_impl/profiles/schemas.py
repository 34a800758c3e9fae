"""Profiles over the wire."""

from typing import Any, Self

from database import AnyRow
from schemas import RequestModel, ResponseModel


class ProfilePath(RequestModel):
    """Whose profile it is."""

    username: str


class Profile(ResponseModel):
    """What others see of a user (PRO-1)."""

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
    """A profile as the viewer sees it."""

    profile: Profile

    @classmethod
    def of(cls, profile: AnyRow) -> Self:
        """Return the answer for a profile as a viewer sees it."""
        return cls.model_validate({"profile": show_user(profile, following=profile.following)})
