"""Authentication: a token is read and checked, and its user loaded.

    RUNG=authentication DATABASE_URL=postgresql://... SECRET_KEY=... python -m gunicorn \
        benchmarks.ladder.rungs.django.wsgi --config django_impl/gunicorn.conf.py
"""

import jwt
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path
from ninja import NinjaAPI, Query
from ninja.security import APIKeyHeader

from benchmarks.ladder.rungs.django.models import Article, User
from benchmarks.ladder.rungs.django.rendering import CompactJSONRenderer
from benchmarks.ladder.rungs.schemas import ArticleBody, ArticlesBody, Page

NOBODY = "nobody"


class OptionalToken(APIKeyHeader):
    """Finds who asks; a token that is no good answers 401."""

    param_name = "Authorization"

    def authenticate(self, request: HttpRequest, key: str | None) -> User | str | None:
        """Return the user whom the token names, NOBODY without one, and None for a bad one."""
        scheme, _, token = (key or "").partition(" ")
        if scheme.lower() not in {"token", "bearer"}:
            return NOBODY
        return User.objects.filter(pk=read_token(token)).first()


def read_token(token: str) -> int | None:
    """Return the id of the user whom a token names; None where it is no good."""
    try:
        claims = jwt.decode(
            token, settings.SECRET_KEY, ["HS256"], options={"require": ["exp", "sub"]}
        )
    except jwt.InvalidTokenError:
        return None
    return int(claims["sub"])


api = NinjaAPI(renderer=CompactJSONRenderer(), openapi_url=None, auth=OptionalToken())


@api.get("/articles", response=ArticlesBody, by_alias=True)
def get_articles(request: HttpRequest, page: Query[Page]) -> ArticlesBody:
    """List articles, newest first."""
    count = Article.objects.count()
    articles = Article.objects.shown().newest_first().defer("body")
    return ArticlesBody.of(articles[page.offset : page.offset + page.limit], count)


@api.get("/articles/{slug}", response=ArticleBody, by_alias=True)
def get_article(request: HttpRequest, slug: str) -> ArticleBody:
    """Get an article."""
    return ArticleBody.of(get_object_or_404(Article.objects.shown(), slug=slug))


urlpatterns = [path("api/", api.urls)]
