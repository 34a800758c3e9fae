"""Driver: one hand-written statement through psycopg, and its rows to JSON.

    DATABASE_URL=postgresql://... SECRET_KEY=... python -m gunicorn \
        benchmarks.ladder.rungs.flask.driver:app --config flask_impl/gunicorn.conf.py
"""

import os
from typing import Any

import jwt
from flask import Flask, abort, request
from psycopg_pool import ConnectionPool

from benchmarks.ladder.rungs import statements
from benchmarks.ladder.rungs.presentation import (
    Json,
    show_article,
    show_articles,
    show_comment,
    show_comments,
)

SECRET_KEY = os.environ["SECRET_KEY"]

app = Flask(__name__, static_folder=None)
app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider's
app.json.ensure_ascii = False  # type: ignore[attr-defined]
app.json.compact = True  # type: ignore[attr-defined]

pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=1,
    max_size=int(os.environ.get("DATABASE_POOL_SIZE") or 10),
    kwargs={"autocommit": True, "options": "-c timezone=UTC"},
    open=False,
)


@app.before_request
def open_pool() -> None:
    """Open the pool with the first request: gunicorn forks its workers after it has read this."""
    pool.open()


@app.get("/api/articles")
def get_articles() -> Json:
    """List articles, newest first."""
    return show_articles(fetch(statements.GET_ARTICLES, **read_page()))


@app.get("/api/articles/feed")
def get_articles_feed() -> Json:
    """List articles of followed authors, newest first."""
    rows = fetch(statements.GET_ARTICLES_FEED, viewer=read_viewer(), **read_page())
    return show_articles(rows)


@app.get("/api/articles/<slug>")
def get_article(slug: str) -> Json:
    """Get an article."""
    rows = fetch(statements.GET_ARTICLE, slug=slug) or abort(404)
    return show_article(rows[0])


@app.post("/api/articles/<slug>/favorite")
def create_article_favorite(slug: str) -> Json:
    """Favourite an article."""
    viewer = read_viewer()
    rows = fetch(statements.CREATE_ARTICLE_FAVORITE, slug=slug, viewer=viewer) or abort(404)
    return show_article(rows[0])


@app.get("/api/articles/<slug>/comments")
def get_article_comments(slug: str) -> Json:
    """List an article's comments, newest first."""
    rows = fetch(statements.GET_ARTICLE_COMMENTS, slug=slug) or abort(404)
    return show_comments(rows)


@app.post("/api/articles/<slug>/comments")
def create_article_comment(slug: str) -> tuple[Json, int]:
    """Create a comment for an article."""
    viewer, body = read_viewer(), request.get_json()["comment"]["body"]
    found = fetch(statements.CREATE_ARTICLE_COMMENT, slug=slug, viewer=viewer, body=body)
    rows = found or abort(404)
    return show_comment(rows[0]), 201


@app.get("/api/tags")
def get_tags() -> Json:
    """List the tags in use, most used first."""
    return {"tags": [name for (name,) in fetch(statements.GET_TAGS)]}


def fetch(statement: str, **parameters: object) -> list[tuple[Any, ...]]:
    """Return the rows that a statement gives."""
    with pool.connection() as connection:
        return connection.execute(statement, parameters).fetchall()


def read_page() -> dict[str, int]:
    """Return which part of a list is wanted."""
    return {
        "limit": request.args.get("limit", 20, int),
        "offset": request.args.get("offset", 0, int),
    }


def read_viewer() -> int:
    """Return the id in the token, which must be ours; nobody looks the user up."""
    token = request.headers["Authorization"].removeprefix("Token ")
    return int(jwt.decode(token, SECRET_KEY, ["HS256"])["sub"])
