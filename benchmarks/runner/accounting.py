"""What the machine did between two moments: processor time by part, steal, memory."""

import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import psutil

from benchmarks.runner.cores import Cores
from harness.processes import cpu_seconds, memory_bytes, process_tree

SPINS = 200_000
SPIN_REPEATS = 10
SPIN_PAUSE_SECONDS = 0.1
MEMORY_SAMPLE_SECONDS = 1.0


@dataclass(frozen=True)
class Moment:
    """Counters that only grow, in seconds, as they stood at one moment."""

    server: float | None
    database: float | None
    busy: tuple[float, ...]
    """What processes took of each group of cores."""
    steal: tuple[float, ...]
    total: tuple[float, ...]
    """All time of each group, idle included."""
    server_processes: frozenset[int]


@dataclass(frozen=True)
class Spent:
    """What was used between two moments, in seconds, or as a share of the cores' time."""

    server: float | None
    database: float | None
    other_share: float
    """What nobody of ours took, on the group of cores where that is most."""
    steal_share: float
    restarted: bool
    """Whether the server's processes are no longer the same."""


class Accounts:
    """Reads the counters of one server, its database, and the cores they run on."""

    def __init__(self, server: int | None, database: int | None, cores: Cores) -> None:
        """Say what to read.

        Args:
            server: the process whose tree is the server; None where it runs elsewhere.
            database: the same for the database server.
            cores: who is kept where.
        """
        self.server = server
        self.database = database
        self.groups = _groups(cores)

    def read(self) -> Moment:
        """Return the counters as they stand now."""
        per_core = psutil.cpu_times(percpu=True)
        groups = [[per_core[core] for core in cores] for cores in self.groups]
        return Moment(
            server=_cpu_seconds(self.server),
            database=_cpu_seconds(self.database),
            busy=tuple(sum(map(_busy, times)) for times in groups),
            steal=tuple(sum(getattr(each, "steal", 0.0) for each in times) for times in groups),
            total=tuple(sum(map(_total, times)) for times in groups),
            server_processes=frozenset(each.pid for each in process_tree(self.server or 0)),
        )

    def spent(self, start: Moment, end: Moment, generator: float) -> Spent:
        """Return what was used between two moments.

        Args:
            start: the earlier one.
            end: the later one.
            generator: what the load generator used between them, in seconds.
        """
        used = {
            "server": _difference(start.server, end.server),
            "database": _difference(start.database, end.database),
            "generator": generator,
        }
        other, steal = [0.0], [0.0]
        for number, parts in enumerate(self.groups.values()):
            total = max(end.total[number] - start.total[number], 1e-9)
            ours = sum(used[part] or 0.0 for part in parts)
            other.append((end.busy[number] - start.busy[number] - ours) / total)
            steal.append((end.steal[number] - start.steal[number]) / total)
        restarted = bool(start.server_processes - end.server_processes)
        return Spent(used["server"], used["database"], max(other), max(steal), restarted)


def _groups(cores: Cores) -> dict[tuple[int, ...], tuple[str, ...]]:
    """Return the sets of cores with the parts that run there; all on all where none is pinned."""
    everywhere = tuple(range(psutil.cpu_count() or 1))
    groups: dict[tuple[int, ...], tuple[str, ...]] = {}
    for part in ("server", "database", "generator"):
        chosen = getattr(cores, part) or everywhere
        groups[chosen] = (*groups.get(chosen, ()), part)
    return groups


def _cpu_seconds(pid: int | None) -> float | None:
    return None if pid is None else cpu_seconds(pid)


def _difference(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else end - start


def _total(times: Any) -> float:  # noqa: ANN401 (its fields depend on the system)
    """Return all time of a core; Linux counts guests' time in `user` and `nice` once more."""
    return float(sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0))


def _busy(times: Any) -> float:  # noqa: ANN401
    """Return the time that processes took of a core: interrupts belong to nobody."""
    nobody = ("idle", "iowait", "irq", "softirq", "steal")
    return _total(times) - float(sum(getattr(times, field, 0.0) for field in nobody))


def spin_seconds() -> float:
    """Return the processor time of a fixed amount of pure computing; it tells a slower machine.

    Not the time on the clock: who else runs on the core is told apart, and is often the server's
    database tidying up. The fastest within a second: a shared host is slow for moments, which
    come and go within every round.
    """
    taken = []
    for _ in range(SPIN_REPEATS):
        time.sleep(SPIN_PAUSE_SECONDS)
        started = time.thread_time()
        total = 0
        for number in range(SPINS):
            total += number
        taken.append(time.thread_time() - started)
    return min(taken)


class MemoryWatch:
    """Samples the memory of a process tree for as long as the block runs."""

    def __init__(self, pid: int | None) -> None:
        self.pid = pid
        self.peak_bytes: int | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "MemoryWatch":
        if self.pid is not None:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(MEMORY_SAMPLE_SECONDS):
            self.peak_bytes = max(self.peak_bytes or 0, memory_bytes(self.pid or 0))
