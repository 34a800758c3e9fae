"""What the scenarios share: a panel's server in trouble, and how to ask it."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

import httpx2
import psycopg

from harness.databases import fresh_database
from harness.environment import TESTING
from harness.registry import Engine, Implementation
from harness.servers import migrate
from harness.severable_proxy import SeverableProxy, severable
from shared_tests.panels.running import Running, start

Answers = list[Future[httpx2.Response]]
Facts = Mapping[str, str]
"""What was seen, in words that are the same each time."""

TIMEOUT_SECONDS = 20.0
POLL_SECONDS = 0.05
BACK_WITHIN_SECONDS = 5.0
PATH = "/api/tags"
"""An operation that needs the database and nothing else."""


@dataclass(frozen=True)
class Troubled:
    """A server of a panel, on a PostgreSQL database that can be taken away."""

    running: Running
    proxy: SeverableProxy
    database_url: str
    """Of the database itself, which is always there."""


def ask(running: Running, path: str = PATH, patience: float = TIMEOUT_SECONDS) -> httpx2.Response:
    """Ask on a connection of its own, and wait so many seconds at most."""
    return httpx2.get(running.base_url + path, timeout=patience, trust_env=False)


@contextmanager
def several(running: Running, number: int) -> Iterator[Callable[[], Answers]]:
    """Yield a function that asks several times at once; the block ends when all is answered."""
    with ThreadPoolExecutor(number) as pool:
        yield lambda: [pool.submit(ask, running) for _ in range(number)]


def describe(response: httpx2.Response) -> str:
    """Return the status, and what an error says."""
    if response.is_success:
        return str(response.status_code)
    retry = response.headers.get("retry-after", "")
    hint = f", Retry-After: {retry}" if retry else ""
    return f"{response.status_code} {response.json()['errors']}{hint}"


def seconds_until(condition: Callable[[], bool], patience: float) -> float | None:
    """Return after how many seconds a condition holds; None when the patience, in seconds, ends."""
    started = time.monotonic()
    while time.monotonic() - started < patience:
        if condition():
            return time.monotonic() - started
        time.sleep(POLL_SECONDS)
    return None


def within(seconds: float | None, limit: float) -> str:
    """Say whether something came in time, in words that do not change with each run."""
    in_time = seconds is not None and seconds <= limit
    return f"within {limit:g} s" if in_time else f"not within {limit:g} s"


def back_to_normal(running: Running) -> str:
    """Say whether a server answers 200 again in time, by itself."""
    recovered = seconds_until(lambda: ask(running).status_code == 200, 3 * BACK_WITHIN_SECONDS)
    return "200 " + within(recovered, BACK_WITHIN_SECONDS)


@contextmanager
def database_of(panel: Implementation, engine: Engine) -> Iterator[str]:
    """Yield the URL of a database that a panel has migrated."""
    with fresh_database(engine) as url:
        migrate(panel, url, **TESTING)
        yield url


@contextmanager
def troubled(
    panel: Implementation, *, down: bool = False, **environment: str
) -> Iterator[Troubled]:
    """Serve a panel, in one process, on a database behind a proxy, perhaps down from the start."""
    with ExitStack() as stack:
        url = stack.enter_context(database_of(panel, "postgresql"))
        proxy, through = stack.enter_context(severable(url))
        if down:
            proxy.cut()
        variables = TESTING | environment
        running = stack.enter_context(start(panel, panel.profile(), through, **variables))
        yield Troubled(running, proxy, url)


@contextmanager
def locked(database_url: str) -> Iterator[Callable[[int], bool]]:
    """Make every read of tags wait until the block ends.

    Yields:
        a function that tells whether at least so many wait.
    """
    with (
        psycopg.connect(database_url) as holder,
        psycopg.connect(database_url, autocommit=True) as watcher,
    ):
        holder.execute("LOCK TABLE tag_counts IN ACCESS EXCLUSIVE MODE")
        yield partial(_at_least_wait, watcher)


def _at_least_wait(watcher: psycopg.Connection, number: int) -> bool:
    row = watcher.execute(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'tag_counts'::regclass"
    ).fetchone()
    return row is not None and row[0] >= number
