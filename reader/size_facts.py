"""Figures that are computed from the tree: lines by chapter and role, and how much is typed."""

import ast
from collections import Counter
from pathlib import Path

from harness.lines_of_code import MIGRATIONS, count_lines, lines_of_code, source_files
from harness.operation_code import PYTHON, ROLE_OF_FILE, Role
from harness.registry import Implementation

FIRST_ARGUMENTS = {"self", "cls"}


def lines_by_chapter(implementation: Implementation) -> dict[str, int]:
    """Return lines of code by chapter of the spec, and for what chapters share."""
    return lines_of_code(implementation)


def lines_by_role(implementation: Implementation) -> dict[Role, int]:
    """Return lines of code by the role that a file's name tells, migrations left out."""
    counted: Counter[Role] = Counter()
    for path in source_files(implementation.folder):
        if MIGRATIONS not in path.parts:
            counted[ROLE_OF_FILE.get(path.name, "more")] += count_lines(path)
    return dict(counted)


def typed_share(implementation: Implementation) -> float | None:
    """Return which share of the parameters and results of functions is annotated.

    None for other languages than Python, and where there is no function.
    """
    if implementation.language != PYTHON:
        return None
    slots = [
        slot
        for path in source_files(implementation.folder)
        if path.suffix == ".py" and MIGRATIONS not in path.parts
        for slot in _slots(path)
    ]
    return sum(slots) / len(slots) if slots else None


def _slots(path: Path) -> list[bool]:
    """Return for every parameter and result in a file whether it is annotated."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = node.args
            named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            named += [each for each in (arguments.vararg, arguments.kwarg) if each]
            found += [bool(a.annotation) for a in named if a.arg not in FIRST_ARGUMENTS]
            found.append(node.returns is not None)
    return found
