"""HTTP for profiles."""

from ninja import Router

from profiles import queries, services
from profiles.schemas import ProfileBody
from schemas import errors
from security import OptionalToken, Token, UserRequest, ViewerRequest

router = Router(tags=["Profiles"], by_alias=True)


@router.get("/{username}", auth=OptionalToken(), response={200: ProfileBody, **errors(404)})
def get_profile_by_username(request: ViewerRequest, username: str) -> ProfileBody:
    """Get a user's profile."""
    profile = queries.get_profile(username, request.auth)
    return ProfileBody.of(profile)


@router.post("/{username}/follow", auth=Token(), response={200: ProfileBody, **errors(401, 404)})
def follow_user_by_username(request: UserRequest, username: str) -> ProfileBody:
    """Follow a user."""
    profile = services.follow_user(username, request.auth)
    return ProfileBody.of(profile)


@router.delete("/{username}/follow", auth=Token(), response={200: ProfileBody, **errors(401, 404)})
def unfollow_user_by_username(request: UserRequest, username: str) -> ProfileBody:
    """Stop following a user."""
    profile = services.unfollow_user(username, request.auth)
    return ProfileBody.of(profile)
