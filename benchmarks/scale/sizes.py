"""`python -m benchmarks scale`: the cost of a request against the number of articles."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.console import Console

from benchmarks.runner import Settings, contract, run_study
from benchmarks.runner.panels import panel
from benchmarks.runner.progress import show_where
from benchmarks.scale.options import (
    USERS,
    ScaleError,
    add_command,
    add_rounds,
    chosen_settings,
    numbers,
)
from benchmarks.scale.population import Population
from benchmarks.scale.requests import growing_requests
from benchmarks.scale.shared_databases import ENGINE, SharedDatabase, shared_databases
from benchmarks.scale.targets import COST_AT_MOST, Finding, cost_of_size
from benchmarks.scale.verdicts import print_findings
from benchmarks.scenarios import Scenario
from benchmarks.statistics.results import Study, read
from benchmarks.subjects import Subject
from harness.command_line import chosen_implementations
from harness.registry import Implementation

SIZES = [1000, 100_000, 1_000_000]
CLIENTS = 4
"""Enough to keep the server busy, and few enough to wait for a query that takes a second."""
PROMISED = ("getArticles",)
"""The scenarios whose cost may not grow much."""
DEFAULTS = Settings(users=USERS, rounds=5, warmup_seconds=1.0)


def add_scale(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    told = "measure what requests cost as articles grow"
    parser = add_command(parsers, "scale", told, _run, DEFAULTS)
    add_rounds(parser)
    parser.add_argument("--sizes", type=numbers, default=SIZES, help=f"articles ({SIZES})")
    parser.add_argument("--users", type=int, default=USERS, help=f"in each database ({USERS})")


def _run(options: argparse.Namespace) -> int:
    console = Console()
    implementations = chosen_implementations(options)
    settings = chosen_settings(options)
    if options.users < 1:
        raise ScaleError("--users must be more than 0")
    settings = replace(settings, users=options.users, articles=max(options.sizes))
    contracts = contract.evidence(implementations, ENGINE, console)
    with shared_databases(options.sizes, options.users, implementations, console) as made:
        found = {
            subject.name: (subject, made[size].prepared)
            for implementation in implementations
            for size, subject in _subjects(implementation, made).items()
        }
        path = run_study(
            "scale",
            [subject for subject, _ in found.values()],
            scenarios(made[max(made)].population),
            settings,
            console,
            contracts={
                subject.name: contracts[subject.facts["implementation"]]
                for subject, _ in found.values()
            },
            prepared={name: prepared for name, (_, prepared) in found.items()},
        )
    print_findings(findings(read(path)), console)
    show_where(path, console)
    return 0


def _subjects(
    implementation: Implementation, made: Mapping[int, SharedDatabase]
) -> dict[int, Subject]:
    whole = panel(implementation)
    return {
        size: replace(
            whole,
            name=f"{implementation.name}-{size}",
            title=f"{implementation.title} ({size:,} articles)",
            facts={**whole.facts, "articles": size},
        )
        for size in made
    }


def scenarios(population: Population) -> list[Scenario]:
    """Return what is measured: the database may be the limit, as cost is what is asked for."""
    return [
        replace(request.scenario, clients=CLIENTS, saturating=False)
        for request in growing_requests(population)
    ]


def findings(study: Study) -> list[Finding]:
    """Return for each implementation and scenario what many articles cost, against few."""
    found = []
    for names in _by_implementation(study).values():
        for name, scenario in study.scenarios.items():
            filled = _filled(study, scenario, names)
            if len(filled) > 1:
                target = COST_AT_MOST if name in PROMISED else None
                found.append(cost_of_size(study, name, (filled[-1], filled[0]), target))
    return found


def _by_implementation(study: Study) -> dict[str, list[str]]:
    """Return the names of each implementation's subjects, from the fewest articles to the most."""
    found: dict[str, list[str]] = {}
    for subject in sorted(study.subjects.values(), key=lambda each: each.facts["articles"]):
        found.setdefault(subject.facts["implementation"], []).append(subject.name)
    return found


def _filled(study: Study, scenario: Scenario, names: Sequence[str]) -> list[str]:
    """Return the subjects whose articles reach as far as the page asked for."""
    offset = int(scenario.parameters.get("offset", 0))
    return [name for name in names if study.subjects[name].facts["articles"] > offset]
