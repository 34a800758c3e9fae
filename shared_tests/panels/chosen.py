"""Which panels and engines a run is about."""

import pytest

from harness import registry
from harness.registry import Implementation
from harness.targets import Target, enumerate_targets
from shared_tests.plugin import chosen_engines


def targets(config: pytest.Config) -> list[Target]:
    """Return what the options choose of the panels; nothing when something else is tested."""
    if config.getoption("base_url"):
        return []
    known = registry.panels()  # and no example, which keeps the operations' rules alone
    names = config.getoption("impl")
    if names:
        wanted = [registry.get(name.strip()) for name in names.split(",")]
        known = tuple(panel for panel in wanted if panel in known)
    return enumerate_targets(
        known,
        engines=chosen_engines(config),
        profile=config.getoption("profile"),
    )


def panels(config: pytest.Config) -> list[Implementation]:
    """Return the implementations that the options choose."""
    found = [target.implementation for target in targets(config) if target.implementation]
    return sorted(set(found), key=lambda panel: panel.name)


def engines(config: pytest.Config) -> list[str]:
    """Return the engines that the options choose."""
    return sorted({str(target.engine) for target in targets(config)}, reverse=True)
