"""The code of an operation where no tool can follow it: named in `implementation.toml`.

    [operations.getTags]
    view = ["src/tags.js:listTags"]
    query = ["src/queries.js:countTags"]

A name stands for its definition: from the first line that has it, at the least indentation, to the
last line before the next one that is indented as little, closing brackets included.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from harness.registry import Implementation, RegistryError
from harness.specification import Operation

if TYPE_CHECKING:
    from harness.operation_code import Role

CLOSING = re.compile(r"\s*(?:[)\]}]+[;,)]*|end)\s*$")


def named_pieces(
    implementation: Implementation, operation: Operation
) -> Iterator[tuple["Role", str, Path, int, str]]:
    """Yield role, name, path, first line and code of what the map names for an operation.

    Raises:
        RegistryError: the map names a file or a name that is not there.
    """
    for role, places in implementation.operations.get(operation.id, {}).items():
        for place in places:
            file, _, name = place.rpartition(":")
            path = implementation.folder / file
            if not path.is_file():
                raise RegistryError(f"{implementation.name} names {place}, and has no such file")
            lines = path.read_text(encoding="utf-8").splitlines()
            found = definition_lines(lines, name)
            if found is None:
                raise RegistryError(f"{implementation.name} names {place}: no line has {name}")
            first, last = found
            code = "\n".join(lines[first - 1 : last])
            yield cast("Role", role), name, path, first, code


def definition_lines(lines: list[str], name: str) -> tuple[int, int] | None:
    """Return the first and last line, from 1, of what seems to define a name."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    having = [index for index, line in enumerate(lines) if word.search(line)]
    if not having:
        return None
    first = min(having, key=lambda index: (_indentation(lines[index]), index))
    least = _indentation(lines[first])
    last = first
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.strip() and _indentation(line) <= least:
            last = index if CLOSING.match(line) else last
            break
        if line.strip():
            last = index
    return first + 1, last + 1


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())
