"""Counts several panels at once, which changes no count, and shows how far they are."""

import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from benchmarks.instructions.counting import Blocks, count, steps
from harness import databases
from harness.registry import Implementation

WAITING = "waiting"
STARTING = "starting"
WARMING_UP = "warming up"
DONE = "done"


def count_all(
    panels: Sequence[Implementation], operations: Sequence[str], console: Console
) -> dict[str, Mapping[str, Blocks]]:
    """Return the instructions per request of each block, by operation, by panel.

    Raises:
        InstructionsError: a request fails, or callgrind does.
        ServerError: a server does not start.
        DatabaseServerError: there is no PostgreSQL.
    """
    databases.server("postgresql")
    stop = threading.Event()
    with _progress(console) as progress, ThreadPoolExecutor(_at_once(panels)) as pool:
        counts: dict[str, Future[dict[str, Blocks]]] = {}
        for panel in panels:
            bar = progress.add_task(f"{panel.name} {WAITING}", total=steps(operations))
            counts[panel.name] = pool.submit(_count_one, panel, operations, progress, bar, stop)
        try:
            return {name: counted.result() for name, counted in counts.items()}
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _count_one(
    panel: Implementation,
    operations: Sequence[str],
    progress: Progress,
    bar: TaskID,
    stop: threading.Event,
) -> dict[str, Blocks]:
    shown = ""

    def show(activity: str, requests: int = 0) -> None:
        nonlocal shown
        progress.update(bar, advance=requests, description=f"{panel.name} {activity}")
        if activity != shown and not progress.console.is_terminal:
            progress.console.print(f"{panel.name}: {activity}")
        shown = activity

    def report(operation: str, counting: bool) -> None:
        show(operation if counting else WARMING_UP, requests=1)

    show(STARTING)
    counted = count(panel, operations, report, stop)
    show(DONE)
    return counted


def _at_once(panels: Sequence[Implementation]) -> int:
    return max(1, min(len(panels), os.cpu_count() or 1))


def _progress(console: Console) -> Progress:
    columns = TextColumn("{task.description:<32}"), BarColumn(), TimeElapsedColumn()
    return Progress(*columns, console=console, transient=True)
