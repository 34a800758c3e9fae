"""Whether the process is up, and whether it can do its work."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import SQLAlchemyError

from columns import Base
from database import EngineDep
from errors import Unavailable

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def get_health() -> dict[str, str]:
    """Answer while the process is up, whatever the database does (OPS-1)."""
    return {"status": "ok"}


@router.get("/readyz")
async def get_readiness(engine: EngineDep) -> dict[str, str]:
    """Answer when the database is reachable and holds every table and column (OPS-2)."""
    try:
        async with engine.connect() as connection:
            migrated = await connection.run_sync(_has_every_column)
    except (SQLAlchemyError, OSError) as error:
        raise Unavailable("is unreachable") from error
    if not migrated:
        raise Unavailable("is not migrated")
    return {"status": "ready"}


def _has_every_column(connection: Connection) -> bool:
    tables = Base.metadata.tables
    found: dict[Any, Any] = inspect(connection).get_multi_columns(filter_names=list(tables))
    present = {
        (table, column["name"]) for (_, table), columns in found.items() for column in columns
    }
    return present >= {(table.name, column.name) for table in tables.values() for column in table.c}
