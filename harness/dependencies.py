"""What a Python panel depends on: read from `uv.lock`, weighed where it is installed."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.markers import Marker

from harness import ROOT

LOCK_FILE = ROOT / "uv.lock"


class DependencyError(Exception):
    """`uv.lock` does not have a package, or the package is not installed."""


@dataclass(frozen=True)
class Dependencies:
    """All that a panel needs installed, itself excluded."""

    names: tuple[str, ...]
    installed_bytes: int
    """Size of the installed files in bytes, without compiled bytecode."""


def dependencies_of(package: str) -> Dependencies:
    """Return everything that a member of the workspace needs on this machine, transitively.

    Raises:
        DependencyError: the lock does not know the package, or something is not installed.
    """
    names: set[str] = set()
    waiting = _needs(package, ())
    seen = set()
    while waiting:
        need = waiting.pop()
        if need not in seen:
            seen.add(need)
            names.add(need[0])
            waiting += _needs(*need)
    return Dependencies(tuple(sorted(names)), sum(map(_installed_bytes, names)))


def direct_dependencies(package: str) -> dict[str, str]:
    """Return what a member of the workspace names itself, with the locked version of each.

    Raises:
        DependencyError: the lock does not know the package.
    """
    names = sorted({name for name, _ in _needs(package, ())})
    return {name: str(_entry(name)["version"]) for name in names}


@cache
def _locked() -> dict[str, dict[str, Any]]:
    packages = tomllib.loads(LOCK_FILE.read_text(encoding="utf-8"))["package"]
    return {package["name"]: package for package in packages}


def _entry(name: str) -> dict[str, Any]:
    try:
        return _locked()[name]
    except KeyError:
        raise DependencyError(f"{LOCK_FILE} has no package {name!r}") from None


def _needs(name: str, extras: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return what a package with these extras needs on this machine, each with its own extras."""
    entry = _entry(name)
    needed = [*entry.get("dependencies", [])]
    for extra in extras:
        needed += entry.get("optional-dependencies", {}).get(extra, [])
    return [
        (need["name"], tuple(need.get("extra", ())))
        for need in needed
        if "marker" not in need or Marker(need["marker"]).evaluate()
    ]


def _installed_bytes(name: str) -> int:
    try:
        files = metadata.distribution(name).files or []
    except metadata.PackageNotFoundError:
        raise DependencyError(f"{name} is not installed: run `uv sync`") from None
    paths = [Path(str(file.locate())) for file in files if file.suffix != ".pyc"]
    return sum(path.stat().st_size for path in paths if path.exists())
