"""The generator process; `benchmarks.load` starts it.

    python -m benchmarks.users alone PLAN OUTCOME EVENTS
    python -m benchmarks.users lead PLAN OUTCOME EVENTS --listen HOST:PORT [--within SECONDS]
    python -m benchmarks.users work --master HOST:PORT [--core NUMBER]

PLAN and OUTCOME are files of JSON; an outcome is `{"outcome": ...}` or `{"error": "why there is
none"}`. EVENTS is a pipe that gets the lines "start" and "end".
"""

# First of all: importing it replaces Python's sockets, also for what is imported below.
import locust  # isort: skip  # noqa: F401

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.load_plan import LoadOutcome, LoadPlan
from benchmarks.users.alone import work_alone
from benchmarks.users.lead import lead
from benchmarks.users.work import work


def main() -> None:
    """Take a role."""
    options = _parser().parse_args()
    options.run(options)


def _alone(options: argparse.Namespace) -> None:
    plan = _read(options.plan)
    stay_on(plan.cores)
    _carry_out(options, lambda on_event: work_alone(plan, on_event))


def _lead(options: argparse.Namespace) -> None:
    plan = _read(options.plan)
    stay_on(plan.cores)
    _carry_out(options, lambda on_event: lead(plan, options.listen, options.within, on_event))


def _work(options: argparse.Namespace) -> None:
    stay_on(tuple(options.core))
    work(*options.master)


def _read(path: Path) -> LoadPlan:
    return LoadPlan.from_json(json.loads(path.read_text(encoding="utf-8")))


def _carry_out(
    options: argparse.Namespace, work_out: Callable[[Callable[[str], None]], LoadOutcome]
) -> None:
    with options.events.open("w", encoding="utf-8", buffering=1) as events:
        try:
            outcome = work_out(lambda event: print(event, file=events))
            result: dict[str, object] = {"outcome": outcome.to_json()}
        except BenchmarkError as error:
            result = {"error": str(error)}
    options.outcome.write_text(json.dumps(result), encoding="utf-8")


def stay_on(cores: tuple[int, ...]) -> None:
    """Keep this process on these cores, where there are any and the system can."""
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host, int(port)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.users")
    parsers = parser.add_subparsers(required=True, metavar="ROLE")
    for name, run in (("alone", _alone), ("lead", _lead)):
        leading = parsers.add_parser(name)
        for file in ("plan", "outcome", "events"):
            leading.add_argument(file, type=Path)
        leading.set_defaults(run=run)
        if name == "lead":
            leading.add_argument("--listen", type=_address, required=True)
            leading.add_argument("--within", type=float, default=60.0)
    working = parsers.add_parser("work")
    working.add_argument("--master", type=_address, required=True)
    working.add_argument("--core", type=int, action="append", default=[])
    working.set_defaults(run=_work)
    return parser


if __name__ == "__main__":
    main()
    # Clients that are still at work, and Locust's own greenlets, are of no more use.
    sys.stdout.flush()
    os._exit(0)
