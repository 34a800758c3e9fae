"""Rounds that do not count say why."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.runner.gates import reasons
from benchmarks.scenarios import Scenario

CAPACITY = Scenario("getTags", "getTags")
LATENCY = Scenario("reader at 100/s", "reader", mode="latency", rate=100)
GOOD: dict[str, Any] = {
    "requests": 600,
    "failures": 0,
    "wrong": {},
    "seconds": 6.0,
    "connections_opened": 0,
    "intended_requests": None,
    "answered_late": 0,
    "generator_cpu_seconds": 1.0,
    "server_cpu_seconds": 5.9,
    "other_cpu_share": 0.01,
    "steal_share": 0.0,
    "calibration_shift": 0.01,
}


def judged(scenario: Scenario = CAPACITY, **changes: object) -> list[str]:
    return reasons(scenario, GOOD | changes, server_cores=1, generators=1)


def test_a_good_round_counts() -> None:
    assert judged() == []
    assert judged(LATENCY, intended_requests=600, server_cpu_seconds=1.0) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"failures": 2, "wrong": {"getTags: status 500": 2}},
            "2 wrong answers: getTags: status 500 (2)",
        ),
        ({"requests": 0}, "no request was answered"),
        ({"connections_opened": 300}, "connections are not kept: 0.50 opened for each request"),
        ({"generator_cpu_seconds": 5.4}, "the load generator was at 90% of its core"),
        (
            {"server_cpu_seconds": 4.8},
            "the server was at 80% of its core, so something else was the limit",
        ),
        ({"other_cpu_share": 0.2}, "other processes took 20% of the cores"),
        ({"steal_share": 0.03}, "3.0% of the cores' time was stolen by the host"),
        ({"calibration_shift": -0.2}, "the machine's speed changed by -20%"),
    ],
)
def test_a_bad_round_says_why(changes: dict[str, Any], words: str) -> None:
    assert judged(**changes) == [words]


def test_what_a_scenario_does_not_mind_does_not_spoil_its_rounds() -> None:
    disturbed = {"server_cpu_seconds": 1.0, "other_cpu_share": 0.5}
    cost = replace(CAPACITY, saturating=False)
    memory = replace(CAPACITY, saturating=False, undisturbed=False)

    assert judged(cost, **disturbed) == ["other processes took 50% of the cores"]
    assert judged(memory, **disturbed) == []
    assert judged(memory, failures=1) == ["1 wrong answers: untold"]


def test_requests_that_arrived_must_be_answered() -> None:
    found = judged(LATENCY, intended_requests=600, requests=500)

    assert found == ["500 of the 600 requests that arrived were answered in time"]


def test_a_rate_that_the_server_cannot_keep_up_with_is_told() -> None:
    found = judged(LATENCY, intended_requests=600, answered_late=101)

    assert found == ["101 requests were still unanswered at the end"]


def test_a_generator_that_falls_behind_is_told() -> None:
    found = judged(LATENCY, intended_requests=400, requests=400)

    assert found == ["400 requests arrived where 600 should have"]


def test_a_client_of_an_open_loop_connects_when_it_is_needed() -> None:
    assert judged(LATENCY, intended_requests=600, connections_opened=32) == []
    assert judged(LATENCY, intended_requests=600, connections_opened=60) == [
        "connections are not kept: 0.10 opened for each request"
    ]


def test_an_idle_server_is_right_at_a_fixed_rate() -> None:
    assert judged(LATENCY, intended_requests=600, server_cpu_seconds=0.3) == []


def test_a_server_that_closes_connections_may_be_asked_to() -> None:
    round_ = GOOD | {"connections_opened": 600}

    assert reasons(CAPACITY, round_, server_cores=1, generators=1, keeps_connections=False) == []


def test_something_else_may_be_the_limit_where_the_cost_of_a_request_is_asked_for() -> None:
    cost = Scenario("getTags", "getTags", saturating=False)

    assert judged(cost, server_cpu_seconds=1.0, generator_cpu_seconds=5.9) == []


def test_a_server_elsewhere_is_not_held_to_its_core() -> None:
    assert judged(server_cpu_seconds=None) == []
