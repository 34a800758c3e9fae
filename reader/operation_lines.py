"""How many lines of code an operation runs through, comments, docstrings and blank lines aside."""

from functools import cache
from pathlib import Path

from harness.lines_of_code import code_line_numbers
from reader.slices import Row


def operation_lines(rows: list[Row], implementation_name: str) -> int:
    """Return how many lines of code the cells of one implementation hold."""
    found = 0
    for row in rows:
        for cell in row.cells:
            if cell.implementation.name != implementation_name:
                continue
            for card in cell.cards:
                numbers = _numbers(card.path)
                shown = {n for s in card.segments for n in range(s.first, s.last + 1)}
                found += len(shown & numbers)
    return found


@cache
def _numbers(path: Path) -> frozenset[int]:
    return frozenset(code_line_numbers(path))
