"""Fuzzing: Schemathesis draws cases from the spec, alone and in chains, for a panel to answer."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from rich.console import Console
from rich.table import Table

from harness import ROOT, specification
from harness.registry import Engine, Implementation
from harness.story import StoryError, Storyteller
from harness.targets import boot, enumerate_targets

FEWEST_CASES = 2000
"""What a run must have sent to each panel to count as one."""
EXAMPLES = 120
"""Cases drawn for one operation, and chains of calls, at most."""
SEED = 20260218
RESULTS = ROOT / "results" / "fuzz"
SETTINGS = Path(__file__).with_name("schemathesis.toml")
PHASES = ("coverage", "fuzzing", "stateful")
"""Boundaries of every limit, random cases, and chains in which a call uses what others answered."""


class FuzzError(Exception):
    """Nothing could be fuzzed; the message says why."""


@dataclass(frozen=True)
class Fuzzing:
    """What came of fuzzing one target."""

    name: str
    cases: int
    failures: Sequence[str]
    """The title of each finding, with how often it was met."""
    phases: Sequence[str]
    """Those of `PHASES` that ran."""
    seconds: float
    report: Path
    """Everything that Schemathesis tells, with a curl line for each finding."""

    @property
    def problems(self) -> list[str]:
        """Return all that makes this no success."""
        found = list(self.failures)
        if self.cases < FEWEST_CASES:
            found.append(f"only {self.cases} cases, where {FEWEST_CASES} are wanted")
        found += [f"no {phase} phase" for phase in PHASES if phase not in self.phases]
        return found


def fuzz(
    implementations: Iterable[Implementation],
    engines: Sequence[Engine],
    console: Console,
    *,
    seed: int = SEED,
    examples: int = EXAMPLES,
) -> bool:
    """Fuzz the default profile of each implementation on each engine; return whether all is well.

    Raises:
        ServerError: one of them does not start.
        FuzzError: it cannot be signed up with, or Schemathesis fails by itself.
    """
    results = []
    for implementation in implementations:
        profile = implementation.profile().name
        for target in enumerate_targets([implementation], engines=engines, profile=profile):
            console.rule(target.name)
            with boot(target) as booted:
                results.append(_fuzz(target.name, booted.base_url, seed, examples))
    return _report(results, console)


def fuzz_address(
    base_url: str, console: Console, *, seed: int = SEED, examples: int = EXAMPLES
) -> bool:
    """Fuzz whatever answers at an address, with an account made for it.

    Raises:
        FuzzError: it cannot be signed up with, or Schemathesis fails by itself.
    """
    return _report([_fuzz("base-url", base_url, seed, examples)], console)


def _fuzz(name: str, base_url: str, seed: int, examples: int) -> Fuzzing:
    report = RESULTS / f"{name}.json"
    RESULTS.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [
        *[str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(SETTINGS)],
        *["run", str(specification.OPENAPI_FILE), "--url", base_url],
        *["--header", f"Authorization: Token {_sign_up(base_url)}"],
        *["--seed", str(seed), "--max-examples", str(examples)],
        *["--report", "json", "--report-json-path", str(report)],
    ]
    # In the folder of the results, since Hypothesis leaves a folder of its own where it runs.
    subprocess.run(command, cwd=RESULTS, check=False)  # noqa: S603 (our own words)
    if not report.exists():
        raise FuzzError(f"Schemathesis gave no report on {name}")
    return read_report(name, report)


def _sign_up(base_url: str) -> str:
    """Return the token of a new account.

    Raises:
        FuzzError: there is none to be had.
    """
    try:
        with httpx2.Client(base_url=base_url) as client:
            storyteller = Storyteller(client)
            for _ in storyteller.sign_up():
                pass
            return storyteller.token
    except (StoryError, httpx2.HTTPError) as error:
        raise FuzzError(f"nobody can sign up at {base_url}: {error}") from error


def read_report(name: str, path: Path) -> Fuzzing:
    """Return what a JSON report of Schemathesis says.

    Raises:
        FuzzError: it did not come to an end.
    """
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if not report["complete"]:
        raise FuzzError(f"fuzzing {name} did not end: {report['stop_reason']}; see {path}")
    failures = [f"{found['title']} ({found['count']} times)" for found in report["failures"]]
    failures += [f"error: {found.get('title', found)}" for found in report["errors"]]
    ran = [phase for phase in PHASES if report["phases"][phase]["status"] != "skip"]
    cases = report["test_cases"]["generated"]
    return Fuzzing(name, cases, failures, ran, report["running_time"], path)


def _report(results: Sequence[Fuzzing], console: Console) -> bool:
    table = Table(title="Fuzzing", title_justify="left")
    for heading in ("target", "cases", "seconds", "findings"):
        table.add_column(heading, justify="left" if heading in {"target", "findings"} else "right")
    for result in results:
        found = "\n".join(result.problems) or "none"
        style = "red" if result.problems else "green"
        table.add_row(
            result.name, f"{result.cases:,}", f"{result.seconds:.0f}", f"[{style}]{found}"
        )
    console.print(table)
    return all(not result.problems for result in results)
