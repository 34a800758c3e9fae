"""What comes in and goes out over the wire: accounts."""

from typing import Annotated, Self

from pydantic import AfterValidator, StringConstraints
from typing_extensions import TypedDict

from accounts.models import User as UserRow
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
Username = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=64, pattern=r"^[^/\x00-\x1f\x7f]+$"
    ),
    NotBlank,
]
Password = Annotated[str, StringConstraints(min_length=8, max_length=128), Storable, NotBlank]
Bio = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000), Storable]
Image = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2048), Storable]

BlankAsNull = AfterValidator(lambda text: text or None)
"""Takes nothing but white space for null (ACC-10)."""


class Credentials(RequestModel):
    """Who wants to log in."""

    email: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1), Storable, NotBlank
    ]
    password: Annotated[str, StringConstraints(min_length=1), Storable, NotBlank]


class LoginBody(RequestModel):
    """What `login` takes."""

    user: Credentials


class NewUser(RequestModel):
    """Who wants to sign up."""

    username: Username
    email: Email
    password: Password


class NewUserBody(RequestModel):
    """What `createUser` takes."""

    user: NewUser


class UpdatedUser(TypedDict, total=False):
    """The changes to an account: a key that is not there changes nothing (ACC-9)."""

    email: Email
    username: Username
    password: Password
    bio: Annotated[Bio | None, BlankAsNull]
    image: Annotated[Image | None, BlankAsNull]


class UpdatedUserBody(RequestModel):
    """What `updateCurrentUser` takes."""

    user: UpdatedUser


class User(ResponseModel):
    """One's own account."""

    email: str
    token: str
    username: str
    bio: str | None
    image: str | None


class UserBody(ResponseModel):
    """One's own account, in its envelope."""

    user: User

    @classmethod
    def of(cls, user: UserRow | Viewer) -> Self:
        """Show the user their account with a fresh token (ACC-8)."""
        return cls(
            user=User(
                email=user.email,
                token=issue_token(user),
                username=user.username,
                bio=user.bio,
                image=user.image,
            )
        )
