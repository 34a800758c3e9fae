"""The tests of the contract suite, as their files tell: names, rules, operations, lines."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harness import ROOT

TESTS = ROOT / "shared_tests"
OPERATION_TESTS = TESTS / "operations"

Function = ast.FunctionDef | ast.AsyncFunctionDef


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
    def node_id(self) -> str:
        """What pytest calls it, without what stands in brackets for one run of it."""
        return f"{self.path.relative_to(ROOT).as_posix()}::{self.name}"

    @property
    def first_line(self) -> int:
        """The number of its first line, decorators included."""
        return min([self.function.lineno, *(d.lineno for d in self.function.decorator_list)])

    @property
    def last_line(self) -> int:
        """The number of its last line."""
        return self.function.end_lineno or self.function.lineno

    @property
    def operation(self) -> str | None:
        """The operationId that its file is about; None for a file about no single one."""
        found = constant(self.path, "OPERATION")
        return found if isinstance(found, str) else None

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


@cache
def contract_tests() -> tuple[ContractTest, ...]:
    """Return every test of the suite."""
    return tuple(
        ContractTest(path, node)
        for path in sorted(TESTS.rglob("test_*.py"))
        for node in ast.walk(_tree(path))
        if isinstance(node, Function) and node.name.startswith("test_")
    )


def constant(path: Path, name: str) -> object:
    """Return the constant that a file gives a name at its top; None where it does not."""
    for node in _tree(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            targets = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if name in targets:
                return node.value.value
    return None


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
