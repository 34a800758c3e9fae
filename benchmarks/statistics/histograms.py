"""Percentiles of times, from the histograms of many rounds put together."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from hdrh.histogram import HdrHistogram
from numpy.typing import NDArray

from benchmarks.errors import ResultsError
from benchmarks.statistics.intervals import Weights
from benchmarks.statistics.results import Round

MICROSECONDS = 1000.0
"""In a millisecond."""


@lru_cache(maxsize=4096)
def _counts(encoded: str) -> tuple[tuple[int, int], ...]:
    """Return the times (µs) of an HdrHistogram and how often each was recorded."""
    try:
        histogram = HdrHistogram.decode(encoded)
        return tuple(
            (int(histogram.get_value_from_index(index)), int(count))
            for index, count in enumerate(histogram.counts)
            if count
        )
    # The decoder raises whatever its inputs make of base64, zlib and ctypes.
    except Exception as error:
        raise ResultsError(f"a histogram cannot be decoded: {error}") from error


class Times:
    """The times of several rounds: what each recorded, over the values that any recorded."""

    def __init__(self, rounds: Sequence[Iterable[str]]) -> None:
        """Take, of each round, the encoded histograms of its operations."""
        found = [
            [pair for encoded in histograms for pair in _counts(encoded)] for histograms in rounds
        ]
        self.values = np.array(sorted({value for pairs in found for value, _ in pairs}), np.int64)
        counts = np.zeros((len(found), len(self.values)), np.float64)
        for row, pairs in zip(counts, found, strict=True):
            if pairs:
                values, recorded = np.array(pairs, np.int64).T
                np.add.at(row, np.searchsorted(self.values, values), recorded)
        self._below = np.cumsum(counts, axis=1)
        """How many requests of each round took at most that long."""

    @classmethod
    def of(cls, rounds: Iterable[Round]) -> "Times":
        """Return the times of all operations of these rounds."""
        return cls([[row["histogram"] for row in each.data["rows"].values()] for each in rounds])

    def percentile(self, percent: float, weights: Weights | None = None) -> NDArray[np.float64]:
        """Return a percentile of all rounds taken together, in milliseconds.

        Args:
            percent: such as 99.0.
            weights: how often each round is counted, one line for each answer (default: once).

        Returns:
            one number for each line; no number at all (NaN) where nothing was recorded.
        """
        if weights is None:
            weights = np.ones((1, len(self._below)))
        if not len(self.values):
            return np.full(len(weights), np.nan)
        wanted = weights @ self._below[:, -1] * (percent / 100)
        low = np.zeros(len(weights), np.int64)
        high = np.full(len(weights), len(self.values) - 1)
        while np.any(low < high):
            middle = (low + high) // 2
            enough = np.einsum("br,rb->b", weights, self._below[:, middle]) >= wanted
            high = np.where(enough, middle, high)
            low = np.where(enough, low, np.minimum(middle + 1, high))
        found: NDArray[np.float64] = self.values[low] / MICROSECONDS
        return found
