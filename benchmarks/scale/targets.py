"""What was promised of growth, and whether it holds."""

from dataclasses import dataclass
from typing import Literal

from benchmarks.statistics.comparisons import Comparison, compare, times
from benchmarks.statistics.intervals import Interval
from benchmarks.statistics.measures import CPU, SERVER_CPU, THROUGHPUT
from benchmarks.statistics.results import Study

COST_AT_MOST = 1.5
"""Times the CPU of getArticles with the fewest articles."""
SPEED_AT_LEAST = 1.7
"""Times the throughput of one worker, with two."""

Outcome = Literal["met", "missed", "open"]


@dataclass(frozen=True)
class Finding:
    """What became of one target, or of something that has none."""

    words: str
    outcome: Outcome | None = None
    """None where nothing was promised."""


def cost_of_size(
    study: Study, scenario: str, pair: tuple[str, str], at_most: float | None
) -> Finding:
    """Return how many times the CPU a subject with many articles takes of one with few.

    Args:
        study: of the kind "scale".
        scenario: under which.
        pair: the subject with many, and the one with few.
        at_most: the target; None for none.
    """
    compared = compare(study, scenario, CPU, pair)
    many, few = (study.subjects[name].title for name in pair)
    said = f"{scenario}: CPU per request of {many} against {few}"
    if compared.ratio is None:
        return Finding(f"{said}: not reported, {compared.reasons}", "open" if at_most else None)
    told = f"{said}: {_interval(compared.ratio)} times"
    if at_most is None:
        return Finding(told)
    return Finding(f"{told}, at most {at_most} wanted", _below(compared.ratio, at_most))


def speed_of_two(study: Study, scenario: str, pair: tuple[str, str]) -> Finding:
    """Return how many times the throughput two workers reach of one.

    Where the server has no core for each, nothing but their CPU can be told.

    Args:
        study: of the kind "workers".
        scenario: under which.
        pair: the subject with two workers, and the one with one.
    """
    two, one = (study.subjects[name] for name in pair)
    cores = len(study.data["settings"]["cores"]["server"])
    if cores < two.workers:
        return Finding(f"{scenario}: {two.title}: {_accounted(study, scenario, pair)}", "open")
    compared = compare(study, scenario, THROUGHPUT, pair)
    said = f"{scenario}: throughput of {two.title} against {one.title}"
    if compared.ratio is None:
        return Finding(f"{said}: not reported, {compared.reasons}", "open")
    wanted = f"at least {SPEED_AT_LEAST} wanted"
    outcome = _above(compared.ratio, SPEED_AT_LEAST)
    return Finding(f"{said}: {_interval(compared.ratio)} times, {wanted}", outcome)


def _accounted(study: Study, scenario: str, pair: tuple[str, str]) -> str:
    workers = study.subjects[pair[0]].workers
    words = (
        f"the speed of {workers} workers cannot be measured here, as the server has "
        f"{_cores(study)} and shall share none with the database and the generator"
    )
    compared: Comparison = compare(study, scenario, SERVER_CPU, pair)
    if compared.ratio is None:
        return f"{words}; nor can their CPU: {compared.reasons}"
    return (
        f"{words}; a request takes {_interval(compared.ratio)} times the server's CPU with one "
        f"worker, so that on cores of their own they could answer "
        f"{times(workers / compared.ratio.estimate)} times as many"
    )


def _cores(study: Study) -> str:
    count = len(study.data["settings"]["cores"]["server"])
    return {0: "no core of its own", 1: "one core"}.get(count, f"{count} cores")


def _below(ratio: Interval, limit: float) -> Outcome:
    if ratio.high <= limit:
        return "met"
    return "missed" if ratio.low > limit else "open"


def _above(ratio: Interval, limit: float) -> Outcome:
    if ratio.low >= limit:
        return "met"
    return "missed" if ratio.high < limit else "open"


def _interval(ratio: Interval) -> str:
    return f"{times(ratio.estimate)} ({times(ratio.low)} to {times(ratio.high)})"
