"""Tables of PostgreSQL without indexes, constraints and triggers for the time of a large load.

Rows go into bare tables several times as fast: no index has to be kept sorted, foreign keys are
checked in one go at the end, and so is counted what triggers would have counted.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, text

from harness.counts import recount

MEMORY_FOR_SORTING = "256MB"
LOCK_SECONDS = 10

CONSTRAINTS = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
              pg_get_constraintdef(oid))
FROM pg_constraint
WHERE contype IN ('p', 'u', 'x', 'f')
  AND CAST(:tables AS regclass[]) && ARRAY[conrelid, confrelid]::regclass[]
ORDER BY contype = 'f', conrelid, conname
"""

INDEXES = """
SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = ANY (CAST(:tables AS regclass[]))
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
ORDER BY indrelid, indexrelid
"""


def strip(connection: Connection, tables: Iterable[str]) -> list[str]:
    """Drop the keys, indexes and foreign keys of tables, within the connection's transaction.

    Their triggers sleep.

    Returns:
        The statements that make all of it again, and count what the triggers did not.

    Raises:
        sqlalchemy.exc.OperationalError: another connection holds a lock on one for over 10 s.
    """
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
    names = {"tables": list(tables)}
    constraints = connection.execute(text(CONSTRAINTS), names).all()
    indexes = connection.execute(text(INDEXES), names).all()
    keys = [pair for pair in constraints if " FOREIGN KEY " not in pair[1]]
    foreign_keys = [pair for pair in constraints if " FOREIGN KEY " in pair[1]]
    for drop, _ in (*foreign_keys, *keys, *indexes):
        connection.exec_driver_sql(drop)
    for table in names["tables"]:
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    wake = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in names["tables"]]
    return [*(add for _, add in (*keys, *indexes, *foreign_keys)), *recount(), *wake]


def rebuild(
    connection: Connection, statements: Iterable[str], done: Callable[[], None] = lambda: None
) -> None:
    """Make again what `strip` dropped, in the same transaction.

    Args:
        connection: the one that was given to `strip`.
        statements: what `strip` returned.
        done: called after each statement.

    Raises:
        sqlalchemy.exc.IntegrityError: a row breaks a key.
    """
    connection.execute(text(f"SET LOCAL maintenance_work_mem = '{MEMORY_FOR_SORTING}'"))
    # Vacuum cannot mark as visible what was committed, but has not reached the log's file.
    connection.execute(text("SET LOCAL synchronous_commit = on"))
    for statement in statements:
        connection.exec_driver_sql(statement)
        done()
