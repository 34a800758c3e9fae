"""Profiles on the wire."""

from accounts.models import User
from profiles import models
from schemas import ResponseModel


class Profile(ResponseModel):
    """A user as others see them."""

    username: str
    bio: str | None
    image: str | None
    following: bool

    @classmethod
    def of(cls, user: User, *, following: bool) -> "Profile":
        """Show a user to a viewer who follows them, or does not."""
        return cls(username=user.username, bio=user.bio, image=user.image, following=following)


class ProfileBody(ResponseModel):
    """What every operation on a profile answers."""

    profile: Profile

    @classmethod
    def of(cls, profile: models.Profile) -> "ProfileBody":
        """Show a profile."""
        return cls(profile=Profile.of(profile, following=profile.following))
