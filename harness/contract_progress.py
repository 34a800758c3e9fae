"""The progress of the contract suite in the terminal: bars, or lines where it is no terminal."""

import time
from collections import Counter
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

NEWS_SECONDS = 15.0
"""How often there is news of a target where bars cannot be drawn."""


class ContractProgress:
    """Counts finished tests for each target, and shows them."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.totals: dict[str, int] = {}
        self.outcomes: dict[str, Counter[str]] = {}
        self.news_at: dict[str, float] = {}
        self.bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[failed]}", style="red"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self.bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bars.stop()

    def take(self, line: dict[str, Any]) -> None:
        """Take in one line of the suite's progress file."""
        target = line["target"]
        if "total" in line:
            self.totals[target] = line["total"]
            self.outcomes[target] = Counter()
            self.tasks[target] = self.bars.add_task(target, total=line["total"], failed="")
        else:
            self.outcomes[target][line["outcome"]] += 1
            self._show(target)

    def _show(self, target: str) -> None:
        outcomes = self.outcomes[target]
        failed = f"{outcomes['failed']} failed" if outcomes["failed"] else ""
        self.bars.update(self.tasks[target], completed=outcomes.total(), failed=failed)
        finished = outcomes.total() == self.totals[target]
        due = time.monotonic() >= self.news_at.get(target, 0)
        if not self.console.is_terminal and (finished or due):
            self.news_at[target] = time.monotonic() + NEWS_SECONDS
            count = f"{outcomes.total()} of {self.totals[target]} tests"
            self.console.print(", ".join(filter(None, [f"{target}: {count}", failed])))
