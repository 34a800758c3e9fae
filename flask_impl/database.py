"""The engine, the session, and the types of columns, on SQLite and PostgreSQL alike."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

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
    TypeDecorator,
    event,
)
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

db = SQLAlchemy(session_options={"expire_on_commit": False})

LARGEST_ID = 2**63 - 1
"""The largest id that a bigint column holds."""
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
SQLITE_PATIENCE = 30
"""Seconds that a connection waits for another one's write."""
POOL_TIMEOUT = 2
"""Seconds that a request waits for a connection of the pool."""
CONNECT_TIMEOUT = 5
"""Seconds after which a PostgreSQL server that does not answer counts as unreachable."""


def init_app(app: Flask) -> None:
    """Give the application its engine, and each request a session (db.session)."""
    options = engine_options(app.config["DATABASE_URL"], pool_size=app.config["DATABASE_POOL_SIZE"])
    app.config["SQLALCHEMY_DATABASE_URI"] = options.pop("url")
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)


def engine_options(url: URL, *, pool_size: int = 1) -> dict[str, Any]:
    """Return what create_engine() is to be called with; only PostgreSQL has a pool to size."""
    if url.get_backend_name() == "sqlite":
        # Absolute, since Flask-SQLAlchemy looks for a relative file in the instance folder.
        return {
            "url": url.set(database=str(Path(url.database or "").absolute())),
            # The driver begins no transactions of its own: begin_transaction() does.
            "connect_args": {"isolation_level": None, "timeout": SQLITE_PATIENCE},
        }
    return {
        "url": url.set(drivername="postgresql+psycopg"),
        "pool_size": pool_size,
        "max_overflow": 0,
        "pool_timeout": POOL_TIMEOUT,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": CONNECT_TIMEOUT},
    }


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


def is_unreachable(error: SQLAlchemyError) -> bool:
    """Tell an error of reaching the database from one of what was asked of it (OPS-9)."""
    if not isinstance(error, OperationalError | InterfaceError):
        return isinstance(error, TimeoutError)  # of the pool
    sqlite_code = getattr(error.orig, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return sqlite_code & 0xFF in SQLITE_UNREACHABLE  # the other bytes are details
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state.startswith(CONNECTION_STATES)


class SQLiteDateTime(UserDefinedType[str]):
    """A column declared DATETIME, whose text goes in and out as it is."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:  # noqa: ANN401
        """Return the type's name in CREATE TABLE."""
        return "DATETIME"


class UTCDateTime(TypeDecorator[datetime]):
    """Points in time: timestamptz on PostgreSQL, on SQLite naive UTC as str() writes it.

    SQLAlchemy's own DATETIME writes a fraction even where it is zero. Text that compares as time
    does has to be written in one way only, and the database may be shared with applications
    that write it like this.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column's type in the given dialect."""
        return SQLiteDateTime() if dialect.name == "sqlite" else self.impl_instance

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Return what the driver is given for an aware datetime."""
        if value is None or dialect.name != "sqlite":
            return value
        return str(value.astimezone(UTC).replace(tzinfo=None))

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """Return an aware datetime for what the driver gave."""
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]  # psycopg gives a datetime
        return datetime.fromisoformat(value).replace(tzinfo=UTC)


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
