"""Running the contract suite on several implementations, with its progress shown meanwhile.

The suite is a process of its own: it appends a line of JSON to the file that TRIPTYCH_PROGRESS
names, `{"target", "total"}` first and `{"target", "outcome", "nodeid"}` for each finished test, and
writes one result file for each target in the end.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jsonschema_rs
from rich.console import Console

from harness import ROOT
from harness.contract_progress import ContractProgress
from harness.contract_report import Result
from harness.processes import Guarded, end_of
from harness.registry import Engine, Implementation

PROGRESS_VARIABLE = "TRIPTYCH_PROGRESS"
SUITE = ROOT / "shared_tests"
RESULTS_SCHEMA = SUITE / "results.schema.json"
FOLDERS = ("operations", "general", "panels")
"""The folders of tests that run against a target; `meta` checks the repository itself."""

POLL_SECONDS = 0.1
LOG_LINES = 60
PYTEST = (sys.executable, "-m", "pytest", "-q", "-o", "verbosity_assertions=2")
"""How the suite is started; an assertion's values are told in full."""
PYTEST_RAN = (0, 1)
"""pytest's exit statuses when all passed, and when some failed."""
PYTEST_REFUSED, PYTEST_FOUND_NOTHING = 4, 5
COMPLAINT = "ERROR: "
"""How pytest begins the line that says what is wrong with its options."""


class ContractError(Exception):
    """The suite did not run through; the message shows the end of what it printed."""


@dataclass(frozen=True)
class ContractRun:
    """What came out of one run of the suite."""

    passed: bool
    results: Sequence[Result]
    """One for each target, by its name."""


def run_contract_suite(
    implementations: Sequence[Implementation], engines: Sequence[Engine], console: Console
) -> ContractRun:
    """Run the suite on every target of these implementations and engines.

    Raises:
        ContractError: the suite did not run through, or its result files break their schema.
    """
    names = ",".join(implementation.name for implementation in implementations)
    folders = [str(SUITE / folder) for folder in FOLDERS if (SUITE / folder).exists()]
    options = ["-n", "auto", "--impl", names, "--engine", ",".join(engines)]
    return run_suite([*folders, *options], console)


def run_suite(arguments: Sequence[str], console: Console) -> ContractRun:
    """Run the suite in a process of its own, with these arguments to pytest.

    Raises:
        ContractError: the suite did not run through, or its result files break their schema.
    """
    with tempfile.TemporaryDirectory(prefix="triptych-contract-") as name:
        folder = Path(name)
        log, progress, results = folder / "pytest.log", folder / "progress", folder / "results"
        progress.touch()
        suite = Guarded(
            [*PYTEST, *arguments, "--results", str(results)],
            log,
            *["--stop-signal", "SIGINT", "--remove", str(folder)],
            folder=ROOT,
            environment={**os.environ, PROGRESS_VARIABLE: str(progress)},
        )
        try:
            _watch(suite, progress, console)
        finally:
            suite.stop()
        if suite.status() not in PYTEST_RAN:
            raise ContractError(_why_not(suite.status(), log))
        return ContractRun(suite.status() == 0, _read(results))


def _why_not(status: int | None, log: Path) -> str:
    """Say why the suite did not run through, in one line where pytest does so."""
    if status == PYTEST_FOUND_NOTHING:
        return "no test is left by what was chosen"
    end = end_of(log, LOG_LINES)
    complaints = [line for line in end.splitlines() if line.startswith(COMPLAINT)]
    if status == PYTEST_REFUSED and complaints:
        return "\n".join(line.removeprefix(COMPLAINT) for line in complaints)
    return f"the suite did not run through:\n{end}"


def _read(folder: Path) -> list[Result]:
    schema = json.loads(RESULTS_SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema_rs.Draft202012Validator(schema)
    results = []
    for path in sorted(folder.glob("*.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        for error in validator.iter_errors(result):
            raise ContractError(f"{path.name} breaks {RESULTS_SCHEMA.name}: {error.message}")
        results.append(result)
    return results


def _watch(suite: Guarded, path: Path, console: Console) -> None:
    """Show progress until the suite has ended."""
    with ContractProgress(console) as progress, path.open(encoding="utf-8") as file:
        ended = False
        unfinished = ""
        while not ended:
            # One more look after the end, so that the last lines are not missed.
            ended = suite.ended()
            *lines, unfinished = (unfinished + file.read()).split("\n")
            for line in lines:
                progress.take(json.loads(line))
            time.sleep(POLL_SECONDS)
