"""One round: one scenario on one running subject, with everything that can be said of it."""

from dataclasses import asdict
from typing import Any

from benchmarks.load import run_load
from benchmarks.load_plan import LoadPlan
from benchmarks.runner import gates
from benchmarks.runner.accounting import Accounts, MemoryWatch, Moment, spin_seconds
from benchmarks.runner.cores import Cores
from benchmarks.subjects import Running

DIGITS = 4

Round = dict[str, Any]
"""A round as in `results.schema.json`, but for its number and place."""


def measure(
    plan: LoadPlan,
    server: Running,
    database: int | None,
    cores: Cores,
    keeps_connections: bool = True,
) -> Round:
    """Drive one scenario against a server and account for it.

    Args:
        plan: what the generator does.
        server: the subject, up and pinned.
        database: the database server's process; None where it is not on this machine.
        cores: who is kept where.
        keeps_connections: whether the server is to answer many requests on one connection.

    Raises:
        LoadError: the generator did not run through.
    """
    accounts = Accounts(server.pid, database, cores)
    moments: dict[str, Moment] = {}
    speed = spin_seconds()
    with MemoryWatch(server.pid) as memory:
        outcome = run_load(plan, lambda event: moments.update({event: accounts.read()}))
    shift = spin_seconds() / speed - 1
    spent = accounts.spent(moments["start"], moments["end"], outcome.generator_cpu_seconds)
    measured: Round = {
        "scenario": plan.scenario.name,
        "seconds": round(outcome.seconds, DIGITS),
        "requests": outcome.requests,
        "failures": outcome.failures,
        "rows": {name: asdict(row) for name, row in outcome.rows.items()},
        "wrong": dict(outcome.wrong),
        "connections_opened": outcome.connections_opened,
        "intended_requests": outcome.intended_requests,
        "answered_late": outcome.answered_late,
        "server_cpu_seconds": _rounded(spent.server),
        "database_cpu_seconds": _rounded(spent.database),
        "generator_cpu_seconds": round(outcome.generator_cpu_seconds, DIGITS),
        "other_cpu_share": _rounded(spent.other_share),
        "steal_share": _rounded(spent.steal_share),
        "calibration_shift": round(shift, DIGITS),
        "peak_memory_bytes": memory.peak_bytes,
    }
    found = gates.reasons(
        plan.scenario,
        measured,
        server_cores=len(cores.server),
        generators=plan.processes,
        keeps_connections=keeps_connections,
    )
    if spent.restarted:
        found.append("processes of the server ended during the round")
    return measured | {"invalid": found}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
