"""`python -m benchmarks server-workers`: throughput against the number of server processes."""

import argparse
from dataclasses import replace

from rich.console import Console

from benchmarks.runner import Settings, contract, run_study
from benchmarks.runner.panels import panel
from benchmarks.runner.progress import show_where
from benchmarks.scale.options import add_articles, add_command, add_rounds, chosen_settings, numbers
from benchmarks.scale.shared_databases import ENGINE, shared_database
from benchmarks.scale.targets import Finding, speed_of_two
from benchmarks.scale.verdicts import print_findings
from benchmarks.scenarios import Scenario
from benchmarks.statistics.results import Study, read
from benchmarks.subjects import Subject
from harness.command_line import chosen_implementations
from harness.registry import Implementation

WORKERS = [1, 2, 4]
SCENARIOS = tuple(Scenario(name, name, clients=64) for name in ("getArticle", "getArticles"))
DEFAULTS = Settings(rounds=10)


def add_workers(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    told = "measure what more server processes bring"
    parser = add_command(parsers, "server-workers", told, _run, DEFAULTS)
    add_rounds(parser)
    parser.add_argument("--workers", type=numbers, default=WORKERS, help=f"processes ({WORKERS})")
    add_articles(parser)


def _run(options: argparse.Namespace) -> int:
    console = Console()
    implementations = chosen_implementations(options)
    settings = chosen_settings(options)
    contracts = contract.evidence(implementations, ENGINE, console)
    subjects = [_subject(each, count) for each in implementations for count in options.workers]
    with shared_database(settings, implementations, console) as prepared:
        path = run_study(
            "workers",
            subjects,
            SCENARIOS,
            settings,
            console,
            contracts={each.name: contracts[each.facts["implementation"]] for each in subjects},
            prepared={each.name: prepared for each in subjects},
        )
    print_findings(findings(read(path)), console)
    show_where(path, console)
    return 0


def _subject(implementation: Implementation, workers: int) -> Subject:
    title = f"{implementation.title} ({workers} worker{'s' if workers > 1 else ''})"
    name = f"{implementation.name}-{workers}"
    return replace(panel(implementation, workers=workers, name=name), title=title)


def findings(study: Study) -> list[Finding]:
    """Return for each implementation and scenario what a second worker brings."""
    names = {
        (subject.facts["implementation"], subject.workers): subject.name
        for subject in study.subjects.values()
    }
    return [
        speed_of_two(study, scenario, (names[implementation, 2], name))
        for (implementation, workers), name in names.items()
        if workers == 1 and (implementation, 2) in names
        for scenario in study.scenarios
    ]
