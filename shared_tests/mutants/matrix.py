"""What came out of a run: which tests caught which mutant."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from shared_tests.mutants.mutant import HEALTHY, Mutant, TestName

Result = Mapping[str, Any]
"""A result file of the suite."""


@dataclass(frozen=True)
class Verdict:
    """A mutant, and how the tests that it got went."""

    mutant: Mutant
    outcomes: dict[str, str]
    """passed, failed or skipped, by the test's id without its target."""

    @property
    def caught_by(self) -> list[str]:
        """The tests that failed, as they should."""
        return [test for test, outcome in self.outcomes.items() if outcome == "failed"]

    @property
    def told_by(self) -> list[str]:
        """Those of them whose names tell what is wrong; the first pattern's come first."""
        return [
            test
            for pattern in self.mutant.told_by
            for test in self.caught_by
            if taken_apart(test).matches(pattern)
        ]

    @property
    def survived(self) -> str:
        """Why the mutant counts as alive; empty when it was killed."""
        if not self.outcomes:
            return "no test was run against it"
        if not self.caught_by:
            return "no test caught it"
        return "" if self.told_by else "caught, but by no test whose name tells what is wrong"


@dataclass(frozen=True)
class Matrix:
    """All mutants of a run, and how the healthy servers did."""

    verdicts: Sequence[Verdict]
    healthy: Mapping[str, Counter[str]]
    """How many tests had which outcome, by the healthy server's name."""
    sick: Sequence[str]
    """What failed on a healthy server, as `server: test`."""

    @property
    def survivors(self) -> list[Verdict]:
        """The mutants that were not killed."""
        return [verdict for verdict in self.verdicts if verdict.survived]

    @property
    def passed(self) -> bool:
        """Whether every mutant was killed, and the healthy servers are healthy."""
        served = {server for server, counts in self.healthy.items() if counts["passed"]}
        needed = {HEALTHY[not verdict.mutant.behind_proxy] for verdict in self.verdicts}
        return not self.survivors and not self.sick and needed <= served

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {
            "passed": self.passed,
            "healthy": {name: dict(counts) for name, counts in self.healthy.items()},
            "sick": list(self.sick),
            "mutants": [
                {
                    "name": verdict.mutant.name,
                    "family": verdict.mutant.family,
                    "operations": list(verdict.mutant.operations),
                    "damage": verdict.mutant.damage,
                    "by": "proxy" if verdict.mutant.behind_proxy else "reference",
                    "survived": verdict.survived or None,
                    "told_by": verdict.told_by[:1],
                    "tests": verdict.outcomes,
                }
                for verdict in self.verdicts
            ],
        }


def taken_apart(test: str) -> TestName:
    """Return what an id without its target names, such as `test_get_tags.py::test_200_a[b]`."""
    file, _, rest = test.partition("::")
    function, _, variant = rest.partition("[")
    stem = PurePosixPath(file).stem.removeprefix("test_")
    return TestName(stem, function, variant.removesuffix("]"))


def judge(mutants: Sequence[Mutant], results: Mapping[str, Result]) -> Matrix:
    """Return the matrix of a run.

    Args:
        mutants: those that were wanted.
        results: the suite's result files, by the target's name.
    """
    healthy = {name: _outcomes(results[name]) for name in HEALTHY if name in results}
    return Matrix(
        [Verdict(m, _outcomes(results[m.name]) if m.name in results else {}) for m in mutants],
        {name: Counter(outcomes.values()) for name, outcomes in healthy.items()},
        [
            f"{name}: {test}"
            for name, outcomes in healthy.items()
            for test, outcome in outcomes.items()
            if outcome == "failed"
        ],
    )


def _outcomes(result: Result) -> dict[str, str]:
    target = result["target"]
    return {_without(test["id"], target): test["outcome"] for test in result["tests"]}


def _without(nodeid: str, target: str) -> str:
    """Return a test's id without its folder and its target."""
    path, bracket, variant = nodeid.partition("[")
    test = path.rpartition("/")[2] + bracket + variant
    return test.replace(f"[{target}-", "[", 1).replace(f"[{target}]", "", 1)
