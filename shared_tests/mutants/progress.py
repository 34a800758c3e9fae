"""How far a run against mutants is: a bar, or a line now and then where there is no terminal."""

import json
import time
from collections import Counter
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shared_tests.mutants.mutant import HEALTHY

NEWS_SECONDS = 15.0


class MutantProgress:
    """Reads the suite's progress file as it grows."""

    def __init__(self, file: Path, mutants: int, console: Console) -> None:
        """Take the file, how many mutants there are, and where to show it."""
        self._file = file.open(encoding="utf-8")
        self._mutants = mutants
        self._console = console
        self._unfinished = ""
        self._total = 0
        self._outcomes: Counter[str] = Counter()
        self._caught: set[str] = set()
        self._news_at = 0.0
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("tests"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.look()
        self._bar.stop()
        self._file.close()

    def look(self) -> None:
        """Take in what is new, and show it."""
        *lines, self._unfinished = (self._unfinished + self._file.read()).split("\n")
        for line in map(json.loads, lines):
            if "total" in line:
                self._total += line["total"]
                continue
            self._outcomes[line["outcome"]] += 1
            if line["outcome"] == "failed" and line["target"] not in HEALTHY:
                self._caught.add(line["target"])
        if self._total:
            self._show()

    def _show(self) -> None:
        done = self._outcomes.total()
        text = f"{len(self._caught)} of {self._mutants} mutants caught"
        self._bar.update(self._task, description=text, total=self._total, completed=done)
        if not self._console.is_terminal and time.monotonic() >= self._news_at:
            self._news_at = time.monotonic() + NEWS_SECONDS
            self._console.print(f"{done} of {self._total} tests, {text}")
