"""What the contract suite found: operations by targets, and where the targets disagree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness import specification

Result = Mapping[str, Any]
"""A result file of the suite (`shared_tests/results.schema.json`)."""

ALL = "all"
LONGEST_LINE = 300
LONG_MESSAGE = 16
SHORT_MESSAGE = 2
"""Lines of a failure's message that are shown, where targets disagree and where they do not."""


@dataclass(frozen=True)
class Finding:
    """One test that failed somewhere: how it went for each target."""

    test: str
    outcomes: Mapping[str, str]
    messages: Mapping[str, str]

    @property
    def disputed(self) -> bool:
        """Whether it passed for another target."""
        return "passed" in self.outcomes.values()

    def having(self, outcome: str) -> list[str]:
        """Return the targets for which it went that way."""
        return [target for target, found in self.outcomes.items() if found == outcome]


def findings(results: Iterable[Result]) -> list[Finding]:
    """Return every test that failed for some target, by its name."""
    outcomes: dict[str, dict[str, str]] = {}
    messages: dict[str, dict[str, str]] = {}
    for result in results:
        target = result["target"]
        for test in result["tests"]:
            name = name_without_target(test["id"], target)
            outcomes.setdefault(name, {})[target] = test["outcome"]
            messages.setdefault(name, {})[target] = test["message"] or ""
    return [
        Finding(name, found, messages[name])
        for name, found in sorted(outcomes.items())
        if "failed" in found.values()
    ]


def name_without_target(test_id: str, target: str) -> str:
    """Return a test's id without the target in its brackets, to compare it between targets."""
    name, _, parameters = test_id.partition("[")
    rest = parameters.removesuffix("]").removeprefix(target).removeprefix("-")
    return f"{name}[{rest}]" if rest else name


def show_matrix(results: Sequence[Result], console: Console) -> None:
    """Print how many tests passed and failed, by operation and target."""
    table = Table(title="passed / failed / tests", title_justify="left")
    table.add_column("operation", no_wrap=True)
    for result in results:
        table.add_column(result["target"].replace("-", "\n"), justify="right", no_wrap=True)
    counts = [_counts(result) for result in results]
    rows = [operation.id for operation in specification.operations()]
    rows += [*sorted({row for counted in counts for row in counted} - {*rows, ALL}), ALL]
    for row in rows:
        table.add_row(row, *[_cell(counted.get(row, Counter())) for counted in counts])
    console.print(table)
    for result in results:
        if result["problem"]:
            problem = f"{result['target']} did not start: {result['problem']}"
            console.print(Text(problem, style="red"), soft_wrap=True)


def _counts(result: Result) -> dict[str, Counter[str]]:
    """Count the outcomes of each operation, of each folder of other tests, and of all tests."""
    counted: dict[str, Counter[str]] = {}
    for test in result["tests"]:
        folder = PurePosixPath(test["id"].partition("::")[0]).parent.name
        for row in (test["operation"] or f"({folder})", ALL):
            counted.setdefault(row, Counter())[test["outcome"]] += 1
    return counted


def _cell(counted: Counter[str]) -> Text:
    if not counted:
        return Text("no test", style="dim")
    style = "red" if counted["failed"] else "green"
    return Text(f"{counted['passed']} / {counted['failed']} / {counted.total()}", style=style)


def show_findings(found: Sequence[Finding], console: Console) -> None:
    """Print where the targets disagree, and then what passes for none of them."""
    disputed = [finding for finding in found if finding.disputed]
    if disputed:
        console.print(Text(f"\nTests in which the targets disagree: {len(disputed)}", style="bold"))
    for finding in disputed:
        _show_dispute(finding, console)
    common = [finding for finding in found if not finding.disputed]
    if common:
        console.print(Text(f"\nTests that pass for no target: {len(common)}", style="bold"))
    for finding in common:
        message = next(finding.messages[name] for name in finding.having("failed"))
        console.print(Text(f"\n{finding.test}"), soft_wrap=True)
        console.print(Text(_beginning(message, SHORT_MESSAGE), style="dim"), soft_wrap=True)
    if not found:
        console.print("\nThe targets agree in every test.")


def _show_dispute(finding: Finding, console: Console) -> None:
    console.print(Text(f"\n{finding.test}", style="bold"), soft_wrap=True)
    console.print(Text(f"  passed: {', '.join(finding.having('passed'))}", style="green"))
    for target in finding.having("failed"):
        console.print(Text(f"  failed: {target}", style="red"))
        message = finding.messages[target]
        console.print(Text(_beginning(message, LONG_MESSAGE), style="dim"), soft_wrap=True)


def _beginning(message: str, lines: int) -> str:
    kept = [line for line in message.splitlines() if line.strip()][:lines]
    return "\n".join(f"    {line[:LONGEST_LINE]}" for line in kept)
