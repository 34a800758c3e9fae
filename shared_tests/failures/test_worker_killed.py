"""One of two workers is killed under load."""

import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import NamedTuple

import httpx2
import psutil

from harness.processes import process_tree
from harness.registry import Implementation
from shared_tests.failures.conftest import Recorded
from shared_tests.failures.scenario import (
    Facts,
    ask,
    describe,
    seconds_until,
    troubled,
    within,
)
from shared_tests.panels.running import Running

TITLE = "`kill -9` of a worker under load"
WORKERS = 2
CALLERS = 4
ENOUGH = 20
"""Requests to tell by, before and after."""
LOST = "lost"
REPLACED_WITHIN_SECONDS = 10.0
LOST_SECONDS = 1.0
"""In which those that the dead worker had taken may still learn of it."""
CONTRACT = {
    "before": "200",
    "from a second later on": "200",
    "requests lost at the most": "as many as callers",
    "another worker": "within 10 s",
}


class Heard(NamedTuple):
    """What came of one request, with times of `time.monotonic()`."""

    asked: float
    answered: float
    told: str


class Load:
    """What callers hear who ask all the time, each on a new connection for each request."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.heard: list[Heard] = []
        self.ended = Event()

    def call(self) -> None:
        """Ask until it is enough."""
        while not self.ended.is_set():
            started = time.monotonic()
            try:
                told = describe(ask(self.running))
            except httpx2.TransportError:
                told = LOST
            self.heard.append(Heard(started, time.monotonic(), told))

    def since(self, moment: float) -> list[Heard]:
        """Return what those heard who asked after a time of `time.monotonic()`."""
        return [each for each in self.heard if each.asked > moment]


@contextmanager
def load(running: Running) -> Iterator[Load]:
    """Have callers ask until the block ends."""
    heard = Load(running)
    callers = [Thread(target=heard.call) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    try:
        yield heard
    finally:
        heard.ended.set()
        for caller in callers:
            caller.join()


def observe(panel: Implementation) -> Facts:
    """Kill a worker, and go on asking."""
    with troubled(panel, WEB_CONCURRENCY=str(WORKERS)) as trouble:
        running = trouble.running
        assert seconds_until(lambda: len(workers(running)) == WORKERS, 10) is not None
        with load(running) as heard:
            assert seconds_until(lambda: len(heard.heard) >= ENOUGH, 20) is not None
            killed = max(workers(running))
            moment = time.monotonic()
            os.kill(killed, signal.SIGKILL)
            replaced = seconds_until(
                lambda: killed not in (now := workers(running)) and len(now) == WORKERS,
                2 * REPLACED_WITHIN_SECONDS,
            )
            settled = moment + LOST_SECONDS
            assert seconds_until(lambda: len(heard.since(settled)) >= ENOUGH, 20) is not None
        lost = [each for each in heard.heard if each.told == LOST]
        return {
            "before": _outcomes(each for each in heard.heard if each.answered < moment),
            "from a second later on": _outcomes(heard.since(settled)),
            "requests lost at the most": "as many as callers" if len(lost) <= CALLERS else "more",
            "another worker": within(replaced, REPLACED_WITHIN_SECONDS),
        }


def workers(running: Running) -> set[int]:
    """Return the processes that serve: those below the first, but for Python's bookkeeping."""
    found = set()
    for process in process_tree(running.command.pid)[1:]:
        with suppress(psutil.NoSuchProcess):  # which a zombie is as well
            if "resource_tracker" not in " ".join(process.cmdline()):
                found.add(process.pid)
    return found


def _outcomes(heard: Iterable[Heard]) -> str:
    return " and ".join(sorted({each.told for each in heard}))


def test_the_others_are_served(implementation: Implementation, recorded: Recorded) -> None:
    facts = observe(implementation)

    assert facts == CONTRACT
    assert recorded(TITLE, facts)
