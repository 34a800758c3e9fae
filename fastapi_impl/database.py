"""The engine, statements that it executes by themselves, and transactions."""

import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, Executable, Row, event, exc, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import greenlet_spawn

from config import Settings

T = TypeVar("T")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

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
TRUSTED_SECONDS = 1.0
"""For how long a connection that rests in the pool is taken to be alive without asking."""


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
    else:
        event.listen(engine.sync_engine, "checkin", _begin_rest)
        event.listen(engine.sync_engine, "checkout", _refuse_dead(engine.sync_engine))
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


def _begin_rest(_: object, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time.monotonic()


def _refuse_dead(engine: Engine) -> Callable[..., None]:
    """Have the pool connect anew where the server went while the connection rested.

    `pool_pre_ping` would ask it each time: a round trip in every request.
    """

    def refuse(connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
        rested = time.monotonic() - record.info.get("rests_since", time.monotonic())
        if rested > TRUSTED_SECONDS and not _answers(engine, connection):
            raise exc.InvalidatePoolError

    return refuse


def _answers(engine: Engine, connection: DBAPIConnection) -> bool:
    try:
        return engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        return False


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


Database: TypeAlias = AsyncEngine | AsyncConnection
"""Where a statement is executed: on any connection, by itself, or within a transaction."""


async def _get_engine(request: Request) -> AsyncEngine:
    engine: AsyncEngine = request.state.engine
    return engine


EngineDep = Annotated[AsyncEngine, Depends(_get_engine)]


async def fetch(
    database: Database, statement: Executable, **parameters: object
) -> Sequence[AnyRow]:
    """Return the rows that a statement gives, as they are: making objects of them takes longer."""
    return await _run(database, lambda connection: connection.execute(statement, parameters).all())


async def execute(database: Database, statement: Executable, **parameters: object) -> None:
    """Execute a statement that gives no rows."""
    await _run(database, lambda connection: connection.execute(statement, parameters))


async def _run(database: Database, work: Callable[[Connection], T]) -> T:
    """Do some work on a connection, which goes back to the pool at once where it is not given.

    All of it is one step to the event loop: connect, execute, give back.
    """
    if isinstance(database, AsyncConnection):
        return await database.run_sync(work)

    def work_and_give_back() -> T:
        with database.sync_engine.connect() as connection:
            return work(connection)

    return await greenlet_spawn(work_and_give_back)


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
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """Commit what the block writes, all of it or, when it raises, nothing."""
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        isolation = TRANSACTION_ISOLATION[engine.dialect.name]
        await session.connection(execution_options={"isolation_level": isolation})
        yield session
