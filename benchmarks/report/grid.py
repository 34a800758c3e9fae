"""Servers and worker models: the same application, served in different ways."""

from benchmarks.report.blocks import (
    Block,
    Cell,
    Heading,
    Items,
    Picture,
    Pictures,
    Prose,
    Table,
)
from benchmarks.report.charts import Bar, bars
from benchmarks.report.drawing import SHAPES
from benchmarks.report.findings import (
    estimate,
    leading,
    scenario_table,
    titles,
    verdicts,
)
from benchmarks.report.numbers import cell
from benchmarks.statistics.comparisons import Comparison, some_pairs
from benchmarks.statistics.measures import P50, SERVER_CPU, THROUGHPUT
from benchmarks.statistics.results import Study

UNITS = {THROUGHPUT.name: "/s", SERVER_CPU.name: "ms", P50.name: "ms"}
APPLICATION = ("framework", "rung")
"""The facts that tell what is served."""


def section(study: Study) -> list[Block]:
    """Return each framework's ways of being served, against its first."""
    blocks: list[Block] = [
        Prose(
            "One application a framework, served in each of these ways. A verdict compares a way "
            "with the first of the same application."
        ),
    ]
    if told := _without_kept_connections(study):
        blocks.append(Items(told))
    for scenario in study.scenarios.values():
        blocks += [Heading(3, f"Servers: {scenario.name}"), _pictures(study, scenario.name)]
        blocks.append(scenario_table(study, scenario))
        compared = [
            each
            for names in ways(study).values()
            for each in _against_first(study, scenario.name, names)
        ]
        blocks.append(verdicts(study, compared))
    return blocks


def ways(study: Study) -> dict[str, list[str]]:
    """Return the subjects by framework and application, in the order of the file."""
    found: dict[str, list[str]] = {}
    for subject in study.subjects.values():
        of_it = [str(subject.facts[fact]) for fact in APPLICATION if fact in subject.facts]
        found.setdefault(": ".join(of_it) or "all", []).append(subject.name)
    return found


def _without_kept_connections(study: Study) -> list[str]:
    """Return a warning for each subject whose figures hold the opening of connections."""
    told = []
    for subject in study.subjects.values():
        rounds = [
            each for scenario in study.scenarios for each in study.rounds(scenario, subject.name)
        ]
        requests = sum(each.data["requests"] for each in rounds)
        opened = sum(each.data["connections_opened"] for each in rounds)
        if requests and not subject.keeps_connections:
            told.append(
                f"{subject.title} opens {opened / requests:.2f} connections for each request: its "
                "figures hold what opening them costs, and are compared with no other."
            )
    return told


def _against_first(study: Study, scenario: str, names: list[str]) -> list[Comparison]:
    measure = leading(study.scenarios[scenario])
    keeping = [name for name in names if study.subjects[name].keeps_connections]
    pairs = [(name, keeping[0]) for name in keeping[1:]]
    return some_pairs(study, scenario, measure, pairs)


def _pictures(study: Study, scenario: str) -> Pictures:
    called = titles(study)
    measure = leading(study.scenarios[scenario])
    found = {
        framework: [
            Bar(called[name], place % SHAPES, estimate(study, scenario, name, measure))
            for place, name in enumerate(names)
        ]
        for framework, names in ways(study).items()
    }
    reach = max((row.reach for rows in found.values() for row in rows), default=0)
    drawn = [
        Picture(framework, bars(rows, UNITS[measure.name], reach))
        for framework, rows in found.items()
    ]
    table = Table(
        ["", measure.title],
        [[Cell(row.name), cell(row.value)] for rows in found.values() for row in rows],
    )
    caption = f"{measure.title[0].upper()}{measure.title[1:]}, with 95% intervals; one scale."
    return Pictures(caption, [], drawn, table)
