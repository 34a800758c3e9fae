"""`python -m benchmarks selftest`: proves the instrument before anybody believes it."""

import argparse

from benchmarks.selftest.checks import show
from benchmarks.selftest.real import ROUNDS, RealRuns
from benchmarks.selftest.simulated import RUNS, checks
from harness.command_line import page


def add_selftest(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    parser = parsers.add_parser("selftest", help="prove the instrument on known differences")
    parser.add_argument(
        "--repeats", type=int, default=1, help="real runs of a panel against itself (1)"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"of each ({ROUNDS})")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"simulated runs ({RUNS:,})")
    parser.add_argument("--simulated", action="store_true", help="leave the real runs out")
    parser.set_defaults(run=_selftest)


def _selftest(options: argparse.Namespace) -> int:
    console = page()
    console.print(f"simulating {options.runs:,} runs of each kind", style="dim")
    found = checks(options.runs)
    if not options.simulated:
        found += RealRuns(console, options.repeats, options.rounds).checks()
    show(found, console)
    return 0 if all(each.passed for each in found) else 1
