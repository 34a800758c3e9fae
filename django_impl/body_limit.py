"""No body over the limit is read (GEN-14)."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from errors import TooLarge, answer

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


def body_limit_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse by its declared size a body that is too large, before anything else is looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_too_large(request.META.get("CONTENT_LENGTH")):
            return answer(TooLarge())
        return get_response(request)

    return middleware


def limit_body(application: Application) -> Application:
    """Give Django's ASGI handler no more of a body than it may have.

    It reads the whole body, however large, before it runs the first middleware. Of one that is
    declared too large it gets nothing, and of one that declares no size hardly more than the
    limit: either way it then finds it too large.
    """

    async def limited(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        declared = dict(scope["headers"]).get(b"content-length", b"").decode("latin-1")
        messages = _nothing(receive) if _is_too_large(declared) else _no_more_than_allowed(receive)
        await application(scope, messages.__anext__, send)

    return limited


async def _nothing(receive: Receive) -> AsyncGenerator[Message]:
    yield {"type": "http.request"}
    async for message in _end(receive):
        yield message


async def _no_more_than_allowed(receive: Receive) -> AsyncGenerator[Message]:
    room, more = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, True
    while more:
        message = await receive()
        room -= len(message.get("body", b""))
        more = message.get("more_body", False) and room >= 0
        yield {**message, "more_body": more}
    async for message in _end(receive):
        yield message


async def _end(receive: Receive) -> AsyncGenerator[Message]:
    while True:
        message = await receive()
        if message["type"] != "http.request":
            yield message


def _is_too_large(declared: str | None) -> bool:
    return int(declared or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
