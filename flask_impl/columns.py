"""The base of every table, and the types of columns, on every engine alike."""

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
    TypeDecorator,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeEngine, UserDefinedType

TABLE_OPTIONS = {
    "sqlite_autoincrement": True,
    "mariadb_engine": "InnoDB",
    # Text compares as on the other engines: by code points, spaces at its end included.
    "mariadb_charset": "utf8mb4",
    "mariadb_collate": "utf8mb4_nopad_bin",
}


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
