"""How long an answer took and what it asked of the database, when SERVER_TIMING=1 (OPS-3)."""

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE")


class QueryTimer:
    """Times the queries of a connection; BEGIN, SAVEPOINT and the like are not counted."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., object], sql: str, *details: object) -> object:
        """Run a query: Django's `execute_wrapper` calls this in its place."""
        started = perf_counter()
        try:
            return execute(sql, *details)
        finally:
            self.seconds += perf_counter() - started
            self.count += sql.startswith(COUNTED)


class ServerTimingMiddleware:
    """Adds `Server-Timing` to every answer; outermost, so that it sees all of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.SERVER_TIMING:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        started = perf_counter()
        queries = QueryTimer()
        with connection.execute_wrapper(queries):
            response = self.get_response(request)
        response["Server-Timing"] = (
            f"app;dur={(perf_counter() - started) * 1000:.1f}, "
            f'db;dur={queries.seconds * 1000:.1f};desc="{queries.count} queries"'
        )
        return response
