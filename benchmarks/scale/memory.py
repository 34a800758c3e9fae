"""Whether a server's memory goes on growing, told from the rounds of a soak."""

from statistics import median

from benchmarks.scale.targets import Finding, Outcome
from benchmarks.statistics.growth import KIBIBYTE, THOUSAND, memory_growth
from benchmarks.statistics.intervals import Interval
from benchmarks.statistics.results import Round, Study
from harness.stamp import MEBIBYTE

LONG_RUN = 200_000
"""Requests over which memory shall not grow."""
NOISE_SHARE = 0.01
"""Of its memory that a server may gain in a long run: allocators take and keep whole blocks."""


def memory_findings(study: Study) -> list[Finding]:
    """Return for each server how its memory grew: over the whole run, and over its second half.

    The verdict is that of the second half. Pools, caches and code that is loaded late fill up at
    first; what leaks goes on.
    """
    return [
        _finding(study, name, list(study.valid(scenario, name).values()))
        for scenario in study.scenarios
        for name in study.subjects
    ]


def _finding(study: Study, name: str, rounds: list[Round]) -> Finding:
    rounds.sort(key=lambda each: each.number)
    answered = sum(int(each.data["requests"]) for each in rounds)
    title = study.subjects[name].title
    whole, later = memory_growth(rounds), memory_growth(rounds[len(rounds) // 2 :])
    if whole is None or later is None:
        return Finding(f"{title}: {answered:,} requests are too few to tell growth", "open")
    memory = median(each.data["peak_memory_bytes"] for each in rounds)
    allowed = NOISE_SHARE * memory
    words = (
        f"{title}: {memory / MEBIBYTE:.0f} MiB; in {answered:,} requests memory grew by "
        f"{_slope(whole)} bytes per 1,000 requests, in the second half by {_slope(later)}; "
        f"less than {allowed * THOUSAND / LONG_RUN:,.0f} is noise"
    )
    return Finding(words, _judge(later, allowed))


def _judge(growth: Interval, allowed: float) -> Outcome:
    """Return whether memory grows, and by more than `allowed` bytes in a long run."""
    low, high = (bound * KIBIBYTE * LONG_RUN / THOUSAND for bound in (growth.low, growth.high))
    if high <= allowed:
        return "met"
    return "missed" if low > allowed else "open"


def _slope(growth: Interval) -> str:
    slope, low, high = (
        f"{each * KIBIBYTE:,.0f}" for each in (growth.estimate, growth.low, growth.high)
    )
    return f"{slope} ({low} to {high})"
