"""The load generator, against a server whose faults are known."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

import psutil
import pytest
from hdrh.histogram import HdrHistogram

from benchmarks.errors import LoadError
from benchmarks.load import MASTER_VARIABLE, run_load
from benchmarks.load_plan import LoadOutcome, LoadPlan, RowOutcome
from benchmarks.scenarios import Scenario
from benchmarks.tests.stub_conduit import WORLD, StubConduit, serving
from harness import ROOT
from harness.servers import free_port

Options = Any

CLIENTS = 4
STALL_MICROSECONDS = 500_000


def drive(stub: StubConduit, scenario: Scenario, **settings: Options) -> LoadOutcome:
    told = {"warmup_seconds": 0.3, "seconds": 1.0, **settings}
    with serving(stub) as base_url:
        return run_load(LoadPlan(base_url, scenario, WORLD, **told), lambda _event: None)


def capacity(behaviour: str, **options: Options) -> Scenario:
    return Scenario(behaviour, behaviour, "capacity", **{"clients": CLIENTS, **options})


def latency(behaviour: str, rate: float, clients: int = 32) -> Scenario:
    return Scenario(behaviour, behaviour, "latency", clients=clients, rate=rate)


def only_row(outcome: LoadOutcome, operation_id: str) -> RowOutcome:
    assert list(outcome.rows) == [operation_id]
    return outcome.rows[operation_id]


def percentile(row: RowOutcome, share: float) -> int:
    return int(HdrHistogram.decode(row.histogram).get_value_at_percentile(share))


def test_capacity_mode_counts_right_answers_and_their_bytes() -> None:
    outcome = drive(StubConduit(), capacity("getTags"))

    row = only_row(outcome, "getTags")
    assert outcome.requests == row.requests > CLIENTS
    assert row.bytes == row.requests * len(b'{"tags": ["dragons", "training"]}')
    assert HdrHistogram.decode(row.histogram).get_total_count() == row.requests
    assert row.checked in {row.requests // 20, row.requests // 20 + 1}
    assert (outcome.failures, outcome.wrong, outcome.intended_requests) == (0, {}, None)
    assert 0 < outcome.generator_cpu_seconds <= outcome.seconds


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_token_goes_along_where_the_scenario_says_so(signed_in: bool) -> None:
    stub = StubConduit()
    outcome = drive(stub, capacity("getArticles", signed_in=signed_in))

    assert outcome.requests > 0
    assert stub.with_token == (stub.requests if signed_in else 0)


def test_connections_are_counted_within_the_window() -> None:
    kept = drive(StubConduit(), capacity("getTags"))
    closed = drive(StubConduit(keep_alive=False), capacity("getTags"))

    assert kept.connections_opened == 0
    assert abs(closed.connections_opened - closed.requests) <= 2 * CLIENTS


def test_the_window_begins_and_ends_when_it_is_said_to() -> None:
    said: list[tuple[str, float]] = []
    with serving(StubConduit()) as base_url:
        plan = LoadPlan(base_url, capacity("getTags"), WORLD, warmup_seconds=0.3, seconds=1.0)
        run_load(plan, lambda event: said.append((event, time.monotonic())))

    assert [event for event, _ in said] == ["start", "end"]
    assert said[1][1] - said[0][1] == pytest.approx(1.0, abs=0.2)


def test_latency_mode_holds_its_rate() -> None:
    outcome = drive(StubConduit(), latency("getTags", rate=500))

    assert outcome.intended_requests == 500
    assert outcome.requests == 500


def test_a_stall_shows_in_latency_mode_and_hides_in_capacity_mode() -> None:
    settings = {"seconds": 2.0, "warmup_seconds": 0.5}
    opened = drive(StubConduit(stall_after=1.2), latency("getTags", rate=100), **settings)
    closed = drive(StubConduit(stall_after=1.2), capacity("getTags", clients=1), **settings)

    assert percentile(only_row(opened, "getTags"), 99) > 0.8 * STALL_MICROSECONDS
    assert percentile(only_row(opened, "getTags"), 85) > 0.1 * STALL_MICROSECONDS
    assert percentile(only_row(closed, "getTags"), 99) < 0.4 * STALL_MICROSECONDS


def test_waiting_for_a_free_client_counts() -> None:
    stub = StubConduit(stall_after=0.8)
    outcome = drive(stub, latency("getTags", rate=100, clients=1))

    assert outcome.requests == 100
    assert percentile(only_row(outcome, "getTags"), 75) > 0.1 * STALL_MICROSECONDS


def test_what_the_server_cannot_do_in_time_is_told() -> None:
    stub = StubConduit(stall_after=0.1, stall_seconds=60)
    outcome = drive(stub, latency("getTags", rate=50), seconds=0.5)

    assert outcome.intended_requests == outcome.answered_late == outcome.failures == 25
    assert outcome.wrong == {"no answer 5 s after the end": 25}


def test_a_wrong_status_is_a_failure_and_no_throughput() -> None:
    teapot = (418, {"errors": {"kettle": ["is a teapot"]}})
    outcome = drive(
        StubConduit(wrong=lambda number, _path: teapot if number % 2 else None), capacity("getTags")
    )

    row = only_row(outcome, "getTags")
    assert outcome.failures == row.failures > 0
    assert HdrHistogram.decode(row.histogram).get_total_count() == row.requests > 0
    assert outcome.wrong == {
        'getTags: status 418 {"errors": {"kettle": ["is a teapot"]}}': row.failures
    }


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ((200, {"tags": [1]}), "getTags: tags.0: 1 is not of type"),
        ((200, {"topics": []}), "getTags: the body: "),
    ],
)
def test_a_wrong_body_is_a_failure(wrong: tuple[int, Any], words: str) -> None:
    stub = StubConduit(wrong=lambda _number, _path: wrong)
    outcome = drive(stub, capacity("getTags"), check_every=1, seconds=0.3)

    assert outcome.requests == 0
    assert [problem for problem in outcome.wrong if problem.startswith(words)]


def test_a_server_that_is_gone_is_a_failure() -> None:
    plan = LoadPlan(
        f"http://127.0.0.1:{free_port()}", capacity("getTags"), WORLD, seconds=0.3, warmup_seconds=0
    )
    outcome = run_load(plan, lambda _event: None)

    assert outcome.requests == 0
    assert [problem for problem in outcome.wrong if "refused" in problem]


def test_two_workers_give_one_result() -> None:
    outcome = drive(StubConduit(), latency("getTags", rate=201), processes=2)

    row = only_row(outcome, "getTags")
    assert outcome.intended_requests == row.requests == 201
    assert HdrHistogram.decode(row.histogram).get_total_count() == 201
    assert row.bytes == 201 * len(b'{"tags": ["dragons", "training"]}')


def test_workers_from_elsewhere_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MASTER_VARIABLE, f"127.0.0.2:{free_port()}")
    monkeypatch.setattr("benchmarks.load.WORKERS_SECONDS", 0.5)

    with pytest.raises(LoadError, match="only 0 of 2 workers came"):
        drive(StubConduit(), capacity("getTags"), processes=2)


def test_workers_from_elsewhere_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"127.0.0.2:{free_port()}"
    monkeypatch.setenv(MASTER_VARIABLE, address)
    lend = [sys.executable, "-m", "benchmarks", "worker", address, "--workers", "2"]
    with subprocess.Popen(lend, cwd=ROOT, stdout=subprocess.DEVNULL) as lending:
        try:
            rounds = [drive(StubConduit(), latency("getTags", 100), processes=2) for _ in range(2)]
        finally:
            lending.send_signal(signal.SIGINT)

    assert [outcome.requests for outcome in rounds] == [100, 100]


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (capacity("dance"), "nobody behaves like 'dance'"),
        (Scenario("x", "getTags", "latency"), "latency mode needs a rate"),
        (capacity("login"), "Login cannot get ready: createUser: status 503"),
        (capacity("followUserByUsername"), "all 4 pairs of a user and an author are used up"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(scenario: Scenario, words: str) -> None:
    refusal = (503, {"errors": {"database": ["is unreachable"]}})
    stub = StubConduit(wrong=lambda _number, path: refusal if path == "/api/users" else None)

    with pytest.raises(LoadError, match=words):
        drive(stub, scenario)


@pytest.mark.parametrize("processes", [1, 2])
def test_nothing_outlives_an_interrupted_run(processes: int) -> None:
    def interrupt(_event: str) -> None:
        raise KeyboardInterrupt

    before = set(psutil.Process(os.getpid()).children(recursive=True))
    with serving(StubConduit()) as base_url:
        plan = LoadPlan(base_url, capacity("getTags"), WORLD, processes=processes)
        with pytest.raises(KeyboardInterrupt):
            run_load(plan, interrupt)

    assert set(psutil.Process(os.getpid()).children(recursive=True)) <= before
