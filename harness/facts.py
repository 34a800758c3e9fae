"""The size facts of the panels: code, dependencies, queries, cold start, memory.

They come from the tree and from a few quick starts; how fast a panel answers under load is for the
benchmarks to say.
"""

import re
import statistics
import time
from typing import Any

from harness import servers
from harness.databases import fresh_database
from harness.dependencies import dependencies_of
from harness.environment import TESTING
from harness.lines_of_code import lines_of_code
from harness.registry import Engine, Implementation, Profile
from harness.stamp import MEBIBYTE
from harness.story import tell_story

COLD_STARTS = 3
SETTLE_SECONDS = 1.0
QUERIES = re.compile(r'desc="(\d+) queries"')


def facts_of(implementation: Implementation) -> dict[str, Any]:
    """Return the facts of one implementation (`harness/facts.schema.json`).

    Its servers are measured on the first of its engines.

    Raises:
        ServerError: it cannot be migrated or served.
        StoryError: it does not perform every operation.
        DependencyError: the lock does not have what it depends on.
    """
    return {
        "title": implementation.title,
        "lines_of_code": lines_of_code(implementation),
        "dependencies": _dependencies(implementation),
        "queries": queries(implementation),
        "profiles": {
            profile.name: _measure(implementation, profile) for profile in implementation.profiles
        },
    }


def queries(implementation: Implementation, engine: Engine | None = None) -> dict[str, int | None]:
    """Return how many SQL queries each operation costs with a token, by `Server-Timing`.

    None for an implementation that does not tell.

    Args:
        implementation: which one.
        engine: on which engine (the first of its own for None).
    """
    with fresh_database(engine or implementation.engines[0]) as database_url:
        servers.migrate(implementation, database_url, **TESTING)
        with servers.serve(implementation, None, database_url, **TESTING) as server:
            return {
                step.operation_id: _queries(step.response.headers.get("Server-Timing", ""))
                for step in tell_story(server.base_url)
            }


def _queries(server_timing: str) -> int | None:
    match = QUERIES.search(server_timing)
    return int(match[1]) if match else None


def _dependencies(implementation: Implementation) -> dict[str, int] | None:
    if implementation.package is None:
        return None
    found = dependencies_of(implementation.package)
    return {"count": len(found.names), "installed_bytes": found.installed_bytes}


def _measure(implementation: Implementation, profile: Profile) -> dict[str, float]:
    starts, memory = [], []
    with fresh_database(implementation.engines[0]) as database_url:
        servers.migrate(implementation, database_url, **TESTING)
        for _ in range(COLD_STARTS):
            with servers.serve(implementation, profile, database_url, **TESTING) as server:
                time.sleep(SETTLE_SECONDS)
                starts.append(server.start_seconds)
                memory.append(server.memory_bytes() / MEBIBYTE)
    return {
        "cold_start_seconds": round(statistics.median(starts), 3),
        "idle_memory_mib": round(statistics.median(memory), 1),
    }
