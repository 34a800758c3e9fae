"""Run the suite against every mutant and tell which survive: `make mutants`."""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from harness import ROOT
from harness.contract_run import LOG_LINES, PROGRESS_VARIABLE, PYTEST_RAN, ContractError
from harness.processes import Guarded, end_of
from shared_tests.mutants.fleet import choose
from shared_tests.mutants.matrix import Matrix, Result, judge
from shared_tests.mutants.mutant import Mutant
from shared_tests.mutants.progress import MutantProgress
from shared_tests.mutants.report import print_matrix, write_reports

REPORTS = ROOT / "build" / "mutants"
SUITE = ROOT / "shared_tests"
POLL_SECONDS = 0.2
USAGE_ERROR = 2


def main() -> int:
    """Run, print, write the reports, and return the exit status."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--mutant", metavar="NAME", help="one mutant only")
    parser.add_argument("--family", metavar="NAME", help="one family only")
    parser.add_argument("--impl", metavar="NAME", help="the healthy panel behind the proxies")
    parser.add_argument("--processes", metavar="N", default="2", help="how many run tests (2)")
    options = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160)
    try:
        mutants = choose(options.mutant, options.family)
        started = time.monotonic()
        matrix = judge(mutants, _run(mutants, options, console))
    except (ValueError, ContractError) as error:
        console.print(str(error), style="red", markup=False)
        return USAGE_ERROR
    _tell(matrix, time.monotonic() - started, console)
    return 0 if matrix.passed else 1


def _tell(matrix: Matrix, seconds: float, console: Console) -> None:
    write_reports(matrix, REPORTS)
    print_matrix(matrix, console)
    console.print(f"{seconds:.0f} s; {REPORTS.relative_to(ROOT)}/index.html has it all")


def _run(mutants: list[Mutant], options: argparse.Namespace, console: Console) -> dict[str, Result]:
    """Run the suite and return its result files by target.

    Raises:
        ContractError: it did not run through.
    """
    with tempfile.TemporaryDirectory(prefix="triptych-mutants-") as name:
        folder = Path(name)
        log, progress, results = folder / "pytest.log", folder / "progress", folder / "results"
        progress.touch()
        suite = Guarded(
            _command(options, results),
            log,
            *["--stop-signal", "SIGINT", "--remove", str(folder)],
            folder=ROOT,
            environment={**os.environ, PROGRESS_VARIABLE: str(progress)},
        )
        try:
            with MutantProgress(progress, len(mutants), console) as shown:
                while not suite.ended():
                    time.sleep(POLL_SECONDS)
                    shown.look()
        finally:
            suite.stop()
        if suite.status() not in PYTEST_RAN:
            raise ContractError(f"the suite did not run through:\n{end_of(log, LOG_LINES)}")
        read = [json.loads(path.read_text(encoding="utf-8")) for path in results.glob("*.json")]
        return {result["target"]: result for result in read}


def _command(options: argparse.Namespace, results: Path) -> list[str]:
    chosen = [
        *(["--mutant", options.mutant] if options.mutant else []),
        *(["--family", options.family] if options.family else []),
        *(["--impl", options.impl] if options.impl else []),
    ]
    return [
        *[sys.executable, "-m", "pytest", str(SUITE / "operations"), str(SUITE / "general")],
        *["--mutants", *chosen, "--results", str(results)],
        *["-n", options.processes, "--dist", "worksteal"],
        *["-q", "--tb", "short", "--no-summary", "--show-capture", "no"],
    ]


if __name__ == "__main__":
    sys.exit(main())
