"""Why a round does not count. The limits are those of docs/benchmark-method.md."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.scenarios import Scenario

RATE_OFF = 0.01
GENERATOR_SHARE = 0.80
SERVER_SHARE = 0.95
OTHER_SHARE = 0.08
STEAL_SHARE = 0.01
CALIBRATION_SHIFT = 0.10
RECONNECTING_SHARE = 0.01
BACKLOG_SECONDS = 1.0
"""Of arrivals: where more are unanswered at the end, the rate is more than the server can do."""


def reasons(
    scenario: Scenario,
    round_: Mapping[str, Any],
    *,
    server_cores: int,
    generators: int,
    keeps_connections: bool = True,
) -> list[str]:
    """Return why a round is invalid, in words; none where it counts.

    Args:
        scenario: what was driven.
        round_: the round as in `results.schema.json`, without `invalid`.
        server_cores: how many cores the server can keep busy; 0 where that is not known.
        generators: how many processes drove it.
        keeps_connections: whether the server is to answer many requests on one connection.
    """
    of_the_server = [
        *_answers(round_),
        *(_connections(scenario, round_) if keeps_connections else []),
    ]
    if not scenario.undisturbed:
        return of_the_server
    return [
        *of_the_server,
        *_load(scenario, round_, generators),
        *_server(scenario, round_, server_cores),
        *_machine(round_),
    ]


def is_spoiled_by_machine(round_: Mapping[str, Any]) -> bool:
    """Tell whether an invalid round may well be valid if it is measured again.

    It tells by the machine alone, never by what was measured, so that no figure is picked out.
    """
    return bool(round_["invalid"]) and not round_["failures"] and any(_machine(round_))


def _answers(round_: Mapping[str, Any]) -> Iterator[str]:
    if round_["failures"]:
        told = ", ".join(f"{words} ({count})" for words, count in sorted(round_["wrong"].items()))
        yield f"{round_['failures']} wrong answers: {told or 'untold'}"
    if not round_["requests"]:
        yield "no request was answered"


def _connections(scenario: Scenario, round_: Mapping[str, Any]) -> Iterator[str]:
    requests, opened = round_["requests"], round_["connections_opened"]
    if requests and opened > _connections_allowed(scenario, requests):
        yield f"connections are not kept: {opened / requests:.2f} opened for each request"


def _connections_allowed(scenario: Scenario, requests: int) -> float:
    """Return how many connections may be opened: a client of an open loop sets in when needed."""
    first = scenario.clients if scenario.mode == "latency" else 0
    return first + RECONNECTING_SHARE * requests


def _load(scenario: Scenario, round_: Mapping[str, Any], generators: int) -> Iterator[str]:
    intended = round_["intended_requests"]
    answered = round_["requests"] + round_["failures"]
    if scenario.rate and intended is not None:
        wanted = scenario.rate * round_["seconds"]
        if intended and abs(answered - intended) > RATE_OFF * intended:
            yield f"{answered} of the {intended} requests that arrived were answered in time"
        if round_["answered_late"] > BACKLOG_SECONDS * scenario.rate:
            yield f"{round_['answered_late']} requests were still unanswered at the end"
        if abs(intended - wanted) > _poisson_limit(wanted):
            yield f"{intended} requests arrived where {wanted:.0f} should have"
    share = round_["generator_cpu_seconds"] / (round_["seconds"] * generators)
    if share > GENERATOR_SHARE and scenario.saturating:
        yield f"the load generator was at {share:.0%} of its core"


def _poisson_limit(wanted: float) -> float:
    """Return how far a Poisson count may be off: four of its standard deviations, or 1%."""
    return max(4 * math.sqrt(wanted), RATE_OFF * wanted)


def _server(scenario: Scenario, round_: Mapping[str, Any], cores: int) -> Iterator[str]:
    used = round_["server_cpu_seconds"]
    if used is None or not cores or scenario.mode != "capacity" or not scenario.saturating:
        return
    share = used / (round_["seconds"] * cores)
    if share < SERVER_SHARE:
        yield f"the server was at {share:.0%} of its core, so something else was the limit"


def _machine(round_: Mapping[str, Any]) -> Iterator[str]:
    if (round_["other_cpu_share"] or 0) > OTHER_SHARE:
        yield f"other processes took {round_['other_cpu_share']:.0%} of the cores"
    if (round_["steal_share"] or 0) > STEAL_SHARE:
        yield f"{round_['steal_share']:.1%} of the cores' time was stolen by the host"
    if abs(round_["calibration_shift"]) > CALIBRATION_SHIFT:
        yield f"the machine's speed changed by {round_['calibration_shift']:+.0%}"
