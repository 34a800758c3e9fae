"""Authentication: a token is read and checked, and its user loaded.

    DATABASE_URL=postgresql://... SECRET_KEY=... python -m uvicorn \
        benchmarks.ladder.rungs.fastapi.authentication:app --loop uvloop --http httptools
"""

import os
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException

from benchmarks.ladder.rungs.fastapi.database import SessionDep, lifespan
from benchmarks.ladder.rungs.fastapi.orm import router
from benchmarks.ladder.rungs.models import User

SECRET_KEY = os.environ["SECRET_KEY"]


async def load_viewer(
    session: SessionDep, authorization: Annotated[str, Header()] = ""
) -> User | None:
    """Return who asks; None without a token."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() not in {"token", "bearer"}:
        return None
    viewer = await session.get(User, read_token(token))
    if viewer is None:
        raise HTTPException(401)
    return viewer


def read_token(token: str) -> int:
    """Return the id of the user whom a token names, or answer 401."""
    try:
        claims = jwt.decode(token, SECRET_KEY, ["HS256"], options={"require": ["exp", "sub"]})
    except jwt.InvalidTokenError as error:
        raise HTTPException(401) from error
    return int(claims["sub"])


app = FastAPI(lifespan=lifespan, openapi_url=None)
app.include_router(router, dependencies=[Depends(load_viewer)])
