"""What counts depend on besides a panel's own code: counts under the same can be compared."""

import platform
import ssl
import sysconfig
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from benchmarks.instructions import valgrind
from harness import databases
from harness.dependencies import dependencies_of
from harness.registry import Implementation

CPU_FILE = Path("/proc/cpuinfo")
VECTOR_EXTENSIONS = ("avx2", "avx", "ssse3")
"""The sets of instructions that valgrind offers to programs, the largest that there is; C libraries
choose between versions of a function by them."""


def conditions() -> dict[str, str]:
    """Return everything about this machine that counts depend on, in words.

    Raises:
        ValgrindMissing: there is no valgrind.
        DatabaseServerError: there is no PostgreSQL.
    """
    server = databases.server("postgresql")
    return {
        "architecture": platform.machine(),
        "vector extensions": _vector_extensions(),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Python's build": _build(),
        "C library": " ".join(platform.libc_ver()).strip() or "unknown",
        "OpenSSL": ssl.OPENSSL_VERSION,
        "valgrind": valgrind.version(),
        "PostgreSQL": server.version.partition(".")[0] if server else "unknown",
    }


def libraries(implementation: Implementation) -> dict[str, str]:
    """Return the version of each library that a panel needs, as installed.

    Raises:
        DependencyError: the lock does not know the panel, or something is not installed.
    """
    if implementation.package is None:
        return {}
    names = dependencies_of(implementation.package).names
    return {name: metadata.version(name) for name in names}


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return in words what is in both and is not the same."""
    return [
        f"{name}: {before[name]} then, {now[name]} now"
        for name in before
        if name in now and before[name] != now[name]
    ]


def _build() -> str:
    """Return how the interpreter was compiled: with optimisations it executes far less."""
    words = (sysconfig.get_config_var("CONFIG_ARGS") or "").replace("'", "").split()
    options = (word for word in words if word.startswith(("--enable-", "--with")))
    portable = sorted(option for option in options if "/" not in option)
    return " ".join([platform.python_compiler(), *portable])


def _vector_extensions() -> str:
    try:
        known = set(CPU_FILE.read_text(encoding="utf-8").split())
    except OSError:
        return "unknown"
    return next((name for name in VECTOR_EXTENSIONS if name in known), "none")
