"""What Django's ORM leaves to say about this database."""

import re
import sqlite3

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.utils import InterfaceError, OperationalError

SQLITE_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
CONNECTION_STATES = ("08", "57P", "53300")
"""How the states begin in which PostgreSQL has no connection for us: lost, going down, too many."""


def cascade_in_database(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the foreign keys of a migration cascade in the database: its first operation.

    Django 5.2 emulates ON DELETE in Python and defers its constraints to the end of the
    transaction. The schema wants them as plain as SQL has them, and models say DO_NOTHING.
    A schema editor serves one migration, so the next one is not affected.
    """
    schema_editor.sql_create_inline_fk = "REFERENCES %(to_table)s (%(to_column)s) ON DELETE CASCADE"


def parse_id(text: str) -> int:
    """Return the id that decimal digits spell, or 0, which no row has, for any other text."""
    return int(text) if re.fullmatch("[0-9]{1,19}", text) else 0


def is_unreachable(error: OperationalError | InterfaceError) -> bool:
    """Tell an error of reaching the database from one of what was asked of it (OPS-9)."""
    cause = error.__cause__  # the driver's own
    sqlite_code = getattr(cause, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return sqlite_code & 0xFF in SQLITE_UNREACHABLE  # the other bytes are details
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(CONNECTION_STATES)
