"""Which panels and engines are tested, and servers in states that only these tests need."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx2
import pytest

from harness import postgresql, registry
from harness.databases import fresh_database
from harness.environment import TESTING
from harness.registry import Engine, Implementation, Profile
from harness.targets import Target, enumerate_targets
from shared_tests.client import Caller
from shared_tests.conversation import Conversation
from shared_tests.panels.running import Running, start

CallerOf = Callable[[Target], Caller]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs `engine` for each engine, and what needs `panel` for each panel."""
    names = {
        "engine": list(dict.fromkeys(target.engine for target in chosen(metafunc.config))),
        "panel": [panel.name for panel in panels(metafunc.config)],
    }
    for argument, values in names.items():
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, values)


def chosen(config: pytest.Config) -> list[Target]:
    """Return what the options choose, as the plugin does; nothing when something else is tested."""
    if config.getoption("base_url"):
        return []
    names = config.getoption("impl")
    found = [registry.get(name.strip()) for name in names.split(",")] if names else None
    engines = "postgresql" if config.getoption("mixed") else config.getoption("engine")
    return enumerate_targets(
        found,
        engines=registry.read_engines(name.strip() for name in engines.split(",")),
        profile=config.getoption("profile"),
    )


def panels(config: pytest.Config) -> list[Implementation]:
    """Return the implementations that the options choose."""
    found = {target.implementation: None for target in chosen(config) if target.implementation}
    return list(found)


@pytest.fixture
def implementation(panel: str) -> Implementation:
    """Return the panel that a test is about."""
    return registry.get(panel)


@pytest.fixture
def implementations(request: pytest.FixtureRequest) -> list[Implementation]:
    """Return every panel that is tested."""
    return panels(request.config)


@pytest.fixture(scope="session")
def session_stack() -> Iterator[ExitStack]:
    """Yield what holds servers and databases that several tests look at, until the run ends."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(autouse=True)
def _engine_is_here(request: pytest.FixtureRequest) -> None:
    if request.node.callspec.params.get("engine") == "postgresql" if (
        hasattr(request.node, "callspec")
    ) else False:
        pass
