"""The repository's own files, and what Python in them says."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from harness import ROOT, registry
from harness.registry import Implementation

Function = ast.FunctionDef | ast.AsyncFunctionDef

NOT_OURS = {".venv", ".uv", ".git", "node_modules", "__pycache__", "build", "results"}
"""Folders with files that nobody here wrote."""


def files(*suffixes: str, below: Path = ROOT) -> list[Path]:
    """Return the repository's files with one of these suffixes, in order."""
    found = (path for suffix in suffixes for path in below.rglob(f"*{suffix}"))
    return sorted(path for path in found if not NOT_OURS.intersection(path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """Return a Python file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method in a file, nested ones included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def python_panels() -> list[Implementation]:
    """Return the implementations that are written in Python."""
    return [panel for panel in registry.panels() if panel.language == "Python"]


def python_examples() -> list[Implementation]:
    """Return the examples that are written in Python."""
    found = registry.discover()
    return [each for each in found if each.language == "Python" and each not in registry.panels()]


def panel_name(panel: Implementation) -> str:
    """Return what a test's name says of a panel."""
    return panel.name


def relative(path: Path) -> str:
    """Return a path for people to read."""
    return str(path.relative_to(ROOT))
