"""The command line: `triptych COMMAND` or `python -m harness COMMAND`; `--help` lists them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from harness import commands, registry, side_by_side, specification
from harness.check.arguments import add_check
from harness.check.smoke import CannotTest
from harness.command_line import add_implementations, chosen_implementations, exit_status, page
from harness.compare import compare
from harness.contract_run import ContractError
from harness.database_server import DatabaseServerError
from harness.dependencies import DependencyError
from harness.fuzz import EXAMPLES, SEED, FuzzError, fuzz, fuzz_address
from harness.registry import ENGINES, RegistryError
from harness.seeding import SeedingError
from harness.servers import HOST, ServerError
from harness.specification import SpecificationError

EXPLAINED = (
    RegistryError,
    SpecificationError,
    ServerError,
    DatabaseServerError,
    SeedingError,
    ContractError,
    DependencyError,
    FuzzError,
)
"""Errors whose message is all that the user needs."""

PORT = 8000
CANNOT_TEST = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    return exit_status(lambda: options.run(options), EXPLAINED, {CannotTest: CANNOT_TEST})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="triptych", description="Run and test implementations.")
    parsers = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(parsers.add_parser("serve", help="migrate and serve one panel, as in production"))
    _add_dev(parsers.add_parser("dev", help="migrate and serve one panel, reloading on changes"))
    _add_seed(parsers.add_parser("seed", help="fill a panel's database with made-up content"))
    _add_compare(
        parsers.add_parser("compare", help="hold the panels to the contract, side by side")
    )
    _add_fuzz(parsers.add_parser("fuzz", help="send thousands of cases drawn from the spec"))
    add_check(parsers.add_parser("check", help="hold any implementation to the contract"))
    return parser


def _add_serve(parser: argparse.ArgumentParser) -> None:
    _add_listening(parser)
    parser.add_argument("--profile", help="how to serve it (default: the panel's first profile)")
    parser.set_defaults(run=_serve)


def _add_dev(parser: argparse.ArgumentParser) -> None:
    _add_listening(parser)
    parser.set_defaults(run=_dev)


def _add_seed(parser: argparse.ArgumentParser) -> None:
    _add_implementation(parser)
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--add", action="store_true", help="although there are users already")
    parser.set_defaults(run=_seed)


def _add_compare(parser: argparse.ArgumentParser) -> None:
    add_implementations(parser)
    parser.add_argument("--engine", metavar="NAMES", default="sqlite", help=",".join(ENGINES))
    parser.add_argument("--operation", metavar="ID", help="print the code of one operation instead")
    parser.add_argument("--picture", metavar="FILE", type=Path, help="draw it as SVG as well")
    parser.set_defaults(run=_compare)


def _add_fuzz(parser: argparse.ArgumentParser) -> None:
    add_implementations(parser)
    parser.add_argument("--engine", metavar="NAMES", default="sqlite", help="sqlite,postgresql")
    parser.add_argument("--base-url", metavar="URL", help="fuzz whatever answers there instead")
    parser.add_argument("--seed", type=int, default=SEED, help=f"the same cases again ({SEED})")
    parser.add_argument(
        "--examples", type=int, default=EXAMPLES, help=f"at most, for an operation ({EXAMPLES})"
    )
    parser.set_defaults(run=_fuzz)


def _add_implementation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("implementation", metavar="IMPL", help="flask, fastapi, django, ...")
    parser.add_argument("--database-url", help="default: DATABASE_URL, else the panel's own file")


def _add_listening(parser: argparse.ArgumentParser) -> None:
    _add_implementation(parser)
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)


def _serve(options: argparse.Namespace) -> None:
    implementation = registry.get(options.implementation)
    address = commands.Address(options.host, options.port)
    profile = implementation.profile(options.profile)
    commands.serve(implementation, profile, address, options.database_url)


def _dev(options: argparse.Namespace) -> None:
    address = commands.Address(options.host, options.port)
    commands.develop(registry.get(options.implementation), address, options.database_url)


def _seed(options: argparse.Namespace) -> None:
    commands.seed(
        registry.get(options.implementation),
        options.database_url,
        users=options.users,
        articles=options.articles,
        add=options.add,
    )


def _fuzz(options: argparse.Namespace) -> int:
    drawn = {"seed": options.seed, "examples": options.examples}
    if options.base_url:
        return 0 if fuzz_address(options.base_url, page(), **drawn) else 1
    engines = registry.read_engines(options.engine.split(","))
    return 0 if fuzz(chosen_implementations(options), engines, page(), **drawn) else 1


def _compare(options: argparse.Namespace) -> int:
    implementations = chosen_implementations(options)
    console = page()
    if options.operation:
        side_by_side.show(specification.operation(options.operation), implementations, console)
        return 0
    engines = registry.read_engines(options.engine.split(","))
    return 0 if compare(implementations, engines, console, options.picture) else 1


if __name__ == "__main__":
    sys.exit(main())
