"""Where and when a result came about: commit, versions, machine, date. Every result file has it."""

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import psutil

from harness import ROOT, registry
from harness.dependencies import direct_dependencies

MEBIBYTE = 1 << 20


def stamp() -> dict[str, Any]:
    """Return commit, versions, machine and date, to be merged into a result file."""
    return {
        "commit": commit(),
        "versions": versions(),
        "machine": machine(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


@cache
def commit() -> str:
    """Return the commit that is checked out, with `-dirty` behind it when files differ from it.

    That is `unknown` where there is no Git, or no repository.
    """
    try:
        head = _git("rev-parse", "HEAD")
        return f"{head}-dirty" if _git("status", "--porcelain") else head
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def versions() -> dict[str, str]:
    """Return the versions of Python, SQLite and all that the panels depend on directly."""
    found = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    for implementation in registry.panels():
        if implementation.package:
            found |= direct_dependencies(implementation.package)
    return dict(sorted(found.items()))


def machine() -> dict[str, Any]:
    """Return what the machine is, without its name: processor, cores, memory (MiB), system."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "memory_mib": psutil.virtual_memory().total // MEBIBYTE,
        "system": f"{platform.system()} {platform.release()}",
    }


def _git(*arguments: str) -> str:
    finished = subprocess.run(  # noqa: S603 (fixed arguments)
        ["git", *arguments],  # noqa: S607 (whichever Git the user has)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout.strip()


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
