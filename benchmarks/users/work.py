"""Locust's worker: takes a share of one plan from a master."""

import json
from typing import Any

import gevent
from gevent.event import Event
from locust.env import Environment
from locust.runners import WorkerRunner

from benchmarks.errors import BenchmarkError
from benchmarks.load_plan import LoadPlan
from benchmarks.users.generator import Generator

POLL_SECONDS = 0.05


def work(host: str, port: int) -> None:
    """Connect to a master, do what it says, tell what came of it, and wait to be dismissed.

    Returns at once when no master has come within minutes.
    """
    try:
        runner = Environment().create_worker_runner(host, port)
    except ConnectionError:
        return
    worker = _Worker(runner)
    worker.runner.send_message("waiting")
    worker.has_plan.wait()
    # The clients of this process are started by the master, through Locust.
    watch = gevent.spawn(worker.report_problem)
    worker.may_go.wait()
    watch.kill()
    try:
        outcome = worker.generator.run(lambda _event: None)
    except BenchmarkError as error:
        worker.runner.send_message("problem", {"problem": str(error)})
    else:
        worker.runner.send_message("outcome", {"outcome": json.dumps(outcome.to_json())})
    worker.runner.greenlet.join()


class _Worker:
    """A worker and what it has been told."""

    generator: Generator

    def __init__(self, runner: WorkerRunner) -> None:
        self.runner = runner
        self.has_plan = Event()
        self.may_go = Event()
        runner.register_message("plan", self._take_plan)
        runner.register_message("go", self._go)

    def report_problem(self) -> None:
        """Tell the master when clients cannot set in."""
        while not self.generator.shift.problem:
            gevent.sleep(POLL_SECONDS)
        self.runner.send_message("problem", {"problem": self.generator.shift.problem})

    def _take_plan(self, msg: Any, **_: object) -> None:  # noqa: ANN401 (locust.rpc.Message)
        plan = LoadPlan.from_json(json.loads(msg.data["plan"]))
        share, shares = msg.data["share"], msg.data["shares"]
        self.generator = Generator(plan, msg.data["nonce"], share, shares)
        self.generator.shift.when_client_is_in = lambda: self.runner.send_message("client_in")
        self.generator.attend(self.runner.environment)
        self.has_plan.set()

    def _go(self, **_: object) -> None:
        self.may_go.set()
