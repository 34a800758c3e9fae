"""Runs the migrations: `python -m alembic upgrade head`."""

import asyncio

from alembic import context
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

# Every table has to be known to Base.
import accounts.models  # noqa: F401
import articles.models  # noqa: F401
import comments.models  # noqa: F401
import profiles.models  # noqa: F401
from columns import Base
from config import get_settings
from database import TRANSACTION_ISOLATION, create_engine


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest revision; those that another panel made are there already.

    Which of the later ones are, the revisions see for themselves.
    """
    tables = inspect(connection).get_table_names()
    connection.commit()
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        if "users" in tables and "alembic_version" not in tables:
            scripts = ScriptDirectory.from_config(context.config)
            context.get_context().stamp(scripts, "0001")
        context.run_migrations()


async def main() -> None:
    """Connect to `DATABASE_URL` and migrate in one transaction."""
    engine = create_engine(get_settings())
    async with engine.connect() as connection:
        await connection.execution_options(
            isolation_level=TRANSACTION_ISOLATION[engine.dialect.name]
        )
        await connection.run_sync(migrate)
    await engine.dispose()


asyncio.run(main())
