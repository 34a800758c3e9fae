"""The command line: `python -m benchmarks COMMAND`; `--help` lists them."""

import argparse
import sys
from collections.abc import Sequence

from benchmarks.errors import BenchmarkError
from benchmarks.explore import add_load
from benchmarks.instructions.command import add_instructions
from benchmarks.ladder.command import add_grid, add_ladder
from benchmarks.plans.command import add_plans
from benchmarks.report.command import add_report
from benchmarks.report.comparison import add_compare
from benchmarks.runner.command import add_run
from benchmarks.scale.clients import add_clients
from benchmarks.scale.sizes import add_scale
from benchmarks.scale.soak import add_soak
from benchmarks.scale.workers import add_workers
from benchmarks.selftest.command import add_selftest
from benchmarks.workers import add_worker
from harness.command_line import exit_status
from harness.contract_run import ContractError
from harness.database_server import DatabaseServerError
from harness.dependencies import DependencyError
from harness.registry import RegistryError
from harness.seeding import SeedingError
from harness.servers import ServerError
from harness.specification import SpecificationError

EXPLAINED = (
    BenchmarkError,
    ContractError,
    DatabaseServerError,
    DependencyError,
    RegistryError,
    SeedingError,
    ServerError,
    SpecificationError,
)
"""Errors whose message is all that the user needs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    return exit_status(lambda: options.run(options), EXPLAINED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure implementations.")
    parsers = parser.add_subparsers(required=True, metavar="COMMAND")
    add_run(parsers)
    add_load(parsers)
    add_worker(parsers)
    add_ladder(parsers)
    add_grid(parsers)
    add_report(parsers)
    add_compare(parsers)
    add_plans(parsers)
    add_selftest(parsers)
    for add in (add_scale, add_workers, add_clients, add_soak):
        add(parsers)
    add_instructions(parsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
