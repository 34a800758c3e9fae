"""The `Server-Timing` header: the time of an answer, and of its SQL queries (OPS-3)."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter

from sqlalchemy import Engine, event
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE")


@dataclass
class Timing:
    """What one request has cost so far, in seconds."""

    started: float = field(default_factory=perf_counter)
    query_started: float = 0.0
    in_database: float = 0.0
    queries: int = 0

    def __str__(self) -> str:
        total = (perf_counter() - self.started) * 1000
        database = self.in_database * 1000
        return f'app;dur={total:.1f}, db;dur={database:.1f};desc="{self.queries} queries"'


_timing: ContextVar[Timing | None] = ContextVar("timing", default=None)


class ServerTimingMiddleware:
    """Adds the header to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        event.listen(Engine, "before_cursor_execute", _start_query)
        event.listen(Engine, "after_cursor_execute", _end_query)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time the request."""
        timing = Timing()
        _timing.set(timing)

        async def send_with_timing(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Server-Timing"] = str(timing)
            await send(message)

        await self.app(scope, receive, send_with_timing)


def _start_query(*_: object) -> None:
    if timing := _timing.get():
        timing.query_started = perf_counter()


def _end_query(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    timing = _timing.get()
    if timing and statement.startswith(COUNTED):
        timing.in_database += perf_counter() - timing.query_started
        timing.queries += 1
