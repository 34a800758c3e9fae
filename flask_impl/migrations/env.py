"""Runs the migrations on the database that DATABASE_URL names."""

from alembic import context
from sqlalchemy import Connection, create_engine, inspect

import config

# Imported for their tables, which Model.metadata then knows.
from articles import models as _articles  # noqa: F401
from columns import Model
from comments import models as _comments  # noqa: F401
from database import TRANSACTION_ISOLATION, engine_options
from profiles import models as _profiles  # noqa: F401


def migrate(connection: Connection) -> None:
    """Bring the database up to date.

    One that has the tables but was not made by Alembic was migrated by another application with the
    same schema: it is marked as begun, and what came later sees for itself what is there already.
    """
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        # Alembic does not expect it of SQLite, where database.begin_transaction() sees to it.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        migration = context.get_context()
        if not migration.get_current_heads() and inspect(connection).has_table("users"):
            migration.stamp(context.script, "0001")
        context.run_migrations()


engine = create_engine(**engine_options(config.from_environment()["DATABASE_URL"]))
isolation = TRANSACTION_ISOLATION[engine.dialect.name]
with engine.connect().execution_options(isolation_level=isolation) as connection:
    migrate(connection)
