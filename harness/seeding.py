"""Filling a database with made-up content, straight into the tables of `spec/schema.sql`.

No panel takes part, so that ten thousand articles take seconds, a million on PostgreSQL a few
minutes, and every panel can be measured on exactly the same rows.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

import argon2
from psycopg import Connection as PsycopgConnection
from psycopg import sql
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from harness import bare_tables, counts
from harness.databases import with_driver
from harness.environment import configured
from harness.sample_content import BEGINNING, COLUMNS, TIME_COLUMNS, Row, SampleContent, Taken

PASSWORD = "password"  # noqa: S105 (everybody's, on purpose)
Item = TypeVar("Item")

ROWS_AT_ONCE = 10_000
ARTICLES_AT_ONCE = 1000


class SeedingError(Exception):
    """The database cannot be seeded: not reachable, not migrated, or it holds users already."""


def seed(  # noqa: PLR0913 (keyword-only)
    database_url: str,
    *,
    users: int = 100,
    articles: int = 1000,
    seed: int = 1,
    add: bool = False,
    console: Console | None = None,
) -> dict[str, int]:
    """Fill a migrated database; the same arguments give the same rows.

    Args:
        database_url: the database, in the form of DATABASE_URL.
        users: how many users, all with the password "password".
        articles: how many articles; follows, tags, favourites and comments come along.
        seed: another number gives other rows.
        add: add to a database that holds users already, rather than refuse it.
        console: where to show progress (nowhere for None).

    Returns:
        How many rows each table got.

    Raises:
        SeedingError: the database is not reachable, not migrated, or holds users already.
        ValueError: fewer than one user, or a negative number of articles.
    """
    if users < 1 or articles < 0:
        raise ValueError("there must be at least one user, and no negative number of articles")
    url = with_driver(database_url)
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            seeding = _Seeding(connection, seed, add=add)
            written = seeding.run(users, articles, console or Console(quiet=True))
        _tidy(engine)
    except SQLAlchemyError as error:
        raise SeedingError(f"{url.render_as_string()}: {error}") from error
    finally:
        engine.dispose()
    return written


class _Seeding:
    """One seeding, within one transaction."""

    def __init__(self, connection: Connection, number: int, *, add: bool) -> None:
        self.connection = connection
        self.postgresql = connection.dialect.name == "postgresql"
        self.sqlite = connection.dialect.name == "sqlite"
        self.tables = self._reflect()
        taken = self._taken()
        if taken.usernames and not add:
            raise SeedingError("the database holds users already (--add, add=True: add to them)")
        self.content = SampleContent(number, taken)
        self.written = dict.fromkeys(COLUMNS, 0)

    def run(self, users: int, articles: int, console: Console) -> dict[str, int]:
        with (
            _progress(console) as progress,
            counts.counted_at_the_end(self.connection),
            self._bare_tables(articles, progress),
        ):
            self._fill(users, articles, progress)
        self._advance_sequences()
        return self.written

    @contextmanager
    def _bare_tables(self, articles: int, progress: Progress) -> Iterator[None]:
        """Do without indexes meanwhile, unless the load is small beside what is there."""
        if not self.postgresql or articles < self.content.taken.last_ids["articles"]:
            yield
            return
        statements = bare_tables.strip(self.connection, COLUMNS)
        yield
        steps = progress.add_task("indexes", total=len(statements))
        bare_tables.rebuild(self.connection, statements, lambda: progress.advance(steps))

    def _fill(self, users: int, articles: int, progress: Progress) -> None:
        steps = progress.add_task("users", total=users)
        for row_batch in _batches(self.content.users(users, self._password()), ROWS_AT_ONCE):
            self._write("users", row_batch)
            progress.advance(steps, len(row_batch))
        for row_batch in _batches(self.content.follows(), ROWS_AT_ONCE):
            self._write("follows", row_batch)
        steps = progress.add_task("articles", total=articles)
        for times in _batches(self.content.article_times(articles), ARTICLES_AT_ONCE):
            for table, rows in self.content.articles(times).items():
                self._write(table, rows)
            progress.advance(steps, len(times))

    def _reflect(self) -> dict[str, Table]:
        metadata = MetaData()
        if self.sqlite:
            event.listen(metadata, "column_reflect", _take_times_as_text)
        metadata.reflect(self.connection)
        missing = [name for name in COLUMNS if name not in metadata.tables]
        if missing:
            raise SeedingError(f"the database is not migrated: it has no {', '.join(missing)}")
        return {name: metadata.tables[name] for name in COLUMNS}

    def _taken(self) -> Taken:
        columns = self.tables["users"].c.username, self.tables["articles"].c.slug
        usernames, slugs = (set(self.connection.scalars(select(column))) for column in columns)
        last_ids = {
            name: self.connection.scalar(select(func.max(table.c.id))) or 0
            for name, table in self.tables.items()
        }
        return Taken(usernames, slugs, last_ids)

    def _password(self) -> str:
        """Return the hash that every user gets, at the cost that panels are configured for."""
        hasher = argon2.PasswordHasher(
            time_cost=int(configured("ARGON2_TIME_COST")),
            memory_cost=int(configured("ARGON2_MEMORY_KIB")),
            parallelism=1,
        )
        return hasher.hash(PASSWORD, salt=self.content.salt())

    def _write(self, table: str, rows: list[Row]) -> None:
        columns = COLUMNS[table]
        times = [position for position, name in enumerate(columns) if name in TIME_COLUMNS]
        if times:
            rows = [self._with_times(row, times) for row in rows]
        if self.postgresql:
            self._copy(table, rows)
        elif rows:
            values = [dict(zip(columns, row, strict=True)) for row in rows]
            self.connection.execute(insert(self.tables[table]), values)
        self.written[table] += len(rows)

    def _with_times(self, row: Row, positions: list[int]) -> Row:
        values = list(row)
        for position in positions:
            moment = BEGINNING + timedelta(milliseconds=values[position])
            values[position] = moment if self.postgresql else self._without_zone(moment)
        return tuple(values)

    def _without_zone(self, moment: datetime) -> datetime | str:
        naive = moment.replace(tzinfo=None)
        return str(naive) if self.sqlite else naive

    def _copy(self, table: str, rows: list[Row]) -> None:
        driver: PsycopgConnection[Any] = self.connection.connection.driver_connection  # type: ignore[assignment]  # psycopg's, for its drivername
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
        )
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def _advance_sequences(self) -> None:
        """Leave PostgreSQL's sequences behind the last ids; the others keep up by themselves."""
        for table, last_id in self.content.taken.last_ids.items():
            if self.postgresql and last_id:
                self.connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last_id)"),
                    {"table": table, "last_id": last_id},
                )


def _tidy(engine: Engine) -> None:
    """Leave the planner with fresh statistics, and PostgreSQL nothing to vacuum later on."""
    tidying = {"postgresql": "VACUUM (ANALYZE)", "mariadb": "ANALYZE TABLE"}.get(engine.name)
    if tidying is None:
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in (*COLUMNS, *counts.TABLES):
            connection.execute(text(f"{tidying} {table}"))


def _take_times_as_text(_inspector: object, _table: object, column: dict[str, Any]) -> None:
    """Keep SQLAlchemy from writing times in a form of its own on SQLite."""
    if isinstance(column["type"], DateTime):
        column["type"] = String()


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _progress(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console)
