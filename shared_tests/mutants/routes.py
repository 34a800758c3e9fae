"""Which operation of the spec a path and a method mean."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import unquote_to_bytes

from harness import specification
from harness.specification import Operation

Names = Mapping[str, str | None]
"""What a path names, decoded; None for what is not UTF-8."""


def find(path: str) -> tuple[dict[str, Operation], Names]:
    """Return a path's operations by method, and what it names; nothing for an unknown path.

    Args:
        path: undecoded and without a query.
    """
    for pattern, methods in _paths():
        if match := pattern.fullmatch(path):
            return methods, {name: _decode(text) for name, text in match.groupdict().items()}
    return {}, {}


def operation_of(method: str, path: str) -> str | None:
    """Return the id of the operation that a request calls, if any."""
    found = find(path)[0].get(method)
    return found.id if found else None


@cache
def _paths() -> list[tuple[re.Pattern[str], dict[str, Operation]]]:
    """Return the paths of the spec, those without parameters first: they are nobody's names."""
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in specification.operations():
        by_path.setdefault(operation.path, {})[operation.method] = operation
    ordered = sorted(by_path, key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", p)), by_path[p]) for p in ordered]


def _decode(text: str) -> str | None:
    try:
        return unquote_to_bytes(text.encode("latin-1")).decode()
    except UnicodeDecodeError:
        return None
