"""The rows of `results/benchmarks/*.json`, each study's rounds put together."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hdrh.histogram import HdrHistogram

from harness.registry import Implementation
from reader.freshness import is_fresh
from reader.results import RESULTS, Missing, read

FOLDER = RESULTS / "benchmarks"
COMMAND = "make bench"
LOWEST, HIGHEST, DIGITS = 1, 60_000_000, 3
"""Of the histograms, in microseconds."""
MILLISECOND = 1000


@dataclass(frozen=True)
class BenchmarkRow:
    """One operation under one scenario, on one subject."""

    study: str
    scenario: str
    mode: str
    subject: str
    title: str
    implementation: str | None
    operation_id: str
    per_second: float
    """Requests answered in a second: the median of the rounds."""
    p50: float
    """Half of the answers took at most so long, in milliseconds."""
    p99: float
    cpu: float | None
    """Processor time of the server for one request of the scenario, in milliseconds."""
    rounds: int
    quick: bool


def benchmark_rows(implementations: Iterable[Implementation]) -> list[BenchmarkRow] | Missing:
    """Return every row of every study whose code has not changed since it was measured.

    Quick studies count where there is no other.
    """
    known = {each.name: each for each in implementations}
    paths = sorted(FOLDER.glob("*.json")) + sorted(FOLDER.glob("quick/*.json"))
    found = [result for path in paths if (result := read(path))]
    studies = [result for result in found if {"rounds", "subjects", "scenarios"} <= set(result)]
    if not studies:
        return Missing("No benchmark has been run here", COMMAND)
    fresh = [
        (study, subject)
        for study in studies
        for subject in study["subjects"]
        if (name := subject["facts"].get("implementation")) in known
        and is_fresh(study, [known[name].folder])
    ]
    if not fresh:
        return Missing("The code has changed since the benchmarks were run", COMMAND)
    whole = [each for each in fresh if not each[0]["settings"]["quick"]]
    rows = [row for study, subject in whole or fresh for row in _rows(study, subject)]
    return rows or Missing("No round of the benchmarks counted: the machine was not quiet", COMMAND)


def _rows(study: dict[str, Any], subject: dict[str, Any]) -> list[BenchmarkRow]:
    rows = []
    for scenario in study["scenarios"]:
        rounds = [
            each
            for each in study["rounds"]
            if each["scenario"] == scenario["name"]
            and each["subject"] == subject["name"]
            and not each["invalid"]
        ]
        operations = {operation for each in rounds for operation in each["rows"]}
        rows += [_row(study, scenario, subject, each, rounds) for each in sorted(operations)]
    return rows


def _row(
    study: dict[str, Any],
    scenario: dict[str, Any],
    subject: dict[str, Any],
    operation_id: str,
    rounds: Sequence[dict[str, Any]],
) -> BenchmarkRow:
    having = [each for each in rounds if operation_id in each["rows"]]
    merged = HdrHistogram(LOWEST, HIGHEST, DIGITS)
    for each in having:
        merged.add(HdrHistogram.decode(each["rows"][operation_id]["histogram"]))
    cpu = [
        each["server_cpu_seconds"] / each["requests"] * MILLISECOND
        for each in having
        if each["server_cpu_seconds"] is not None and each["requests"]
    ]
    return BenchmarkRow(
        study=study["kind"],
        scenario=scenario["name"],
        mode=scenario["mode"],
        subject=subject["name"],
        title=subject["title"],
        implementation=subject["facts"].get("implementation"),
        operation_id=operation_id,
        per_second=statistics.median(
            each["rows"][operation_id]["requests"] / each["seconds"] for each in having
        ),
        p50=merged.get_value_at_percentile(50) / MILLISECOND,
        p99=merged.get_value_at_percentile(99) / MILLISECOND,
        cpu=statistics.median(cpu) if cpu else None,
        rounds=len(having),
        quick=study["settings"]["quick"],
    )
