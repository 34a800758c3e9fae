"""The target's own database, for the little that HTTP alone cannot show."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import NullPool, Row, create_engine, text

from harness.databases import with_driver


class Database:
    """The database that a panel keeps its data in; every engine understands what is asked."""

    def __init__(self, url: str) -> None:
        """Take the panel's DATABASE_URL."""
        # Nothing is kept open, so that nothing is left to be closed.
        self._engine = create_engine(with_driver(url), poolclass=NullPool)

    def select(self, statement: str, **values: object) -> Sequence[Row[Any]]:
        """Return the rows that a statement with `:name` parameters selects."""
        with self._engine.connect() as connection:
            return connection.execute(text(statement), values).all()

    def change(self, statement: str, **values: object) -> int:
        """Run a statement with `:name` parameters and return how many rows it changed."""
        with self._engine.begin() as connection:
            return connection.execute(text(statement), values).rowcount
