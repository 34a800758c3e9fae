"""What a run tells about an implementation: tests, counts, failures by rule, and the verdict."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from harness import specification
from harness.contract_report import Result, name_without_target
from harness.levels import LEVELS, Level, chapters, rule_of


@dataclass(frozen=True)
class Tested:
    """How one test went."""

    id: str
    """Without the target, as deviations name it."""
    chapter: str
    level: Level
    outcome: str
    seconds: float
    rules: tuple[str, ...]
    operation: str | None
    message: str
    expected: str
    exchanges: Sequence[dict[str, Any]]
    deviation: dict[str, str] | None

    @property
    def title(self) -> str:
        """The test's name in words, behind its operation."""
        name, _, parameters = self.id.rpartition("::")[2].partition("[")
        words = name.removeprefix("test_").replace("_", " ")
        about = f"{self.operation}: " if self.operation else ""
        return about + words + (f" ({parameters.removesuffix(']')})" if parameters else "")

    @property
    def is_unneeded_deviation(self) -> bool:
        """Whether it passed although it is known to fail."""
        return self.outcome == "failed" and self.deviation is not None and not self.expected


@dataclass(frozen=True)
class Group:
    """Failures of one rule, or of one operation where no rule is named."""

    name: str
    text: str
    level: Level
    tests: Sequence[Tested]


@dataclass(frozen=True)
class Report:
    """All that is told about one run."""

    base_url: str
    tests: Sequence[Tested]
    level: Level
    """Up to which level a failure counts."""
    choice: str
    """Which part of the suite ran, for people to read; empty for all of it."""
    started: float
    ended: float
    """Seconds since the epoch."""
    commit: str

    def counts(self, level: Level, chapter: str | None = None) -> Counter[str]:
        """Return how many tests of a level, and of a chapter, went which way."""
        return Counter(
            test.outcome
            for test in self.tests
            if test.level == level and chapter in {None, test.chapter}
        )

    @property
    def chapters(self) -> list[str]:
        """The chapters that tests ran of, in the order of the spec."""
        there = {test.chapter for test in self.tests}
        return [chapter for chapter in chapters() if chapter in there]

    def having(self, outcome: str) -> list[Tested]:
        """Return the tests that went that way; those of MUST first."""
        found = [test for test in self.tests if test.outcome == outcome]
        return sorted(found, key=lambda test: (LEVELS.index(test.level), test.id))

    def counts_against(self, test: Tested) -> bool:
        """Tell whether a failure makes the run fail."""
        strict = test.is_unneeded_deviation or self.level == "SHOULD" or test.level == "MUST"
        return test.outcome == "failed" and strict

    @property
    def passed(self) -> bool:
        """Whether nothing that counts has failed."""
        return not any(self.counts_against(test) for test in self.tests)

    @property
    def skips(self) -> Counter[str]:
        """Why tests were skipped, and how many for each reason."""
        return Counter(test.message for test in self.having("skipped"))

    @property
    def groups(self) -> list[Group]:
        """The failures by the first rule that each names: MUST first, as the spec has them."""
        found: dict[tuple[Level, str], list[Tested]] = {}
        for test in self.having("failed"):
            found.setdefault((test.level, _subject(test)), []).append(test)
        groups = [Group(name, _text(name), level, tests) for (level, name), tests in found.items()]
        numbers = [rule.number for rule in specification.rules()]
        return sorted(
            groups,
            key=lambda group: (
                LEVELS.index(group.level),
                numbers.index(group.name) if group.name in numbers else len(numbers),
            ),
        )

    @property
    def verdict(self) -> str:
        """Return the outcome in one line."""
        parts = []
        for level in LEVELS:
            counted = self.counts(level)
            parts.append(f"{level} {counted['passed']} of {ran(counted)} passed")
        return ", ".join(parts)


def ran(counted: Counter[str]) -> int:
    """Return how many tests were not skipped."""
    return counted.total() - counted["skipped"]


def read_tests(result: Result) -> list[Tested]:
    """Return the tests of a result file."""
    return [
        Tested(
            id=name_without_target(test["id"], result["target"]),
            chapter=test["chapter"],
            level=test["level"],
            outcome=test["outcome"],
            seconds=test["seconds"],
            rules=tuple(test["rules"]),
            operation=test["operation"],
            message=test["message"] or "",
            expected=test["expected"] or "",
            exchanges=test["exchanges"],
            deviation=test["deviation"],
        )
        for test in result["tests"]
    ]


def _subject(test: Tested) -> str:
    return test.rules[0] if test.rules else test.operation or test.chapter


def _text(subject: str) -> str:
    if "-" in subject:
        return rule_of(subject).text
    if any(operation.id == subject for operation in specification.operations()):
        operation = specification.operation(subject)
        return f"{operation.summary} (`{operation.method} {operation.path}`)"
    return "What follows from the specification, without a rule of its own."
