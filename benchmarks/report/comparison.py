"""`python -m benchmarks compare`: two result files of the same study, subject by subject."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.errors import ResultsError
from benchmarks.report.findings import titles
from benchmarks.statistics.across_runs import (
    DRIFT,
    Change,
    changes,
    differences,
    relative_changes,
)
from benchmarks.statistics.comparisons import times
from benchmarks.statistics.results import Study, read
from harness.command_line import page

STYLES = {"more": "bold", "less": "bold", "tie": "", "not reported": "yellow"}


def add_compare(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    parser = parsers.add_parser("compare", help="compare two result files of the same study")
    parser.add_argument("before", type=Path, metavar="A")
    parser.add_argument("after", type=Path, metavar="B")
    parser.add_argument(
        "--anyway", action="store_true", help="although machines, settings or kinds differ"
    )
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> None:
    before, after = read(options.before), read(options.after)
    console = page()
    _refuse_strangers(before, after, console, anyway=options.anyway)
    console.print(Text(_caution(before, after)), soft_wrap=True)
    relative = relative_changes(before, after)
    if relative:
        console.print(_table("How ratios between subjects changed", before, relative))
    console.print(
        _table("How each subject changed, drift included", before, changes(before, after))
    )


def _refuse_strangers(before: Study, after: Study, console: Console, *, anyway: bool) -> None:
    found = differences(before, after)
    shared = before.subjects.keys() & after.subjects.keys()
    if not shared or not before.scenarios.keys() & after.scenarios.keys():
        raise ResultsError(f"{before.path} and {after.path} have no subject and scenario in common")
    if found and not anyway:
        raise ResultsError(
            f"{before.path} and {after.path} cannot be compared: they differ in "
            f"{'; '.join(found)} (--anyway or ANYWAY=1 compares them all the same)"
        )
    for difference in found:
        console.print(Text(f"They differ in {difference}.", style="yellow"), soft_wrap=True)


def _caution(before: Study, after: Study) -> str:
    return (
        f"A is of {before.data['date']}, commit {before.data['commit'][:12]}; "
        f"B is of {after.data['date']}, commit {after.data['commit'][:12]}.\n"
        "Two runs are not paired: the machine itself drifts between them. Ratios between subjects "
        "of the same run do not drift, so a change of such a ratio is what to go by; of one "
        f"subject alone nothing under {DRIFT:.0%} is claimed. To be sure, measure both versions "
        "as two subjects of one run.\n"
    )


def _table(title: str, study: Study, found: Sequence[Change]) -> Table:
    names = titles(study)
    table = Table(title=title, title_justify="left")
    for column in ("scenario", "measure", "subject"):
        table.add_column(column)
    table.add_column("B / A", justify="right")
    table.add_column("verdict")
    for each in found:
        whom = " over ".join(names[name] for name in each.subjects)
        noun = each.measure.title.partition(",")[0]
        said = Text(verdict(each), style=STYLES[each.outcome])
        table.add_row(each.scenario, noun, whom, _bounds(each), said)
    return table


def _bounds(change: Change) -> str:
    if change.ratio is None:
        return "-"
    ratio = change.ratio
    return f"{times(ratio.estimate)} ({times(ratio.low)} to {times(ratio.high)})"


def verdict(change: Change) -> str:
    """Return what may be said of a change."""
    if change.ratio is None:
        return "not reported: too few valid rounds"
    if change.outcome == "tie":
        small = "" if change.ratio.holds(1) else f", under {change.smallest:.1%}"
        return f"tie{small}"
    return "more" if change.outcome == "more" else "less"
