"""The panels, or any subjects, side by side on every scenario."""

from benchmarks.report.blocks import Block, Cell, Fold, Heading, Picture, Pictures, Prose, Table
from benchmarks.report.charts import Bar, bars
from benchmarks.report.curves import Grouped, curve_pictures
from benchmarks.report.findings import (
    estimate,
    leading,
    scenario_table,
    titles,
    unbeaten,
    verdicts,
)
from benchmarks.report.numbers import cell, shown
from benchmarks.scenarios import Scenario
from benchmarks.statistics.comparisons import all_pairs, judged
from benchmarks.statistics.kinds_of_measures import PerRound
from benchmarks.statistics.measures import (
    DATABASE_CPU,
    MEMORY,
    P50,
    P99,
    SERVER_CPU,
    THROUGHPUT,
)
from benchmarks.statistics.results import Study


def section(study: Study) -> list[Block]:
    """Return the overview, the pictures, and every scenario with its verdicts."""
    return [
        *overview(study),
        *pictures(study),
        *_latency_curves(study),
        Heading(3, f"Every scenario of {study.kind}"),
        *(_scenario(study, each) for each in study.scenarios.values()),
    ]


def overview(study: Study) -> list[Block]:
    """Return one line a scenario: what each subject reaches, and who is first."""
    found: list[Block] = []
    for mode, words in MODES.items():
        scenarios = [each for each in study.scenarios.values() if each.mode == mode]
        if not scenarios:
            continue
        measure = leading(scenarios[0])
        names = titles(study)
        rows = [
            [
                Cell(scenario.name),
                *(cell(estimate(study, scenario.name, name, measure)) for name in names),
                Cell(unbeaten(all_pairs(study, scenario.name, measure), names)),
            ]
            for scenario in scenarios
        ]
        found += [Prose(words), Table(["scenario", *names.values(), "first"], rows, words=True)]
    return found


MODES = {
    "capacity": "Requests per second when as many are sent as each can answer; more is better.",
    "latency": "The time that half of the requests stay under (p50, ms) at a fixed rate of "
    "arrivals, the same for all; less is better.",
}


def pictures(study: Study) -> list[Block]:
    """Return throughput, CPU and memory of the scenarios at saturation."""
    if not any(each.mode == "capacity" for each in study.scenarios.values()):
        return []
    return [
        _bars(study, "Requests per second, with 95% intervals.", THROUGHPUT),
        _bars(
            study,
            "CPU per request in milliseconds: server (full colour) + database (pale). The interval "
            "is the server's.",
            SERVER_CPU,
            DATABASE_CPU,
        ),
        _bars(study, "Peak memory of the server's processes, MiB.", MEMORY),
    ]


def _bars(
    study: Study, caption: str, measure: PerRound, second: PerRound | None = None
) -> Pictures:
    names = titles(study)
    drawn, rows = [], []
    for scenario in study.scenarios.values():
        if scenario.mode != "capacity":
            continue
        found = [
            Bar(
                title,
                series,
                estimate(study, scenario.name, name, measure),
                estimate(study, scenario.name, name, second) if second else None,
            )
            for series, (name, title) in enumerate(names.items())
        ]
        drawn.append(Picture(scenario.name, bars(found, measure.title)))
        rows.append([Cell(scenario.name), *map(_bar_cell, found)])
    return Pictures(caption, [], drawn, Table(["scenario", *names.values()], rows))


def _bar_cell(drawn: Bar) -> Cell:
    if drawn.second is None:
        return cell(drawn.value)
    return Cell(drawn.words, f"together {shown(drawn.total)}")


def _latency_curves(study: Study) -> list[Block]:
    scenarios = [each for each in study.scenarios.values() if each.mode == "latency" and each.rate]
    if not scenarios:
        return []
    sets = []
    for measure in (P50, P99):
        grouped = Grouped(measure.title, "requests/s", (False, True))
        for scenario in scenarios:
            for name, title in titles(study).items():
                value = estimate(study, scenario.name, name, measure)
                grouped.add(scenario.behaviour, title, scenario.rate or 0.0, value)
        sets.append(grouped)
    caption = (
        "Time against the rate of arrivals: half of the requests take longer than p50, one in a "
        "hundred longer than p99. With 95% intervals."
    )
    return [curve_pictures(caption, *sets)]


def _scenario(study: Study, scenario: Scenario) -> Fold:
    compared = [
        each for measure in judged(scenario) for each in all_pairs(study, scenario.name, measure)
    ]
    summary = f"{scenario.name}: {how(scenario)}"
    return Fold(summary, [scenario_table(study, scenario), verdicts(study, compared)])


def how(scenario: Scenario) -> str:
    """Return what a scenario does, in words."""
    parameters = ", ".join(f"{name}={value}" for name, value in scenario.parameters.items())
    asked = f" ({parameters})" if parameters else ""
    if scenario.mode == "capacity":
        return f"{scenario.clients} clients send `{scenario.behaviour}`{asked} without a pause"
    return f"`{scenario.behaviour}`{asked} arrives {scenario.rate:g} times a second"
