"""The server is asked to end while it works."""

import os
import signal
import time

import httpx2

from harness.registry import Implementation
from shared_tests.failures.conftest import Recorded
from shared_tests.failures.scenario import (
    Facts,
    ask,
    describe,
    locked,
    seconds_until,
    several,
    troubled,
    within,
)
from shared_tests.panels.running import Running

TITLE = "SIGTERM with requests in flight"
IN_FLIGHT = 4
ENDS_WITHIN_SECONDS = 10.0
"""The grace period that Docker gives before it kills."""
HELD_SECONDS = 1.0
CONTRACT = {
    "those in flight": "200",
    "ends": "within 10 s",
    "exit status": "0",
}


def observe(panel: Implementation) -> Facts:
    """Send the signal while requests wait for a lock, which is let go a second later."""
    with troubled(panel) as trouble:
        running = trouble.running
        with several(running, IN_FLIGHT) as begin:
            with locked(trouble.database_url) as waiting:
                answers = begin()
                assert seconds_until(lambda: waiting(IN_FLIGHT), 10) is not None
                os.kill(running.command.pid, signal.SIGTERM)
                time.sleep(HELD_SECONDS)
                new = _ask_anew(running)
            ended = seconds_until(running.command.ended, 2 * ENDS_WITHIN_SECONDS)
        told = sorted({describe(answer.result()) for answer in answers})
        return {
            "those in flight": " and ".join(told),
            "new ones": new,
            "ends": within(ended, ENDS_WITHIN_SECONDS),
            "exit status": str(running.command.status()),
        }


def _ask_anew(running: Running) -> str:
    """Say what becomes of somebody who comes too late: gunicorn lets them in, and then goes."""
    try:
        return describe(ask(running, "/healthz", patience=HELD_SECONDS))
    except httpx2.ConnectError:
        return "refused"
    except httpx2.TransportError:
        return "let in, not answered"


def test_it_finishes_its_work(implementation: Implementation, recorded: Recorded) -> None:
    facts = observe(implementation)

    assert {name: facts[name] for name in CONTRACT} == CONTRACT
    assert recorded(TITLE, facts)
