"""Every connection of the pool is busy, for longer than anybody would wait."""

import time

from harness.registry import Implementation
from shared_tests.failures.conftest import Recorded
from shared_tests.failures.scenario import (
    Facts,
    ask,
    back_to_normal,
    describe,
    locked,
    seconds_until,
    several,
    troubled,
    within,
)
from shared_tests.rules import rule

TITLE = "The pool of connections is exhausted"
POOL_SIZE = 2
ANSWERED_WITHIN_SECONDS = 4.0
CONTRACT = {
    "one request more": "503 {'database': ['is unreachable']}, Retry-After: 1",
    "answered": "within 4 s",
    "`/healthz`": "200",
    "those that hold the connections": "200",
    "afterwards": "200 within 5 s",
}


def observe(panel: Implementation) -> Facts:
    """Have as many requests as there are connections wait for a lock, and ask once more."""
    with troubled(panel, DATABASE_POOL_SIZE=str(POOL_SIZE)) as trouble:
        running = trouble.running
        with several(running, POOL_SIZE) as begin, locked(trouble.database_url) as waiting:
            answers = begin()
            assert seconds_until(lambda: waiting(POOL_SIZE), 10) is not None
            started = time.monotonic()
            facts = {
                "one request more": describe(ask(running)),
                "answered": within(time.monotonic() - started, ANSWERED_WITHIN_SECONDS),
                "`/healthz`": describe(ask(running, "/healthz")),
            }
        held = sorted({describe(answer.result()) for answer in answers})
        return facts | {
            "those that hold the connections": " and ".join(held),
            "afterwards": back_to_normal(running),
        }


@rule("OPS-9")
def test_nobody_waits_for_ever(implementation: Implementation, recorded: Recorded) -> None:
    facts = observe(implementation)

    assert facts == CONTRACT
    assert recorded(TITLE, facts)
