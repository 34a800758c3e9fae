"""Intervals hold the truth as often as they say."""

from statistics import mean

import numpy as np
import pytest

from benchmarks.selftest.simulation import Simulation
from benchmarks.statistics.comparisons import (
    all_pairs,
    compare,
    some_pairs,
)
from benchmarks.statistics.intervals import of_mean, student_t
from benchmarks.statistics.measures import (
    THROUGHPUT,
)
from benchmarks.tests.made_up import FLASK, PAIR, study


def test_intervals_of_three_pairs_are_wider_than_of_one() -> None:
    truths = dict.fromkeys(("flask", "fastapi", "django"), FLASK)
    made = study(Simulation(truths, histograms=False).run())

    alone = compare(made, "getArticles", THROUGHPUT, PAIR).ratio
    together = {
        (each.first, each.second): each.ratio for each in all_pairs(made, "getArticles", THROUGHPUT)
    }

    assert alone is not None
    among = together[PAIR]
    assert among is not None
    assert len(together) == 3
    assert among.low < alone.low
    assert among.high > alone.high
    (planned,) = some_pairs(made, "getArticles", THROUGHPUT, [PAIR])
    assert planned.ratio == alone


@pytest.mark.parametrize("rounds", [3, 5, 10])
def test_intervals_hold_the_truth_as_often_as_they_say(rounds: int) -> None:
    draws = np.random.default_rng(7)
    held = [of_mean(draws.normal(0, 0.02, rounds)).holds(0) for _ in range(1000)]

    assert mean(held) == pytest.approx(0.95, abs=0.025)


def test_intervals_hold_a_lopsided_truth() -> None:
    draws = np.random.default_rng(7)
    held = [of_mean(draws.exponential(1, 10)).holds(1) for _ in range(1000)]

    assert mean(held) > 0.89  # a plain percentile bootstrap holds it 86 times in 100


@pytest.mark.parametrize(
    ("probability", "freedom", "value"),
    [(0.975, 1, 12.706), (0.975, 2, 4.303), (0.975, 9, 2.262), (0.8, 9, 0.883)],
)
def test_student_t_is_as_in_the_tables(probability: float, freedom: int, value: float) -> None:
    assert student_t(probability, freedom) == pytest.approx(value, abs=0.001)
