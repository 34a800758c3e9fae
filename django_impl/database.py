"""What Django's ORM leaves to say about this database."""

import re
import sqlite3
from collections.abc import Callable
from typing import Any

from django.apps.registry import Apps
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Func, JSONField
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler
from django.http import HttpRequest, HttpResponse

MARIADB = "mysql"
"""What Django calls it."""
TRY_AGAIN = {1205, 1213}
"""MariaDB's errors of a transaction that others were in the way of: a lock waited for too long, and
a deadlock."""
ATTEMPTS = 10

SQLITE_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
CONNECTION_STATES = ("08", "57P", "53300")
"""How the states begin in which PostgreSQL has no connection for us: lost, going down, too many."""
MARIADB_UNREACHABLE = {0, 1040, 1053, 1927, 2002, 2003, 2006, 2013}
"""The numbers of MariaDB, or its driver, when it has no connection for us: none, lost, too many."""


def cascade_in_database(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the foreign keys of a migration cascade in the database: its first operation.

    Django 5.2 emulates ON DELETE in Python and defers its constraints to the end of the
    transaction. The schema wants them as plain as SQL has them, and models say DO_NOTHING.
    A schema editor serves one migration, so the next one is not affected.
    """
    schema_editor.sql_create_inline_fk = "REFERENCES %(to_table)s (%(to_column)s) ON DELETE CASCADE"


def compare_text_exactly(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tables of a migration compare text by code points on MariaDB: its first operation.

    There the table says how, and a server's default takes `A` for `a`, and `a ` for `a` too.
    """
    if schema_editor.connection.vendor == MARIADB:
        schema_editor.sql_create_table += (
            " ENGINE InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
        )


class ListField(JSONField):
    """What ListAgg gives: a list already where the database has arrays, else JSON."""

    def from_db_value(
        self,
        value: list[str] | str | None,
        expression: Expression,
        connection: BaseDatabaseWrapper,
    ) -> list[str] | None:
        """Return the list."""
        if isinstance(value, str):
            names: list[str] = super().from_db_value(value, expression, connection)
            return names
        return value


class ListAgg(Func):
    """The texts of a subquery's rows as one list; None, or on SQLite an empty one, without rows.

    A Func rather than an Aggregate: with no GROUP BY the subquery has one row in any case.
    """

    function = "ARRAY_AGG"  # PostgreSQL's arrays are read faster than JSON
    output_field = ListField()

    def as_sqlite(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        **options: Any,  # noqa: ANN401 (the signature is Django's)
    ) -> tuple[str, Any]:
        """Compile it for SQLite."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **options)

    def as_mysql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        **options: Any,  # noqa: ANN401 (the signature is Django's)
    ) -> tuple[str, Any]:
        """Compile it for MariaDB."""
        return self.as_sql(compiler, connection, function="JSON_ARRAYAGG", **options)


class DeadlockMiddleware:
    """Calls a view once more whenever MariaDB ended its transaction for another's sake.

    It does so where two wait for each other, and expects whoever loses to begin again. A view
    writes in one transaction, so nothing of the attempt before is left.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if connection.vendor != MARIADB:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse:
        """Call the view in Django's place."""
        for _ in range(ATTEMPTS - 1):
            try:
                return view(request, *args, **kwargs)
            except OperationalError as error:
                if error.args[0] not in TRY_AGAIN:
                    raise
        return view(request, *args, **kwargs)


def parse_id(text: str) -> int:
    """Return the id that decimal digits spell, or 0, which no row has, for any other text."""
    return int(text) if re.fullmatch("[0-9]{1,19}", text) else 0


def is_unreachable(error: OperationalError | InterfaceError) -> bool:
    """Tell an error of reaching the database from one of what was asked of it (OPS-9)."""
    cause = error.__cause__  # the driver's own
    sqlite_code = getattr(cause, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return sqlite_code & 0xFF in SQLITE_UNREACHABLE  # the other bytes are details
    if cause is not None and cause.args and isinstance(cause.args[0], int):
        return cause.args[0] in MARIADB_UNREACHABLE
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(CONNECTION_STATES)
