"""The barest application in Django: what `startproject` sets, as far as it needs no database."""

import json
from typing import NoReturn

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views import View
from django.views.decorators.csrf import csrf_exempt

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)


class Items(View):
    """Two methods of one path."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """Take an integer from the query."""
        return JsonResponse({"page": int(request.GET.get("page", 1))})

    def post(self, request: HttpRequest) -> JsonResponse:
        """Take a string and an integer from the body."""
        item = json.loads(request.body)
        return JsonResponse({"name": item["name"], "count": item["count"]}, status=201)


def broken(request: HttpRequest) -> NoReturn:
    """Fail."""
    raise RuntimeError("out of order")


urlpatterns = [path("items", csrf_exempt(Items.as_view())), path("broken", broken)]
app = get_wsgi_application()
