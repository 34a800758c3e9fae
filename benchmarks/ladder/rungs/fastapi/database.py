"""The session of a request, for the rungs with an ORM."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, TypedDict

from fastapi import Depends, FastAPI, Request
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine


class State(TypedDict):
    """What lives as long as the process; a request finds it in `request.state`."""

    engine: AsyncEngine


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[State]:
    """Open the engine when the server starts and close its connections when it stops."""
    engine = create_async_engine(
        make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+asyncpg"),
        pool_size=int(os.environ.get("DATABASE_POOL_SIZE") or 10),
        max_overflow=0,
    )
    yield {"engine": engine}
    await engine.dispose()


async def _open_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with AsyncSession(request.state.engine) as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(_open_session)]
