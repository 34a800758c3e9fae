"""HTTP for accounts."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts import services
from accounts.schemas import LoginBody, NewUserBody, UpdatedUserBody, UserBody
from rendering import respond
from schemas import errors
from security import Token, UserRequest

router = Router(tags=["Accounts"], by_alias=True)


@router.post("/users/login", response={200: UserBody, **errors(401, 413, 415, 422)})
def login(request: HttpRequest, body: LoginBody) -> HttpResponse:
    """Log in with e-mail address and password."""
    user = services.authenticate(body.user.email, body.user.password)
    return respond(UserBody.of(user))


@router.post("/users", response={201: UserBody, **errors(409, 413, 415, 422)})
def create_user(request: HttpRequest, body: NewUserBody) -> HttpResponse:
    """Register a user."""
    user = services.create_user(
        username=body.user.username, email=body.user.email, password=body.user.password
    )
    return respond(UserBody.of(user), 201)


@router.get("/user", auth=Token(), response={200: UserBody, **errors(401)})
def get_current_user(request: UserRequest) -> HttpResponse:
    """Get the user whom the token names."""
    return respond(UserBody.of(request.auth))


@router.put("/user", auth=Token(), response={200: UserBody, **errors(401, 409, 413, 415, 422)})
def update_current_user(request: UserRequest, body: UpdatedUserBody) -> HttpResponse:
    """Change some of one's own account."""
    user = services.update_user(request.auth, body.user)
    return respond(UserBody.of(user))
