"""HTTP: profiles."""

from typing import Annotated

from fastapi import APIRouter, Path

from database import EngineDep
from incoming import PatientRoute
from profiles import queries, services
from profiles.schemas import ProfileBody
from schemas import Storable, errors
from security import TOKEN_OPTIONAL, CurrentUser, OptionalUser

router = APIRouter(prefix="/profiles/{username}", tags=["Profiles"], route_class=PatientRoute)

Username = Annotated[str, Path(), Storable]


@router.get("", responses=errors(404), openapi_extra=TOKEN_OPTIONAL)
async def get_profile_by_username(
    viewer: OptionalUser, username: Username, engine: EngineDep
) -> ProfileBody:
    """Get a user's profile."""
    profile = await queries.get_profile(engine, username, viewer)
    return ProfileBody.of(profile)


@router.post("/follow", responses=errors(401, 404))
async def follow_user_by_username(
    viewer: CurrentUser, username: Username, engine: EngineDep
) -> ProfileBody:
    """Follow a user."""
    profile = await services.follow_user(engine, username, follower=viewer)
    return ProfileBody.of(profile)


@router.delete("/follow", responses=errors(401, 404))
async def unfollow_user_by_username(
    viewer: CurrentUser, username: Username, engine: EngineDep
) -> ProfileBody:
    """Stop following a user."""
    profile = await services.unfollow_user(engine, username, follower=viewer)
    return ProfileBody.of(profile)
