"""Accounts over the wire."""

from typing import Annotated, Self

from pydantic import AfterValidator, StringConstraints
from typing_extensions import TypedDict

from accounts import models
from accounts.queries import Viewer
from schemas import NotBlank, RequestModel, ResponseModel, Storable
from security import issue_token

Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$"
    ),
    Storable,
    NotBlank,
]
"""ACC-3, ACC-6"""
Username = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=64, pattern=r"^[^/\x00-\x1f\x7f]+$"
    ),
    Storable,
    NotBlank,
]
"""ACC-4, ACC-6"""
Password = Annotated[str, StringConstraints(min_length=8, max_length=128), Storable, NotBlank]
"""ACC-5: kept as given, since every character counts."""
Bio = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000), Storable] | None,
    AfterValidator(lambda text: text or None),
]
"""ACC-10: null where it says nothing."""
Image = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=2048), Storable] | None,
    AfterValidator(lambda text: text or None),
]
"""ACC-10: null where it says nothing."""


class Credentials(RequestModel):
    """What a user proves to be themselves with."""

    email: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1), Storable, NotBlank
    ]
    password: Annotated[str, StringConstraints(min_length=1), Storable, NotBlank]


class LoginBody(RequestModel):
    """A user who logs in."""

    user: Credentials


class NewUser(RequestModel):
    """A user to be registered."""

    username: Username
    email: Email
    password: Password


class NewUserBody(RequestModel):
    """A registration."""

    user: NewUser


class UpdatedUser(TypedDict, total=False):
    """What is to change of a user: a key that is left out stays as it is (ACC-9)."""

    email: Email
    username: Username
    password: Password
    bio: Bio
    image: Image


class UpdatedUserBody(RequestModel):
    """An update to one's own account."""

    user: UpdatedUser


class User(ResponseModel):
    """A user as they see themselves."""

    email: str
    token: str
    username: str
    bio: str | None
    image: str | None


class UserBody(ResponseModel):
    """The user who asks."""

    user: User

    @classmethod
    def of(cls, user: models.User | Viewer) -> Self:
        """Return the answer for a user, with a fresh token (ACC-8)."""
        return cls(
            user=User(
                email=user.email,
                token=issue_token(user),
                username=user.username,
                bio=user.bio,
                image=user.image,
            )
        )
