"""The database is down when the server starts."""

from harness.registry import Implementation
from shared_tests.failures.conftest import Recorded
from shared_tests.failures.scenario import Facts, ask, back_to_normal, describe, troubled
from shared_tests.rules import rule

TITLE = "The database is down at the start"
CONTRACT = {
    "an operation": "503 {'database': ['is unreachable']}, Retry-After: 1",
    "`/healthz`": "200",
    "when it is there": "200 within 5 s",
}


def observe(panel: Implementation) -> Facts:
    """Start without a database, and let it come."""
    with troubled(panel, down=True) as trouble:
        facts = {
            "an operation": describe(ask(trouble.running)),
            "`/healthz`": describe(ask(trouble.running, "/healthz")),
        }
        trouble.proxy.restore()
        return facts | {"when it is there": back_to_normal(trouble.running)}


@rule("OPS-9", "OPS-1")
def test_it_waits_for_the_database(implementation: Implementation, recorded: Recorded) -> None:
    facts = observe(implementation)

    assert facts == CONTRACT
    assert recorded(TITLE, facts)
