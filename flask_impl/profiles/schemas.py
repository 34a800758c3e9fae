"""Profiles over the wire."""

from typing import Self

from accounts.models import User
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


class ProfileBody(ResponseModel):
    """A profile as the viewer sees it."""

    profile: Profile

    @classmethod
    def of(cls, user: User) -> Self:
        """Return the answer for a user who was loaded with `following`."""
        return cls(profile=Profile.model_validate(user))
