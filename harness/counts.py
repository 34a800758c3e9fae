"""The counts of `spec/schema.sql` during a large load: in one go at its end, not row by row."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from harness.specification import COUNTS_FILE

TABLES = ("article_counts", "tag_counts", "user_counts")


def recount() -> list[str]:
    """Return the statements that count afresh, on any engine."""
    fill = COUNTS_FILE.read_text(encoding="utf-8").split("\n\n")
    return [*(f"DELETE FROM {table}" for table in TABLES), *fill]  # noqa: S608 (ours)


@contextmanager
def counted_at_the_end(connection: Connection) -> Iterator[None]:
    """Do without SQLite's triggers, which take longer than the rows, and count at the end.

    `bare_tables` does so on PostgreSQL. On MariaDB, where they make little difference, to drop a
    trigger would commit what a failure should undo.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    # Python's driver would begin with the first row only.
    connection.exec_driver_sql("BEGIN")
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = connection.execute(text(query)).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for statement in (*recount(), *(creation for _, creation in triggers)):
        connection.exec_driver_sql(statement)
