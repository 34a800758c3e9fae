"""`python -m benchmarks ladder` and `python -m benchmarks grid`."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from rich.console import Console

from benchmarks.ladder.declarations import FLOOR, LAYERS, LIST, PANELS
from benchmarks.ladder.grid import SCENARIOS, grid
from benchmarks.ladder.subjects import ladder
from benchmarks.runner import database
from benchmarks.runner.command import QUICK
from benchmarks.runner.panels import panel
from benchmarks.runner.progress import show_where
from benchmarks.runner.settings import ROUNDS, SECONDS, Settings
from benchmarks.runner.study import StudyError, run_study
from benchmarks.scenarios import Scenario
from benchmarks.subjects import Subject
from harness import registry
from harness.command_line import add_implementations, chosen_names

Parsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_ladder(parsers: Parsers) -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    parser = _add(parsers, "ladder", "measure what each layer of a framework costs", _run_ladder)
    parser.add_argument(
        "--scenario",
        metavar="NAMES",
        help=f"separated by commas (default: all; quick: {LIST!r} and getArticles)",
    )


def add_grid(parsers: Parsers) -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    _add(parsers, "grid", "measure what servers and worker models do to a framework", _run_grid)


def _add(
    parsers: Parsers, name: str, words: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser = parsers.add_parser(name, help=words)
    add_implementations(parser)
    parser.add_argument("--quick", action="store_true", help="a first look")
    parser.add_argument("--rounds", type=int, help=f"of every scenario ({ROUNDS})")
    parser.add_argument("--seconds", type=float, help=f"measured in a round ({SECONDS:.0f})")
    parser.add_argument("--articles", type=int, help="in the database (10000)")
    parser.add_argument("--seed", type=int, default=1, help="draws order and requests")
    parser.set_defaults(run=run)
    return parser


def _run_ladder(options: argparse.Namespace) -> int:
    scenarios = _chosen(options)
    names = [scenario.name for scenario in scenarios]
    _study("ladder", ladder(_panels(options), names), scenarios, options)
    return 0


def _run_grid(options: argparse.Namespace) -> int:
    _study("grid", grid(_panels(options)), SCENARIOS, options)
    return 0


def _chosen(options: argparse.Namespace) -> Sequence[Scenario]:
    known = {scenario.name: scenario for scenario in (*LAYERS, *FLOOR)}
    if not options.scenario:
        return [known[LIST], known["getArticles"]] if options.quick else list(known.values())
    names = [name.strip() for name in options.scenario.split(",")]
    if unknown := [name for name in names if name not in known]:
        raise StudyError(f"there is no scenario {unknown[0]!r}, only: {', '.join(known)}")
    return [known[name] for name in names]


def _panels(options: argparse.Namespace) -> list[str]:
    names = chosen_names(options) or list(PANELS)
    if unknown := [name for name in names if name not in PANELS]:
        raise StudyError(f"there is no ladder of {unknown[0]!r}, only of: {', '.join(PANELS)}")
    return names


def _study(
    kind: str,
    subjects: Sequence[Subject],
    scenarios: Sequence[Scenario],
    options: argparse.Namespace,
) -> Path:
    """Run a study in which the subjects of a framework share the database of its panel."""
    console = Console()
    settings = _settings(options)
    assert settings.engine is not None  # noqa: S101 (PostgreSQL, by default)
    database.start(settings.engine)
    owners = {name: panel(registry.get(name)) for name in _panels(options)}
    with database.prepare(list(owners.values()), settings, console) as filled:
        prepared = {each.name: filled[each.name.partition("-")[0]] for each in subjects}
        path = run_study(kind, subjects, scenarios, settings, console, prepared=prepared)
    show_where(path, console)
    return path


def _settings(options: argparse.Namespace) -> Settings:
    base = QUICK if options.quick else Settings()
    return Settings(
        articles=options.articles or base.articles,
        rounds=options.rounds or base.rounds,
        warmup_seconds=base.warmup_seconds,
        seconds=options.seconds or base.seconds,
        quick=options.quick,
        seed=options.seed,
    )
