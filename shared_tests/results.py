"""What came out of a run: progress while it lasts, a summary, and a JSON file for each target."""

import json
import os
from collections import Counter
from collections.abc import Collection, Generator, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from harness.levels import GENERAL
from harness.stamp import stamp
from shared_tests.conversation import Exchange
from shared_tests.expectation import expectation
from shared_tests.fleet import Fleet

OUTCOMES = ("passed", "failed", "skipped", "deviating")
PROGRESS_VARIABLE = "TRIPTYCH_PROGRESS"
"""Names a file that receives a line of JSON for each target collected and each test finished."""

SCHEMA = Path(__file__).with_name("results.schema.json")

LONGEST_MESSAGE = 4000

UNEXPECTED_PASS = "[XPASS(strict)]"
"""How pytest begins the report of a test that was expected to fail."""
NO_LONGER_NEEDED = "it passes: the known deviation is no longer needed, remove it"


@dataclass
class Result:
    """How one test went; all of its phases together."""

    id: str
    outcome: str = "passed"
    seconds: float = 0.0
    rules: tuple[str, ...] = ()
    operation: str | None = None
    message: str | None = None
    """Why it failed or was skipped."""
    level: str = "MUST"
    chapter: str = GENERAL
    expected: str | None = None
    """What it expected, where it failed."""
    exchanges: tuple[Exchange, ...] = ()
    """Its last requests with their answers, where it failed."""
    deviation: dict[str, str] | None = None
    """Why it is known to fail, and a link."""

    def add(self, report: pytest.TestReport) -> None:
        """Take in the report of a phase: setup, call or teardown."""
        properties = dict(report.user_properties)
        self.rules = tuple(properties.get("rules", self.rules))  # type: ignore[arg-type]
        self.operation = properties.get("operation", self.operation)  # type: ignore[assignment]
        if not self._met_a_fault():
            self.level = properties.get("level", self.level)  # type: ignore[assignment]
        self.chapter = properties.get("chapter", self.chapter)  # type: ignore[assignment]
        self.deviation = properties.get("deviation", self.deviation)  # type: ignore[assignment]
        self.seconds += report.duration
        if report.outcome != "passed" and self.outcome != "failed":
            deviating = hasattr(report, "wasxfail")
            self.outcome = "deviating" if deviating else report.outcome
            self.message = _message(report)
            if deviating or (report.failed and self.message != NO_LONGER_NEEDED):
                self._explain(report)

    def _explain(self, report: pytest.TestReport) -> None:
        self.expected = expectation(report)
        self.exchanges = tuple(dict(report.user_properties).get("exchanges", ()))  # type: ignore[arg-type]
        if self._met_a_fault():
            self.level = "MUST"

    def _met_a_fault(self) -> bool:
        """Tell whether the server had a fault while the test failed."""
        statuses = [exchange["status"] or 0 for exchange in self.exchanges]
        return any(status >= HTTPStatus.INTERNAL_SERVER_ERROR for status in statuses)


def _message(report: pytest.TestReport) -> str:
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    if report.failed and str(report.longrepr).startswith(UNEXPECTED_PASS):
        return NO_LONGER_NEEDED
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash else report.longreprtext
    heard = dict(report.sections).get("requests and answers", "").rpartition("\n\n")[2]
    return f"{text}\n\n{heard}".strip()[:LONGEST_MESSAGE]


def _totals(results: Collection[Result]) -> dict[str, int]:
    counted = Counter(result.outcome for result in results)
    return {outcome: counted[outcome] for outcome in OUTCOMES} | {"tests": len(results)}


class Recorder:
    """Listens to the reports of a run, in the process that controls it."""

    def __init__(self, fleet: Fleet, folder: Path | None) -> None:
        self._fleet = fleet
        self._folder = folder
        self._progress = os.environ.get(PROGRESS_VARIABLE)
        self._results: dict[str, dict[str, Result]] = {}

    def expect(self, totals: Mapping[str, int]) -> None:
        """Take in how many tests each target will get."""
        for name, total in totals.items():
            self._results[name] = {}
            self._tell_progress({"target": name, "total": total})

    def _tell_progress(self, line: dict[str, Any]) -> None:
        if self._progress:
            with Path(self._progress).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in one phase of one test."""
        name = self._fleet.name_in(report.nodeid)
        if name is None:
            return
        result = self._results[name].setdefault(report.nodeid, Result(report.nodeid))
        result.add(report)
        # "???" is the only report of a test that took its worker down with it.
        if report.when in {"teardown", "???"}:
            self._tell_progress(
                {"target": name, "outcome": result.outcome, "nodeid": report.nodeid}
            )

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, exitstatus: int) -> Generator[None]:
        """Write the files, after everything has been printed."""
        yield
        if self._folder is not None and exitstatus != pytest.ExitCode.INTERRUPTED:
            self._write_files(self._folder)

    def _write_files(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        for name in self._results:
            document = self._document(name)
            jsonschema_rs.validate(schema, document)
            text = json.dumps(document, indent=1)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")

    def _document(self, name: str) -> dict[str, Any]:
        boot = self._fleet.boots[name]
        tests = sorted(self._results[name].values(), key=lambda result: result.id)
        operations = {result.operation for result in tests if result.operation}
        return {
            "target": name,
            "implementation": boot.target.implementation and boot.target.implementation.name,
            "profile": boot.target.profile and boot.target.profile.name,
            "engine": boot.target.engine,
            "base_url": None if boot.target.implementation else boot.target.base_url,
            "database": boot.database or None,
            "problem": boot.problem or None,
            **stamp(),
            "duration_seconds": round(sum(result.seconds for result in tests), 3),
            "totals": _totals(tests),
            "operations": {
                operation: _totals([r for r in tests if r.operation == operation])
                for operation in sorted(operations)
            },
            "tests": [asdict(result) for result in tests],
        }

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print what became of each target, and the database it used."""
        if self._fleet.boots:
            terminalreporter.section("targets")
        for name, boot in sorted(self._fleet.boots.items()):
            totals = _totals(self._results[name].values())
            counts = ", ".join(f"{totals[outcome]} {outcome}" for outcome in OUTCOMES)
            bad = bool(boot.failed or totals["failed"])
            line = f"{name:<26} {counts}  {boot.database}".rstrip()
            terminalreporter.write_line(line, red=bad, green=not bad)
            if boot.problem:
                terminalreporter.write_line(boot.problem, red=boot.failed)
