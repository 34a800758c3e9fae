"""Result files: read, held to their schema, and the rounds that count."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

from benchmarks.errors import ResultsError
from benchmarks.scenarios import Scenario
from harness import ROOT

SCHEMA = ROOT / "benchmarks" / "results.schema.json"
RESULTS = ROOT / "results" / "benchmarks"


@dataclass(frozen=True)
class Round:
    """One subject under one scenario, once: as measured."""

    data: dict[str, Any]
    """As `benchmarks/results.schema.json` has it."""

    @property
    def number(self) -> int:
        """Which round; subjects share it with whom they were measured in one go."""
        return int(self.data["round"])

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it does not count; empty when it does."""
        return tuple(self.data["invalid"])


@dataclass(frozen=True)
class Subject:
    """A column of the report, as the result file tells of it."""

    name: str
    title: str
    workers: int
    facts: dict[str, Any]
    contract: dict[str, Any] | None
    queries: dict[str, float]
    scenarios: list[str] | None = None
    keeps_connections: bool = True

    def takes_part(self, scenario: str) -> bool:
        """Tell whether it was to be measured on a scenario."""
        return self.scenarios is None or scenario in self.scenarios


@dataclass(frozen=True)
class Study:
    """One result file."""

    path: Path
    data: dict[str, Any]

    @property
    def kind(self) -> str:
        """Which study it is: panels, ladder, grid, ..."""
        return str(self.data["kind"])

    @property
    def rounds_asked(self) -> int:
        """How many rounds of every scenario were asked for."""
        return int(self.data["settings"]["rounds"])

    def asked_of(self, scenario: str, subject: str) -> int:
        """Return how many rounds of a scenario a subject was to have.

        In a soak that depends on how many it answers in each.
        """
        if self.kind == "soak":
            return len(self.rounds(scenario, subject))
        return self.rounds_asked

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """The subjects by name, in the order of the file."""
        return {each["name"]: Subject(**each) for each in self.data["subjects"]}

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """The scenarios by name, in the order of the file."""
        return {each["name"]: Scenario(**each) for each in self.data["scenarios"]}

    def subjects_of(self, scenario: str) -> list[str]:
        """Return the names of the subjects that were to be measured on a scenario."""
        return [name for name, each in self.subjects.items() if each.takes_part(scenario)]

    @cached_property
    def _rounds(self) -> dict[tuple[str, str], list[Round]]:
        found: dict[tuple[str, str], list[Round]] = {}
        for data in self.data["rounds"]:
            found.setdefault((data["scenario"], data["subject"]), []).append(Round(data))
        return found

    def rounds(self, scenario: str, subject: str) -> list[Round]:
        """Return every round of a subject under a scenario, invalid ones too."""
        return self._rounds.get((scenario, subject), [])

    def valid(self, scenario: str, subject: str) -> dict[int, Round]:
        """Return the rounds that count, by number."""
        return {each.number: each for each in self.rounds(scenario, subject) if not each.reasons}

    def why_invalid(self, scenario: str, *subjects: str) -> Counter[str]:
        """Return why rounds of these subjects do not count, and how many."""
        rounds = [each for subject in subjects for each in self.rounds(scenario, subject)]
        return Counter(reason for each in rounds for reason in each.reasons)


def read(path: Path) -> Study:
    """Read a result file.

    Raises:
        ResultsError: it cannot be read, is not a result file, or contradicts itself.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResultsError(f"{path} cannot be read: {error}") from error
    if found := next(validator().iter_errors(data), None):
        place = "".join(f"[{step!r}]" for step in found.instance_path) or "its top"
        words = found.message if len(found.message) <= LONGEST_MESSAGE else "does not fit"
        raise ResultsError(f"{path} is not a result file of a benchmark: at {place}: {words}")
    study = Study(path, data)
    _refuse_contradictions(study)
    return study


LONGEST_MESSAGE = 200
"""In characters; a longer one holds half the file."""


@cache
def validator() -> jsonschema_rs.Draft202012Validator:
    """Return what holds a document to the schema of result files."""
    return jsonschema_rs.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _refuse_contradictions(study: Study) -> None:
    seen: Counter[tuple[str, str, int]] = Counter()
    for data in study.data["rounds"]:
        if data["scenario"] not in study.scenarios or data["subject"] not in study.subjects:
            unknown = f"{data['scenario']!r} of {data['subject']!r}"
            raise ResultsError(f"{study.path} has a round of {unknown}, which it does not list")
        seen[data["scenario"], data["subject"], data["round"]] += not data["invalid"]
    for (scenario, subject, number), count in seen.items():
        if count > 1:
            twice = f"round {number} of {subject!r} under {scenario!r}"
            raise ResultsError(f"{study.path} has {twice} more than once")
