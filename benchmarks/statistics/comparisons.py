"""Two subjects in one study: their rounds paired, and the verdict in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import ceil, sqrt
from typing import Literal

from benchmarks.scenarios import Scenario
from benchmarks.statistics.intervals import Interval
from benchmarks.statistics.kinds_of_measures import Measure
from benchmarks.statistics.measures import JUDGED_CAPACITY, JUDGED_COST, JUDGED_LATENCY
from benchmarks.statistics.reasons import in_short
from benchmarks.statistics.results import Study

Outcome = Literal["more", "less", "tie", "not reported"]
"""Of the first against the second."""

ROUNDS_OF_THE_CLAIM = 10
"""That the smallest claimable differences of `measures` are stated for."""
FEWEST_PAIRS = 3
"""Fewer rounds say nothing of how they spread."""
VALID_SHARE = 0.5
"""Of the rounds asked for; what is left of a run that mostly failed is not a fair sample."""


@dataclass(frozen=True)
class Comparison:
    """One measure of two subjects under one scenario."""

    scenario: str
    measure: Measure
    first: str
    second: str
    outcome: Outcome
    ratio: Interval | None
    """First divided by second; None where it is not reported."""
    pairs: int
    """Rounds in which both are valid."""
    asked: int
    smallest: float
    """Difference that so many rounds may claim, as a share."""
    reasons: str = ""
    """Why it is not reported, in words."""

    def words(self, first: str, second: str) -> str:
        """Return the verdict as a sentence about subjects of these titles."""
        if self.ratio is None:
            return f"Not reported: {first} and {second}: {self.reasons}."
        if self.outcome == "tie":
            noun = self.measure.title.partition(",")[0]
            return f"Tie in {noun}: {first} and {second} ({self._why_tie(self.ratio)})."
        ratio, more, less = self.ratio, first, second
        if self.outcome == "less":
            ratio, more, less = inverse(ratio), second, first
        said = self.measure.sentence.format(more=more, less=less, ratio=times(ratio.estimate))
        return f"{said} ({times(ratio.low)} to {times(ratio.high)})."

    def _why_tie(self, ratio: Interval) -> str:
        bounds = f"ratio {times(ratio.estimate)}, {times(ratio.low)} to {times(ratio.high)}"
        if ratio.holds(1):
            return bounds
        return f"{bounds}: less than the {self.smallest:.1%} that {self.pairs} rounds can tell"


def judged(scenario: Scenario) -> Sequence[Measure]:
    """Return the measures of a scenario that get a verdict."""
    if scenario.mode == "latency":
        return JUDGED_LATENCY
    return JUDGED_CAPACITY if scenario.saturating else JUDGED_COST


def all_pairs(study: Study, scenario: str, measure: Measure) -> list[Comparison]:
    """Compare every two subjects; the intervals hold for all of these pairs at once."""
    return some_pairs(study, scenario, measure, list(combinations(study.subjects, 2)))


def some_pairs(
    study: Study, scenario: str, measure: Measure, pairs: Sequence[tuple[str, str]]
) -> list[Comparison]:
    """Compare these pairs of subjects; the intervals hold for all of them at once."""
    return [compare(study, scenario, measure, pair, comparisons=len(pairs)) for pair in pairs]


def compare(
    study: Study, scenario: str, measure: Measure, pair: tuple[str, str], comparisons: int = 1
) -> Comparison:
    """Compare two subjects in the rounds in which both are valid.

    Args:
        comparisons: how many are made side by side; their intervals shall all hold at once.
    """
    first, second = pair
    ones, others = study.valid(scenario, first), study.valid(scenario, second)
    both = sorted(ones.keys() & others.keys())
    found = Comparison(
        scenario=scenario,
        measure=measure,
        first=first,
        second=second,
        outcome="not reported",
        ratio=None,
        pairs=len(both),
        asked=study.rounds_asked,
        smallest=smallest_claimable(measure, len(both)),
    )
    if len(both) < needed(study.rounds_asked):
        return replace(found, reasons=_too_few(study, found))
    ratio = measure.ratio([ones[n] for n in both], [others[n] for n in both], comparisons)
    if ratio is None:
        return replace(found, reasons=f"nothing was measured as {measure.title}")
    return replace(found, ratio=ratio, outcome=outcome(ratio, found.smallest))


def outcome(ratio: Interval, smallest: float) -> Outcome:
    """Return the verdict on a ratio: a tie unless its interval and its size both say otherwise."""
    size = max(ratio.estimate, 1 / ratio.estimate) - 1
    if ratio.holds(1) or size < smallest:
        return "tie"
    return "more" if ratio.estimate > 1 else "less"


def needed(asked: int) -> int:
    """Return how many of the rounds asked for have to be valid."""
    return max(FEWEST_PAIRS, ceil(asked * VALID_SHARE))


def smallest_claimable(measure: Measure, rounds: int) -> float:
    """Return the smallest difference that so many rounds may claim, as a share.

    More than ten rounds claim no less than ten do: the machine's drift does not average out.
    """
    return (measure.claimable or 0.0) * max(1.0, sqrt(ROUNDS_OF_THE_CLAIM / max(1, rounds)))


def inverse(ratio: Interval) -> Interval:
    """Return second divided by first."""
    return Interval(1 / ratio.estimate, 1 / ratio.high, 1 / ratio.low)


def times(ratio: float) -> str:
    """Return a ratio to as many digits as mean something."""
    return f"{ratio:.2f}" if ratio < TENFOLD else f"{ratio:.1f}"


TENFOLD = 10


def _too_few(study: Study, found: Comparison) -> str:
    why = study.why_invalid(found.scenario, found.first, found.second)
    measured = [len(study.rounds(found.scenario, each)) for each in (found.first, found.second)]
    if min(measured) < found.asked:
        why[f"only {min(measured)} rounds were measured"] += 1
    wanted = needed(found.asked)
    return f"{found.pairs} of {found.asked} rounds are valid for both, {wanted} are needed" + (
        f" ({in_short(why)})" if why else ""
    )
