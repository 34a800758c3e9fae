"""ORM: the rows come out of the database, through Django's own.

    RUNG=orm DATABASE_URL=postgresql://... python -m gunicorn \
        benchmarks.ladder.rungs.django.wsgi --config django_impl/gunicorn.conf.py
"""

from django.db.models import Sum
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path
from ninja import NinjaAPI, Query

from benchmarks.ladder.rungs.django.models import Article, ArticleCount
from benchmarks.ladder.rungs.django.rendering import CompactJSONRenderer
from benchmarks.ladder.rungs.schemas import ArticleBody, ArticlesBody, Page

api = NinjaAPI(renderer=CompactJSONRenderer(), openapi_url=None)


@api.get("/articles", response=ArticlesBody, by_alias=True)
def get_articles(request: HttpRequest, page: Query[Page]) -> ArticlesBody:
    """List articles, newest first."""
    count = ArticleCount.objects.aggregate(articles=Sum("n"))["articles"]
    articles = Article.objects.shown().newest_first().defer("body")
    return ArticlesBody.of(articles[page.offset : page.offset + page.limit], count)


@api.get("/articles/{slug}", response=ArticleBody, by_alias=True)
def get_article(request: HttpRequest, slug: str) -> ArticleBody:
    """Get an article."""
    return ArticleBody.of(get_object_or_404(Article.objects.shown(), slug=slug))


urlpatterns = [path("api/", api.urls)]
