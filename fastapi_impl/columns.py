"""The base of every table, and the types of columns, on every engine alike."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Identity,
    Integer,
    MetaData,
    String,
    Text,
)
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


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


class list_agg(GenericFunction[Any]):  # noqa: N801 (named as SQL functions are)
    """The texts of a group as one list: None, or on SQLite an empty one, where there are none."""

    # PostgreSQL's arrays are read faster than JSON, which is what the others have.
    type = JSON().with_variant(ARRAY(String), "postgresql")
    inherit_cache = True


LIST_AGG = {"sqlite": "json_group_array", "postgresql": "array_agg", "mariadb": "json_arrayagg"}
"""What each engine calls it."""


@compiles(list_agg)
def _compile_list_agg(element: list_agg, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"{LIST_AGG[compiler.dialect.name]}{compiler.process(element.clause_expr, **options)}"
