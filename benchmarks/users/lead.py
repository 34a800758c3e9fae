"""Locust's master: leads workers, here or on other hosts, through one plan."""

import json
import time
from collections.abc import Callable
from typing import Any

import gevent
from locust.env import Environment
from locust.runners import MasterRunner

from benchmarks.errors import LoadError
from benchmarks.load_plan import LoadOutcome, LoadPlan
from benchmarks.users.alone import new_nonce, wait_for_clients
from benchmarks.users.generator import DRAIN_SECONDS, Counters, pass_time, users_for
from benchmarks.users.recorder import merge

POLL_SECONDS = 0.005
OUTCOME_SECONDS = DRAIN_SECONDS + 15.0


def lead(
    plan: LoadPlan, listen: tuple[str, int], within: float, on_event: Callable[[str], None]
) -> LoadOutcome:
    """Carry a plan out with as many workers as it says.

    Args:
        plan: what to do; its clients and its rate are split among the workers.
        listen: the address that workers connect to ("*" for every one of this machine), and its
            port.
        within: for how many seconds workers are waited for.
        on_event: gets "start" and "end" as the window begins and ends.

    Raises:
        LoadError: the scenario makes no sense, workers are missing, or they did not do their work.
    """
    environment = Environment(host=plan.base_url)
    environment.user_classes = list(users_for(plan.scenario))
    crew = _Crew(environment.create_master_runner(*listen))
    try:
        crew.gather(plan.processes, within)
        return crew.carry_out(plan, on_event)
    finally:
        crew.runner.quit()


class _Crew:
    """The workers that are connected."""

    def __init__(self, runner: MasterRunner) -> None:
        self.runner = runner
        self.waiting: list[str] = []
        self.clients_in = 0
        self.problem = ""
        self.outcomes: list[LoadOutcome] = []
        for name in ("waiting", "client_in", "problem", "outcome"):
            runner.register_message(name, getattr(self, f"_note_{name}"))

    def gather(self, workers: int, within: float) -> None:
        """Return when so many workers are waiting."""
        deadline = time.perf_counter() + within
        while len(self.waiting) < workers:
            if time.perf_counter() > deadline:
                came = len(self.waiting)
                raise LoadError(f"only {came} of {workers} workers came within {within:g} s")
            gevent.sleep(POLL_SECONDS)

    def carry_out(self, plan: LoadPlan, on_event: Callable[[str], None]) -> LoadOutcome:
        """Lead the workers through a plan."""
        self._hand_out(plan)
        clients = plan.scenario.clients
        gevent.spawn(self.runner.start, clients, spawn_rate=clients)
        wait_for_clients(clients, lambda: self.clients_in, lambda: self.problem)
        start = time.perf_counter() + plan.warmup_seconds
        self.runner.send_message("go")
        pass_time(start, lambda: self.problem)
        before = Counters()
        on_event("start")
        pass_time(start + plan.seconds, lambda: self.problem)
        after = Counters()
        on_event("end")
        self._collect(len(self.waiting))
        own = LoadOutcome(
            seconds=plan.seconds,
            requests=0,
            failures=0,
            rows={},
            generator_cpu_seconds=after.cpu_seconds - before.cpu_seconds,
            intended_requests=None if plan.scenario.mode == "capacity" else 0,
        )
        return merge([own, *self.outcomes])

    def _hand_out(self, plan: LoadPlan) -> None:
        told: dict[str, Any] = {"plan": json.dumps(plan.to_json()), "nonce": new_nonce()}
        for share, worker in enumerate(self.waiting):
            mine = {**told, "share": share, "shares": len(self.waiting)}
            self.runner.send_message("plan", mine, worker)

    def _collect(self, workers: int) -> None:
        deadline = time.perf_counter() + OUTCOME_SECONDS
        while len(self.outcomes) < workers:
            if self.problem:
                raise LoadError(self.problem)
            if time.perf_counter() > deadline:
                raise LoadError(
                    f"only {len(self.outcomes)} of {workers} workers told what they saw"
                )
            gevent.sleep(POLL_SECONDS)

    def _note_waiting(self, msg: Any, **_: object) -> None:  # noqa: ANN401 (locust.rpc.Message)
        self.waiting.append(msg.node_id)

    def _note_client_in(self, **_: object) -> None:
        self.clients_in += 1

    def _note_problem(self, msg: Any, **_: object) -> None:  # noqa: ANN401 (locust.rpc.Message)
        self.problem = msg.data["problem"]

    def _note_outcome(self, msg: Any, **_: object) -> None:  # noqa: ANN401 (locust.rpc.Message)
        self.outcomes.append(LoadOutcome.from_json(json.loads(msg.data["outcome"])))
