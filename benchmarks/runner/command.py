"""`python -m benchmarks run`: the panels, or any implementation, on the standard scenarios."""

import argparse

from rich.console import Console

from benchmarks.report.terminal import show_verdicts
from benchmarks.runner import contract, database
from benchmarks.runner.panels import address, panel
from benchmarks.runner.progress import show_where
from benchmarks.runner.settings import ROUNDS, SECONDS, WARMUP_SECONDS, Settings
from benchmarks.runner.study import StudyError, run_study
from benchmarks.standard_scenarios import STANDARD, chosen
from benchmarks.statistics.results import read
from harness.command_line import add_implementations, chosen_implementations
from harness.facts import queries
from harness.registry import Implementation

QUICK = Settings(rounds=4, warmup_seconds=0.5, seconds=1.2, attempts=2, articles=2000, quick=True)
ENGINES = ("postgresql", "sqlite")


def add_run(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    parser = parsers.add_parser("run", help="compare implementations under load")
    add_implementations(parser)
    parser.add_argument("--base-url", metavar="URL", help="measure what answers there as well")
    parser.add_argument("--name", default="address", help="what to call it")
    parser.add_argument("--pid", type=int, help="its process, where it runs on this machine")
    parser.add_argument("--scenario", metavar="NAMES", help="separated by commas (default: all)")
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    parser.add_argument("--quick", action="store_true", help="a first look, in three minutes")
    parser.add_argument("--rounds", type=int, help=f"of every scenario ({ROUNDS})")
    parser.add_argument("--seconds", type=float, help=f"measured in a round ({SECONDS:.0f})")
    parser.add_argument("--warmup", type=float, help=f"seconds before it ({WARMUP_SECONDS:.0f})")
    parser.add_argument("--articles", type=int, help="in the database (10000)")
    parser.add_argument("--server-workers", type=int, default=1, help="processes of each server")
    parser.add_argument("--workers", type=int, default=1, help="processes of the load generator")
    parser.add_argument("--seed", type=int, default=1, help="draws order and requests")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    console = Console()
    try:
        scenarios = chosen(options.scenario, quick=options.quick)
    except KeyError as error:
        known = ", ".join(scenario.name for scenario in STANDARD)
        raise StudyError(f"there is no scenario {error}, only: {known}") from error
    settings = _settings(options)
    alone = options.base_url and not options.impl
    panels = [] if alone else chosen_implementations(options)
    subjects = [panel(each, workers=options.server_workers) for each in panels]
    if options.base_url:
        subjects.append(address(options.base_url, name=options.name, pid=options.pid))
    assert settings.engine is not None  # noqa: S101 (the parser's choices)
    contracts = contract.evidence(panels, settings.engine, console) if panels else {}
    # Whoever asks first starts it for all, and counting queries asks for one that does not wait for
    # the disk (fsync off): no study is to be measured on that.
    database.start(settings.engine)
    path = run_study(
        "panels",
        subjects,
        scenarios,
        settings,
        console,
        contracts=contracts,
        queries={each.name: _queries(each, settings) for each in panels},
    )
    show_verdicts(read(path), console)
    console.print()
    show_where(path, console)
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    base = QUICK if options.quick else Settings()
    return Settings(
        engine=options.engine,
        users=base.users,
        articles=options.articles or base.articles,
        rounds=options.rounds or base.rounds,
        warmup_seconds=base.warmup_seconds if options.warmup is None else options.warmup,
        seconds=options.seconds or base.seconds,
        quick=options.quick,
        generator_processes=options.workers,
        seed=options.seed,
    )


def _queries(implementation: Implementation, settings: Settings) -> dict[str, int]:
    counted = queries(implementation, settings.engine)
    return {operation: count for operation, count in counted.items() if count is not None}
