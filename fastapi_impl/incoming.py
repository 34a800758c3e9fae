"""Requests, read as strictly as the rules want, and judged in their order (GEN-4).

FastAPI solves the dependencies before it validates a body, so 401, 404 and 403 come first by
themselves. It reads the JSON before both, though: here what is wrong with it waits its turn.
"""

import json
from collections.abc import Callable, Coroutine
from email.message import Message
from functools import cached_property, partial
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.datastructures import Headers, QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from database import try_again
from errors import TooLarge, UnsupportedMediaType, respond

MAXIMUM_BYTES = 1024 * 1024


class BodySizeMiddleware:
    """Turns away a body over the limit by its `Content-Length`, before anything else (GEN-14)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or hand it on."""
        declared = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        too_large = declared.isdecimal() and int(declared) > MAXIMUM_BYTES
        await (respond(TooLarge()) if too_large else self.app)(scope, receive, send)


class StrictRequest(Request):
    """A request that hands on to validation what is malformed, as something never valid."""

    @cached_property
    def query_params(self) -> QueryParams:
        """The query; bytes that are not UTF-8 become lone surrogates, never valid (GEN-17)."""
        query = self.scope["query_string"].decode(errors="surrogateescape")
        return QueryParams(parse_qsl(query, keep_blank_values=True, errors="surrogateescape"))

    async def json(self) -> object:
        """Read the body: strict JSON in UTF-8, or else None, which no operation takes (GEN-12)."""
        body = await self.body()
        try:
            return json.loads(body.decode(), parse_constant=_refuse) if _is_json(self) else None
        except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested too deeply
            return None


class PatientRoute(APIRoute):
    """A route of operations that may get into each other's way in the database."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler; what was read of the request is kept for another attempt."""
        handle = super().get_route_handler()

        async def handle_patiently(request: Request) -> Response:
            return await try_again(partial(handle, request))

        return handle_patiently


class StrictRoute(PatientRoute):
    """A route of operations that take a body or a query as well."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler.

        Raises (when called):
            UnsupportedMediaType: the body, and nothing before it, is wrong, and not declared JSON.
        """
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            try:
                return await handle(StrictRequest(request.scope, request.receive))
            except RequestValidationError as error:
                in_body = all(problem["loc"][0] == "body" for problem in error.errors())
                if in_body and not _is_json(request):
                    raise UnsupportedMediaType from error
                raise

        return handle_strictly


def _is_json(request: Request) -> bool:
    declared = Message()
    declared["content-type"] = request.headers.get("content-type", "")
    return declared.get_content_type() == "application/json"


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
