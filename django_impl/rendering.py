"""How answers are written: compact UTF-8 JSON."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.renderers import JSONRenderer
from pydantic import BaseModel

GetResponse = Callable[[HttpRequest], HttpResponse]

JSON_STYLE: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}


class CompactJSONRenderer(JSONRenderer):
    """Writes what the views return."""

    json_dumps_params = JSON_STYLE


def respond(body: BaseModel, status: int = 200) -> HttpResponse:
    """Return what a view has to say.

    Made here, it goes out as it is; of a model that a view returns, ninja would make another one of
    the documented type, and of that one dictionaries, before it came to JSON.
    """
    content = body.model_dump_json(by_alias=True)
    return HttpResponse(content, content_type="application/json", status=status)


def json_response(content: dict[str, Any], status: int = 200) -> JsonResponse:
    """Return an answer that comes from no view of the API, in the same style."""
    return JsonResponse(content, status=status, json_dumps_params=JSON_STYLE)


def no_content() -> HttpResponse:
    """Return a 204, whose missing body has no type either."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    return response


def content_length_middleware(get_response: GetResponse) -> GetResponse:
    """Declare the length of every answer, which the servers would otherwise send in chunks.

    Django's CommonMiddleware does so as well, but to a 204 too, which must not have one
    (RFC 9110 section 8.6).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.streaming and response.status_code != HTTPStatus.NO_CONTENT:
            response.setdefault("Content-Length", str(len(response.content)))
        return response

    return middleware
