"""Fresh, empty databases, dropped when done with."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from harness import mariadb, postgresql
from harness.database_server import DatabaseServer, DatabaseServerError
from harness.registry import Engine

DRIVERS = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}
"""What SQLAlchemy calls the drivers that are installed with the suite."""


def with_driver(database_url: str) -> URL:
    """Return a DATABASE_URL as SQLAlchemy takes it."""
    url = make_url(database_url)
    return url.set(drivername=DRIVERS.get(url.drivername, url.drivername))


def server(engine: Engine) -> DatabaseServer | None:
    """Return the server of an engine, started where that is needed; SQLite has none.

    Raises:
        DatabaseServerError: the engine's server is not to be had.
    """
    match engine:
        case "sqlite":
            return None
        case "postgresql":
            return postgresql.server()
        case "mariadb":
            return mariadb.server()


@contextmanager
def fresh_database(engine: Engine) -> Iterator[str]:
    """Yield the DATABASE_URL of an empty database, and drop it afterwards.

    Raises:
        DatabaseServerError: the engine's server is not to be had.
    """
    match engine:
        case "sqlite":
            with tempfile.TemporaryDirectory(prefix="triptych-sqlite-") as folder:
                yield f"sqlite:///{Path(folder) / 'conduit.db'}"
        case "postgresql":
            with _fresh_postgresql_database() as url:
                yield url
        case "mariadb":
            with _fresh_mariadb_database() as url:
                yield url


@contextmanager
def copied_database(database_url: str) -> Iterator[str]:
    """Yield the DATABASE_URL of a copy of a database that nobody is connected to; drop it later.

    Raises:
        DatabaseServerError: it cannot be copied; MariaDB cannot do so at all.
    """
    parts = urlsplit(database_url)
    match parts.scheme:
        case "sqlite":
            with fresh_database("sqlite") as url:
                shutil.copyfile(parts.path[1:], urlsplit(url).path[1:])
                yield url
        case "postgresql":
            with _fresh_postgresql_database(template=parts.path[1:]) as url:
                yield url
        case _:
            raise DatabaseServerError(f"a database of {parts.scheme} cannot be copied")


@contextmanager
def _fresh_postgresql_database(template: str = "template0") -> Iterator[str]:
    server = postgresql.server()
    name = _new_name()
    quoted = sql.Identifier(name)
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
    try:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(create.format(quoted, sql.Identifier(template)))
    except psycopg.Error as error:
        raise postgresql.PostgreSQLError(f"no database can be made: {error}") from error
    try:
        yield urlunsplit(urlsplit(server.url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))


@contextmanager
def _fresh_mariadb_database() -> Iterator[str]:
    """Make a database with the server's own defaults: the migrations say what they need."""
    server = mariadb.server()
    name = _new_name()
    mariadb.execute(server.url, f"CREATE DATABASE {name}")
    try:
        yield mariadb.database_url(server.url, name)
    finally:
        mariadb.drop(server.url, name)


def _new_name() -> str:
    return f"triptych_{uuid4().hex[:16]}"
