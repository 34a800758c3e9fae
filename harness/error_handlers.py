"""The functions of an application that turn errors into answers, which no view calls itself.

They are known by a parameter that is annotated with an error. A handler of a class of the
application's own is for whoever raises it; of the others, those that say what is wrong with input
are for operations that can answer so.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from harness.python_modules import Modules, Place
from harness.specification import Operation

ERRORS = "errors.py"
INVALID = 422
"""What an operation answers to input that breaks a rule."""
TOO_LARGE = 413
ABOUT_INPUT = {"Validation": INVALID, "TooBig": TOO_LARGE, "HTTPException": TOO_LARGE}
"""Parts of the names of libraries' errors, each with the status that tells it may happen."""
FAULT = "Exception"
"""What nobody foresaw: no operation's own."""


def handlers_for(operation: Operation, modules: Modules, raised: set[str]) -> Iterator[Place]:
    """Yield the handlers in `errors.py` that an operation's errors may go through.

    Args:
        operation: whose statuses tell which errors of libraries may happen.
        modules: the application.
        raised: names of the error classes, bases included, that the operation's code mentions.
    """
    path = modules.folder / ERRORS
    if not path.exists():
        return
    own = {node.name for node in modules.tree(path).body if isinstance(node, ast.ClassDef)}
    for node in modules.tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named = _annotated_errors(node, own)
            if named & raised or any(_may_happen(name, operation) for name in named - own):
                yield Place(path, node.name)


def error_classes(places: set[Place], folder: Path) -> set[str]:
    """Return the names of what was met in `errors.py`."""
    return {place.name for place in places if place.path == folder / ERRORS}


def _annotated_errors(function: ast.AST, own: set[str]) -> set[str]:
    names: set[str] = set()
    for child in ast.walk(function):
        if isinstance(child, ast.arg) and child.annotation and child.arg not in {"self", "_"}:
            names |= {n.id for n in ast.walk(child.annotation) if isinstance(n, ast.Name)}
    return {name for name in names if name in own or _is_error(name)}


def _is_error(name: str) -> bool:
    return name != FAULT and name.endswith(("Error", "Exception", "TooBig"))


def _may_happen(name: str, operation: Operation) -> bool:
    needed = [status for part, status in ABOUT_INPUT.items() if part in name]
    return all(status in operation.statuses for status in needed)
