"""A generator process that works alone."""

import time
from collections.abc import Callable
from uuid import uuid4

import gevent
from locust.env import Environment

from benchmarks.errors import LoadError
from benchmarks.load_plan import LoadOutcome, LoadPlan
from benchmarks.users.generator import Generator

POLL_SECONDS = 0.005
READY_SECONDS = 60.0
NONCE_LENGTH = 8


def new_nonce() -> str:
    """Return what names made in this run shall carry, for `Shift.nonce`."""
    return uuid4().hex[:NONCE_LENGTH]


def work_alone(plan: LoadPlan, on_event: Callable[[str], None]) -> LoadOutcome:
    """Carry a plan out in this process.

    Args:
        plan: what to do.
        on_event: gets "start" and "end" as the window begins and ends.

    Raises:
        LoadError: the scenario makes no sense, or its clients cannot get ready.
    """
    generator = Generator(plan, new_nonce(), share=0, shares=1)
    clients = plan.scenario.clients
    ready = 0

    def count() -> None:
        nonlocal ready
        ready += 1

    generator.shift.when_client_is_in = count
    environment = Environment()
    generator.attend(environment)
    runner = environment.create_local_runner()
    runner.start(clients, spawn_rate=clients)
    wait_for_clients(clients, lambda: ready, lambda: generator.shift.problem)
    return generator.run(on_event)


def wait_for_clients(clients: int, ready: Callable[[], int], problem: Callable[[], str]) -> None:
    """Return when all clients are at work.

    Args:
        clients: how many there are.
        ready: tells how many are at work by now.
        problem: tells why some never will be; "" while nothing is known of that.

    Raises:
        LoadError: some cannot, or they take over a minute.
    """
    deadline = time.perf_counter() + READY_SECONDS
    while ready() < clients:
        if words := problem():
            raise LoadError(words)
        if time.perf_counter() > deadline:
            raise LoadError(
                f"only {ready()} of {clients} clients were ready after {READY_SECONDS:.0f} s"
            )
        gevent.sleep(POLL_SECONDS)
