"""What a round says, and what many rounds say together."""

from statistics import mean

import pytest

from benchmarks.selftest.simulation import QUIET, histogram
from benchmarks.statistics.comparisons import (
    compare,
)
from benchmarks.statistics.histograms import Times
from benchmarks.statistics.measures import (
    BYTES,
    CONNECTIONS,
    DATABASE_CPU,
    MEMORY,
    P99,
    SERVER_CPU,
    THROUGHPUT,
)
from benchmarks.statistics.results import Round
from benchmarks.tests.made_up import FLASK, PAIR, simulate, study


def test_a_round_tells_what_each_request_costs() -> None:
    made = simulate(FLASK, rounds=1, noise=QUIET)
    (one,) = made.valid("getArticles", "flask").values()
    one.data["connections_opened"] = 3

    assert THROUGHPUT.of(one) == pytest.approx(1000)
    assert SERVER_CPU.of(one) == pytest.approx(0.9)
    assert DATABASE_CPU.of(one) == pytest.approx(0.6)
    assert BYTES.of(one) == 9000
    assert CONNECTIONS.of(one) == pytest.approx(3 / 6000)
    assert MEMORY.of(one) == 120


def test_what_is_not_known_of_a_server_is_left_out() -> None:
    made = simulate(FLASK)
    for each in made.data["rounds"]:
        each["server_cpu_seconds"] = None
    made = study(made.data)

    found = compare(made, "getArticles", SERVER_CPU, PAIR)

    assert SERVER_CPU.estimate(list(made.valid("getArticles", "flask").values())) is None
    assert found.words("Flask", "Django") == (
        "Not reported: Flask and Django: nothing was measured as server CPU, ms/request."
    )


def test_percentiles_are_of_all_requests_and_no_average_of_rounds() -> None:
    """Nine quick rounds and a slow one: its hundred requests are a tenth of all, not of nothing."""
    times = Times([[histogram(1000, 2.0)]] * 9 + [[histogram(1000, 500.0)]])
    each = [Times([[histogram(1000, p50)]]).percentile(95)[0] for p50 in [2.0] * 9 + [500.0]]

    assert times.percentile(95)[0] == pytest.approx(500, rel=0.01)
    assert mean(each) == pytest.approx(100, rel=0.2)


def test_operations_of_a_round_are_put_together() -> None:
    rows = {
        "getTags": {"histogram": histogram(1000, 1.0)},
        "getArticles": {"histogram": histogram(3000, 100.0)},
    }

    assert Times.of([Round({"rows": rows})]).percentile(12.5)[0] == pytest.approx(1.0, rel=0.02)
    assert Times.of([Round({"rows": rows})]).percentile(62.5)[0] == pytest.approx(100, rel=0.02)


def test_without_a_request_there_is_no_percentile() -> None:
    made = simulate(FLASK, histograms=False)

    assert P99.estimate(list(made.valid("getArticles", "flask").values())) is None
    assert compare(made, "getArticles", P99, PAIR).outcome == "not reported"
