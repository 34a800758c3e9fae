"""HTTP for accounts."""

from django.http import HttpRequest
from ninja import Router, Status

from accounts import services
from accounts.schemas import LoginBody, NewUserBody, UpdatedUserBody, UserBody
from schemas import errors
from security import Token, UserRequest

router = Router(tags=["Accounts"], by_alias=True)


@router.post("/users/login", response={200: UserBody, **errors(401, 413, 415, 422)})
def login(request: HttpRequest, body: LoginBody) -> UserBody:
    """Log in with e-mail address and password."""
    user = services.authenticate(body.user.email, body.user.password)
    return UserBody.of(user)


@router.post("/users", response={201: UserBody, **errors(409, 413, 415, 422)})
def create_user(request: HttpRequest, body: NewUserBody) -> Status[UserBody]:
    """Register a user."""
    user = services.create_user(
        username=body.user.username, email=body.user.email, password=body.user.password
    )
    return Status(201, UserBody.of(user))


@router.get("/user", auth=Token(), response={200: UserBody, **errors(401)})
def get_current_user(request: UserRequest) -> UserBody:
    """Get the user whom the token names."""
    return UserBody.of(request.auth)


@router.put("/user", auth=Token(), response={200: UserBody, **errors(401, 409, 413, 415, 422)})
def update_current_user(request: UserRequest, body: UpdatedUserBody) -> UserBody:
    """Change some of one's own account."""
    user = services.update_user(request.auth, body.user)
    return UserBody.of(user)
