"""Sign up, log in, and the user's own record."""

from flask import Response, g
from flask_openapi3 import APIBlueprint, Tag, validate_request

from accounts import services
from accounts.schemas import LoginBody, NewUserBody, UpdatedUserBody, UserBody
from documentation import operation_id
from schemas import errors, respond
from security import TOKEN, login_required

accounts = APIBlueprint(
    "accounts",
    __name__,
    url_prefix="/api",
    abp_tags=[Tag(name="Accounts")],
    operation_id_callback=operation_id,
)


@accounts.post("/users/login", responses={200: UserBody, **errors(401, 413, 415, 422)})
def login(body: LoginBody) -> Response:
    """Log in with e-mail address and password."""
    user = services.authenticate(body.user.email, body.user.password)
    return respond(UserBody.of(user))


@accounts.post("/users", responses={201: UserBody, **errors(409, 413, 415, 422)})
def create_user(body: NewUserBody) -> Response:
    """Register a user."""
    user = services.create_user(
        username=body.user.username, email=body.user.email, password=body.user.password
    )
    return respond(UserBody.of(user), 201)


@accounts.get("/user", responses={200: UserBody, **errors(401)}, security=TOKEN)
@login_required
def get_current_user() -> Response:
    """Get the user whom the token names."""
    return respond(UserBody.of(g.viewer))


@accounts.put("/user", responses={200: UserBody, **errors(401, 409, 413, 415, 422)}, security=TOKEN)
@login_required
@validate_request()
def update_current_user(body: UpdatedUserBody) -> Response:
    """Change some of one's own account."""
    user = services.update_user(g.viewer, body.user)
    return respond(UserBody.of(user))
