"""What others see of a user, and following."""

from flask import Response, g
from flask_openapi3 import APIBlueprint, Tag

from documentation import operation_id
from profiles import queries, services
from profiles.schemas import ProfileBody, ProfilePath
from schemas import errors, respond
from security import TOKEN, TOKEN_OPTIONAL, login_optional, login_required

profiles = APIBlueprint(
    "profiles",
    __name__,
    url_prefix="/api/profiles/<username>",
    abp_tags=[Tag(name="Profiles")],
    operation_id_callback=operation_id,
)


@profiles.get("", responses={200: ProfileBody, **errors(404)}, security=TOKEN_OPTIONAL)
@login_optional
def get_profile_by_username(path: ProfilePath) -> Response:
    """Get a user's profile."""
    return respond(ProfileBody.of(queries.get_profile(path.username, g.viewer)))


@profiles.post("/follow", responses={200: ProfileBody, **errors(401, 404)}, security=TOKEN)
@login_required
def follow_user_by_username(path: ProfilePath) -> Response:
    """Follow a user."""
    return respond(ProfileBody.of(services.follow_user(path.username, g.viewer)))


@profiles.delete("/follow", responses={200: ProfileBody, **errors(401, 404)}, security=TOKEN)
@login_required
def unfollow_user_by_username(path: ProfilePath) -> Response:
    """Stop following a user."""
    return respond(ProfileBody.of(services.unfollow_user(path.username, g.viewer)))
