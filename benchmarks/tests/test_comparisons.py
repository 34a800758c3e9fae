"""What may be claimed of two subjects, and in which words."""

import pytest

from benchmarks.scenarios import Scenario
from benchmarks.selftest.simulation import QUIET, Noise
from benchmarks.statistics.comparisons import (
    compare,
    needed,
    outcome,
    smallest_claimable,
)
from benchmarks.statistics.intervals import Interval
from benchmarks.statistics.measures import (
    CLAIMABLE_AT_TEN_ROUNDS,
    P50,
    P99,
    THROUGHPUT,
)
from benchmarks.statistics.reasons import alike
from benchmarks.tests.made_up import FLASK, PAIR, invalidate, simulate, study


@pytest.mark.parametrize("share", [0.05, 0.32, 2.0])
def test_a_known_ratio_is_recovered(share: float) -> None:
    made = simulate(FLASK.slowed(share), histograms=False)

    found = compare(made, "getArticles", THROUGHPUT, PAIR)

    assert found.ratio is not None
    assert found.ratio.estimate == pytest.approx(1 + share, rel=0.02)
    assert found.outcome == "more"
    assert found.words("Flask", "Django").startswith("Flask is ")


def test_the_verdict_is_the_same_either_way_round() -> None:
    made = simulate(FLASK.slowed(0.32), histograms=False)
    one = compare(made, "getArticles", THROUGHPUT, PAIR).words("Flask", "Django")
    other = compare(made, "getArticles", THROUGHPUT, PAIR[::-1]).words("Django", "Flask")

    assert one == other
    assert " times as fast as Django (1." in one


def test_drift_that_both_share_does_not_widen_their_ratio() -> None:
    steady = simulate(FLASK, noise=Noise(drift=0.0), histograms=False)
    drifting = simulate(FLASK, noise=Noise(drift=0.3), histograms=False)
    widths = []
    for made in (steady, drifting):
        ratio = compare(made, "getArticles", THROUGHPUT, PAIR).ratio
        assert ratio is not None
        widths.append(ratio.high - ratio.low)

    assert widths[1] == pytest.approx(widths[0], rel=0.05)


def test_a_round_counts_where_both_are_valid() -> None:
    made = simulate(FLASK, histograms=False)
    invalidate(made, "the generator used 85% of its core", rounds=2, subject="django")
    made = invalidate(made, "steal of 3%", rounds=3, subject="flask")

    assert compare(made, "getArticles", THROUGHPUT, PAIR).pairs == 7


def test_too_few_valid_rounds_are_not_reported() -> None:
    made = invalidate(simulate(FLASK, histograms=False), "the generator used 85% of its core", 6)

    found = compare(made, "getArticles", THROUGHPUT, PAIR)

    assert found.outcome == "not reported"
    assert found.words("Flask", "Django") == (
        "Not reported: Flask and Django: 4 of 10 rounds are valid for both, 5 are needed "
        "(6 times such as: the generator used 85% of its core)."
    )


def test_rounds_that_were_never_measured_are_told() -> None:
    made = simulate(FLASK, rounds=3, histograms=False)
    made.data["settings"]["rounds"] = 10

    words = compare(study(made.data), "getArticles", THROUGHPUT, PAIR).words("Flask", "Django")

    assert "3 of 10 rounds are valid for both, 5 are needed" in words
    assert "only 3 rounds were measured" in words


@pytest.mark.parametrize(("asked", "wanted"), [(1, 3), (3, 3), (5, 3), (10, 5), (11, 6)])
def test_half_of_the_rounds_and_three_at_least_are_needed(asked: int, wanted: int) -> None:
    assert needed(asked) == wanted


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (Interval(1.01, 0.99, 1.03), "tie"),
        (Interval(1.10, 0.99, 1.22), "tie"),
        (Interval(1.02, 1.01, 1.03), "tie"),
        (Interval(0.98, 0.97, 0.99), "tie"),
        (Interval(1.04, 1.02, 1.06), "more"),
        (Interval(0.96, 0.94, 0.98), "less"),
    ],
)
def test_a_tie_is_whatever_may_not_be_claimed(ratio: Interval, expected: str) -> None:
    assert outcome(ratio, 0.03) == expected


def test_a_tie_says_whether_chance_or_size_made_it() -> None:
    made = simulate(FLASK.slowed(0.02), noise=QUIET, histograms=False)
    chance = simulate(FLASK, histograms=False)

    small = compare(made, "getArticles", THROUGHPUT, PAIR).words("Flask", "Django")
    words = compare(chance, "getArticles", THROUGHPUT, PAIR).words("Flask", "Django")

    assert small.startswith("Tie in requests/s: Flask and Django (ratio 1.02, ")
    assert "less than the 3.0% that 10 rounds can tell" in small
    assert words.startswith("Tie in requests/s: Flask and Django (ratio ")
    assert "less than" not in words


def test_fewer_rounds_may_claim_less_and_more_no_more() -> None:
    assert smallest_claimable(THROUGHPUT, 10) == CLAIMABLE_AT_TEN_ROUNDS
    assert smallest_claimable(THROUGHPUT, 40) == CLAIMABLE_AT_TEN_ROUNDS
    assert smallest_claimable(THROUGHPUT, 5) == pytest.approx(CLAIMABLE_AT_TEN_ROUNDS * 2**0.5)
    assert smallest_claimable(P99, 10) > smallest_claimable(P50, 10)


def test_latency_is_compared_at_the_same_rate() -> None:
    scenario = Scenario("slow", "getArticles", "latency", rate=100)
    made = simulate(FLASK.slowed(0.5), scenarios=[scenario])

    words = compare(made, "slow", P50, PAIR).words("Flask", "Django")

    assert words.startswith("Django takes 1.")
    assert "times as long as Flask (p50)" in words


def test_a_study_gives_the_same_answer_twice() -> None:
    first, second = (simulate(FLASK.slowed(0.1), histograms=False) for _ in range(2))
    found = [compare(made, "getArticles", THROUGHPUT, PAIR) for made in (first, second)]

    assert found[0] == found[1]


def test_reasons_that_differ_in_figures_are_one() -> None:
    reasons = {"the generator used 85.1% of its core": 2, "the generator used 91% of its core": 1}

    assert alike(reasons) == [("the generator used 85.1% of its core", 3)]
