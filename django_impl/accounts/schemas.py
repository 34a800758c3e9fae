"""Accounts on the wire."""

from typing import Annotated

from pydantic import BeforeValidator, StringConstraints
from typing_extensions import TypedDict

from accounts import models
from schemas import NOT_BLANK, STORABLE, RequestModel, ResponseModel
from security import issue_token


def _null_if_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$"),
    STORABLE,
]
Username = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=64, pattern=r"^[^/\x00-\x1f\x7f]+$"
    ),
]
Password = Annotated[str, StringConstraints(min_length=8, max_length=128), STORABLE, NOT_BLANK]
Bio = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000), STORABLE] | None,
    BeforeValidator(_null_if_blank),
]
Image = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=2048), STORABLE] | None,
    BeforeValidator(_null_if_blank),
]


class Login(RequestModel):
    """An e-mail address and a password, whatever they look like."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), STORABLE]
    password: Annotated[str, StringConstraints(min_length=1), STORABLE, NOT_BLANK]


class LoginBody(RequestModel):
    """What login takes."""

    user: Login


class NewUser(RequestModel):
    """What somebody who registers says."""

    username: Username
    email: Email
    password: Password


class NewUserBody(RequestModel):
    """What createUser takes."""

    user: NewUser


class UpdatedUser(TypedDict, total=False):
    """What somebody changes: a key that is left out is left as it is (ACC-9)."""

    email: Email
    username: Username
    password: Password
    bio: Bio
    image: Image


class UpdatedUserBody(RequestModel):
    """What updateCurrentUser takes."""

    user: UpdatedUser


class User(ResponseModel):
    """A user, for that user's own eyes."""

    email: str
    token: str
    username: str
    bio: str | None
    image: str | None


class UserBody(ResponseModel):
    """What every operation on one's own account answers."""

    user: User

    @classmethod
    def of(cls, user: models.User) -> "UserBody":
        """Show a user, with a fresh token (ACC-8)."""
        return cls(
            user=User(
                email=user.email,
                token=issue_token(user),
                username=user.username,
                bio=user.bio,
                image=user.image,
            )
        )
