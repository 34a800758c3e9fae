"""The way in: what there is, for whom, and every operation by panel."""

from collections.abc import Iterator
from dataclasses import dataclass

from harness.registry import Implementation
from harness.specification import Operation
from reader import addresses
from reader.benchmark_results import BenchmarkRow
from reader.operation_lines import operation_lines
from reader.results import Missing, Outcomes
from reader.site import Page, Site
from reader.sql import is_query


@dataclass(frozen=True)
class Figures:
    """One operation in one panel, in numbers; None where a number is missing."""

    implementation: Implementation
    tests: Outcomes | None
    queries: int | None
    lines: int
    per_second: float | None


def pages(site: Site) -> Iterator[Page]:
    """Yield the home page."""
    introductions = [
        (each, site.notes.panels[each.name].text if each.name in site.notes.panels else "")
        for each in site.implementations
    ]
    context = {
        "introductions": [
            (each, site.prose.inline(text, addresses.HOME)) for each, text in introductions
        ],
        "matrix": matrix(site, site.operations),
        "missing": missing(site),
        "test_count": len(site.tests),
        "rule_count": len(site.rules),
    }
    yield Page(addresses.HOME, "home.html", "Triptych", context)


def matrix(site: Site, operations: tuple[Operation, ...]) -> list[tuple[Operation, list[Figures]]]:
    """Return the figures of some operations in every implementation."""
    return [
        (operation, [figures(site, operation, each) for each in site.implementations])
        for operation in operations
    ]


def figures(site: Site, operation: Operation, implementation: Implementation) -> Figures:
    """Return one operation in one implementation, in numbers."""
    name = implementation.name
    contract, capture = site.contract[name], site.captures[name]
    queries = None
    if not isinstance(capture, Missing):
        statements = capture["operations"][operation.id]["statements"]
        queries = sum(is_query(each["sql"]) for each in statements)
    return Figures(
        implementation,
        None if isinstance(contract, Missing) else contract.of_operation(operation.id),
        queries,
        operation_lines(site.rows[operation.id], name),
        _per_second(site, operation, name),
    )


def missing(site: Site) -> list[Missing]:
    """Return what has not been measured, each reason once."""
    results = [*site.contract.values(), *site.captures.values(), site.benchmarks]
    found = [each for each in results if isinstance(each, Missing) and each.command]
    return list(dict.fromkeys(Missing(e.reason, e.command.partition(" IMPL=")[0]) for e in found))


def _per_second(site: Site, operation: Operation, name: str) -> float | None:
    if isinstance(site.benchmarks, Missing):
        return None
    rows = [row for row in site.benchmarks if _is_own(row, operation, name)]
    return max((row.per_second for row in rows), default=None)


def _is_own(row: BenchmarkRow, operation: Operation, name: str) -> bool:
    """Tell whether a row measured nothing but this operation, as fast as it went."""
    alone = row.scenario == operation.id and row.mode == "capacity"
    return alone and row.implementation == name and row.study == "panels"
