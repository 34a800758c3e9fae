"""The report in the terminal: counts by chapter, then what failed and how to see it for oneself."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.check.verdict import Report, Tested, ran
from harness.levels import LEVELS

MOST_FAILURES = 10
LONGEST_ANSWER = 400
OUTCOMES = ("passed", "failed")


def show(report: Report, console: Console) -> None:
    """Print a report."""
    _show_counts(report, console)
    for reason, count in report.skips.most_common():
        console.print(Text(f"{count} skipped: {reason}", style="yellow"), soft_wrap=True)
    for test in report.having("deviating"):
        known = test.deviation or {}
        line = f"known deviation: {test.id}: {known['reason']} ({known['link']})"
        console.print(Text(line, style="yellow"), soft_wrap=True)
    _show_failures(report, console)
    style = "bold green" if report.passed else "bold red"
    said = "passes" if report.passed else "fails"
    part = f" ({report.choice} only)" if report.choice else ""
    verdict = f"\n{report.base_url} {said}{part}: {report.verdict}"
    console.print(Text(verdict, style=style), soft_wrap=True)


def _show_counts(report: Report, console: Console) -> None:
    table = Table(title=f"{report.base_url} and the contract", title_justify="left")
    table.add_column("chapter")
    for level in LEVELS:
        table.add_column(f"{level}\npassed", justify="right")
        table.add_column(f"{level}\nfailed", justify="right")
    table.add_column("known\ndeviations", justify="right")
    table.add_column("skipped", justify="right")
    for chapter in [*report.chapters, None]:
        cells = []
        others = {"deviating": 0, "skipped": 0}
        for level in LEVELS:
            counted = report.counts(level, chapter)
            cells.append(Text(f"{counted['passed']} of {ran(counted)}"))
            cells.append(Text(str(counted["failed"]), style="red" if counted["failed"] else "dim"))
            others = {outcome: others[outcome] + counted[outcome] for outcome in others}
        cells += [Text(str(count), style="" if count else "dim") for count in others.values()]
        table.add_row(chapter or "all", *cells)
    console.print(table)


def _show_failures(report: Report, console: Console) -> None:
    left = MOST_FAILURES
    for group in report.groups:
        if not left:
            break
        head = Text(f"\n{group.level} {group.name}  ", style="bold")
        console.print(head + Text(group.text, style=""), soft_wrap=True)
        for test in group.tests[:left]:
            _show_failure(test, console)
        left -= min(left, len(group.tests))
    more = len(report.having("failed")) - MOST_FAILURES
    if more > 0:
        hint = "--html FILE (with make: HTML=FILE) writes a page with all of them"
        console.print(Text(f"\n... and {more} more failures; {hint}.", style="red"), soft_wrap=True)


def _show_failure(test: Tested, console: Console) -> None:
    console.print(Text(f"\n  {test.title}", style="red"), soft_wrap=True)
    lines = {"test": test.id}
    if test.exchanges:
        last = test.exchanges[-1]
        lines |= {"request": last["curl"], "answer": _shorten(last["answer"])}
    lines["expected"] = test.expected or test.message
    for label, text in lines.items():
        first, *rest = text.splitlines() or [""]
        indented = "\n".join(
            [f"    {label + ':':<10}{first}", *[f"{'':14}{line}" for line in rest]]
        )
        console.print(Text(indented), soft_wrap=True)


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_ANSWER else f"{text[:LONGEST_ANSWER]}..."
