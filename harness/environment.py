"""The environment that a panel's processes are started in."""

import os
import re
from functools import cache

from harness import ROOT

CONFIGURATION_FILE = ROOT / "docs" / "configuration.md"
TABLE_ROW = re.compile(r"^\| `(?P<name>[A-Z0-9_]+)` \| (?P<default>[^|]+) \|", re.MULTILINE)

TEST_SECRET_KEY = "the contract suite signs its tokens with this key of 64 or more bytes"  # noqa: S105 (not a secret)

TESTING = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": TEST_SECRET_KEY,
    "SERVER_TIMING": "1",
    "ARGON2_MEMORY_KIB": "8",
    "ARGON2_TIME_COST": "1",
}
"""What tests start a panel with: production's behaviour, a known key, the cheapest hash."""


@cache
def configuration_defaults() -> dict[str, str]:
    """Return what `docs/configuration.md` documents: each name with its default.

    A default that the document describes in words only is empty here.
    """
    text = CONFIGURATION_FILE.read_text(encoding="utf-8")
    found = {match["name"]: match["default"] for match in TABLE_ROW.finditer(text)}
    return {
        name: default.split("`")[1] if default.startswith("`") else ""
        for name, default in found.items()
    }


def configured(name: str) -> str:
    """Return a configuration value as a panel would see it: the environment's, else the default."""
    return os.environ.get(name) or configuration_defaults()[name]


def environment_with(**values: str) -> dict[str, str]:
    """Return the present environment without any panel configuration, and then `values`.

    What the caller's shell happens to configure must not leak into a measurement or a test: neither
    Python's import path, as a panel finds everything in its own folder, nor a ban on bytecode,
    which more than doubles the time that a panel takes to start.
    """
    hidden = {
        *configuration_defaults(),
        "WEB_CONCURRENCY",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
    }
    inherited = {name: value for name, value in os.environ.items() if name not in hidden}
    return inherited | {"PYTHONUNBUFFERED": "1"} | values
