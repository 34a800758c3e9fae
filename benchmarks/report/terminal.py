"""The verdicts of one study, in the terminal."""

import re

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from benchmarks.report.blocks import Prose, Table
from benchmarks.report.findings import leading, titles, verdicts
from benchmarks.report.scenarios import overview
from benchmarks.statistics.comparisons import all_pairs
from benchmarks.statistics.measures import SERVER_CPU
from benchmarks.statistics.results import Study

MARKS = re.compile(r"\*\*|`")


def show_verdicts(study: Study, console: Console) -> None:
    """Print what each subject reached on each scenario, and who was first; sentences in full."""
    for block in overview(study):
        if isinstance(block, Prose):
            console.print(Text(f"\n{MARKS.sub('', block.text)}"))
        elif isinstance(block, Table):
            console.print(_grid(block))
    names = titles(study)
    for scenario in study.scenarios.values():
        found = all_pairs(study, scenario.name, leading(scenario))
        if scenario.mode == "capacity":
            found = [*found, *all_pairs(study, scenario.name, SERVER_CPU)]
        if len(names) > 1:
            console.print(Text(f"\n{scenario.name}", style="bold"))
        for line in verdicts(study, found).lines:
            console.print(Text(f"  {MARKS.sub('', line)}"), soft_wrap=True)


def _grid(table: Table) -> Grid:
    grid = Grid(*table.head, box=None, pad_edge=False)
    for row in table.rows:
        grid.add_row(*(f"{cell.text} {cell.note}".strip() for cell in row))
    return grid
