"""The self-test's own instruments: known differences are known, faults are faults."""

import json
import time
from collections.abc import Iterable

import httpx2
import jsonschema_rs
import pytest

from benchmarks import __main__ as command_line
from benchmarks.scenarios import Scenario
from benchmarks.selftest import simulated
from benchmarks.selftest.burning import Burning
from benchmarks.selftest.checks import Check, share_of_runs
from benchmarks.selftest.real import ONE_OPERATION, as_expected, caught_for
from benchmarks.selftest.served import BURNING, dearer, stub
from benchmarks.selftest.simulation import Simulation, Truth
from benchmarks.selftest.stub import RIGHT, WRONG, answer
from benchmarks.statistics.comparisons import compare
from benchmarks.statistics.measures import THROUGHPUT
from benchmarks.statistics.results import SCHEMA
from benchmarks.tests.made_up import FLASK, PAIR, invalidate, simulate, study
from harness import registry
from harness.response_validation import validate_response

HEADERS = {"content-type": "application/json"}


def busy(_environ: object, _start_response: object) -> Iterable[bytes]:
    """Answer after two milliseconds of CPU."""
    until = time.thread_time() + 0.002
    while time.thread_time() < until:
        pass
    return [b"done"]


@pytest.mark.parametrize("share", [0.05, 0.5])
def test_the_dearer_panel_costs_the_known_share_more(share: float) -> None:
    burning = Burning(busy, share)
    begun = time.process_time()
    for _ in range(150):
        assert burning({}, None) == [b"done"]
    used = time.process_time() - begun

    assert burning.burnt / (used - burning.burnt) == pytest.approx(share, rel=0.15)


def test_the_dearer_panel_is_served_around_the_panels_own_application() -> None:
    profile = registry.get("flask").profile()

    assert "app:create_app()" in profile.command
    assert BURNING not in profile.command
    assert dearer(0.05).facts["implementation"] == "flask"


def test_stubs_are_right_and_wrong_as_they_say() -> None:
    assert validate_response("getTags", 200, HEADERS, RIGHT) == []
    assert validate_response("getTags", 200, HEADERS, WRONG) != []
    assert answer(RIGHT).endswith(b"\r\n\r\n" + RIGHT)


def test_a_stub_answers_over_http() -> None:
    with stub("none").serve("") as server:
        found = httpx2.get(f"{server.base_url}/api/tags", trust_env=False)

    assert found.content == RIGHT


def test_simulated_runs_are_result_files() -> None:
    scenarios = [Scenario("one", "getTags"), Scenario("two", "getTags", "latency", rate=50)]
    made = Simulation({"flask": Truth(), "django": Truth()}, scenarios, rounds=2).run()

    jsonschema_rs.validate(json.loads(SCHEMA.read_text(encoding="utf-8")), made)


def test_simulated_runs_come_out_as_they_should() -> None:
    assert [each for each in simulated.checks(40, 5) if not each.passed] == []


@pytest.mark.parametrize(("right", "passed"), [(20, True), (19, True), (18, False)])
def test_nineteen_of_twenty_have_to_be_right(right: int, passed: bool) -> None:
    assert share_of_runs("A/A", "a tie", right, 20).passed is passed


@pytest.mark.parametrize(("slowed", "passed"), [(0.0, True), (0.1, False)])
def test_only_an_expected_verdict_passes(slowed: float, passed: bool) -> None:
    made = simulate(FLASK.slowed(slowed), scenarios=[ONE_OPERATION], histograms=False)
    found = compare(made, ONE_OPERATION.name, THROUGHPUT, PAIR)

    assert as_expected("A/A", found, "tie").passed is passed


def test_every_round_has_to_be_caught_and_for_that_reason() -> None:
    one = Simulation({"stub": FLASK}, rounds=3, histograms=False).run
    reason = "the load generator was at 99% of its core"

    def passed(rounds: int, said: str) -> bool:
        made = invalidate(study(one()), said, rounds, "stub")
        return caught_for(made, "a saturated generator", "the load generator was").passed

    assert passed(3, reason)
    assert not passed(2, reason)
    assert not passed(3, "other processes took 20% of the cores")


def test_one_surprise_is_shown_and_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [Check("A/A", "tie", "tie", passed=True), Check("5%", "more", "tie", passed=False)]
    monkeypatch.setattr("benchmarks.selftest.command.checks", lambda _runs: found)

    assert command_line.main(["selftest", "--simulated"]) == 1
    assert "NOT AS EXPECTED" in capsys.readouterr().out
    monkeypatch.setattr("benchmarks.selftest.command.checks", lambda _runs: found[:1])
    assert command_line.main(["selftest", "--simulated"]) == 0
