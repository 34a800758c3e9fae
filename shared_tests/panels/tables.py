"""Looking into a panel's database, past the panel."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import sqlalchemy
from psycopg import sql

from harness import mariadb
from harness.databases import with_driver

SQLITE = "sqlite:///"


@contextmanager
def connected(database_url: str) -> Iterator[sqlalchemy.Connection]:
    """Yield a connection to a database; what is done on it is committed at the end.

    Args:
        database_url: as panels take it.
    """
    engine = sqlalchemy.create_engine(with_driver(database_url), poolclass=sqlalchemy.NullPool)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def rows(database_url: str, query: str, **parameters: object) -> list[tuple[object, ...]]:
    """Return what a query finds."""
    with connected(database_url) as connection:
        return [tuple(row) for row in connection.execute(sqlalchemy.text(query), parameters)]


def execute(database_url: str, statement: str, **parameters: object) -> None:
    """Execute a statement and commit."""
    with connected(database_url) as connection:
        connection.execute(sqlalchemy.text(statement), parameters)


def remove(database_url: str) -> None:
    """Take a database away from under whoever uses it."""
    if database_url.startswith(SQLITE):
        file = Path(database_url.removeprefix(SQLITE))
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()
        file.parent.rmdir()
        return
    server, _, name = database_url.rpartition("/")
    if server.startswith("mariadb"):
        mariadb.execute(f"{server}/", f"DROP DATABASE {name}")
    else:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )
