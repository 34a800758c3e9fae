"""How code and names are set where a column is narrow."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

INDENTATION = 4
DEEPEST = 6
BEGINNING = re.compile(r"(?:<[^>]*>)*( *)")
SEAM = re.compile(r"(?<=[/_.:])|(?<=[a-z])(?=[A-Z])")


def code_lines(lines: Iterable[str]) -> Markup:
    """Return lines of code as items of a list; HTML closes an item where the next one begins."""
    return Markup("".join(f"<li{_depth(line)}>{line}\n" for line in lines))  # noqa: S704


def numbered_lines(lines: Iterable[str]) -> Markup:
    """Return the lines of a whole file, each with an address of its own."""
    parts = (
        f"<li{_depth(line)} id=L{number}>"
        f'<a href="#L{number}" aria-label="Line {number}"></a>{line}\n'
        for number, line in enumerate(lines, start=1)
    )
    return Markup("".join(parts))  # noqa: S704


def _depth(line: str) -> str:
    """Return the class of a line of code in HTML by how deep it is indented.

    Where a line is too long for its column, its rest is indented a little deeper than that.
    """
    match = BEGINNING.match(line)
    depth = min(len(match[1]) // INDENTATION if match else 0, DEEPEST)
    return f" class=i{depth}" if depth else ""


def breakable(name: str) -> Markup:
    """Return a path or a name that may be broken where its parts meet."""
    return Markup("<wbr>").join(escape(part) for part in SEAM.split(str(name)))
