"""Counts the instructions that a panel's production server needs for a request.

One connection sends one request at a time, so that nothing depends on who comes first. The server
gets to know every operation before any is counted, while callgrind only looks on.
"""

import statistics
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.instructions.errors import InstructionsError
from benchmarks.instructions.place import Place
from benchmarks.instructions.requests import OPERATIONS, Script, Visitor
from benchmarks.instructions.valgrind import Counter, callgrind, process_that_answers
from benchmarks.world import world_from_database
from harness import databases, seeding, servers
from harness.environment import TEST_SECRET_KEY
from harness.registry import Implementation

USERS = 100
ARTICLES = 1000
WARM_UP = 30
"""Requests of each operation before callgrind counts at all."""
SETTLING = 5
"""Requests of an operation right before those that count: its caches are warm by then, too."""
BLOCKS = 8
BLOCK = 5
"""Requests between two looks at the counter."""
READY_SECONDS = 300.0

CONFIGURATION = {"ENVIRONMENT": "production", "SECRET_KEY": TEST_SECRET_KEY}

Blocks = list[float]
"""Instructions per request, of each block of requests in turn."""

Report = Callable[[str, bool], None]
"""Hears of every request: which operation it was, and whether callgrind counts already."""


class Stopped(InstructionsError):
    """Nobody waits for the counts any longer."""


@dataclass(frozen=True)
class Server:
    """A server under callgrind that has been warmed up."""

    script: Script
    counter: Counter


def steps(operations: Sequence[str]) -> int:
    """Return how often `count` reports progress."""
    return len(OPERATIONS) * WARM_UP + len(operations) * (SETTLING + BLOCKS * BLOCK)


def count(
    implementation: Implementation,
    operations: Sequence[str],
    on_request: Report,
    stop: threading.Event,
) -> dict[str, Blocks]:
    """Return the instructions per request of each block of requests, by operation.

    Args:
        implementation: whose; its first profile is served.
        operations: which of `OPERATIONS`.
        on_request: hears of every request.
        stop: ends the work at the next request when it is set.

    Raises:
        InstructionsError: a request fails, or callgrind does.
        ServerError: the server does not start.
        Stopped: it was told to stop.
    """

    def report(operation: str, counting: bool) -> None:
        if stop.is_set():
            raise Stopped("stopped")
        on_request(operation, counting)

    with serve_under_callgrind(implementation, report) as server:
        return {operation: _count(server, operation, report) for operation in operations}


def per_request(blocks: Sequence[float]) -> int:
    """Return the instructions of a usual request: the mean of all blocks but the costliest.

    A full garbage collection, which costs as much as several requests, falls into one of the blocks
    or into none, and any change elsewhere moves it to another operation.
    """
    return round(statistics.mean(sorted(blocks)[:-1]))


def _count(server: Server, operation: str, report: Report) -> Blocks:
    perform(server, operation, SETTLING, report)
    counts = [server.counter.count()]
    for _ in range(BLOCKS):
        perform(server, operation, BLOCK, report)
        counts.append(server.counter.count())
    return [(later - earlier) / BLOCK for earlier, later in pairwise(counts)]


def perform(server: Server, operation: str, times: int, report: Report) -> None:
    """Perform an operation several times while callgrind counts, and report each."""
    for _ in range(times):
        OPERATIONS[operation](server.script)
        report(operation, True)


@contextmanager
def serve_under_callgrind(implementation: Implementation, report: Report) -> Iterator[Server]:
    """Serve a panel on a fresh, seeded PostgreSQL database, warmed up and counting.

    Raises:
        InstructionsError: a request fails, or callgrind does.
        ServerError: the server does not start.
    """
    with (
        tempfile.TemporaryDirectory(prefix="triptych-callgrind-") as name,
        databases.fresh_database("postgresql") as database_url,
    ):
        place = Place(Path(name), implementation)
        servers.migrate(place.panel, database_url, **CONFIGURATION)
        seeding.seed(database_url, users=USERS, articles=ARTICLES)
        world = world_from_database(database_url, TEST_SECRET_KEY)
        profile = implementation.profile()
        variables = {**CONFIGURATION, "DATABASE_URL": database_url}
        watched = replace(
            profile,
            command=place.command(profile, variables, under=callgrind(place.folder)),
            ready_seconds=READY_SECONDS,
        )
        with servers.serve(place.panel, watched, database_url) as server:
            visitor = Visitor(server.base_url)
            script = Script(visitor, world, favorites=WARM_UP + SETTLING + BLOCKS * BLOCK)
            pid = process_that_answers(server.pid, urlsplit(server.base_url).port or 0)
            warm = Server(script, Counter(pid, place.folder))
            for operation in OPERATIONS:
                for _ in range(WARM_UP):
                    OPERATIONS[operation](script)
                    report(operation, False)
            warm.counter.start()
            yield warm
