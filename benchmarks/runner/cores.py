"""Which cores server, database and generator are kept on, so that they do not take each other's."""

import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from harness.processes import process_tree

TWO = 2


@dataclass(frozen=True)
class Cores:
    """Disjoint sets of cores; all empty where processes cannot be pinned.

    Only on a machine of two cores do database and generator share one, so that the server's own is
    left alone.
    """

    server: tuple[int, ...] = ()
    database: tuple[int, ...] = ()
    generator: tuple[int, ...] = ()

    def of(self, workers: int) -> "Cores":
        """Return the same with no more cores for the server than it has workers."""
        return replace(self, server=self.server[:workers])


def divide(
    workers: int = 1, generators: int = 1, available: Collection[int] | None = None
) -> Cores:
    """Return who gets which of the cores that this process may run on.

    Args:
        workers: server processes that answer requests.
        generators: processes of the load generator.
        available: the cores (all that this process may use for None).
    """
    cores = sorted(_available() if available is None else available)
    if len(cores) < TWO:
        return Cores()
    if len(cores) == TWO:
        return Cores((cores[0],), (cores[1],), (cores[1],))
    for_generator = min(generators, max(1, len(cores) // 4))
    for_server = max(1, min(workers, len(cores) - for_generator - 1))
    return Cores(
        tuple(cores[:for_server]),
        tuple(cores[for_server:-for_generator]),
        tuple(cores[-for_generator:]),
    )


def pin(pid: int, cores: Collection[int]) -> None:
    """Keep a process, all of its threads and all of its descendants on these cores."""
    if not cores or not hasattr(os, "sched_setaffinity"):
        return
    for process in process_tree(pid):
        for thread in Path(f"/proc/{process.pid}/task").glob("*"):
            with suppress(ProcessLookupError, PermissionError):
                os.sched_setaffinity(int(thread.name), cores)


def _available() -> Collection[int]:
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
