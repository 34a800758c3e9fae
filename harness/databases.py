"""Fresh, empty databases, dropped when done with."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from harness import postgresql
from harness.registry import Engine


@contextmanager
def fresh_database(engine: Engine) -> Iterator[str]:
    """Yield the DATABASE_URL of an empty database, and drop it afterwards.

    Raises:
        postgresql.PostgreSQLError: PostgreSQL is asked for and there is none to be had.
    """
    if engine == "sqlite":
        with tempfile.TemporaryDirectory(prefix="triptych-sqlite-") as folder:
            yield f"sqlite:///{Path(folder) / 'conduit.db'}"
    else:
        with _fresh_postgresql_database() as url:
            yield url


@contextmanager
def _fresh_postgresql_database() -> Iterator[str]:
    server = postgresql.server()
    name = f"triptych_{uuid4().hex[:16]}"
    quoted = sql.Identifier(name)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(quoted)
        )
    try:
        yield urlunsplit(urlsplit(server.url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))
