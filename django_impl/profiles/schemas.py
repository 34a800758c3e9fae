"""Profiles on the wire."""

from typing import Any

from accounts.models import User
from profiles import models
from schemas import ResponseModel


class Profile(ResponseModel):
    """A user as others see them."""

    username: str
    bio: str | None
    image: str | None
    following: bool


def show_user(user: User, *, following: bool) -> dict[str, Any]:
    """Show a user to a viewer who follows them, or does not."""
    return {
        "username": user.username,
        "bio": user.bio,
        "image": user.image,
        "following": following,
    }


def show_author(row: Any) -> dict[str, Any]:  # noqa: ANN401 (a named tuple of a query's own)
    """Show the author whom a row of an article or a comment brings along."""
    return {
        "username": row.author__username,
        "bio": row.author__bio,
        "image": row.author__image,
        "following": row.author_followed,
    }


class ProfileBody(ResponseModel):
    """What every operation on a profile answers."""

    profile: Profile

    @classmethod
    def of(cls, profile: models.Profile) -> "ProfileBody":
        """Show a profile."""
        return cls.model_validate({"profile": show_user(profile, following=profile.following)})
