"""Driver: one hand-written statement through asyncpg, and its rows to JSON.

    DATABASE_URL=postgresql://... SECRET_KEY=... python -m uvicorn \
        benchmarks.ladder.rungs.fastapi.driver:app --loop uvloop --http httptools
"""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypedDict

import asyncpg  # type: ignore[import-untyped]  # has no types
import jwt
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

from benchmarks.ladder.rungs.fastapi import statements
from benchmarks.ladder.rungs.presentation import (
    Row,
    show_article,
    show_articles,
    show_comment,
    show_comments,
)

SECRET_KEY = os.environ["SECRET_KEY"]


class State(TypedDict):
    """What lives as long as the process; a request finds it in `request.state`."""

    pool: asyncpg.Pool


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[State]:
    """Open the pool when the server starts and close it when it stops."""
    size = int(os.environ.get("DATABASE_POOL_SIZE") or 10)
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=1, max_size=size) as pool:
        yield {"pool": pool}


app = FastAPI(lifespan=lifespan, openapi_url=None)


@app.get("/api/articles")
async def get_articles(request: Request, limit: int = 20, offset: int = 0) -> JSONResponse:
    """List articles, newest first."""
    rows = await fetch(request, statements.GET_ARTICLES, limit, offset)
    return JSONResponse(show_articles(rows))


@app.get("/api/articles/feed")
async def get_articles_feed(request: Request, limit: int = 20, offset: int = 0) -> JSONResponse:
    """List articles of followed authors, newest first."""
    viewer = read_viewer(request)
    rows = await fetch(request, statements.GET_ARTICLES_FEED, viewer, limit, offset)
    return JSONResponse(show_articles(rows))


@app.get("/api/articles/{slug}")
async def get_article(request: Request, slug: str) -> JSONResponse:
    """Get an article."""
    rows = await fetch_some(request, statements.GET_ARTICLE, slug)
    return JSONResponse(show_article(rows[0]))


@app.post("/api/articles/{slug}/favorite")
async def create_article_favorite(request: Request, slug: str) -> JSONResponse:
    """Favourite an article."""
    viewer = read_viewer(request)
    rows = await fetch_some(request, statements.CREATE_ARTICLE_FAVORITE, slug, viewer)
    return JSONResponse(show_article(rows[0]))


@app.get("/api/articles/{slug}/comments")
async def get_article_comments(request: Request, slug: str) -> JSONResponse:
    """List an article's comments, newest first."""
    rows = await fetch_some(request, statements.GET_ARTICLE_COMMENTS, slug)
    return JSONResponse(show_comments(rows))


@app.post("/api/articles/{slug}/comments")
async def create_article_comment(request: Request, slug: str) -> JSONResponse:
    """Create a comment for an article."""
    viewer, body = read_viewer(request), (await request.json())["comment"]["body"]
    rows = await fetch_some(request, statements.CREATE_ARTICLE_COMMENT, slug, viewer, body)
    return JSONResponse(show_comment(rows[0]), 201)


@app.get("/api/tags")
async def get_tags(request: Request) -> JSONResponse:
    """List the tags in use, most used first."""
    return JSONResponse({"tags": [name for (name,) in await fetch(request, statements.GET_TAGS)]})


async def fetch(request: Request, statement: str, *parameters: object) -> Sequence[Row]:
    """Return the rows that a statement gives."""
    pool: asyncpg.Pool = request.state.pool
    rows: Sequence[Row] = await pool.fetch(statement, *parameters)
    return rows


async def fetch_some(request: Request, statement: str, *parameters: object) -> Sequence[Row]:
    """Return the rows that a statement gives, or answer 404 where it gives none."""
    rows = await fetch(request, statement, *parameters)
    if not rows:
        raise HTTPException(404)
    return rows


def read_viewer(request: Request) -> int:
    """Return the id in the token, which must be ours; nobody looks the user up."""
    token = request.headers["Authorization"].removeprefix("Token ")
    return int(jwt.decode(token, SECRET_KEY, ["HS256"])["sub"])
