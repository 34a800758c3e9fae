"""Reading result files: what is there, and why something is not."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from harness import ROOT
from harness.contract_tests import OPERATION_TESTS, TESTS, ContractTest
from harness.registry import Implementation
from harness.specification import OPENAPI_FILE, RULES_FILE, SCHEMA_FILE
from reader.freshness import is_fresh

RESULTS = ROOT / "results"
CONTRACT = (OPENAPI_FILE, RULES_FILE, SCHEMA_FILE)
SUITE = (OPERATION_TESTS, TESTS / "general", TESTS / "panels")


@dataclass(frozen=True)
class Missing:
    """A result that is not there, or no longer true."""

    reason: str
    command: str


@dataclass(frozen=True)
class Outcomes:
    """What became of the runs of one test, or of many."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    deviating: int = 0

    @property
    def ran(self) -> int:
        """How many gave a verdict."""
        return self.passed + self.failed + self.deviating

    @property
    def verdict(self) -> str:
        """One word for all."""
        if self.failed:
            return "failed"
        if self.deviating:
            return "deviating"
        return "passed" if self.passed else "skipped"


@dataclass(frozen=True)
class ContractResults:
    """What the contract suite found on one implementation, all of its targets together."""

    targets: list[dict[str, Any]] = field(default_factory=list)

    def of_test(self, test: ContractTest) -> Outcomes:
        """Return what became of the runs of one test function."""
        return Outcomes(**self._by_test.get(test.node_id, Counter()))

    def of_operation(self, operation_id: str) -> Outcomes:
        """Return what became of the tests of one operation."""
        return Outcomes(**self._by_operation.get(operation_id, Counter()))

    def total(self) -> Outcomes:
        """Return what became of all tests."""
        return Outcomes(**Counter(result["outcome"] for result in self._results()))

    @cached_property
    def _by_test(self) -> dict[str, Counter[str]]:
        return self._counted(lambda result: str(result["id"]).partition("[")[0])

    @cached_property
    def _by_operation(self) -> dict[str, Counter[str]]:
        return self._counted(lambda result: str(result["operation"]))

    def _counted(self, key: Callable[[dict[str, Any]], str]) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        for result in self._results():
            found.setdefault(key(result), Counter())[result["outcome"]] += 1
        return found

    def _results(self) -> Iterator[dict[str, Any]]:
        for target in self.targets:
            yield from target["tests"]


def contract_results(implementation: Implementation) -> ContractResults | Missing:
    """Return what the suite found on an implementation, if that is still true of its code."""
    command = f"make compare IMPL={implementation.name}"
    found = [
        result
        for path in sorted((RESULTS / "contract").glob("*.json"))
        if (result := read(path)) and result["implementation"] == implementation.name
    ]
    if not found:
        return Missing("The suite has not been run here", command)
    about = [implementation.folder, *CONTRACT, *SUITE]
    if not all(is_fresh(result, about) for result in found):
        return Missing("The code has changed since the suite was run", command)
    return ContractResults(found)


def facts(implementations: Iterable[Implementation]) -> dict[str, Any] | Missing:
    """Return `results/facts.json`, if it is still true."""
    result = read(RESULTS / "facts.json")
    if result is None:
        return Missing("Nothing has been measured here", "make compare")
    measured = [each for each in implementations if each.name in result["implementations"]]
    about = [each.folder for each in measured]
    if not is_fresh(result, [*about, ROOT / "uv.lock"]):
        return Missing("The code has changed since it was measured", "make compare")
    return result


def read(path: Path) -> dict[str, Any] | None:
    """Return a result file; None where there is none, or one cut short."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def queries(facts_found: Mapping[str, Any] | Missing, panel: str, operation_id: str) -> int | None:
    """Return how many queries an operation costs a panel; None where that was not measured."""
    if isinstance(facts_found, Missing):
        return None
    measured = facts_found["implementations"].get(panel, {"queries": {}})
    count: int | None = measured["queries"].get(operation_id)
    return count
