"""The application for ASGI servers: `uvicorn asgi:application`.

The views are the synchronous ones of WSGI; Django runs each request in a thread of its own.
"""

import os
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.signals import request_finished
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

django_application = get_asgi_application()


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer a request, of whose body Django gets no more than it takes (GEN-14)."""
    await django_application(scope, _bounded(scope, receive).__anext__, send)


async def _bounded(scope: dict[str, Any], receive: Receive) -> AsyncGenerator[Message]:
    """Pass a body on until it exceeds the limit, for Django to refuse, and swallow the rest.

    Left alone, Django's handler takes in a whole body, however large, before any middleware runs.
    """
    room = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    more = int(dict(scope["headers"]).get(b"content-length", 0)) <= room
    if not more:
        yield {"type": "http.request"}
    while more:
        message = await receive()
        room -= len(message.get("body", b""))
        more = message.get("more_body", False) and room >= 0
        yield {**message, "more_body": more}
    while True:
        message = await receive()
        if message["type"] != "http.request":
            yield message


def _close_connections(**_: object) -> None:
    """Close the connections of a thread that ends with its request: nobody could use them again."""
    connections.close_all()


request_finished.connect(_close_connections)
