"""Intervals by the bootstrap over rounds, made wide enough for few rounds."""

from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
RESAMPLES = 10_000
SEED = 20_240_501
"""Of the resampling: the same result file gives the same report."""

Weights = NDArray[np.float64]
"""How often each round is counted in each resample: resamples by rounds."""


@dataclass(frozen=True)
class Interval:
    """An estimate and the bounds that hold it."""

    estimate: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Tell whether a value lies within the bounds."""
        return self.low <= value <= self.high


@cache
def resamples(rounds: int, stream: int = 0) -> Weights:
    """Return how often each of so many rounds comes up when as many are drawn with replacement.

    Args:
        stream: another number draws independently.
    """
    draws = np.random.default_rng([SEED, rounds, stream])
    return draws.multinomial(rounds, np.full(rounds, 1 / rounds), size=RESAMPLES).astype(np.float64)


def interval(
    estimate: float, replicates: NDArray[np.float64], rounds: int, comparisons: int = 1
) -> Interval:
    """Return the interval around an estimate whose resampled values are given.

    It is the wider, on either side, of two: the resampled values' own percentiles, drawn apart as
    Student's t asks for so few rounds, and Student's t with the resampled values' spread. The first
    follows a lopsided spread; the second sees beyond the few values that there are.

    Args:
        estimate: of all rounds together.
        replicates: the same of each resample.
        rounds: how many there were.
        comparisons: how many intervals shall hold their value all at once.
    """
    tail = (1 - CONFIDENCE) / 2 / comparisons
    small = sqrt(rounds / (rounds - 1))
    reach = small * student_t(1 - tail, rounds - 1)
    expanded = NormalDist().cdf(-reach)
    low, high = np.quantile(replicates, [expanded, 1 - expanded])
    spread = reach * float(np.std(replicates))
    return Interval(
        estimate, min(float(low), estimate - spread), max(float(high), estimate + spread)
    )


def of_mean(values: NDArray[np.float64], comparisons: int = 1) -> Interval:
    """Return the interval around the mean of one value a round; of two rounds or more."""
    replicates = resamples(len(values)) @ values / len(values)
    return interval(float(values.mean()), replicates, len(values), comparisons)


@cache
def student_t(probability: float, freedom: int) -> float:
    """Return the value that Student's t with so many degrees of freedom stays under.

    Found by halving, on the closed form of its distribution (Abramowitz and Stegun 26.7.3-4).
    """
    low, high = 0.0, 1e6
    while high - low > 1e-9 * max(1.0, low):
        middle = (low + high) / 2
        if _student_below(middle, freedom) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _student_below(value: float, freedom: int) -> float:
    angle = np.arctan(value / sqrt(freedom))
    squared = np.cos(angle) ** 2
    odd = freedom % 2
    term, total = 1.0, 1.0 if freedom > 1 else 0.0
    for step in range(2 + odd, freedom - 1 + odd, 2):
        term *= (step - 1) / step * squared
        total += term
    if odd:
        within = 2 / np.pi * (angle + np.sin(angle) * np.cos(angle) * total)
    else:
        within = np.sin(angle) * total
    return float(0.5 + within / 2)
