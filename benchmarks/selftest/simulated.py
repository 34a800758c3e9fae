"""Simulated runs with the noise that was measured: ties are told, differences are seen."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.scenarios import Scenario
from benchmarks.selftest.checks import Check, share_of_runs
from benchmarks.selftest.simulation import Noise, Simulation, Truth
from benchmarks.statistics.comparisons import Comparison, all_pairs, compare
from benchmarks.statistics.kinds_of_measures import Measure
from benchmarks.statistics.measures import P50, P99, SERVER_CPU, THROUGHPUT
from benchmarks.statistics.results import Study

RUNS = 1000
RUNS_WITH_TIMES = 100
"""Fewer, as histograms take their time."""
SLOWED = 0.05
LOUD = 0.15
"""A standard deviation with which the smallest claimable difference is no protection any more."""
HELD = (0.92, 0.98)
AT_A_RATE = Scenario("at a rate", "getArticles", "latency", rate=200)
AT_ONCE = Scenario("at once", "getArticles")
NAMES = ("flask", "django", "fastapi")


def checks(runs: int = RUNS, runs_with_times: int = RUNS_WITH_TIMES) -> list[Check]:
    """Return what simulated runs of ten rounds showed."""
    same = dict.fromkeys(NAMES, Truth())
    two = dict.fromkeys(NAMES[:2], Truth())
    slowed = {"flask": Truth(), "django": Truth().slowed(SLOWED)}
    half_more = {"flask": Truth(), "django": Truth().slowed(0.5)}
    return [
        _coverage(runs),
        _count("A/A, requests/s", "a tie", two, THROUGHPUT, AT_ONCE, runs, _all_tie),
        _count("A/A, server CPU", "a tie", two, SERVER_CPU, AT_ONCE, runs, _all_tie),
        _count("A/A/A, every pair", "only ties", same, THROUGHPUT, AT_ONCE, runs, _all_tie),
        _count("A/A, p50", "a tie", two, P50, AT_A_RATE, runs_with_times, _all_tie),
        _count("A/A, p99", "a tie", two, P99, AT_A_RATE, runs_with_times, _all_tie),
        _count("5% slower, requests/s", "seen", slowed, THROUGHPUT, AT_ONCE, runs, _first_more),
        _count("5% slower, server CPU", "seen", slowed, SERVER_CPU, AT_ONCE, runs, _first_less),
        _count("50% slower, p99", "seen", half_more, P99, AT_A_RATE, runs_with_times, _first_less),
    ]


def _count(  # noqa: PLR0913, PLR0917 (one line of a table)
    name: str,
    expected: str,
    subjects: dict[str, Truth],
    measure: Measure,
    scenario: Scenario,
    runs: int,
    right: Callable[[list[Comparison]], bool],
) -> Check:
    times = scenario.mode == "latency"
    found = [
        all_pairs(_study(subjects, scenario, seed, times=times), scenario.name, measure)
        for seed in range(runs)
    ]
    return share_of_runs(f"simulated: {name}", expected, sum(map(right, found)), runs)


def _coverage(runs: int) -> Check:
    """Return whether intervals hold the truth as often as they say, whatever the noise is."""
    noise = Noise(throughput=LOUD)
    same, held = dict.fromkeys(NAMES[:2], Truth()), 0
    for seed in range(runs):
        made = Simulation(same, [AT_ONCE], noise=noise, seed=seed, histograms=False)
        study = Study(Path("simulated"), made.run())
        found = compare(study, AT_ONCE.name, THROUGHPUT, NAMES[:2]).ratio
        held += found is not None and found.holds(1)
    low, high = HELD
    return Check(
        "simulated: A/A with ten times the noise",
        f"the interval holds 1 in {low:.0%} to {high:.0%} of the runs",
        f"in {held:,} of {runs:,} ({held / runs:.1%})",
        low * runs <= held <= high * runs,
    )


def _study(subjects: dict[str, Truth], scenario: Scenario, seed: int, *, times: bool) -> Study:
    made = Simulation(subjects, [scenario], seed=seed, histograms=times)
    return Study(Path("simulated"), made.run())


def _all_tie(found: list[Comparison]) -> bool:
    return all(each.outcome == "tie" for each in found)


def _first_more(found: list[Comparison]) -> bool:
    return found[0].outcome == "more"


def _first_less(found: list[Comparison]) -> bool:
    return found[0].outcome == "less"
