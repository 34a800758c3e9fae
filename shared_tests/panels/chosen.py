"""Which panels and engines a run is about."""

import pytest

from harness import registry
from harness.registry import Implementation
from harness.targets import Target, enumerate_targets
from shared_tests.plugin import chosen_engines


def targets(config: pytest.Config) -> list[Target]:
    """Return what the options choose, as the plugin does; nothing when something else is tested."""
    if config.getoption("base_url"):
        return []
    names = config.getoption("impl")
    return enumerate_targets(
        [registry.get(name.strip()) for name in names.split(",")] if names else None,
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
