"""The engine, a request's session, transactions, and the types of columns."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Identity,
    Integer,
    MetaData,
    Text,
    event,
    exc,
    make_url,
)
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column

from config import Settings

T = TypeVar("T")

DRIVERS = {
    "postgresql": "postgresql+asyncpg",
    "mariadb": "mariadb+asyncmy",
    "sqlite": "sqlite+aiosqlite",
}
# MariaDB's own default is REPEATABLE READ, which does not see what was committed meanwhile.
TRANSACTION_ISOLATION = {
    "postgresql": "READ COMMITTED",
    "mariadb": "READ COMMITTED",
    "sqlite": "SERIALIZABLE",
}

SQLITE_BUSY_TIMEOUT_SECONDS = 30
CONNECT_TIMEOUT_SECONDS = 10
CONNECT_ARGUMENTS: dict[str, dict[str, Any]] = {
    "postgresql": {"timeout": CONNECT_TIMEOUT_SECONDS},
    "mariadb": {
        "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        "charset": "utf8mb4",
        # What does not fit is refused rather than cut, however the server is configured.
        "init_command": "SET SESSION sql_mode = 'STRICT_TRANS_TABLES', time_zone = '+00:00'",
    },
    "sqlite": {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS},
}
MARIADB_TRY_AGAIN = {1205, 1213, 1305}
"""Its errors of a transaction that others were in the way of: a lock waited for too long, a
deadlock, and a savepoint that went with the transaction when a deadlock ended it."""
ATTEMPTS = 10
POOL_TIMEOUT_SECONDS = 2


class SQLiteTimestamp(sqlite.DATETIME):
    """A time as SQLite stores it: naive UTC as text, and no fraction where it is zero."""

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        """Write an aware time."""
        return lambda moment: str(moment.astimezone(UTC).replace(tzinfo=None)) if moment else None

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], datetime | None]:
        """Read an aware time."""
        return lambda text: datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


class MariaDBTimestamp(mysql.DATETIME):
    """A time as MariaDB stores it: naive UTC, with microseconds."""

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], datetime | None]:
        """Write an aware time."""
        return lambda moment: moment.astimezone(UTC).replace(tzinfo=None) if moment else None

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[datetime | None], datetime | None]:
        """Read an aware time."""
        return lambda moment: moment.replace(tzinfo=UTC) if moment else None


_SQLITE_TIMESTAMP = SQLiteTimestamp()  # type: ignore[no-untyped-call]  # SQLAlchemy's own


class Base(DeclarativeBase):
    """The tables. Constraints and indexes get the names that PostgreSQL would give them."""

    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy declares it so
        int: BigInteger(),
        # MariaDB's own TEXT ends at 65,535 bytes.
        str: Text().with_variant(mysql.LONGTEXT(), "mariadb"),
        datetime: DateTime(timezone=True)
        .with_variant(_SQLITE_TIMESTAMP, "sqlite")
        .with_variant(MariaDBTimestamp(fsp=6), "mariadb"),
    }


PrimaryKey = Annotated[
    int,
    mapped_column(
        # SQLite counts up no other type than INTEGER.
        BigInteger().with_variant(Integer(), "sqlite"),
        Identity(always=False),
        primary_key=True,
    ),
]

TABLE_OPTIONS = {
    # Keeps SQLite from giving the id of a deleted row to a new one.
    "sqlite_autoincrement": True,
    "mariadb_engine": "InnoDB",
    # Text compares as on the other engines: by code points, spaces at its end included.
    "mariadb_charset": "utf8mb4",
    "mariadb_collate": "utf8mb4_nopad_bin",
}


def create_engine(settings: Settings) -> AsyncEngine:
    """Make the engine for `DATABASE_URL`; it connects when first used.

    A statement by itself is committed at once, so that reading costs no round trip for a BEGIN or a
    ROLLBACK and holds no lock; what writes asks for a `transaction`.
    """
    url = make_url(settings.database_url)
    options: dict[str, Any] = {"connect_args": CONNECT_ARGUMENTS[url.drivername]}
    if url.drivername != "sqlite":
        options |= {
            "pool_size": settings.database_pool_size,
            "max_overflow": 0,
            "pool_timeout": POOL_TIMEOUT_SECONDS,
            "pool_pre_ping": True,
        }
    engine = create_async_engine(
        url.set(drivername=DRIVERS[url.drivername]),
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        **options,
    )
    if url.drivername == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "begin", _lock_for_writing)
        event.listen(engine.sync_engine, "checkout", _refuse_deleted(Path(url.database or "")))
    return engine


def _set_pragmas(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _refuse_deleted(file: Path) -> Callable[..., None]:
    """Have the pool connect anew where the file is gone, rather than write what nobody finds."""

    def refuse(*_: object) -> None:
        if not file.exists():
            raise exc.DisconnectionError

    return refuse


def _lock_for_writing(connection: Connection) -> None:
    """Begin a transaction with SQLite's write lock: after a read it could be too late to get it."""
    if "isolation_level" in connection.get_execution_options():
        connection.exec_driver_sql("BEGIN IMMEDIATE")


SQLITE_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
CONNECTION_STATES = ("08", "57P", "53300")
"""How the states begin in which PostgreSQL has no connection for us: lost, going down, too many."""
MARIADB_UNREACHABLE = {0, 1040, 1053, 1927, 2002, 2003, 2006, 2013}
"""The numbers of MariaDB, or its driver, when it has no connection for us: none, lost, too many."""


def is_unreachable(error: exc.SQLAlchemyError) -> bool:
    """Tell an error of reaching the database from one of what was asked of it (OPS-9)."""
    if not isinstance(error, exc.OperationalError | exc.InterfaceError):
        return isinstance(error, exc.TimeoutError)  # of the pool
    sqlite_code = getattr(error.orig, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return sqlite_code & 0xFF in SQLITE_UNREACHABLE  # the other bytes are details
    if error.orig is not None and error.orig.args and isinstance(error.orig.args[0], int):
        return error.orig.args[0] in MARIADB_UNREACHABLE
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state.startswith(CONNECTION_STATES)


async def _open_session(request: Request) -> AsyncIterator[AsyncSession]:
    engine: AsyncEngine = request.state.engine
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session


# Closed before the answer is sent, so that a slow client holds no connection.
SessionDep = Annotated[AsyncSession, Depends(_open_session, scope="function")]


async def try_again(handle: Callable[[], Awaitable[T]]) -> T:
    """Handle a request, and once more whenever MariaDB ended its transaction for another's sake.

    It does so where two wait for each other, and expects whoever loses to begin again. A request
    writes in one transaction, so nothing of the attempt before is left.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return await handle()
        except exc.OperationalError as error:
            if not _lost_to_another(error):
                raise
    return await handle()


def _lost_to_another(error: exc.OperationalError) -> bool:
    """Tell it by the number; no other engine's errors begin with one."""
    arguments = error.orig.args if error.orig else ()
    return not MARIADB_TRY_AGAIN.isdisjoint(arguments[:1])


@asynccontextmanager
async def transaction(session: AsyncSession) -> AsyncIterator[None]:
    """Commit what the block writes, all of it or, when it raises, nothing."""
    await session.commit()  # writes nothing, but ends what the reads before it began
    async with session.begin():
        isolation = TRANSACTION_ISOLATION[session.get_bind().dialect.name]
        await session.connection(execution_options={"isolation_level": isolation})
        yield
