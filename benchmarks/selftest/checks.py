"""What the self-test expects, and what it saw."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

LEAST_RIGHT = 0.95
"""Of simulated runs, and of real ones: 19 of 20."""


@dataclass(frozen=True)
class Check:
    """One thing that the instrument has to see, or to leave alone."""

    name: str
    expected: str
    seen: str
    passed: bool


def share_of_runs(name: str, expected: str, right: int, runs: int) -> Check:
    """Return a check that at least 19 of 20 runs came out as they should."""
    return Check(
        name,
        f"{expected} in at least {LEAST_RIGHT:.0%} of the runs",
        f"in {right:,} of {runs:,} ({right / runs:.1%})",
        right >= LEAST_RIGHT * runs,
    )


def show(found: Sequence[Check], console: Console) -> None:
    """Print the checks as a table."""
    table = Table(title="Self-test of the benchmarks", title_justify="left")
    for column in ("what is put before it", "expected", "seen", ""):
        table.add_column(column, overflow="fold")
    for each in found:
        verdict = (
            Text("as expected", "green") if each.passed else Text("NOT AS EXPECTED", "bold red")
        )
        table.add_row(each.name, each.expected, each.seen, verdict)
    console.print(table)
