"""Requests read as strictly as the rules want: sizes, media types, JSON and queries."""

import json
from contextlib import suppress
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from errors import TooLarge, answer
from rendering import GetResponse

LARGEST_DISCARDED = 16 * 1024 * 1024
"""Bytes of the largest body that is worth reading for the sake of its connection."""
CHUNK = 64 * 1024
"""Bytes of it that are read at once."""


def body_limit_middleware(get_response: GetResponse) -> GetResponse:
    """Refuse a body by its declared size, before anything else is looked at (GEN-4, GEN-14)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        declared = int(request.META.get("CONTENT_LENGTH") or 0)
        if declared > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            response = answer(TooLarge())
        else:
            response = get_response(request)
        _discard_body(request, declared)
        return response

    return middleware


def _discard_body(request: HttpRequest, declared: int) -> None:
    """Read on to the end of a body that nobody has read.

    The client is sending it anyway, and gunicorn would close the connection without saying so.
    """
    with suppress(OSError):  # the client is gone
        for _ in range(0, min(declared, LARGEST_DISCARDED), CHUNK):
            request.read(CHUNK)


class StrictParser(Parser):
    """Reads bodies and queries for ninja, once the token is known and the path looked up."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 (JSON may say anything)
        """Return what the body's JSON says, or None, which no operation takes (GEN-12, GEN-15)."""
        if request.content_type != "application/json":
            return None
        try:
            return json.loads(request.body.decode(), parse_constant=_refuse)
        except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested too deeply
            return None

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the query's parameters, the last of each name.

        In `data`, Django has replaced bytes that are no UTF-8. Here they become lone surrogates,
        for `schemas.STORABLE` to refuse (GEN-17).
        """
        query = request.META["QUERY_STRING"]
        return dict(parse_qsl(query, keep_blank_values=True, errors="surrogateescape"))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
