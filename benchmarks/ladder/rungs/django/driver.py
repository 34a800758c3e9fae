"""Driver: one hand-written statement through a cursor of Django's, and its rows to JSON.

    RUNG=driver DATABASE_URL=postgresql://... SECRET_KEY=... python -m gunicorn \
        benchmarks.ladder.rungs.django.wsgi --config django_impl/gunicorn.conf.py
"""

import json
from typing import Any

import jwt
from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path

from benchmarks.ladder.rungs import statements
from benchmarks.ladder.rungs.presentation import (
    Json,
    show_article,
    show_articles,
    show_comment,
    show_comments,
)


def get_articles(request: HttpRequest) -> JsonResponse:
    """List articles, newest first."""
    return respond(show_articles(fetch(statements.GET_ARTICLES, **read_page(request))))


def get_articles_feed(request: HttpRequest) -> JsonResponse:
    """List articles of followed authors, newest first."""
    page, viewer = read_page(request), read_viewer(request)
    return respond(show_articles(fetch(statements.GET_ARTICLES_FEED, viewer=viewer, **page)))


def get_article(request: HttpRequest, slug: str) -> JsonResponse:
    """Get an article."""
    return respond(show_article(fetch_some(statements.GET_ARTICLE, slug=slug)[0]))


def create_article_favorite(request: HttpRequest, slug: str) -> JsonResponse:
    """Favourite an article."""
    viewer = read_viewer(request)
    rows = fetch_some(statements.CREATE_ARTICLE_FAVORITE, slug=slug, viewer=viewer)
    return respond(show_article(rows[0]))


def article_comments(request: HttpRequest, slug: str) -> JsonResponse:
    """Choose by the method: Django's routes are paths alone."""
    return (create_article_comment if request.method == "POST" else get_article_comments)(
        request, slug
    )


def get_article_comments(request: HttpRequest, slug: str) -> JsonResponse:
    """List an article's comments, newest first."""
    return respond(show_comments(fetch_some(statements.GET_ARTICLE_COMMENTS, slug=slug)))


def create_article_comment(request: HttpRequest, slug: str) -> JsonResponse:
    """Create a comment for an article."""
    viewer, body = read_viewer(request), json.loads(request.body)["comment"]["body"]
    rows = fetch_some(statements.CREATE_ARTICLE_COMMENT, slug=slug, viewer=viewer, body=body)
    return respond(show_comment(rows[0]), 201)


def get_tags(request: HttpRequest) -> JsonResponse:
    """List the tags in use, most used first."""
    return respond({"tags": [name for (name,) in fetch(statements.GET_TAGS)]})


def fetch(statement: str, **parameters: str | int) -> list[tuple[Any, ...]]:
    """Return the rows that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def fetch_some(statement: str, **parameters: str | int) -> list[tuple[Any, ...]]:
    """Return the rows that a statement gives, or answer 404 where it gives none."""
    rows = fetch(statement, **parameters)
    if not rows:
        raise Http404
    return rows


def read_page(request: HttpRequest) -> dict[str, int]:
    """Return which part of a list is wanted."""
    return {
        "limit": int(request.GET.get("limit", 20)),
        "offset": int(request.GET.get("offset", 0)),
    }


def read_viewer(request: HttpRequest) -> int:
    """Return the id in the token, which must be ours; nobody looks the user up."""
    token = request.headers["Authorization"].removeprefix("Token ")
    return int(jwt.decode(token, settings.SECRET_KEY, ["HS256"])["sub"])


def respond(body: Json, status: int = 200) -> JsonResponse:
    """Return an answer in compact JSON."""
    style = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(body, status=status, json_dumps_params=style)


urlpatterns = [
    path("api/articles", get_articles),
    path("api/articles/feed", get_articles_feed),
    path("api/articles/<slug>", get_article),
    path("api/articles/<slug>/favorite", create_article_favorite),
    path("api/articles/<slug>/comments", article_comments),
    path("api/tags", get_tags),
]
