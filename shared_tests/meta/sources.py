"""The repository's own files, and what Python in them says."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harness import ROOT, registry
from harness.registry import Implementation

Function = ast.FunctionDef | ast.AsyncFunctionDef

NOT_OURS = {".venv", ".uv", ".git", "node_modules", "__pycache__", "build", "results"}
"""Folders with files that nobody here wrote."""

TESTS = ROOT / "shared_tests"
OPERATION_TESTS = TESTS / "operations"


@dataclass(frozen=True)
class ContractTest:
    """A test function of the suite."""

    path: Path
    function: Function

    @property
    def name(self) -> str:
        """Its name."""
        return self.function.name

    @property
    def place(self) -> str:
        """Where it stands, for people to find it."""
        return f"{self.path.relative_to(ROOT)}:{self.function.lineno} {self.name}"

    @property
    def rules(self) -> list[str]:
        """The rules that it is marked with."""
        return self._marked("rule")

    @property
    def level(self) -> str:
        """The level of its own; empty where it has none."""
        return "".join(self._marked("level"))

    def _marked(self, name: str) -> list[str]:
        """Return what the decorators of that name are given."""
        marks = [node for node in self.function.decorator_list if isinstance(node, ast.Call)]
        return [
            str(argument.value)
            for mark in marks
            if isinstance(mark.func, ast.Name) and mark.func.id == name
            for argument in mark.args
            if isinstance(argument, ast.Constant)
        ]


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


@cache
def contract_tests() -> tuple[ContractTest, ...]:
    """Return every test of the suite."""
    return tuple(
        ContractTest(path, function)
        for path in files(".py", below=TESTS)
        if path.name.startswith("test_")
        for function in functions(path)
        if function.name.startswith("test_")
    )


def constant(path: Path, name: str) -> object:
    """Return the constant that a file gives a name at its top; None where it does not."""
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            targets = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if name in targets:
                return node.value.value
    return None


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
