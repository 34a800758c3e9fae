"""Two runs: what may be said of them, and what may not be compared."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as command_line
from benchmarks.report.comparison import verdict
from benchmarks.scenarios import Scenario
from benchmarks.selftest.simulation import Noise, Simulation
from benchmarks.statistics.across_runs import changes, differences, relative_changes
from benchmarks.tests.made_up import FLASK, study, write


def run(slowed: float = 0.0, drifted: float = 0.0, **options: Any) -> dict[str, Any]:  # noqa: ANN401 (of the simulation)
    """Return a run on a machine that was so much slower, with Flask slowed by itself as well."""
    here = FLASK.slowed(drifted)
    subjects = {"flask": here.slowed(slowed), "django": here}
    return Simulation(subjects, **({"histograms": False} | options)).run()


def throughput(found: list[Any]) -> list[Any]:
    return [each for each in found if each.measure.name == "throughput"]


def test_drift_is_no_change_of_a_subject() -> None:
    steady = Noise(drift=0.0)
    before, after = study(run(noise=steady)), study(run(drifted=0.3, seed=2, noise=steady))

    told = [verdict(each) for each in throughput(changes(before, after))]

    assert told == ["tie, under 55.0%"] * 2
    assert [each.outcome for each in throughput(relative_changes(before, after))] == ["tie"]


def test_a_change_of_one_subject_shows_against_the_other_through_drift() -> None:
    before, after = study(run()), study(run(slowed=0.1, drifted=0.3, seed=2))

    (found,) = throughput(relative_changes(before, after))

    assert found.outcome == "less"
    assert found.ratio.estimate == pytest.approx(1 / 1.1, rel=0.02)


def test_more_is_needed_to_claim_a_change_than_a_difference() -> None:
    (found,) = throughput(relative_changes(study(run()), study(run(seed=2))))

    assert found.smallest == pytest.approx(0.03 * 2**0.5)


def test_too_few_valid_rounds_are_not_reported() -> None:
    after = run(seed=2)
    for each in after["rounds"][:12]:
        each["invalid"] = ["steal of 3%"]

    found = changes(study(run()), study(after))

    assert {verdict(each) for each in found} == {"not reported: too few valid rounds"}


def test_latency_is_compared_too() -> None:
    scenario = Scenario("slow", "getArticles", "latency", rate=100)
    before = study(run(scenarios=[scenario], histograms=True))
    after = study(run(scenarios=[scenario], histograms=True, slowed=0.5, seed=2))

    found = {each.measure.name: each.outcome for each in relative_changes(before, after)}

    assert found == {"p50": "more", "p99": "more"}


def test_what_differs_is_named() -> None:
    after = run(kind="panels", rounds=3)
    after["machine"]["cores"] = 64
    after["scenarios"][0]["clients"] = 1

    found = differences(study(run()), study(after))

    assert found[0] == "kind: 'selftest' against 'panels'"
    assert "'cores': 64" in found[1]
    assert found[2:] == ["rounds: 10 against 3", "scenario getArticles: not driven alike"]


def test_the_command_says_that_runs_are_not_paired(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write(tmp_path / "old.json", run())
    new = write(tmp_path / "new.json", run(slowed=0.1, seed=2))

    assert command_line.main(["compare", str(old), str(new)]) == 0
    said = capsys.readouterr().out
    assert "Two runs are not paired" in said
    assert "Flask over Django" in said


def test_strangers_are_refused_unless_wanted_anyway(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = (
        str(write(tmp_path / "a.json", run())),
        str(write(tmp_path / "b.json", run(rounds=5))),
    )

    assert command_line.main(["compare", old, new]) == 1
    refusal = capsys.readouterr().err.strip()
    assert "cannot be compared: they differ in rounds: 10 against 5 (--anyway" in refusal
    assert "\n" not in refusal
    assert command_line.main(["compare", old, new, "--anyway"]) == 0
    assert "They differ in rounds: 10 against 5." in capsys.readouterr().out


def test_nothing_in_common_is_refused_even_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Simulation({"rails": FLASK}, histograms=False).run()
    old, new = str(write(tmp_path / "a.json", run())), str(write(tmp_path / "b.json", other))

    assert command_line.main(["compare", old, new, "--anyway"]) == 1
    assert "no subject and scenario in common" in capsys.readouterr().err
