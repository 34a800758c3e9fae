"""Made-up result files with a known truth in them, and the noise that was measured here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from hdrh.histogram import HdrHistogram

from benchmarks.scenarios import Scenario

LOWEST, HIGHEST, DIGITS = 1, 600_000_000, 3
"""Of the histograms: from a microsecond to ten minutes, to a thousandth."""


@dataclass(frozen=True)
class Noise:
    """Standard deviations, as shares; of a subject's round, so that a ratio's is √2 of it."""

    throughput: float = 0.021 / sqrt(2)
    cpu: float = 0.019 / sqrt(2)
    p50: float = 0.022 / sqrt(2)
    p99: float = 0.24 / sqrt(2)
    drift: float = 0.05
    """Step of the machine's own walk from one round to the next, which all subjects share."""


QUIET = Noise(0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Truth:
    """What a made-up subject is like when nothing disturbs it."""

    requests_per_second: float = 1000.0
    server_cpu_ms: float = 0.9
    database_cpu_ms: float = 0.6
    p50_ms: float = 4.0
    memory_mib: float = 120.0
    workers: int = 1
    facts: Mapping[str, Any] = field(default_factory=dict)

    def slowed(self, share: float) -> "Truth":
        """Return it with that much more work in every request."""
        factor = 1 + share
        return Truth(
            self.requests_per_second / factor,
            self.server_cpu_ms * factor,
            self.database_cpu_ms,
            self.p50_ms * factor,
            self.memory_mib,
            self.workers,
            self.facts,
        )


@dataclass(frozen=True)
class Simulation:
    """A made-up run."""

    subjects: Mapping[str, Truth]
    scenarios: Sequence[Scenario] = (Scenario("getArticles", "getArticles"),)
    rounds: int = 10
    seconds: float = 6.0
    noise: Noise = Noise()
    kind: str = "selftest"
    seed: int = 1
    histograms: bool = True
    """False saves the time of making them where nobody reads percentiles."""

    def run(self) -> dict[str, Any]:
        """Return the result file (`benchmarks/results.schema.json`)."""
        draws = np.random.default_rng(self.seed)
        return {
            **_head(self),
            "subjects": [_subject(name, truth) for name, truth in self.subjects.items()],
            "scenarios": [scenario.to_json() for scenario in self.scenarios],
            "rounds": [
                each for scenario in self.scenarios for each in self._scenario(scenario, draws)
            ],
        }

    def _scenario(self, scenario: Scenario, draws: np.random.Generator) -> list[dict[str, Any]]:
        found, drift = [], 0.0
        for number in range(1, self.rounds + 1):
            drift += draws.normal(0, self.noise.drift)
            order = draws.permutation(len(self.subjects))
            for position, (name, truth) in zip(order, self.subjects.items(), strict=True):
                found.append(
                    {
                        "scenario": scenario.name,
                        "subject": name,
                        "round": number,
                        "position": int(position) + 1,
                        **self._round(scenario, truth, drift, draws),
                    }
                )
        return found

    def _round(
        self, scenario: Scenario, truth: Truth, drift: float, draws: np.random.Generator
    ) -> dict[str, Any]:
        noise = self.noise
        own = {
            name: exp(drift + draws.normal(0, getattr(noise, name)))
            for name in ("throughput", "cpu", "p50", "p99")
        }
        rate = scenario.rate or truth.requests_per_second / own["throughput"]
        requests = int(rate * self.seconds)
        times = (truth.p50_ms * own["p50"], own["p99"] / exp(drift)) if self.histograms else None
        row = {
            "requests": requests,
            "failures": 0,
            "bytes": requests * 9000,
            "histogram": histogram(requests, *times) if times else histogram(0),
            "checked": requests // 20,
        }
        return {
            **_nothing_wrong(self.seconds, requests),
            "rows": {scenario.behaviour: row},
            "intended_requests": requests if scenario.mode == "latency" else None,
            "server_cpu_seconds": requests * truth.server_cpu_ms * own["cpu"] / 1000,
            "database_cpu_seconds": requests * truth.database_cpu_ms * own["cpu"] / 1000,
            "peak_memory_bytes": int(truth.memory_mib * (1 << 20)),
        }


def histogram(requests: int, p50_ms: float = 1.0, tail: float = 1.0) -> str:
    """Return the encoded times of so many requests, spread as a log-normal.

    Args:
        tail: stretches the slowest twentieth by this factor.
    """
    made = HdrHistogram(LOWEST, HIGHEST, DIGITS)
    if requests:
        for share, spread in _shape():
            stretched = spread * (tail if share > FAST_SHARE else 1)
            made.record_value(max(1, int(p50_ms * 1000 * stretched)), max(1, requests // STEPS))
    return str(made.encode().decode())


STEPS = 200
FAST_SHARE = 0.95
SPREAD = 0.4


@cache
def _shape() -> list[tuple[float, float]]:
    shares = [(step + 0.5) / STEPS for step in range(STEPS)]
    return [(share, exp(SPREAD * NormalDist().inv_cdf(share))) for share in shares]


def _head(simulation: Simulation) -> dict[str, Any]:
    return {
        "kind": simulation.kind,
        "commit": "0" * 40,
        "versions": {"python": "3.11.0"},
        "machine": {
            "processor": "made up",
            "cores": 2,
            "memory_mib": 4096,
            "system": "Linux 6.1",
        },
        "date": "2024-05-01T12:00:00+00:00",
        "seed": simulation.seed,
        "settings": {
            "engine": "postgresql",
            "database": "PostgreSQL 15, made up",
            "users": 1000,
            "articles": 10000,
            "rounds": simulation.rounds,
            "warmup_seconds": 2.0,
            "seconds": simulation.seconds,
            "quick": False,
            "cores": {"server": [0], "database": [0], "generator": [1]},
            "generator_processes": 1,
        },
    }


def _subject(name: str, truth: Truth) -> dict[str, Any]:
    return {
        "name": name,
        "title": name.capitalize(),
        "workers": truth.workers,
        "facts": dict(truth.facts),
        "contract": None,
        "queries": {},
    }


def _nothing_wrong(seconds: float, requests: int) -> dict[str, Any]:
    return {
        "invalid": [],
        "seconds": seconds,
        "requests": requests,
        "failures": 0,
        "wrong": {},
        "connections_opened": 0,
        "generator_cpu_seconds": seconds / 2,
        "other_cpu_share": 0.01,
        "steal_share": 0.0,
        "calibration_shift": 0.01,
    }
