"""What a round says of its subject, per request and per second; and which of it is judged."""

from collections.abc import Callable

from benchmarks.statistics.kinds_of_measures import Measure, Percentile, PerRound
from benchmarks.statistics.results import Round
from harness.stamp import MEBIBYTE

MILLISECONDS = 1000.0
"""In a second."""

CLAIMABLE_AT_TEN_ROUNDS = 0.03
"""The smallest difference in requests, CPU or p50 that ten rounds may claim, as a share.

The same application measured against itself had ratios with a standard deviation of 1.9% to 2.2%
from round to round; ten rounds detect 1.8% to 2.1% of that in four cases of five. The upper end of
"two to three per cent" keeps a claim more than four standard errors from chance.
"""
TAIL_CLAIMABLE_AT_TEN_ROUNDS = 0.24
"""The same for p99, whose ratio spread by 24% in those measurements."""


def _per_request(field: str, factor: float) -> Callable[[Round], float | None]:
    def of(each: Round) -> float | None:
        amount, requests = each.data[field], each.data["requests"]
        return amount * factor / requests if amount is not None and requests else None

    return of


def _both_cpus(each: Round) -> float | None:
    server, database = SERVER_CPU.of(each), DATABASE_CPU.of(each)
    return None if server is None or database is None else server + database


def _bytes(each: Round) -> float | None:
    received = sum(row["bytes"] for row in each.data["rows"].values())
    return received / each.data["requests"] if each.data["requests"] else None


def _throughput(each: Round) -> float | None:
    return each.data["requests"] / each.data["seconds"] if each.data["seconds"] else None


def _memory(each: Round) -> float | None:
    peak = each.data["peak_memory_bytes"]
    return peak / MEBIBYTE if peak is not None else None


def _cpu(name: str, title: str, whose: str, of: Callable[[Round], float | None]) -> PerRound:
    sentence = f"{{more}} needs {{ratio}} times the {whose} of {{less}}"
    return PerRound(name, title, sentence, CLAIMABLE_AT_TEN_ROUNDS, of)


def _percentile(percent: float, claimable: float | None) -> Percentile:
    name = f"p{percent:g}"
    sentence = f"{{more}} takes {{ratio}} times as long as {{less}} ({name})"
    return Percentile(name, f"{name}, ms", sentence, claimable, percent)


THROUGHPUT = PerRound(
    "throughput",
    "requests/s",
    "{more} is {ratio} times as fast as {less}",
    CLAIMABLE_AT_TEN_ROUNDS,
    _throughput,
)
SERVER_CPU = _cpu(
    "server_cpu",
    "server CPU, ms/request",
    "server CPU",
    _per_request("server_cpu_seconds", MILLISECONDS),
)
DATABASE_CPU = _cpu(
    "database_cpu",
    "database CPU, ms/request",
    "database CPU",
    _per_request("database_cpu_seconds", MILLISECONDS),
)
CPU = _cpu("cpu", "CPU, ms/request", "CPU (server and database)", _both_cpus)
BYTES = PerRound("bytes", "bytes per request", "", None, _bytes)
CONNECTIONS = PerRound(
    "connections", "connections per request", "", None, _per_request("connections_opened", 1)
)
MEMORY = PerRound("memory", "peak memory, MiB", "", None, _memory)
P50 = _percentile(50, CLAIMABLE_AT_TEN_ROUNDS)
P99 = _percentile(99, TAIL_CLAIMABLE_AT_TEN_ROUNDS)
P999 = _percentile(99.9, None)

CAPACITY: tuple[Measure, ...] = (
    THROUGHPUT,
    SERVER_CPU,
    DATABASE_CPU,
    MEMORY,
    BYTES,
    CONNECTIONS,
)
LATENCY: tuple[Measure, ...] = (P50, P99, P999, SERVER_CPU, DATABASE_CPU, MEMORY)

JUDGED_CAPACITY: tuple[Measure, ...] = (THROUGHPUT, SERVER_CPU, DATABASE_CPU)
"""What gets a verdict, at saturation."""
JUDGED_COST: tuple[Measure, ...] = (SERVER_CPU, DATABASE_CPU)
"""What gets a verdict where the server need not be the limit."""
JUDGED_LATENCY: tuple[Measure, ...] = (P50, P99)
"""What gets a verdict at a fixed rate; CPU per request depends on how requests bunch up there."""
