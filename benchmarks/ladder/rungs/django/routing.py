"""Routing: what a request asks for is read from its path and its query.

    RUNG=routing python -m gunicorn \
        benchmarks.ladder.rungs.django.wsgi --config django_impl/gunicorn.conf.py
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.ladder.rungs.constant import PAGE, article_named


def get_articles(request: HttpRequest) -> HttpResponse:
    """Read which page is wanted, and answer always the same."""
    int(request.GET.get("limit", 20))
    int(request.GET.get("offset", 0))
    return HttpResponse(PAGE, content_type="application/json")


def get_article(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the slug that was asked for."""
    return HttpResponse(article_named(slug), content_type="application/json")


urlpatterns = [
    path("api/articles", get_articles),
    path("api/articles/<slug>", get_article),
]
