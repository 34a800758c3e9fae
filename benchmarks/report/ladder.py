"""The ladder: what each layer of a framework adds to a request."""

from benchmarks.report.blocks import (
    Block,
    Cell,
    Fold,
    Heading,
    Items,
    Picture,
    Pictures,
    Prose,
    Table,
)
from benchmarks.report.charts import Bar, bars
from benchmarks.report.drawing import SHAPES
from benchmarks.report.findings import estimate, scenario_table, titles
from benchmarks.report.numbers import NOTHING, cell
from benchmarks.statistics.comparisons import needed, some_pairs
from benchmarks.statistics.intervals import Interval
from benchmarks.statistics.kinds_of_measures import difference
from benchmarks.statistics.measures import DATABASE_CPU, SERVER_CPU
from benchmarks.statistics.results import Study

DRIVER = "driver"
"""The rung that everything above is held against: one hand-written query, plain rows to JSON."""


def section(study: Study) -> list[Block]:
    """Return the rungs as pictures, and the steps between them, for each scenario."""
    rungs = _rungs(study)
    return [
        Prose(
            "Each rung is a small application of its own: a lower rung and one layer more. The top "
            "is the panel. A step is measured within rounds, so its interval is that of the "
            "difference; where it holds 0 the step cannot be told from nothing."
        ),
        *(block for scenario in study.scenarios for block in _scenario(study, scenario, rungs)),
    ]


def _pictures(study: Study, scenario: str, rungs: dict[str, dict[str, str]]) -> Pictures:
    found = {
        framework: [
            Bar(
                rung,
                series % SHAPES,
                estimate(study, scenario, name, SERVER_CPU),
                estimate(study, scenario, name, DATABASE_CPU),
            )
            for rung, name in names.items()
        ]
        for series, (framework, names) in enumerate(rungs.items())
    }
    reach = max((row.reach for rows in found.values() for row in rows), default=0)
    table = Table(
        ["", "server CPU, ms/request", "database CPU, ms/request"],
        [
            [Cell(f"{framework}, {row.name}"), cell(row.value), cell(row.second)]
            for framework, rows in found.items()
            for row in rows
        ],
    )
    drawn = [Picture(framework, bars(rows, "ms", reach)) for framework, rows in found.items()]
    caption = (
        "CPU per request on each rung, in milliseconds: server (full colour) + database (pale); "
        "one scale. The interval is the server's."
    )
    return Pictures(caption, [], drawn, table)


def _rungs(study: Study) -> dict[str, dict[str, str]]:
    """Return the subjects by framework and rung, both in the order of the file."""
    found: dict[str, dict[str, str]] = {}
    for subject in study.subjects.values():
        framework = str(subject.facts.get("framework", subject.title))
        rung = str(subject.facts.get("rung", subject.name))
        found.setdefault(framework, {})[rung] = subject.name
    return found


def _scenario(study: Study, scenario: str, rungs: dict[str, dict[str, str]]) -> list[Block]:
    measured = study.subjects_of(scenario)
    rungs = {
        framework: {rung: name for rung, name in found.items() if name in measured}
        for framework, found in rungs.items()
    }
    rows = [
        [Cell(label), *(_step(study, scenario, found, rung) for found in rungs.values())]
        for rung, label in _labels(study, rungs).items()
    ]
    return [
        Heading(3, f"Steps: {scenario}"),
        _pictures(study, scenario, rungs),
        Prose("Server CPU per request, in milliseconds: what a layer adds to the rung below it."),
        Table(["layer", *rungs], rows),
        Items(_against_driver(study, scenario, rungs)),
        Fold(f"Every rung: {scenario}", [scenario_table(study, study.scenarios[scenario])]),
    ]


def _labels(study: Study, rungs: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return what to call the step to each rung: by the rung below, where that was measured."""
    labels = {}
    for found in rungs.values():
        for rung, name in found.items():
            below = study.subjects[name].facts.get("on")
            labels[rung] = f"{rung}, on {below}" if below in found else f"{rung}, in all"
    return labels


def _step(study: Study, scenario: str, found: dict[str, str], rung: str) -> Cell:
    """Return what a rung adds to the one below it; where that was not measured, what it costs."""
    if rung not in found:
        return NOTHING
    below = study.subjects[found[rung]].facts.get("on")
    if below not in found:
        return cell(estimate(study, scenario, found[rung], SERVER_CPU))
    step = _difference(study, scenario, found[rung], found[below])
    if step is None:
        return Cell("not reported", tone="warn")
    shown = cell(step)
    return Cell(f"{'+' if step.estimate > 0 else ''}{shown.text}", shown.note)


def _difference(study: Study, scenario: str, upper: str, lower: str) -> Interval | None:
    ones, others = study.valid(scenario, upper), study.valid(scenario, lower)
    both = sorted(ones.keys() & others.keys())
    if len(both) < needed(study.rounds_asked):
        return None
    return difference(SERVER_CPU, [ones[n] for n in both], [others[n] for n in both])


def _against_driver(study: Study, scenario: str, rungs: dict[str, dict[str, str]]) -> list[str]:
    pairs = [
        (list(found.values())[-1], found[DRIVER])
        for found in rungs.values()
        if DRIVER in found and list(found)[-1] != DRIVER
    ]
    names = titles(study)
    compared = some_pairs(study, scenario, SERVER_CPU, pairs)
    return [each.words(names[each.first], names[each.second]) for each in compared]
