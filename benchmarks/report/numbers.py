"""Figures for people to read: three digits that mean something, and no more."""

from math import floor, log10

from benchmarks.report.blocks import Cell
from benchmarks.statistics.intervals import Interval

DIGITS = 3
MOST_DECIMALS = 4
NOTHING = Cell("-", tone="faint")


def shown(value: float) -> str:
    """Return a number with three significant digits and thousands set apart."""
    if not value:
        return "0"
    decimals = min(MOST_DECIMALS, max(0, DIGITS - 1 - floor(log10(abs(value)))))
    return f"{value:,.{decimals}f}"


def whole(value: float) -> str:
    """Return a round number, such as stands at an axis, with no digit more than it needs."""
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"


def bounds(found: Interval) -> str:
    """Return an interval's bounds in words; nothing where a single round gave none."""
    if found.low == found.high:
        return ""
    return f"{shown(found.low)} to {shown(found.high)}"


def cell(found: Interval | None) -> Cell:
    """Return an estimate with its interval as a cell of a table."""
    return NOTHING if found is None else Cell(shown(found.estimate), bounds(found))
