"""A database whose every statement is explained in the server's log."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from benchmarks.plans.statements import Statement, statements
from harness import postgresql

AUTO_EXPLAIN = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_format": "json",
}
REST_SECONDS = 0.1
"""How long nothing may be written until all is taken to be."""


class ExplainingLog:
    """The server's log, read piece by piece."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read_up_to = path.stat().st_size

    def new_statements(self) -> list[Statement]:
        """Return what was carried out since the last call, once the log has come to rest."""
        size = -1
        while size != (size := self.path.stat().st_size):
            time.sleep(REST_SECONDS)
        with self.path.open("rb") as log:
            log.seek(self._read_up_to)
            text = log.read().decode("utf-8", errors="replace")
            self._read_up_to = log.tell()
        return statements(text)


@contextmanager
def explained(database_url: str) -> Iterator[ExplainingLog]:
    """Have all connections to a database that begin in the block explain what they do.

    Raises:
        PostgreSQLError: the server's log is out of reach, or it has no auto_explain.
    """
    log = postgresql.log_file()
    name = sql.Identifier(urlsplit(database_url).path[1:])
    try:
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute("LOAD 'auto_explain'")
            for setting, value in AUTO_EXPLAIN.items():
                words = sql.SQL("ALTER DATABASE {} SET {} = {}")
                parts = sql.SQL(".").join(map(sql.Identifier, setting.split(".")))
                connection.execute(words.format(name, parts, sql.Literal(value)))
    except psycopg.Error as error:
        raise postgresql.PostgreSQLError(f"plans cannot be logged: {error}") from error
    try:
        yield ExplainingLog(log)
    finally:
        reset = sql.SQL("ALTER DATABASE {} RESET ALL").format(name)
        with suppress(psycopg.Error), psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(reset)
