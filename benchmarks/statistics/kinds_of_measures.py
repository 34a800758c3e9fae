"""What can be measured of rounds: a value that each round has, or a percentile of them all."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.statistics.histograms import Times
from benchmarks.statistics.intervals import Interval, Weights, interval, of_mean, resamples
from benchmarks.statistics.results import Round

FEWEST_FOR_AN_INTERVAL = 2


@dataclass(frozen=True)
class Measure(ABC):
    """One column of a table."""

    name: str
    """Unique among the measures."""
    title: str
    """What stands above the column; the unit follows a comma."""
    sentence: str
    """How a difference is told, with places for `more`, `less` and `ratio`; empty where none is."""
    claimable: float | None
    """The smallest difference that ten rounds may claim, as a share; None where none is claimed."""

    @abstractmethod
    def estimate(self, rounds: Sequence[Round]) -> Interval | None:
        """Return its value over these rounds; None where they do not tell."""

    @abstractmethod
    def logs(self, rounds: Sequence[Round], weights: Weights) -> NDArray[np.float64]:
        """Return the logarithm of its value, one for each line of weights.

        That is no number at all (NaN) where the rounds do not tell, or where it is nothing.
        """

    def ratio(
        self, first: Sequence[Round], second: Sequence[Round], comparisons: int = 1
    ) -> Interval | None:
        """Return first divided by second, over rounds paired by their place in both.

        Args:
            comparisons: how many intervals shall hold their value all at once.

        Returns:
            None where the rounds do not tell.
        """
        if len(first) < FEWEST_FOR_AN_INTERVAL:
            return None
        once, drawn = np.ones((1, len(first))), resamples(len(first))
        found = float((self.logs(first, once) - self.logs(second, once))[0])
        if not np.isfinite(found):
            return None
        replicates = self.logs(first, drawn) - self.logs(second, drawn)
        return exponential(interval(found, replicates, len(first), comparisons))


@dataclass(frozen=True)
class PerRound(Measure):
    """A measure that each round has a value of; many rounds together have its mean."""

    of: Callable[[Round], float | None]

    def estimate(self, rounds: Sequence[Round]) -> Interval | None:
        """Return the mean over the rounds."""
        values = [value for each in rounds if (value := self.of(each)) is not None]
        if not values:
            return None
        if len(values) < FEWEST_FOR_AN_INTERVAL:
            return Interval(values[0], values[0], values[0])
        return of_mean(np.array(values))

    def logs(self, rounds: Sequence[Round], weights: Weights) -> NDArray[np.float64]:
        """Return the logarithm of the geometric mean, so that ratios of rounds are averaged."""
        values = np.array([self.of(each) or np.nan for each in rounds], np.float64)
        found: NDArray[np.float64] = weights @ np.log(values) / len(rounds)
        return found


@dataclass(frozen=True)
class Percentile(Measure):
    """A percentile of the times of all rounds together, in milliseconds."""

    percent: float

    def estimate(self, rounds: Sequence[Round]) -> Interval | None:
        """Return the percentile of the pooled times, its interval by drawing whole rounds."""
        if not rounds:
            return None
        found = float(self.logs(rounds, np.ones((1, len(rounds))))[0])
        if np.isnan(found):
            return None
        if len(rounds) < FEWEST_FOR_AN_INTERVAL:
            return exponential(Interval(found, found, found))
        replicates = self.logs(rounds, resamples(len(rounds)))
        return exponential(interval(found, replicates, len(rounds)))

    def logs(self, rounds: Sequence[Round], weights: Weights) -> NDArray[np.float64]:
        """Return the logarithm of the percentile of the pooled times."""
        found: NDArray[np.float64] = np.log(Times.of(rounds).percentile(self.percent, weights))
        return found


def difference(
    measure: PerRound, first: Sequence[Round], second: Sequence[Round]
) -> Interval | None:
    """Return first less second, over rounds paired by their place in both."""
    pairs = [(measure.of(one), measure.of(other)) for one, other in zip(first, second, strict=True)]
    known = [one - other for one, other in pairs if one is not None and other is not None]
    if len(known) < len(pairs) or len(pairs) < FEWEST_FOR_AN_INTERVAL:
        return None
    return of_mean(np.array(known))


def exponential(found: Interval) -> Interval:
    """Return an interval of logarithms as one of the values themselves."""
    estimate, low, high = np.exp([found.estimate, found.low, found.high]).tolist()
    return Interval(estimate, low, high)
