"""The databases that a study runs on: filled once for each subject, copied for every round."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass

import psutil
import psycopg
from rich.console import Console
from sqlalchemy import create_engine, text

from benchmarks.load_plan import World
from benchmarks.runner.settings import Settings
from benchmarks.subjects import Subject
from benchmarks.world import world_from_database
from harness import databases, postgresql
from harness.environment import TEST_SECRET_KEY
from harness.registry import Engine
from harness.seeding import SeedingError, seed

SHOWN_SETTINGS = ("fsync", "synchronous_commit", "shared_buffers", "max_connections")


@dataclass(frozen=True)
class Prepared:
    """Where one subject's rounds take their databases from."""

    fresh: Callable[[], AbstractContextManager[str]]
    """Yields the DATABASE_URL of a round."""
    world: World | None
    """What is in it; None where only the running subject can tell."""


def start(engine: Engine) -> str:
    """Start the server of an engine as in production, and say what it is.

    Raises:
        DatabaseServerError: it is not to be had.
    """
    if engine == "postgresql":
        server = postgresql.server(durable=True)
        with psycopg.connect(server.url) as connection:
            rows = connection.execute(
                "SELECT name || ' ' || current_setting(name) FROM unnest(%s::text[]) AS name",
                [list(SHOWN_SETTINGS)],
            )
            shown = ", ".join(row[0] for row in rows)
        return f"PostgreSQL {server.version}, {server.origin}; {shown}"
    named = databases.server(engine)
    return f"{named.product} {named.version}, {named.origin}" if named else "SQLite, in the server"


def process(engine: Engine | None) -> int | None:
    """Return the process of the database server; None where it is not to be told or elsewhere."""
    found: int | None = None
    if engine == "postgresql":
        with suppress(psycopg.Error), psycopg.connect(postgresql.server().url) as connection:
            row = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
            found = int(row[0].split()[0]) if row else None
    return found if found and psutil.pid_exists(found) else None


@contextmanager
def prepare(
    subjects: Sequence[Subject], settings: Settings, console: Console
) -> Iterator[Mapping[str, Prepared]]:
    """Yield for each subject, by name, where its rounds take their databases from.

    Raises:
        DatabaseServerError: the engine is not to be had, or cannot copy a database.
        ServerError: a subject cannot be migrated.
    """
    with ExitStack() as stack:
        found = {}
        for subject in subjects:
            if settings.engine is None:
                found[subject.name] = Prepared(_nothing, None)
                continue
            console.print(f"filling a database for {subject.title}", style="dim")
            url = stack.enter_context(databases.fresh_database(settings.engine))
            found[subject.name] = _fill(subject, url, settings)
        yield found


def _fill(subject: Subject, url: str, settings: Settings) -> Prepared:
    subject.migrate(url)
    try:
        seed(url, users=settings.users, articles=settings.articles)
    except SeedingError:
        # Not the tables of spec/schema.sql: what is asked for is then made through the API.
        return Prepared(lambda: databases.copied_database(url), None)
    if settings.engine == "postgresql":
        settle(url)
    return Prepared(
        lambda: databases.copied_database(url), world_from_database(url, TEST_SECRET_KEY)
    )


def settle(url: str) -> None:
    """Leave nothing for PostgreSQL's housekeeping to do while a round is measured."""
    engine = create_engine(databases.with_driver(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("VACUUM (FREEZE, ANALYZE)"))
        connection.execute(text("CHECKPOINT"))
    engine.dispose()


@contextmanager
def _nothing() -> Iterator[str]:
    yield ""
