"""`instructions`: count, compare with the baseline, or accept what was counted as the new one."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from benchmarks.instructions import baseline, conditions, record, reference, table, valgrind
from benchmarks.instructions.baseline import Baseline, PanelCounts
from benchmarks.instructions.comparison import Comparison, compare
from benchmarks.instructions.costliest import show_costliest
from benchmarks.instructions.counting import Blocks, per_request
from benchmarks.instructions.errors import InstructionsError, ValgrindMissing
from benchmarks.instructions.record import Reference
from benchmarks.instructions.requests import OPERATIONS
from benchmarks.instructions.side_by_side import count_all
from harness import registry
from harness.command_line import add_implementations, chosen_implementations, page
from harness.registry import Implementation


@dataclass(frozen=True)
class Choice:
    """What is counted."""

    panels: tuple[Implementation, ...]
    operations: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether that is all there is."""
        names = {panel.name for panel in self.panels}
        everybody = {panel.name for panel in registry.panels()}
        return names >= everybody and set(self.operations) == set(OPERATIONS)


def add_instructions(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "instructions", help="count instructions per request, and compare with the baseline"
    )
    add_implementations(parser)
    parser.add_argument("--operation", metavar="IDS", help=f"some of {','.join(OPERATIONS)}")
    parser.add_argument("--accept", action="store_true", help="make the counts the baseline")
    parser.add_argument(
        "--top",
        metavar="N",
        type=int,
        help="show the functions that cost most instead",
    )
    parser.set_defaults(run=_instructions)


def _instructions(options: argparse.Namespace) -> int:
    console = page()
    choice = _choice(options)
    if options.top is not None:
        return _show_costliest(choice, options.top, console)
    try:
        here = conditions.conditions()
    except ValgrindMissing as error:
        if options.accept or os.environ.get("CI"):
            raise
        console.print(f"skipped: {error}", soft_wrap=True)
        return 0
    blocks = count_all(choice.panels, choice.operations, console)
    counted = Baseline(here, _counts(choice.panels, blocks))
    if options.accept:
        return _accept(counted, choice, console)
    return _check(counted, blocks, choice, console)


def _choice(options: argparse.Namespace) -> Choice:
    panels = tuple(chosen_implementations(options))
    operations = tuple(options.operation.split(",") if options.operation else OPERATIONS)
    for operation in operations:
        if operation not in OPERATIONS:
            known = ", ".join(OPERATIONS)
            raise InstructionsError(f"{operation!r} is not among what is counted: {known}")
    return Choice(panels, operations)


def _show_costliest(choice: Choice, top: int, console: Console) -> int:
    if top < 1:
        raise InstructionsError("--top takes a number from 1 on")
    valgrind.version()
    for panel in choice.panels:
        for operation in choice.operations:
            show_costliest(panel, operation, top, console)
    return 0


def _counts(
    panels: Sequence[Implementation], blocks: Mapping[str, Mapping[str, Blocks]]
) -> dict[str, PanelCounts]:
    return {
        panel.name: PanelCounts(
            conditions.libraries(panel),
            {operation: per_request(counted) for operation, counted in blocks[panel.name].items()},
        )
        for panel in panels
    }


def _accept(counted: Baseline, choice: Choice, console: Console) -> int:
    before = baseline.read()
    baseline.accept(counted, whole=choice.whole)
    table.show(compare(before.panels, counted.panels, whole=choice.whole), console)
    for difference in conditions.differences(before.conditions, counted.conditions):
        console.print(f"counted under other conditions: {difference}", soft_wrap=True)
    console.print("accepted: commit benchmarks/instructions/baseline.json with the change")
    return 0


def _check(
    counted: Baseline,
    blocks: Mapping[str, Mapping[str, Blocks]],
    choice: Choice,
    console: Console,
) -> int:
    stored = baseline.read()
    before, compared = _reference(stored, counted, choice, console)
    whole = choice.whole and compared.kind == "stored"
    comparisons = compare(before, counted.panels, whole=whole)
    record.write(counted, blocks, comparisons, compared)
    table.show(comparisons, console)
    libraries = {
        name: conditions.differences(stored.panels[name].libraries, panel.libraries)
        for name, panel in counted.panels.items()
        if name in stored.panels
    }
    compared_at_all: list[Comparison] = comparisons if compared.kind != "none" else []
    complaints = table.complaints(compared_at_all, libraries)
    for complaint in complaints:
        console.print(Text(complaint, style="red"), soft_wrap=True)
    if not complaints and compared.kind != "none":
        console.print("no operation costs more or less than accepted")
    return 1 if complaints else 0


def _reference(
    stored: Baseline, counted: Baseline, choice: Choice, console: Console
) -> tuple[Mapping[str, PanelCounts], Reference]:
    """Return the counts to compare with, and where they come from."""
    different = conditions.differences(stored.conditions, counted.conditions)
    if not different:
        return stored.panels, Reference("stored")
    why = "; ".join(different)
    console.print(
        f"The stored baseline cannot be compared with counts of this machine ({why}).",
        soft_wrap=True,
    )
    try:
        commit = reference.commit_of_the_baseline()
        return _counts_of(commit, counted, choice, console), Reference("commit", commit, why)
    except reference.NoReference as error:
        if isinstance(error, reference.ShallowClone) and os.environ.get("CI"):
            raise
        console.print(f"So nothing is compared: {error}.", soft_wrap=True)
        return {}, Reference("none", why=f"{why}; {error}")


def _counts_of(
    commit: str, counted: Baseline, choice: Choice, console: Console
) -> dict[str, PanelCounts]:
    """Return the counts of the panels at a commit; those that have not changed count as now."""
    changed = [panel for panel in choice.panels if reference.changed_since(commit, panel)]
    before = {
        panel.name: counted.panels[panel.name] for panel in choice.panels if panel not in changed
    }
    if changed:
        names = [panel.name for panel in changed]
        console.print(f"So {', '.join(names)} of {commit[:10]} is counted as well.")
        with reference.checked_out(commit, names) as panels:
            before |= _counts(panels, count_all(panels, choice.operations, console))
    return before
