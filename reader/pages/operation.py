"""The heart: one operation in every implementation, with its tests, its SQL and its cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from harness.contract_tests import OPERATION_TESTS, ContractTest
from harness.registry import Implementation
from harness.specification import Operation
from reader import addresses
from reader.capture.following import FOLLOWED
from reader.highlight import highlight
from reader.results import Missing, Outcomes
from reader.site import Page, Site
from reader.specified import specified
from reader.sql import format_sql, is_query

TEMPLATE = "operation.html"


@dataclass(frozen=True)
class ShownTest:
    """A contract test with its code, and what became of it on each implementation."""

    test: ContractTest
    sentence: str
    address: str
    lines: Sequence[Markup]
    outcomes: dict[str, Outcomes | None]


@dataclass(frozen=True)
class ShownStatement:
    """A statement as it was sent."""

    is_query: bool
    lines: Sequence[Markup]
    plan: str


@dataclass(frozen=True)
class ShownCapture:
    """All statements of one implementation for the example request."""

    request: str
    database: str
    statements: Sequence[ShownStatement]

    @property
    def queries(self) -> int:
        """How many are queries."""
        return sum(statement.is_query for statement in self.statements)


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of every operation."""
    for index, operation in enumerate(site.operations):
        here = addresses.operation(operation.id)
        context = {
            "operation": operation,
            "specified": specified(operation),
            "rules": [rule for rule in site.rules if rule.number in operation.rules],
            "rows": site.rows[operation.id],
            "notes": [
                (note, site.prose.html(note.text, origin=note.path, here=here))
                for note in site.differences_about(operation.id)
            ],
            "tests": operation_tests(site, operation),
            "captures": {
                each.name: _capture(site, each, operation) for each in site.implementations
            },
            "followed": site.followed if operation.id == FOLLOWED else {},
            "benchmarks": _benchmarks(site, operation),
            "before": site.operations[index - 1] if index else None,
            "after": site.operations[index + 1] if index + 1 < len(site.operations) else None,
        }
        yield Page(here, TEMPLATE, operation.id, context)


def operation_tests(site: Site, operation: Operation) -> list[ShownTest]:
    """Return the tests in an operation's own file."""
    path = OPERATION_TESTS / f"test_{operation.function_name}.py"
    return [shown_test(site, test) for test in site.tests if test.path == path]


def shown_test(site: Site, test: ContractTest) -> ShownTest:
    """Return a test with its code and outcomes."""
    lines = site.sources[test.path].lines[test.first_line - 1 : test.last_line]
    outcomes: dict[str, Outcomes | None] = {}
    for implementation in site.implementations:
        found = site.contract[implementation.name]
        outcomes[implementation.name] = None if isinstance(found, Missing) else found.of_test(test)
    return ShownTest(
        test,
        test.name.removeprefix("test_").replace("_", " "),
        addresses.file(test.path, test.first_line, test.last_line),
        [Markup(line) for line in lines],  # noqa: S704 (highlighted, and so escaped)
        outcomes,
    )


def _capture(
    site: Site, implementation: Implementation, operation: Operation
) -> ShownCapture | Missing:
    found = site.captures[implementation.name]
    if isinstance(found, Missing):
        return found
    captured = found["operations"][operation.id]
    return ShownCapture(
        captured["request"],
        found["database"],
        [_statement(each) for each in captured["statements"]],
    )


def _statement(found: dict[str, Any]) -> ShownStatement:
    lines = highlight("sql", format_sql(found["sql"]))
    plan = "\n".join(found["plan"] or ())
    return ShownStatement(is_query(found["sql"]), [Markup(line) for line in lines], plan)  # noqa: S704


def _benchmarks(site: Site, operation: Operation) -> object:
    if isinstance(site.benchmarks, Missing):
        return site.benchmarks
    return [row for row in site.benchmarks if row.operation_id == operation.id]
