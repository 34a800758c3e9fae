"""How answers are written: compact UTF-8 JSON."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja.renderers import JSONRenderer

JSON_STYLE: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}


class CompactJSONRenderer(JSONRenderer):
    """Writes what the views return."""

    json_dumps_params = JSON_STYLE


def json_response(content: dict[str, Any], status: int = 200) -> JsonResponse:
    """Return an answer that comes from no view of the API, in the same style."""
    return JsonResponse(content, status=status, json_dumps_params=JSON_STYLE)


def no_content() -> HttpResponse:
    """Return a 204, whose missing body has no type either."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    return response
