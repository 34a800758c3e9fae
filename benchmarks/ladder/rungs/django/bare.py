"""Bare: the smallest application, and an answer that never changes.

    RUNG=bare python -m gunicorn \
        benchmarks.ladder.rungs.django.wsgi --config django_impl/gunicorn.conf.py
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.ladder.rungs.constant import PAGE


def get_articles(request: HttpRequest) -> HttpResponse:
    """Answer always the same."""
    return HttpResponse(PAGE, content_type="application/json")


urlpatterns = [path("api/articles", get_articles)]
