"""Playing every scenario on every panel: `python -m shared_tests.failures.page` writes the page."""

from harness import registry
from shared_tests.failures import (
    test_asked_to_end,
    test_database_down_at_start,
    test_database_lost,
    test_disk_full,
    test_pool_exhausted,
    test_slow_client,
    test_worker_killed,
)
from shared_tests.failures.records import PAGE, render

SCENARIOS = (
    test_database_down_at_start,
    test_database_lost,
    test_pool_exhausted,
    test_slow_client,
    test_asked_to_end,
    test_worker_killed,
    test_disk_full,
)


def main() -> None:
    """Write the page."""
    records = {
        scenario.TITLE: {panel.name: scenario.observe(panel) for panel in registry.panels()}
        for scenario in SCENARIOS
    }
    PAGE.write_text(render(records), encoding="utf-8")


if __name__ == "__main__":
    main()
