"""Which compiled functions an operation's instructions go to, and in which library."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from rich.console import Console
from rich.table import Table

from benchmarks.instructions.counting import BLOCK, BLOCKS, SETTLING, perform, serve_under_callgrind
from benchmarks.instructions.table import THOUSAND
from harness.registry import Implementation

REQUESTS = BLOCKS * BLOCK
NAMED = re.compile(r"(?P<kind>ob|fn|cob|cfn)=\((?P<number>\d+)\)(?: (?P<name>.*))?")
RECURSION = re.compile(r"'\d+$")


@dataclass(frozen=True)
class Function:
    """A compiled function."""

    library: str
    name: str


def show_costliest(
    implementation: Implementation, operation: str, top: int, console: Console
) -> None:
    """Print what costs most of an operation, by library and by function.

    Python's own code shows as the interpreter's functions; py-spy names it by line.

    Raises:
        InstructionsError: a request fails, or callgrind does.
        ServerError: the server does not start.
    """
    console.print(f"{implementation.name}: counting {operation}", style="dim")
    with serve_under_callgrind(implementation, lambda *_: None) as server:
        perform(server, operation, SETTLING, lambda *_: None)
        server.counter.profile()
        perform(server, operation, REQUESTS, lambda *_: None)
        costs = costs_of(server.counter.profile())
    libraries: Counter[str] = Counter()
    for function, cost in costs.items():
        libraries[function.library] += cost
    total = costs.total()
    title = f"{implementation.name} {operation}: thousands of instructions per request"
    by_library = _table(title, "library")
    for library, cost in libraries.most_common(top):
        by_library.add_row(library, *_cost(cost, total))
    by_function = _table("by function", "function", "library")
    for function, cost in costs.most_common(top):
        by_function.add_row(function.name, function.library, *_cost(cost, total))
    console.print(by_library, by_function)


def costs_of(profile: str) -> Counter[Function]:
    """Return the instructions of each function itself, without those that it calls.

    Args:
        profile: as callgrind writes it.
    """
    costs: Counter[Function] = Counter()
    for function, cost in _lines(profile):
        costs[function] += cost
    return costs


def _lines(profile: str) -> Iterator[tuple[Function, int]]:
    """Yield the cost of each line of code, with the function that it is in."""
    names: dict[tuple[str, str], str] = {}
    library = function = ""
    called = False
    for line in profile.splitlines():
        if match := NAMED.match(line):
            kind = match["kind"].removeprefix("c")
            name = names.setdefault((kind, match["number"]), match["name"] or "")
            if match["kind"] == "ob":
                library = PurePath(name).name
            elif match["kind"] == "fn":
                function = RECURSION.sub("", name)
        elif line.startswith("calls="):
            called = True
        elif line[:1].isdigit() or line[:1] in {"+", "-", "*"}:
            # The line behind `calls=` is what the called function has cost.
            if not called:
                yield Function(library, function), int(line.split()[1])
            called = False


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for heading in ("thousands", "share"):
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _cost(cost: int, total: int) -> tuple[str, str]:
    return f"{cost / REQUESTS / THOUSAND:,.1f}", f"{cost / total:.1%}"
