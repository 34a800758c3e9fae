"""The engine, the session, and how both treat transactions, on every engine alike."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL, Connection, Engine, Executable, Row, event, exc
from sqlalchemy.exc import (
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,  # noqa: A004 (the pool's)
)
from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

LARGEST_ID = 2**63 - 1
"""The largest id that a bigint column holds."""
SQLITE_PATIENCE = 30
"""Seconds that a connection waits for another one's write."""
POOL_TIMEOUT = 2
"""Seconds that a request waits for a connection of the pool."""
CONNECT_TIMEOUT = 5
"""Seconds after which a database server that does not answer counts as unreachable."""
DRIVERS = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}
MARIADB_MODE = "SET SESSION sql_mode = 'STRICT_TRANS_TABLES', time_zone = '+00:00'"
"""Refuse what does not fit rather than cut it, however the server is configured."""
TRY_AGAIN = {1205, 1213, 1305}
"""MariaDB's errors of a transaction that others were in the way of: a lock waited for too long, a
deadlock, and a savepoint that went with the transaction when a deadlock ended it."""
ATTEMPTS = 10
AUTOCOMMIT = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
"""A statement by itself is committed at once; transaction() is for more than that."""
TRANSACTION_ISOLATION = {
    "sqlite": "SERIALIZABLE",
    "postgresql": "READ COMMITTED",
    # Not MariaDB's default: a statement sees what was committed before it.
    "mariadb": "READ COMMITTED",
}
TRUSTED_SECONDS = 1.0
"""For how long a connection that rests in the pool is taken to be alive without asking."""


db = SQLAlchemy(session_options={"expire_on_commit": False})


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what the block writes, all of it or, when it raises, nothing.

    Without it a statement is committed by itself: most requests need no more, and so no round trips
    to begin and to end a transaction.
    """
    db.session.commit()  # writes nothing, but ends what the reads before it began
    with db.session.begin():
        isolation = TRANSACTION_ISOLATION[db.engine.dialect.name]
        db.session.connection(execution_options={"isolation_level": isolation})
        yield


def fetch(statement: Executable, **parameters: object) -> Sequence[AnyRow]:
    """Return the rows that a statement gives, as they are: making objects of them takes longer."""
    return db.session.connection().execute(statement, parameters).all()


def execute(statement: Executable, **parameters: object) -> None:
    """Execute a statement that gives no rows."""
    db.session.connection().execute(statement, parameters)


def init_app(app: Flask) -> None:
    """Give the application its engine, and each request a session (db.session)."""
    options = engine_options(app.config["DATABASE_URL"], pool_size=app.config["DATABASE_POOL_SIZE"])
    app.config["SQLALCHEMY_DATABASE_URI"] = options.pop("url")
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)


def engine_options(url: URL, *, pool_size: int = 1) -> dict[str, Any]:
    """Return what create_engine() is to be called with; SQLite has no pool to size."""
    if url.get_backend_name() == "sqlite":
        # Absolute, since Flask-SQLAlchemy looks for a relative file in the instance folder.
        return {
            "url": url.set(database=str(Path(url.database or "").absolute())),
            "connect_args": {"timeout": SQLITE_PATIENCE},
            **AUTOCOMMIT,
        }
    connect_args: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT}
    if url.drivername == "mariadb":
        connect_args |= {"charset": "utf8mb4", "init_command": MARIADB_MODE}
    return {
        "url": url.set(drivername=DRIVERS[url.drivername]),
        "pool_size": pool_size,
        "max_overflow": 0,
        "pool_timeout": POOL_TIMEOUT,
        "connect_args": connect_args,
        **AUTOCOMMIT,
    }


def try_again(handle: Callable[[], T]) -> T:
    """Handle a request, and once more whenever MariaDB ended its transaction for another's sake.

    It does so where two wait for each other, and expects whoever loses to begin again. A request
    writes in one transaction, so nothing of the attempt before is left.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return handle()
        except OperationalError as error:
            if not _lost_to_another(error):
                raise
            db.session.rollback()
    return handle()


def _lost_to_another(error: OperationalError) -> bool:
    on_mariadb = db.engine.dialect.name == "mariadb"
    return on_mariadb and error.orig is not None and error.orig.args[0] in TRY_AGAIN


@event.listens_for(Engine, "connect")
def prepare_connection(connection: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401 (any driver's)
    """Set what SQLite keeps by the connection rather than in the file."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        record.info["file"] = connection.execute("PRAGMA database_list").fetchone()[2]


@event.listens_for(Engine, "checkin")
def begin_rest(_connection: object, record: ConnectionPoolEntry) -> None:
    """Note since when a connection rests in the pool."""
    record.info["rests_since"] = time.monotonic()


@event.listens_for(Engine, "checkout")
def refuse_dead(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 (any driver's)
    """Have the pool connect anew where a connection is of no use any more.

    SQLite's file may be gone: what is written would be lost. A server may have gone while the
    connection rested; `pool_pre_ping` would ask it each time, a round trip in every request.

    Raises:
        InvalidatePoolError: it is dead, and so are the others by now.
    """
    if "file" in record.info:
        alive = Path(record.info["file"]).exists()
    else:
        rested = time.monotonic() - record.info.get("rests_since", time.monotonic())
        alive = rested < TRUSTED_SECONDS or _answers(connection)
    if not alive:
        raise exc.InvalidatePoolError


def _answers(connection: Any) -> bool:  # noqa: ANN401
    try:
        return db.engine.dialect.do_ping(connection)
    except db.engine.dialect.loaded_dbapi.Error:
        return False


@event.listens_for(Engine, "begin")
def begin_transaction(connection: Connection) -> None:
    """Take SQLite's write lock as a transaction begins.

    A transaction that reads first and wants to write later fails as soon as another one has
    written in between, and waiting would not help it.
    """
    writes = "isolation_level" in connection.get_execution_options()
    if writes and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


SQLITE_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
CONNECTION_STATES = ("08", "57P", "53300")
"""How the states begin in which PostgreSQL has no connection for us: lost, going down, too many."""
MARIADB_UNREACHABLE = {0, 1040, 1053, 1927, 2002, 2003, 2006, 2013}
"""The numbers of MariaDB, or its driver, when it has no connection for us: none, lost, too many."""


def is_unreachable(error: SQLAlchemyError) -> bool:
    """Tell an error of reaching the database from one of what was asked of it (OPS-9)."""
    if not isinstance(error, OperationalError | InterfaceError):
        return isinstance(error, TimeoutError)  # of the pool
    sqlite_code = getattr(error.orig, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return sqlite_code & 0xFF in SQLITE_UNREACHABLE  # the other bytes are details
    if error.orig is not None and error.orig.args and isinstance(error.orig.args[0], int):
        return error.orig.args[0] in MARIADB_UNREACHABLE
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state.startswith(CONNECTION_STATES)
