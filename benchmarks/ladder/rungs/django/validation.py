"""Validation: schemas for what comes in and what goes out.

    RUNG=validation python -m gunicorn \
        benchmarks.ladder.rungs.django.wsgi --config django_impl/gunicorn.conf.py
"""

from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI, Query

from benchmarks.ladder.rungs import constant
from benchmarks.ladder.rungs.django.rendering import CompactJSONRenderer
from benchmarks.ladder.rungs.schemas import ArticleBody, ArticlesBody, Page

api = NinjaAPI(renderer=CompactJSONRenderer(), openapi_url=None)


@api.get("/articles", response=ArticlesBody, by_alias=True)
def get_articles(request: HttpRequest, page: Query[Page]) -> ArticlesBody:
    """Make the page from rows that never change."""
    rows = constant.ROWS[page.offset : page.offset + page.limit]
    return ArticlesBody.of(rows, constant.COUNT)


@api.get("/articles/{slug}", response=ArticleBody, by_alias=True)
def get_article(request: HttpRequest, slug: str) -> ArticleBody:
    """Make the article from a row that never changes."""
    return ArticleBody.of(constant.row_named(slug))


urlpatterns = [path("api/", api.urls)]
