"""HTTP: accounts."""

from fastapi import APIRouter

from accounts import services
from accounts.schemas import LoginBody, NewUserBody, UpdatedUserBody, UserBody
from database import EngineDep
from incoming import StrictRoute
from schemas import errors
from security import CurrentUser

router = APIRouter(tags=["Accounts"], route_class=StrictRoute)


@router.post("/users/login", responses=errors(401, 413, 415, 422))
async def login(body: LoginBody, engine: EngineDep) -> UserBody:
    """Log in with e-mail address and password."""
    user = await services.authenticate(engine, email=body.user.email, password=body.user.password)
    return UserBody.of(user)


@router.post("/users", status_code=201, responses=errors(409, 413, 415, 422))
async def create_user(body: NewUserBody, engine: EngineDep) -> UserBody:
    """Register a user."""
    user = await services.create_user(
        engine,
        username=body.user.username,
        email=body.user.email,
        password=body.user.password,
    )
    return UserBody.of(user)


@router.get("/user", responses=errors(401))
async def get_current_user(viewer: CurrentUser) -> UserBody:
    """Get the user whom the token names."""
    return UserBody.of(viewer)


@router.put("/user", responses=errors(401, 409, 413, 415, 422))
async def update_current_user(
    viewer: CurrentUser, body: UpdatedUserBody, engine: EngineDep
) -> UserBody:
    """Change some of one's own account."""
    user = await services.update_user(engine, viewer, body.user)
    return UserBody.of(user)
