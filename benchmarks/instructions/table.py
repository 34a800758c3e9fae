"""The comparison as a table for people, and its verdict in words."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.instructions.baseline import ACCEPT
from benchmarks.instructions.comparison import TOLERANCE, Comparison, Verdict

THOUSAND = 1000
STYLES: dict[Verdict, str] = {
    "same": "dim",
    "rise": "bold red",
    "fall": "green",
    "new": "yellow",
    "gone": "yellow",
}


def show(comparisons: Sequence[Comparison], console: Console) -> None:
    """Print one line an operation and panel."""
    table = Table(title="instructions per request, in thousands", title_justify="left")
    for heading in ("operation", "panel"):
        table.add_column(heading, no_wrap=True)
    for heading in ("now", "baseline", "change"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    operations = dict.fromkeys(each.operation for each in comparisons)
    for operation in operations:
        rows = [each for each in comparisons if each.operation == operation]
        for row in rows:
            table.add_row(*_cells(row), end_section=row is rows[-1])
    console.print(table)


def _cells(row: Comparison) -> tuple[str | Text, ...]:
    change = "" if row.change is None else f"{row.change:+.2%}"
    verdict = Text(row.verdict, style=STYLES[row.verdict])
    return row.operation, row.panel, _thousands(row.now), _thousands(row.before), change, verdict


def _thousands(count: int | None) -> str:
    return "" if count is None else f"{count / THOUSAND:,.0f}"


def complaints(
    comparisons: Sequence[Comparison], libraries: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return in words why the change cannot go in as it is; nothing where it can.

    Args:
        comparisons: of every operation.
        libraries: which versions have changed since the baseline, by panel.
    """
    lines = [_complaint(each) for each in comparisons if each.verdict != "same"]
    lines += [
        f"{panel} has other libraries than the baseline ({'; '.join(changed)})"
        for panel, changed in libraries.items()
        if changed
    ]
    if lines:
        lines.append(f"Where that is meant, accept it in the same change: {ACCEPT}")
    return lines


def _complaint(row: Comparison) -> str:
    where = f"{row.panel} {row.operation}"
    match row.verdict:
        case "rise":
            return f"{where} needs {row.change:.1%} more instructions; {TOLERANCE:.0%} is allowed"
        case "fall":
            saved = -(row.change or 0)
            return f"{where} needs {saved:.1%} less: the baseline is stale and hides the next rise"
        case "new":
            return f"{where} is not in the baseline"
        case _:
            return f"{where} is in the baseline, and nothing counts it any more"
