"""Driver, with a `def` view and the driver that goes with it, psycopg.

    DATABASE_URL=postgresql://... python -m uvicorn \
        benchmarks.ladder.rungs.fastapi.driver_def:app --loop uvloop --http httptools
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from psycopg_pool import ConnectionPool

from benchmarks.ladder.rungs import statements
from benchmarks.ladder.rungs.presentation import show_articles


class State(TypedDict):
    """What lives as long as the process; a request finds it in `request.state`."""

    pool: ConnectionPool


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[State]:
    """Open the pool when the server starts and close it when it stops."""
    with ConnectionPool(
        os.environ["DATABASE_URL"],
        min_size=1,
        max_size=int(os.environ.get("DATABASE_POOL_SIZE") or 10),
        kwargs={"autocommit": True, "options": "-c timezone=UTC"},
    ) as pool:
        yield {"pool": pool}


app = FastAPI(lifespan=lifespan, openapi_url=None)


@app.get("/api/articles")
def get_articles(request: Request, limit: int = 20, offset: int = 0) -> JSONResponse:
    """List articles, newest first."""
    pool: ConnectionPool = request.state.pool
    with pool.connection() as connection:
        page = {"limit": limit, "offset": offset}
        rows = connection.execute(statements.GET_ARTICLES, page).fetchall()
    return JSONResponse(show_articles(rows))
