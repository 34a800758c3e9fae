"""HTTP for profiles."""

from django.http import HttpResponse
from ninja import Router

from profiles import queries, services
from profiles.schemas import ProfileBody
from rendering import respond
from schemas import errors
from security import OptionalToken, Token, UserRequest, ViewerRequest

router = Router(tags=["Profiles"], by_alias=True)


@router.get("/{username}", auth=OptionalToken(), response={200: ProfileBody, **errors(404)})
def get_profile_by_username(request: ViewerRequest, username: str) -> HttpResponse:
    """Get a user's profile."""
    profile = queries.get_profile(username, request.auth)
    return respond(ProfileBody.of(profile))


@router.post("/{username}/follow", auth=Token(), response={200: ProfileBody, **errors(401, 404)})
def follow_user_by_username(request: UserRequest, username: str) -> HttpResponse:
    """Follow a user."""
    profile = services.follow_user(username, request.auth)
    return respond(ProfileBody.of(profile))


@router.delete("/{username}/follow", auth=Token(), response={200: ProfileBody, **errors(401, 404)})
def unfollow_user_by_username(request: UserRequest, username: str) -> HttpResponse:
    """Stop following a user."""
    profile = services.unfollow_user(username, request.auth)
    return respond(ProfileBody.of(profile))
