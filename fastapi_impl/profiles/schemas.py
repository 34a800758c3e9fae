"""What goes out over the wire: profiles."""

from typing import Self

from accounts.models import User
from schemas import ResponseModel


class Profile(ResponseModel):
    """What a viewer sees of a user (PRO-1)."""

    username: str
    bio: str | None
    image: str | None
    following: bool


class ProfileBody(ResponseModel):
    """A profile, in its envelope."""

    profile: Profile

    @classmethod
    def of(cls, user: User) -> Self:
        """Show a user as the query's viewer sees them."""
        return cls(profile=Profile.model_validate(user))
