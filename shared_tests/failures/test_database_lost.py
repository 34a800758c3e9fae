"""The database goes away while the server has connections to it, and comes back."""

import time

from harness.processes import process_tree
from harness.registry import Implementation
from shared_tests.failures.conftest import Recorded
from shared_tests.failures.scenario import (
    Facts,
    ask,
    back_to_normal,
    describe,
    several,
    troubled,
    within,
)
from shared_tests.rules import rule

TITLE = "The database goes away in mid-flight"
CONNECTIONS = 4
ANSWERED_WITHIN_SECONDS = 5.0
CONTRACT = {
    "before": "200",
    "an operation": "503 {'database': ['is unreachable']}, Retry-After: 1",
    "answered": "within 5 s",
    "when it is back": "200 within 5 s",
    "processes": "the same",
}


def observe(panel: Implementation) -> Facts:
    """Cut the connections, several of which are open, and restore them."""
    with troubled(panel) as trouble:
        with several(trouble.running, CONNECTIONS) as begin:
            before = {describe(answer.result()) for answer in begin()}
        processes = {process.pid for process in process_tree(trouble.running.command.pid)}
        trouble.proxy.cut()
        started = time.monotonic()
        with several(trouble.running, CONNECTIONS) as begin:
            during = {describe(answer.result()) for answer in begin()}
        took = time.monotonic() - started
        trouble.proxy.restore()
        return {
            "before": " and ".join(sorted(before)),
            "an operation": " and ".join(sorted(during)),
            "answered": within(took, ANSWERED_WITHIN_SECONDS),
            "when it is back": back_to_normal(trouble.running),
            "processes": _compare(processes, trouble.running.command.pid),
        }


def _compare(before: set[int], pid: int) -> str:
    now = {process.pid for process in process_tree(pid)}
    return "the same" if now == before else "other ones"


@rule("OPS-9")
def test_it_recovers_by_itself(implementation: Implementation, recorded: Recorded) -> None:
    facts = observe(implementation)

    assert facts == CONTRACT
    assert recorded(TITLE, facts)


@rule("OPS-9")
def test_it_recovers_after_a_long_time(implementation: Implementation) -> None:
    """A pool that pauses longer each time would miss the return."""
    with troubled(implementation) as trouble:
        assert ask(trouble.running).status_code == 200
        trouble.proxy.cut()
        until = time.monotonic() + 12
        while time.monotonic() < until:
            assert ask(trouble.running).status_code == 503
        trouble.proxy.restore()

        assert back_to_normal(trouble.running) == "200 within 5 s"
