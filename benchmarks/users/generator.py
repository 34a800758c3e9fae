"""One generator process at work: its clients set in, warm up, are measured, and finish."""

import gc
import os
import random
import time
from collections.abc import Callable
from dataclasses import replace

import gevent
from locust.env import Environment

from benchmarks.errors import LoadError
from benchmarks.load_plan import LoadOutcome, LoadPlan
from benchmarks.scenarios import Scenario
from benchmarks.users.arrivals import poisson_arrivals
from benchmarks.users.behaviours import BEHAVIOURS
from benchmarks.users.conduit import ConduitUser
from benchmarks.users.connections import connections_opened, count_connections
from benchmarks.users.operations import OPERATIONS
from benchmarks.users.pace import ClosedLoop, OpenLoop
from benchmarks.users.shift import Shift

CLIENTS_PER_SECOND = 200
"""How quickly clients set in."""
SHORTEST_RAMP_SECONDS = 0.2
DRAIN_SECONDS = 5.0
"""How long requests of the window are waited for after its end."""
POLL_SECONDS = 0.005
LOOK_SECONDS = 0.1


def users_of(behaviour: str) -> tuple[type[ConduitUser], ...]:
    """Return who behaves like that: an operationId or a name in `BEHAVIOURS`, in any case.

    Raises:
        LoadError: nobody does.
    """
    if behaviour in OPERATIONS:
        return (OPERATIONS[behaviour],)
    for name, users in BEHAVIOURS.items():
        if name.lower() == behaviour.lower():
            return users
    known = ", ".join([*BEHAVIOURS, *OPERATIONS])
    raise LoadError(f"nobody behaves like {behaviour!r}, only like: {known}")


def users_for(scenario: Scenario) -> tuple[type[ConduitUser], ...]:
    """Return who behaves as a scenario says, with their tokens where it says so.

    Raises:
        LoadError: nobody does.
    """
    users = users_of(scenario.behaviour)
    if not scenario.signed_in:
        return users
    return tuple(type(user.__name__, (user,), {"signed_in": True}) for user in users)


class Generator:
    """Drives the clients of this process through one plan.

    The clients themselves are started by a Locust runner, which may be told so from elsewhere.
    """

    def __init__(self, plan: LoadPlan, nonce: str, share: int, shares: int) -> None:
        """Make everything ready for the clients to start.

        Args:
            plan: what to do.
            nonce: see `Shift.nonce`; the same for all processes of a run.
            share: which of the run's generator processes this is, from 0.
            shares: how many there are.

        Raises:
            LoadError: the scenario makes no sense.
        """
        self.plan = plan
        self.users = users_for(plan.scenario)
        self.shift = Shift(
            world=plan.world,
            pace=self._pace(),
            nonce=nonce,
            seed=plan.seed,
            share=share,
            shares=shares,
            check_every=plan.check_every,
            parameters=plan.scenario.parameters,
            ramp_seconds=max(SHORTEST_RAMP_SECONDS, plan.scenario.clients / CLIENTS_PER_SECOND),
        )
        ConduitUser.shift = self.shift
        random.seed(f"{plan.seed}/{share}/tasks")  # Locust chooses tasks with it
        count_connections()
        # What is there now stays; what requests leave behind has no cycles worth a pause.
        gc.collect()
        gc.freeze()
        gc.disable()

    def _pace(self) -> ClosedLoop | OpenLoop:
        scenario = self.plan.scenario
        if scenario.mode == "capacity":
            return ClosedLoop()
        if not scenario.rate:
            raise LoadError(f"{scenario.name}: latency mode needs a rate")
        return OpenLoop()

    def attend(self, environment: Environment) -> None:
        """Have a Locust environment run this plan's clients."""
        environment.user_classes = list(self.users)
        environment.host = self.plan.base_url
        environment.events.user_error.add_listener(self._note_stumble)  # type: ignore[no-untyped-call]  # Locust's own

    def _note_stumble(self, exception: Exception, **_: object) -> None:
        now = time.perf_counter()
        if self.shift.measures(now, now):
            behaviour = self.plan.scenario.behaviour
            self.shift.recorder.stumbled(f"{behaviour}: {type(exception).__name__}: {exception}")

    def run(self, on_event: Callable[[str], None]) -> LoadOutcome:
        """Warm up, measure and finish; every client must be in.

        Args:
            on_event: gets "start" and "end" as the window begins and ends.

        Raises:
            LoadError: clients cannot go on.
        """
        start = time.perf_counter() + self.plan.warmup_seconds
        end = start + self.plan.seconds
        self.shift.window = (start, end)
        arrivals = self._schedule(start)
        pass_time(start, lambda: self.shift.problem)
        before = Counters()
        on_event("start")
        pass_time(end, lambda: self.shift.problem)
        after = Counters()
        on_event("end")
        in_time = self.shift.recorder.answers()
        self.shift.pace.end()
        self._drain(arrivals)
        return self._outcome(before, after, arrivals, in_time)

    def _schedule(self, start: float) -> int | None:
        """Let the open loop begin; return how many arrivals fall into the window."""
        pace, rate = self.shift.pace, self.plan.scenario.rate
        if not isinstance(pace, OpenLoop) or rate is None:
            return None
        draw = random.Random(f"{self.plan.seed}/{self.shift.share}/arrivals")  # noqa: S311
        share = {"share": self.shift.share, "shares": self.shift.shares}
        warmup = poisson_arrivals(rate, self.plan.warmup_seconds, draw, **share)
        measured = poisson_arrivals(rate, self.plan.seconds, draw, **share)
        begin = start - self.plan.warmup_seconds
        moments = [begin + each for each in warmup] + [start + each for each in measured]
        gevent.spawn(pace.send_at, moments)
        return len(measured)

    def _drain(self, arrivals: int | None) -> None:
        """Wait for what is under way; in latency mode, for each arrival of the window."""
        shift = self.shift
        deadline = time.perf_counter() + DRAIN_SECONDS
        while time.perf_counter() < deadline:
            # An arrival may be due, and on its way from the clock to a client.
            if shift.in_flight == 0 if arrivals is None else shift.recorder.answers() >= arrivals:
                return
            gevent.sleep(POLL_SECONDS)

    def _outcome(
        self, before: "Counters", after: "Counters", arrivals: int | None, in_time: int
    ) -> LoadOutcome:
        recorder = self.shift.recorder
        rows = {name: row.outcome() for name, row in sorted(recorder.rows.items())}
        requests = sum(row.requests for row in rows.values())
        failures = sum(row.failures for row in rows.values())
        outcome = LoadOutcome(
            seconds=self.plan.seconds,
            requests=requests,
            failures=failures + recorder.stumbles,
            rows=rows,
            connections_opened=after.connections - before.connections,
            generator_cpu_seconds=after.cpu_seconds - before.cpu_seconds,
        )
        if arrivals is not None:
            lost = arrivals - requests - failures
            if lost:
                recorder.remark(f"no answer {DRAIN_SECONDS:.0f} s after the end", lost)
            outcome = replace(
                outcome,
                failures=outcome.failures + lost,
                intended_requests=arrivals,
                answered_late=arrivals - in_time,
            )
        return replace(outcome, wrong=dict(recorder.wrong))


class Counters:
    """What this process has used up to now."""

    def __init__(self) -> None:
        times = os.times()
        self.cpu_seconds = times.user + times.system
        self.connections = connections_opened()


def pass_time(until: float, problem: Callable[[], str]) -> None:
    """Sleep until a moment of `perf_counter`.

    Raises:
        LoadError: there is a problem before.
    """
    while (left := until - time.perf_counter()) > 0:
        gevent.sleep(min(left, LOOK_SECONDS))
        if words := problem():
            raise LoadError(words)
