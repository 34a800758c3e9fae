"""SERVER_TIMING=1: what a request cost, in the Server-Timing header (OPS-3)."""

from time import perf_counter

from flask import Flask, Response, g
from sqlalchemy import event

from database import db

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE")
"""Statements that count as queries: those that begin or end a transaction do not."""


def init_app(app: Flask) -> None:
    """Have the application measure every request, and what it asks of the database, if told to."""
    if not app.config["SERVER_TIMING"]:
        return
    app.before_request(start)
    app.after_request(add_header)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", before_statement)
        event.listen(db.engine, "after_cursor_execute", after_statement)


def start() -> None:
    """Begin to measure a request."""
    g.started = perf_counter()
    g.database_seconds = 0.0
    g.query_count = 0


def add_header(response: Response) -> Response:
    """Say what the request cost: milliseconds in all, milliseconds in the database, queries."""
    total = (perf_counter() - g.started) * 1000
    database = g.database_seconds * 1000
    response.headers["Server-Timing"] = (
        f'app;dur={total:.1f}, db;dur={database:.1f};desc="{g.query_count} queries"'
    )
    return response


def before_statement(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    """Count a statement, and begin to measure it."""
    g.query_count += statement.lstrip().upper().startswith(COUNTED)
    g.statement_started = perf_counter()


def after_statement(*_: object) -> None:
    """Add the time of a statement to its request."""
    g.database_seconds += perf_counter() - g.statement_started
