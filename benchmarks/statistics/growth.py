"""How memory grows with the requests answered."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from benchmarks.statistics.intervals import CONFIDENCE, Interval, student_t
from benchmarks.statistics.results import Round

KIBIBYTE = 1024
THOUSAND = 1000
FEWEST_ROUNDS = 5
"""With the first left out, two more than a line needs."""


def memory_growth(rounds: Sequence[Round]) -> Interval | None:
    """Return KiB of peak memory per 1,000 requests, by least squares, with its interval.

    The first round is left out: caches and pools fill in it.

    Args:
        rounds: of one server that ran through all of them, in order.

    Returns:
        None where the rounds are too few, or do not tell their memory.
    """
    memory = [each.data["peak_memory_bytes"] for each in rounds]
    if len(rounds) < FEWEST_ROUNDS or None in memory:
        return None
    answered = np.cumsum([each.data["requests"] for each in rounds])[1:] / THOUSAND
    kib = np.array(memory[1:], np.float64) / KIBIBYTE
    across = answered - answered.mean()
    slope = float(across @ kib / (across @ across))
    left = kib - kib.mean() - slope * across
    freedom = len(kib) - 2
    error = sqrt(float(left @ left) / freedom / float(across @ across))
    reach = student_t((1 + CONFIDENCE) / 2, freedom) * error
    return Interval(slope, slope - reach, slope + reach)
