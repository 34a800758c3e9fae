"""The engine, the session, and the types of columns, on every engine alike."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

from flask import Flask, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    URL,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Identity,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.exc import (
    DisconnectionError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,  # noqa: A004 (the pool's)
)
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeEngine, UserDefinedType

T = TypeVar("T")

db = SQLAlchemy(session_options={"expire_on_commit": False})

LARGEST_ID = 2**63 - 1
"""The largest id that a bigint column holds."""
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
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
TABLE_OPTIONS = {
    "sqlite_autoincrement": True,
    "mariadb_engine": "InnoDB",
    # Text compares as on the other engines: by code points, spaces at its end included.
    "mariadb_charset": "utf8mb4",
    "mariadb_collate": "utf8mb4_nopad_bin",
}


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
            # The driver begins no transactions of its own: begin_transaction() does.
            "connect_args": {"isolation_level": None, "timeout": SQLITE_PATIENCE},
        }
    connect_args: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT}
    if url.drivername == "mariadb":
        connect_args |= {"charset": "utf8mb4", "init_command": MARIADB_MODE}
    return {
        "url": url.set(drivername=DRIVERS[url.drivername]),
        "pool_size": pool_size,
        "max_overflow": 0,
        "pool_timeout": POOL_TIMEOUT,
        "pool_pre_ping": True,
        # PostgreSQL's default, and not MariaDB's: a statement sees what was committed before it.
        "isolation_level": "READ COMMITTED",
        "connect_args": connect_args,
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


@event.listens_for(Engine, "checkout")
def refuse_deleted_file(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Have the pool connect anew where SQLite's file is gone, rather than write what nobody finds.

    Raises:
        DisconnectionError: it is gone.
    """
    if "file" in record.info and not Path(record.info["file"]).exists():
        raise DisconnectionError


@event.listens_for(Engine, "begin")
def begin_transaction(connection: Connection) -> None:
    """Take SQLite's write lock at once, unless the request only reads.

    A transaction that reads first and wants to write later fails as soon as another one has
    written in between, and waiting would not help it.
    """
    if connection.dialect.name == "sqlite":
        reads_only = has_request_context() and request.method in SAFE_METHODS
        connection.exec_driver_sql("BEGIN DEFERRED" if reads_only else "BEGIN IMMEDIATE")


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


class SQLiteDateTime(UserDefinedType[str]):
    """A column declared DATETIME, whose text goes in and out as it is."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:  # noqa: ANN401
        """Return the type's name in CREATE TABLE."""
        return "DATETIME"


class UTCDateTime(TypeDecorator[datetime]):
    """Points in time: timestamptz on PostgreSQL, naive UTC elsewhere, on SQLite as str() writes it.

    SQLAlchemy's own DATETIME for SQLite writes a fraction even where it is zero. Text that compares
    as time does has to be written in one way only, and the database may be shared with
    applications that write it like this.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column's type in the given dialect."""
        match dialect.name:
            case "sqlite":
                return SQLiteDateTime()
            case "mariadb":
                return mysql.DATETIME(fsp=6)
            case _:
                return self.impl_instance

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Return what the driver is given for an aware datetime."""
        if value is None or dialect.name == "postgresql":
            return value
        naive = value.astimezone(UTC).replace(tzinfo=None)
        return str(naive) if dialect.name == "sqlite" else naive

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """Return an aware datetime for what the driver gave."""
        if value is None or dialect.name == "postgresql":
            return value  # type: ignore[no-any-return]  # psycopg gives a datetime
        naive = datetime.fromisoformat(value) if dialect.name == "sqlite" else value
        return naive.replace(tzinfo=UTC)


LongText = Text().with_variant(mysql.LONGTEXT(), "mariadb")
"""Text without a length: MariaDB's own TEXT ends at 65,535 bytes."""

BigIntegerKey = Annotated[
    int,
    # SQLite numbers only what is declared INTEGER.
    mapped_column(BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
]


class Model(DeclarativeBase):
    """The base of every table, with PostgreSQL's own habits of naming constraints.

    Not `db.Model`, which is made at run time, so that type checkers cannot know it.
    """

    metadata = MetaData(
        naming_convention={
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        }
    )
    type_annotation_map = {int: BigInteger, datetime: UTCDateTime}  # noqa: RUF012 (SQLAlchemy's)
