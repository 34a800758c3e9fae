"""Which panels the failures happen to, and what is recorded of them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import postgresql, registry
from harness.postgresql import PostgreSQLError
from harness.registry import Implementation
from shared_tests.failures.records import has_record
from shared_tests.failures.scenario import Facts
from shared_tests.panels import chosen

HERE = Path(__file__).parent
Recorded = Callable[[str, Facts], bool]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test for each `panel` that the options choose."""
    if "panel" in metafunc.fixturenames:
        metafunc.parametrize("panel", [each.name for each in chosen.panels(metafunc.config)])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave these tests out where no panel is tested on PostgreSQL, the database to take away."""
    if "postgresql" not in chosen.engines(config):
        theirs = [item for item in items if HERE in item.path.parents]
        config.hook.pytest_deselected(items=theirs)
        items[:] = [item for item in items if item not in theirs]


@pytest.fixture(autouse=True, scope="session")
def server() -> None:
    """Skip all of it where there is no PostgreSQL to take away, unless this is CI."""
    try:
        postgresql.server()
    except PostgreSQLError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"there is no PostgreSQL: {error}")


@pytest.fixture
def implementation(panel: str) -> Implementation:
    """Return the panel that a test is about."""
    return registry.get(panel)


@pytest.fixture
def recorded(panel: str) -> Recorded:
    """Return a function that tells whether the page says of this panel what was seen."""
    return lambda title, facts: has_record(title, panel, facts)
