"""What happens when something grows: the data, the workers, the clients, the time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.report.blocks import Block, Cell, Items, Prose, Table
from benchmarks.report.curves import Grouped, curve_pictures
from benchmarks.report.findings import estimate, titles
from benchmarks.report.numbers import NOTHING, cell, whole
from benchmarks.scale import sizes
from benchmarks.scale.memory import memory_findings
from benchmarks.scale.targets import Finding
from benchmarks.scale.workers import findings as worker_findings
from benchmarks.statistics.comparisons import compare, times
from benchmarks.statistics.growth import THOUSAND
from benchmarks.statistics.kinds_of_measures import Measure
from benchmarks.statistics.measures import CPU, MEMORY, P99, THROUGHPUT
from benchmarks.statistics.results import Study, Subject

FACTS = ("framework", "profile", "server", "rung")
"""Of subjects, that tell one line from another: as many of them as it takes."""


@dataclass(frozen=True)
class Growing:
    """Something of a subject that grows from one to the next."""

    across: str
    """What it is called."""
    place: Callable[[Study, Subject], float]
    measure: Measure
    words: str
    logarithmic: tuple[bool, bool]
    reaches: Callable[[Study, str, float], bool] = lambda _study, _scenario, _place: True
    """Whether there is anything to be asked for at a place."""


def _has_the_page(study: Study, scenario: str, articles: float) -> bool:
    return articles > int(study.scenarios[scenario].parameters.get("offset", 0))


def _articles(study: Study, subject: Subject) -> float:
    return float(subject.facts.get("articles") or study.data["settings"]["articles"] or 0)


def _workers(_study: Study, subject: Subject) -> float:
    return float(subject.workers)


ARTICLES = Growing(
    "articles",
    _articles,
    CPU,
    "CPU per request, server and database together, against the number of articles.",
    (True, False),
    _has_the_page,
)
WORKERS = Growing(
    "workers",
    _workers,
    THROUGHPUT,
    "Requests per second against the number of server processes.",
    (False, False),
)


def scale(study: Study) -> list[Block]:
    """Return cost per request against the number of articles."""
    return [*_by_subject(study, ARTICLES), *_promises(sizes.findings(study))]


def workers(study: Study) -> list[Block]:
    """Return throughput against the number of server processes."""
    return [*_by_subject(study, WORKERS), *_promises(worker_findings(study))]


def _by_subject(study: Study, growing: Growing) -> list[Block]:
    grouped = Grouped(growing.measure.title, growing.across, growing.logarithmic)
    noun = growing.measure.title.partition(",")[0]
    lines, rows = _lines(study, growing), []
    for scenario in study.scenarios:
        reached = {
            line: {at: name for at, name in found.items() if growing.reaches(study, scenario, at)}
            for line, found in lines.items()
        }
        for line, found in reached.items():
            for at, name in found.items():
                value = estimate(study, scenario, name, growing.measure)
                grouped.add(scenario, line, at, value)
        ends = [_ends(study, scenario, growing, found) for found in reached.values()]
        rows.append([Cell(scenario), *ends])
    return [
        curve_pictures(f"{growing.words} With 95% intervals.", grouped),
        Prose(
            f"{noun[0].upper()}{noun[1:]} with the most {growing.across}, divided by that with "
            "the fewest."
        ),
        Table(["scenario", *lines], rows),
    ]


def _lines(study: Study, growing: Growing) -> dict[str, dict[float, str]]:
    """Return the subjects by line and by place, told apart by as few facts as it takes."""
    found: dict[str, dict[float, str]] = {}
    for facts in range(1, len(FACTS) + 1):
        found = {}
        for subject in study.subjects.values():
            told = [str(subject.facts[fact]) for fact in FACTS[:facts] if fact in subject.facts]
            line = ", ".join(told) or subject.title.partition(" (")[0]
            found.setdefault(line, {})[growing.place(study, subject)] = subject.name
        if sum(map(len, found.values())) == len(study.subjects):
            break
    return {line: dict(sorted(places.items())) for line, places in found.items()}


def _ends(study: Study, scenario: str, growing: Growing, found: dict[float, str]) -> Cell:
    """Return the last place against the first."""
    if len(found) <= 1:
        return NOTHING
    low, high = min(found), max(found)
    compared = compare(study, scenario, growing.measure, (found[high], found[low]))
    if compared.ratio is None:
        return Cell("not reported", compared.reasons, "warn")
    ratio = compared.ratio
    tie = "tie: " if compared.outcome == "tie" else ""
    shown_bounds = f"{times(ratio.low)} to {times(ratio.high)}"
    return Cell(
        f"{tie}{times(ratio.estimate)} times", f"{shown_bounds}; {whole(high)} against {whole(low)}"
    )


def clients(study: Study) -> list[Block]:
    """Return throughput and p99 against the number of clients."""
    sets = []
    for measure in (THROUGHPUT, P99):
        grouped = Grouped(measure.title, "clients", (True, measure is P99))
        for scenario in study.scenarios.values():
            for name, title in titles(study).items():
                value = estimate(study, scenario.name, name, measure)
                grouped.add(scenario.behaviour, title, float(scenario.clients), value)
        sets.append(grouped)
    caption = (
        "Requests per second, and the time that one request in a hundred exceeds, against the "
        "number of clients who send without a pause. With 95% intervals."
    )
    return [curve_pictures(caption, *sets)]


def soak(study: Study) -> list[Block]:
    """Return memory against the number of requests answered, and whether it grows."""
    grouped = Grouped("memory (MiB)", "thousand requests")
    for scenario in study.scenarios:
        for name, title in titles(study).items():
            rounds = sorted(study.valid(scenario, name).values(), key=lambda each: each.number)
            answered = np.cumsum([each.data["requests"] for each in rounds]) / THOUSAND
            for at, each in zip(answered, rounds, strict=True):
                grouped.add(scenario, title, float(at), MEMORY.estimate([each]))
    drawn = curve_pictures("Memory of the server's processes against requests answered.", grouped)
    return [replace(drawn, table=_by_round(study)), *_promises(memory_findings(study))]


def _promises(found: Sequence[Finding]) -> list[Block]:
    """Return what was promised, and whether it holds; nothing where nothing was."""
    promised = [f"**{each.outcome}**: {each.words}." for each in found if each.outcome]
    return [Items(promised)] if promised else []


def _by_round(study: Study) -> Table:
    rows = []
    for scenario in study.scenarios:
        found = [study.valid(scenario, name) for name in study.subjects]
        for number in sorted(set().union(*found)):
            values = [MEMORY.estimate([each[number]]) if number in each else None for each in found]
            rows.append([Cell(f"{scenario}, round {number}"), *map(cell, values)])
    return Table(["memory (MiB)", *titles(study).values()], rows)
