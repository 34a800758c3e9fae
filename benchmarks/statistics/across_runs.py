"""Two runs of the same study, such as before and after a change. Their rounds are no pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from benchmarks.statistics.comparisons import (
    Outcome,
    judged,
    needed,
    outcome,
    smallest_claimable,
)
from benchmarks.statistics.intervals import Interval, Weights, interval, resamples
from benchmarks.statistics.kinds_of_measures import Measure, exponential
from benchmarks.statistics.results import Round, Study

DRIFT = 0.55
"""The smallest difference of one subject between two runs that may be claimed, as a share.

The same set-up was seen to cost up to 55% more within an hour, with nothing to be seen of why.
"""
RUNS = 2
"""Each adds its own noise, so that what may be claimed of their ratio is √2 of one run's."""


@dataclass(frozen=True)
class Change:
    """What became of one measure from the first run to the second."""

    scenario: str
    measure: Measure
    subjects: tuple[str, ...]
    """One, or two: then it is the ratio of the first to the second that changed."""
    ratio: Interval | None
    """Second run divided by first; None where it is not reported."""
    outcome: Outcome
    smallest: float
    """Difference that may be claimed, as a share."""


def differences(before: Study, after: Study) -> list[str]:
    """Return in what two result files differ that should not, in words."""
    found = [
        f"{key}: {before.data[key]!r} against {after.data[key]!r}"
        for key in ("kind", "machine")
        if before.data[key] != after.data[key]
    ]
    old, new = before.data["settings"], after.data["settings"]
    found += [f"{key}: {old[key]!r} against {new[key]!r}" for key in old if old[key] != new[key]]
    found += [
        f"scenario {name}: not driven alike"
        for name in before.scenarios.keys() & after.scenarios.keys()
        if before.scenarios[name] != after.scenarios[name]
    ]
    return found


def changes(before: Study, after: Study) -> list[Change]:
    """Return how each subject changed by itself: what both have, scenario by scenario."""
    return _changes(before, after, [(name,) for name in before.subjects if name in after.subjects])


def relative_changes(before: Study, after: Study) -> list[Change]:
    """Return how the ratio of every two subjects changed; the machine's drift cancels in it."""
    shared = [name for name in before.subjects if name in after.subjects]
    return _changes(before, after, list(combinations(shared, 2)))


def _changes(before: Study, after: Study, asked: Sequence[tuple[str, ...]]) -> list[Change]:
    return [
        _change(before, after, scenario.name, measure, subjects)
        for scenario in before.scenarios.values()
        if scenario.name in after.scenarios
        for measure in judged(scenario)
        for subjects in asked
    ]


def _change(
    before: Study, after: Study, scenario: str, measure: Measure, subjects: tuple[str, ...]
) -> Change:
    """Return how one subject changed, or its ratio to a second one."""
    rounds = [_together(study, scenario, subjects) for study in (before, after)]
    fewest = min(len(found) for found, *_ in rounds)
    smallest = DRIFT
    if len(subjects) > 1:
        smallest = smallest_claimable(measure, fewest) * sqrt(RUNS)
    asked = min(before.rounds_asked, after.rounds_asked)
    ratio = _ratio(rounds, measure, fewest) if fewest >= needed(asked) else None
    return Change(
        scenario,
        measure,
        subjects,
        ratio,
        outcome(ratio, smallest) if ratio else "not reported",
        smallest,
    )


def _together(study: Study, scenario: str, subjects: tuple[str, ...]) -> list[list[Round]]:
    """Return the rounds of each subject in which all of them are valid."""
    valid = [study.valid(scenario, subject) for subject in subjects]
    numbers = sorted(set.intersection(*(set(found) for found in valid)))
    return [[found[number] for number in numbers] for found in valid]


def _ratio(rounds: list[list[list[Round]]], measure: Measure, fewest: int) -> Interval | None:
    """Return second run divided by first, each resampled by itself."""
    found, drawn = [], []
    for stream, run in enumerate(rounds):
        count = len(run[0])
        found.append(_logs(run, measure, np.ones((1, count)))[0])
        drawn.append(_logs(run, measure, resamples(count, stream)))
    estimate = float(found[1] - found[0])
    if not np.isfinite(estimate):
        return None
    return exponential(interval(estimate, drawn[1] - drawn[0], fewest))


def _logs(run: list[list[Round]], measure: Measure, weights: Weights) -> NDArray[np.float64]:
    """Return the logarithm of a measure of the first subject, over that of the second if any."""
    first, *rest = (measure.logs(rounds, weights) for rounds in run)
    return first - rest[0] if rest else first
