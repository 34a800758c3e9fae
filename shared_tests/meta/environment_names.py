"""Which variables of the environment a Python application reads, found without running it."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from shared_tests.meta.sources import Function, files, tree

SETTINGS_CLASS = "BaseSettings"
"""pydantic's: its fields are variables."""


def names_read(folder: Path) -> set[str]:
    """Return the names of all variables that the code below a folder reads.

    Found are `os.environ` and `os.getenv` with a name as it stands, calls with such a name of
    functions that read the variable they are told, and the fields of pydantic's settings.
    """
    trees = [tree(path) for path in files(".py", below=folder)]
    nodes = [node for module in trees for node in ast.walk(module)]
    readers = _readers([node for node in nodes if isinstance(node, Function)])
    keys = [key for node in nodes for key in _keys(node, readers)]
    constants = {str(key.value) for key in keys if isinstance(key, ast.Constant)}
    return constants | {name for node in nodes for name in _settings(node)}


def _readers(functions: Iterable[Function]) -> set[str]:
    """Return the functions that read the variable whose name they get as their first argument."""
    readers: set[str] = set()
    while True:
        found = {
            function.name
            for function in functions
            for node in ast.walk(function)
            for key in _keys(node, readers)
            if isinstance(key, ast.Name)
            and function.args.args
            and key.id == function.args.args[0].arg
        }
        if found <= readers:
            return readers
        readers |= found


def _keys(node: ast.AST, readers: set[str]) -> Iterator[ast.expr]:
    """Yield what stands for the name of a variable where a node reads one."""
    if isinstance(node, ast.Subscript) and _is_environment(node.value):
        if isinstance(node.ctx, ast.Load):
            yield node.slice
    elif isinstance(node, ast.Call) and node.args and _reads(node.func, readers):
        yield node.args[0]


def _reads(function: ast.expr, readers: set[str]) -> bool:
    if isinstance(function, ast.Attribute) and function.attr in {"get", "pop"}:
        return _is_environment(function.value)
    return ast.unparse(function) in readers | {"os.getenv"}


def _is_environment(node: ast.expr) -> bool:
    return ast.unparse(node) == "os.environ"


def _settings(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.ClassDef):
        return
    if any(ast.unparse(base).endswith(SETTINGS_CLASS) for base in node.bases):
        for field in node.body:
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                yield field.target.id.upper()
